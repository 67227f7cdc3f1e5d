//! The filter of Approvals and its text in the page's address: `reviewed`, `removal`, `for.1f sort.person:payroll`. One part per
//! value that is not the default, then a colon and the search text. Pure.

use super::arrange::{ApprovalOrder, Grouping};

/// Which of the two lists is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ApprovalTab {
    /// The pending approvals.
    #[default]
    Pending,
    /// The reviewed approvals.
    Reviewed,
}

/// The value of every filter control.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ApprovalFilter {
    /// The list shown.
    pub tab: ApprovalTab,
    /// The kind, by its name in links; empty for all.
    pub kind: String,
    /// The requested item's id; empty for all.
    pub item: String,
    /// The recipient's id; empty for all.
    pub person: String,
    /// The fewest days an approval has been pending; 0 for all.
    pub age: u32,
    /// How rows are ordered.
    pub order: ApprovalOrder,
    /// How rows are grouped.
    pub grouping: Grouping,
    /// The search text.
    pub query: String,
}

const REVIEWED: &str = "reviewed";

/// The ages offered, in days; an address cannot set any other.
pub const AGES: [u32; 3] = [1, 7, 30];

impl ApprovalFilter {
    /// The text; `None` for the default filter.
    #[must_use]
    pub fn to_text(&self) -> Option<String> {
        let mut parts: Vec<String> = Vec::new();
        if self.tab == ApprovalTab::Reviewed {
            parts.push(REVIEWED.to_owned());
        }
        let mut part = |name: &str, value: &str| {
            // A separator in a value would change the meaning of the text.
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

    /// The filter of a text; what the text lacks has its default.
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

/// The age of that text; 0 where it is not offered.
fn age(text: &str) -> u32 {
    let days = text.parse().unwrap_or_default();
    if AGES.contains(&days) { days } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_cannot_set_an_age_that_is_not_offered() {
        for text in ["9999999", "4294967295", "99999999999999999999", "-1", "8", "0", ""] {
            assert_eq!(ApprovalFilter::of_text(&format!("age.{text}")), ApprovalFilter::default(), "{text}");
        }
        assert_eq!(AGES.map(|days| ApprovalFilter::of_text(&format!("age.{days}")).age), AGES);
    }

    #[test]
    fn a_filter_round_trips_through_its_text() {
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
    fn older_links_work_and_unknown_parts_are_ignored() {
        assert_eq!(ApprovalFilter::of_text("reviewed").tab, ApprovalTab::Reviewed);
        assert_eq!(ApprovalFilter::of_text("removal").kind, "removal");
        let strange = ApprovalFilter::of_text("age.many sort.luck by.fate moon.full");
        assert_eq!(strange, ApprovalFilter::default());
        let kind = ApprovalFilter { kind: "AN ODD: ONE".to_owned(), ..ApprovalFilter::default() };
        assert_eq!(kind.to_text(), None);
    }
}
