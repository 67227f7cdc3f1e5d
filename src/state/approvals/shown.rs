//! What of the approvals is shown and what a decision is about: the filters, the order, the open one and the ticked ones.

use super::arrange::Named;
use super::filter::ApprovalFilter;
use super::row::{self};
use super::{ApprovalTab, Approvals, SharedApproval, load};
use crate::api::Client;
use crate::signal::Signal;
use crate::state::catalog::item::words;
use crate::state::index::Index;
use request_center_models::order::sort_by;
use time::Duration;

impl Approvals {
    /// Everybody the approvals that are known are for, by name. Reactive.
    #[must_use]
    pub fn recipients(self) -> Vec<Named> {
        self.named(|row| {
            let id = row.asked.recipient.id.as_ref()?;
            Some(Named { name: row.for_whom().to_owned(), id: id.to_string() })
        })
    }

    /// Everything the approvals that are known are about, by name. Reactive.
    #[must_use]
    pub fn items(self) -> Vec<Named> {
        self.named(|row| {
            let id = row.asked.object.id.as_ref()?;
            Some(Named { name: row.item().to_owned(), id: id.to_string() })
        })
    }

    fn named(self, name: fn(&SharedApproval) -> Option<Named>) -> Vec<Named> {
        let (mut all, mut seen) = (Vec::new(), Index::default());
        for list in [self.waiting.rows, self.reviewed.rows] {
            list.with(|rows| {
                for one in rows.iter().filter_map(name) {
                    if seen.add(&one.id) {
                        all.push(one);
                    }
                }
            });
        }
        sort_by(&mut all, Ord::cmp);
        all
    }

    /// The choices that narrow and order the list, for the page's address; `None` where all is as usual. Reactive.
    #[must_use]
    pub fn filter(self) -> Option<String> {
        let filter = ApprovalFilter {
            tab: self.tab.get(),
            kind: self.kind.get(),
            item: self.item.get(),
            person: self.person.get(),
            age: self.age.get(),
            order: self.order.get(),
            grouping: self.grouping.get(),
            query: self.query.get(),
        };
        filter.to_text()
    }

    /// Whether kind, item, person or age leave something out.
    #[must_use]
    pub fn is_narrowed(self) -> bool {
        let chosen = |var: Signal<String>| var.with_untracked(|text| !text.is_empty());
        chosen(self.kind) || chosen(self.item) || chosen(self.person) || self.age.get_untracked() > 0
    }

    /// Chooses what an address says.
    pub fn follow_filter(self, text: &str) {
        let filter = ApprovalFilter::of_text(text);
        self.kind.set(filter.kind);
        self.item.set(filter.item);
        self.person.set(filter.person);
        self.age.set(filter.age);
        self.order.set(filter.order);
        self.grouping.set(filter.grouping);
        self.query.set(filter.query);
        if filter.tab != self.tab.get_untracked() {
            self.show(filter.tab);
        }
    }

    /// Shows what is for that person only.
    pub fn only_for(self, person: String) {
        self.person.set(person);
        if self.tab.get_untracked() == ApprovalTab::Reviewed {
            load::reviewed(self, false);
        }
    }

    /// The approval whose detail is open, wherever it is listed. Reactive.
    #[must_use]
    pub fn picked_row(self) -> Option<SharedApproval> {
        let id = self.picked.get()?;
        let of = |rows: &Vec<SharedApproval>| rows.iter().find(|row| row.id == id).cloned();
        let lists = match self.tab.get() {
            ApprovalTab::Waiting => [self.waiting.rows, self.reviewed.rows],
            ApprovalTab::Reviewed => [self.reviewed.rows, self.waiting.rows],
        };
        let listed = lists.into_iter().find_map(|list| list.with(of));
        listed.or_else(|| self.linked.get().filter(|row| row.id == id))
    }

    /// What waits and answers the filters, in the order asked for. Reactive.
    #[must_use]
    pub fn shown(self) -> Vec<SharedApproval> {
        let words: Vec<String> = self.query.with(|query| words(query));
        let (kind, item, person) = (self.kind.get(), self.item.get(), self.person.get());
        let (order, waiting) = (self.order.get(), self.tab.get() == ApprovalTab::Waiting);
        let list = if waiting { self.waiting.rows } else { self.reviewed.rows };
        let days = Some(self.age.get()).filter(|days| waiting && *days > 0);
        let now = self.client.try_with(Client::now);
        let before = days.zip(now).map(|(days, now)| now.saturating_sub(Duration::days(days.into())));
        let mut shown: Vec<SharedApproval> = Vec::new();
        list.with(|rows| {
            for row in rows {
                let of_kind = kind.is_empty() || row::kind_name(&row.asked.kind) == kind;
                let old = before.is_none_or(|before| row.began_before(before));
                if of_kind && old && row.is_for(&person) && row.is_about(&item) && row.answers(&words) {
                    shown.push(SharedApproval::clone(row));
                }
            }
        });
        // The lists come newest first and decided ones stay so.
        if waiting {
            order.sort(&mut shown);
        }
        shown
    }

    /// What the decision being typed is about: what is ticked, else what is open. Reactive.
    #[must_use]
    pub fn subject(self) -> Vec<SharedApproval> {
        if self.ticked.with(Index::is_empty) {
            return self.picked_row().into_iter().filter(|row| row.decided.is_none()).collect();
        }
        let ticked = |row: &&SharedApproval| self.ticked.with_untracked(|ticked| ticked.has(row.id.as_str()));
        self.waiting.rows.with(|rows| rows.iter().filter(ticked).cloned().collect())
    }
}
