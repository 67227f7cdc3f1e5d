//! The dates of an item, and which of them a reload lost. Knows no cart.

use crate::state::lost_date::LostDates;
use request_center_models::draft::{DraftItem, RequestDraft, TypedDate};

/// One of an item's dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemDate {
    /// When access begins.
    Start,
    /// When access ends.
    End,
}

impl ItemDate {
    pub(super) const ALL: [Self; 2] = [Self::Start, Self::End];

    /// The date as typed.
    #[must_use]
    pub fn of(self, item: &DraftItem) -> &TypedDate {
        match self {
            Self::Start => &item.start_date,
            Self::End => &item.remove_date,
        }
    }

    /// The date as typed, to be changed.
    pub(super) fn of_mut(self, item: &mut DraftItem) -> &mut TypedDate {
        match self {
            Self::Start => &mut item.start_date,
            Self::End => &mut item.remove_date,
        }
    }
}

/// The dates of items that a reload lost.
#[derive(Clone, Copy, Default)]
pub(super) struct LostItemDates {
    starts: LostDates,
    ends: LostDates,
}

impl LostItemDates {
    /// Records the dates of a stored draft.
    pub(super) fn restore(self, draft: &RequestDraft) {
        for item in &draft.items {
            for date in ItemDate::ALL {
                self.of(date).restore(&item.id, date.of(item));
            }
        }
    }

    /// Those of one of the dates.
    pub(super) fn of(self, date: ItemDate) -> LostDates {
        match date {
            ItemDate::Start => self.starts,
            ItemDate::End => self.ends,
        }
    }
}
