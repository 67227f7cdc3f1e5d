//! The filter controls as signals: tab, search, kind, item, person, age, grouping and order. Reads no list.

use super::arrange::{ApprovalOrder, Grouping};
use super::filter::{ApprovalFilter, ApprovalTab};
use crate::signal::Signal;

/// The value of every filter control.
#[derive(Clone, Copy, Default)]
pub struct Filters {
    /// The list shown.
    pub tab: Signal<ApprovalTab>,
    /// The text in the search field.
    pub query: Signal<String>,
    /// The kind, by its name in links; empty for all.
    pub kind: Signal<String>,
    /// The requested item's id; empty for all.
    pub item: Signal<String>,
    /// The recipient's id; empty for all.
    pub person: Signal<String>,
    /// The fewest days an approval has been pending; 0 for all.
    pub age: Signal<u32>,
    /// How rows are grouped.
    pub grouping: Signal<Grouping>,
    /// How rows are ordered.
    pub order: Signal<ApprovalOrder>,
}

impl Filters {
    /// The text of the filter for the page's address; `None` for the default filter. Reactive.
    #[must_use]
    pub fn to_text(self) -> Option<String> {
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

    /// Returns whether kind, item, person or age exclude anything.
    #[must_use]
    pub fn is_narrowed(self) -> bool {
        let is_set = |value: Signal<String>| value.with_untracked(|text| !text.is_empty());
        is_set(self.kind) || is_set(self.item) || is_set(self.person) || self.age.get_untracked() > 0
    }

    /// Sets every control but the tab.
    pub(super) fn apply(self, filter: ApprovalFilter) {
        self.kind.set(filter.kind);
        self.item.set(filter.item);
        self.person.set(filter.person);
        self.age.set(filter.age);
        self.order.set(filter.order);
        self.grouping.set(filter.grouping);
        self.query.set(filter.query);
    }
}
