//! The rows of the lists that pass the filters, the open row, and the rows a decision is about.

use super::arrange::Named;
use super::filter::ApprovalTab;
use super::lists::ApprovalLists;
use super::row::{SharedApproval, kind_name};
use crate::api::Client;
use crate::state::catalog::item::search_terms;
use crate::state::index::Index;
use request_center_models::order::sort_by;
use time::Duration;

impl ApprovalLists {
    /// The recipients of the listed approvals, by name. Reactive.
    #[must_use]
    pub fn recipients(self) -> Vec<Named> {
        self.named(|row| {
            let id = row.asked.recipient.id.as_ref()?;
            Some(Named { name: row.recipient().to_owned(), id: id.to_string() })
        })
    }

    /// The requested items of the listed approvals, by name. Reactive.
    #[must_use]
    pub fn items(self) -> Vec<Named> {
        self.named(|row| {
            let id = row.asked.object.id.as_ref()?;
            Some(Named { name: row.item().to_owned(), id: id.to_string() })
        })
    }

    fn named(self, name: fn(&SharedApproval) -> Option<Named>) -> Vec<Named> {
        let (mut all, mut seen) = (Vec::new(), Index::default());
        for list in [self.pending.rows, self.reviewed.rows] {
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

    /// The open approval, from whichever list has it. Reactive.
    #[must_use]
    pub fn open_row(self) -> Option<SharedApproval> {
        let id = self.selection.open.get()?;
        let of = |rows: &Vec<SharedApproval>| rows.iter().find(|row| row.id == id).cloned();
        let lists = match self.filters.tab.get() {
            ApprovalTab::Pending => [self.pending.rows, self.reviewed.rows],
            ApprovalTab::Reviewed => [self.reviewed.rows, self.pending.rows],
        };
        let listed = lists.into_iter().find_map(|list| list.with(of));
        listed.or_else(|| self.linked.get().filter(|row| row.id == id))
    }

    /// The rows of the chosen tab that pass the filters, in the chosen order; reviewed ones are always newest first. Reactive.
    #[must_use]
    pub fn shown(self) -> Vec<SharedApproval> {
        let filters = self.filters;
        let words: Vec<String> = filters.query.with(|query| search_terms(query));
        let (kind, item, person) = (filters.kind.get(), filters.item.get(), filters.person.get());
        let (order, is_pending) = (filters.order.get(), filters.tab.get() == ApprovalTab::Pending);
        let list = if is_pending { self.pending.rows } else { self.reviewed.rows };
        let days = Some(filters.age.get()).filter(|days| is_pending && *days > 0);
        let now = self.client.try_with(Client::now);
        let before = days.zip(now).map(|(days, now)| now.saturating_sub(Duration::days(days.into())));
        let mut shown: Vec<SharedApproval> = Vec::new();
        list.with(|rows| {
            for row in rows {
                let is_of_kind = kind.is_empty() || kind_name(&row.asked.kind) == kind;
                let is_old = before.is_none_or(|before| row.is_older_than(before));
                if is_of_kind && is_old && row.is_for(&person) && row.is_about(&item) && row.matches(&words) {
                    shown.push(SharedApproval::clone(row));
                }
            }
        });
        if is_pending {
            order.sort(&mut shown);
        }
        shown
    }

    /// The approvals a decision is about: the ticked ones, else the open one. Reactive.
    #[must_use]
    pub fn subject(self) -> Vec<SharedApproval> {
        let ticked = self.selection.ticked;
        if ticked.with(Index::is_empty) {
            return self.open_row().into_iter().filter(|row| row.decided.is_none()).collect();
        }
        let is_ticked = |row: &&SharedApproval| ticked.with_untracked(|ticked| ticked.has(row.id.as_str()));
        self.pending.rows.with(|rows| rows.iter().filter(is_ticked).cloned().collect())
    }
}
