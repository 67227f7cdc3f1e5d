//! What of the approvals is shown and what a decision is about: the filters, the order, the open one and the ticked ones.

use super::row::{self, Order, Recipient};
use super::{Approvals, Drawer, Row};
use crate::api::Client;
use crate::state::catalog::item::words;
use request_center_models::order::sort_by;
use time::Duration;

impl Approvals {
    /// Everybody the approvals that are known are for, by name. Reactive.
    #[must_use]
    pub fn recipients(self) -> Vec<Recipient> {
        let mut all: Vec<Recipient> = Vec::new();
        for list in [self.waiting, self.reviewed] {
            list.with(|rows| {
                for row in rows {
                    let Some(id) = &row.recipient.id else { continue };
                    let one = Recipient { name: row.for_whom().to_owned(), id: id.to_string() };
                    if let Err(at) = all.binary_search(&one) {
                        all.insert(at, one);
                    }
                }
            });
        }
        all
    }

    /// The approval whose detail is open, wherever it is listed. Reactive.
    #[must_use]
    pub fn picked_row(self) -> Option<Row> {
        let id = self.picked.get()?;
        let of = |rows: &Vec<Row>| rows.iter().find(|row| row.id == id).cloned();
        let lists = match self.drawer.get() {
            Drawer::Waiting => [self.waiting, self.reviewed],
            Drawer::Reviewed => [self.reviewed, self.waiting],
        };
        let listed = lists.into_iter().find_map(|list| list.with(of));
        listed.or_else(|| self.linked.get().filter(|row| row.id == id))
    }

    /// What waits and answers the filters, in the order asked for. Reactive.
    #[must_use]
    pub fn shown(self) -> Vec<Row> {
        let words: Vec<String> = self.query.with(|query| words(query));
        let (kind, order, person) = (self.kind.get(), self.order.get(), self.person.get());
        let waiting = self.drawer.get() == Drawer::Waiting;
        let list = if waiting { self.waiting } else { self.reviewed };
        let days = Some(self.age.get()).filter(|days| waiting && *days > 0);
        let now = self.client.try_with(Client::now);
        let before = days.zip(now).map(|(days, now)| now - Duration::days(days.into()));
        let mut keyed: Vec<(String, usize)> = Vec::new();
        let rows = list.get();
        for (at, row) in rows.iter().enumerate() {
            let of_kind = kind.is_empty() || row::kind_name(&row.kind) == kind;
            let old = before.is_none_or(|before| row.began_before(before));
            if of_kind && old && row.is_for(&person) && row.answers(&words) {
                keyed.push((order.key(row), at));
            }
        }
        // The lists come newest first and decided ones stay so.
        if waiting {
            sort_by(&mut keyed, Ord::cmp);
            if order == Order::Newest {
                keyed.reverse();
            }
        }
        keyed.into_iter().filter_map(|(_, at)| rows.get(at).cloned()).collect()
    }

    /// What the decision being typed is about: what is ticked, else what is open. Reactive.
    #[must_use]
    pub fn subject(self) -> Vec<Row> {
        let ticked = self.ticked.get();
        if ticked.is_empty() {
            return self.picked_row().into_iter().filter(|row| row.decided.is_none()).collect();
        }
        self.waiting.with(|rows| rows.iter().filter(|row| ticked.contains(&row.id)).cloned().collect())
    }
}
