//! What of the approvals is shown, as one text for the page's address: `reviewed`, `removal`, `for.1f sort.person:payroll`. A part
//! for each choice that is not the usual one, and behind a colon what is searched for. Pure.

use super::ApprovalTab;
use super::arrange::{ApprovalOrder, Grouping};

/// Every choice that narrows or orders the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ApprovalFilter {
    /// The list.
    pub tab: ApprovalTab,
    /// The kind, under its name in links; empty shows all.
    pub kind: String,
    /// What it is about, by id; empty shows everything.
    pub item: String,
    /// For whom, by id; empty shows everybody's.
    pub person: String,
    /// Days it shall have waited at least; 0 shows all.
    pub age: u32,
    /// How rows are ordered.
    pub order: ApprovalOrder,
    /// What rows are put together by.
    pub grouping: Grouping,
    /// What is searched for.
    pub query: String,
}

const REVIEWED: &str = "reviewed";

/// The ages that are offered, in days; an address can choose no other.
pub const AGES: [u32; 3] = [1, 7, 30];

impl ApprovalFilter {
    /// The text; `None` where all is as usual.
    #[must_use]
    pub fn to_text(&self) -> Option<String> {
        let mut parts: Vec<String> = Vec::new();
        if self.tab == ApprovalTab::Reviewed {
            parts.push(REVIEWED.to_owned());
        }
        let mut part = |name: &str, value: &str| {
            // What would read as something else in an address is left out of it.
            if !value.is_empty() && !value.contains([' ', ':']) {
                parts.push(if name.is_empty() { value.to_owned() } else { format!("{name}.{value}") });
            }
        };
        part("", &self.kind);
        part("item", &self.item);
        part("for", &self.person);
        let age = if self.age == 0 { String::new() } else { self.age.to_string() };
        part("age", &age);
        part("sort", if self.order == ApprovalOrder::default() { "" } else { self.order.as_str() });
        part("by", if self.grouping == Grouping::default() { "" } else { self.grouping.as_str() });
        let mut text = parts.join(" ");
        let query = self.query.trim();
        if !query.is_empty() {
            text.push(':');
            text.push_str(query);
        }
        (!text.is_empty()).then_some(text)
    }

    /// The choices a text says; what it does not say is as usual.
    #[must_use]
    pub fn of_text(text: &str) -> Self {
        let (parts, query) = text.split_once(':').unwrap_or((text, ""));
        let mut filter = Self { query: query.trim().to_owned(), ..Self::default() };
        for part in parts.split_whitespace() {
            match part.split_once('.') {
                None if part == REVIEWED => filter.tab = ApprovalTab::Reviewed,
                None => part.clone_into(&mut filter.kind),
                Some(("item", id)) => id.clone_into(&mut filter.item),
                Some(("for", id)) => id.clone_into(&mut filter.person),
                Some(("age", days)) => filter.age = age(days),
                Some(("sort", name)) => filter.order = ApprovalOrder::named(name),
                Some(("by", name)) => filter.grouping = Grouping::named(name),
                Some(_) => {}
            }
        }
        filter
    }
}

/// The age of that text, 0 where it is none of those offered.
fn age(text: &str) -> u32 {
    let days = text.parse().unwrap_or_default();
    if AGES.contains(&days) { days } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_can_choose_no_age_that_is_not_offered() {
        for text in ["9999999", "4294967295", "99999999999999999999", "-1", "8", "0", ""] {
            assert_eq!(ApprovalFilter::of_text(&format!("age.{text}")), ApprovalFilter::default(), "{text}");
        }
        assert_eq!(AGES.map(|days| ApprovalFilter::of_text(&format!("age.{days}")).age), AGES);
    }

    #[test]
    fn every_choice_comes_back_as_it_went() {
        let filter = ApprovalFilter {
            tab: ApprovalTab::Reviewed,
            kind: "removal".to_owned(),
            item: "role-7".to_owned(),
            person: "1f".to_owned(),
            age: 7,
            order: ApprovalOrder::Person,
            grouping: Grouping::Submit,
            query: "a: b.c d".to_owned(),
        };
        let text = filter.to_text().expect("a text");
        assert_eq!(text, "reviewed removal item.role-7 for.1f age.7 sort.person by.submit:a: b.c d");
        assert_eq!(ApprovalFilter::of_text(&text), filter);
        assert_eq!(ApprovalFilter::default().to_text(), None);
        assert_eq!(ApprovalFilter::of_text(""), ApprovalFilter::default());
    }

    #[test]
    fn older_links_and_what_nobody_knows_do_no_harm() {
        assert_eq!(ApprovalFilter::of_text("reviewed").tab, ApprovalTab::Reviewed);
        assert_eq!(ApprovalFilter::of_text("removal").kind, "removal");
        let strange = ApprovalFilter::of_text("age.many sort.luck by.fate moon.full");
        assert_eq!(strange, ApprovalFilter::default());
        let kind = ApprovalFilter { kind: "AN ODD: ONE".to_owned(), ..ApprovalFilter::default() };
        assert_eq!(kind.to_text(), None);
    }
}
