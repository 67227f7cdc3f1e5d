//! What was sent and is not yet read back: one entry per submit, call of a removal or cancel, and the only ways its state may change. Pure: knows
//! no storage, no call and no clock.

mod entry_state;
mod sent;

pub use entry_state::{EntryState, Fate, Happening};
pub use sent::{Sent, SentItem};

use request_center_models::draft::{RequestDraft, SubmitKey};
use request_center_models::id::{AccessRequestId, ItemId};
use request_center_models::json::{DecodeError, FromJson, Members};
use request_center_models::moment::Moment;
use request_center_models::wire::status::{RequestState, RequestedItemStatus};
use serde::Serialize;
use serde_json::Value;
use time::{Duration, OffsetDateTime};

/// How many settled entries are kept beside those of what is still being typed.
const SETTLED_KEPT: usize = 30;

/// One submit or cancel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OutboxEntry {
    /// What it is found again by; of a cancel, see [`cancel_key`].
    pub key: SubmitKey,
    /// What was sent, for showing it.
    pub sent: Sent,
    /// When it was first prepared (service time where known, UTC).
    pub created: Moment,
    /// Rows made before cannot be its rows; earlier than `created` by as much as the clocks may differ.
    pub look_from: Moment,
    /// How often it was sent on purpose; more than 1 only after it was not found.
    pub attempt: u32,
    /// Where it stands.
    pub state: EntryState,
    /// The access requests it became, as far as known.
    pub ids: Vec<AccessRequestId>,
}

impl FromJson for OutboxEntry {
    fn from_value(tree: Value) -> Result<Self, DecodeError> {
        let mut members = Members::verbatim(tree);
        Ok(Self {
            key: members.required("key")?,
            sent: members.required("sent")?,
            created: members.required("created")?,
            look_from: members.required("look_from")?,
            attempt: members.required("attempt")?,
            state: members.required("state")?,
            ids: members.or_default("ids")?,
        })
    }
}

/// The key of a cancel: the same for everybody who cancels that access request.
#[must_use]
pub fn cancel_key(id: &AccessRequestId) -> SubmitKey {
    SubmitKey::from(format!("cancel:{id}"))
}

impl OutboxEntry {
    /// An entry about to be sent for the first time.
    #[must_use]
    pub fn prepared(key: SubmitKey, sent: Sent, now: Moment, look_from: Moment) -> Self {
        Self { key, sent, created: now, look_from, attempt: 1, state: EntryState::Prepared, ids: Vec::new() }
    }

    /// The access request a cancel ends, `None` for a request.
    #[must_use]
    pub fn cancels(&self) -> Option<&AccessRequestId> {
        match &self.sent {
            Sent::Cancel { id, .. } => Some(id),
            Sent::Create { .. } | Sent::Remove { .. } => None,
        }
    }

    /// Names of what it is about: the items asked for, or the rows a cancel ends.
    #[must_use]
    pub fn item_names(&self) -> Vec<String> {
        match &self.sent {
            Sent::Create { items, .. } | Sent::Remove { items, .. } => {
                items.iter().map(|item| item.name.clone()).collect()
            }
            Sent::Cancel { rows, .. } => rows.clone(),
        }
    }

    /// Whether it asks for that item.
    #[must_use]
    pub fn holds(&self, id: &ItemId) -> bool {
        matches!(&self.sent, Sent::Create { items, .. } if items.iter().any(|item| item.id == *id))
    }

    /// Whether the status list can say more of it.
    #[must_use]
    pub fn wants_look(&self) -> bool {
        self.state.is_open() && self.state != EntryState::Prepared
    }

    /// What of that draft was not sent with it, as a draft of its own; `None` where all was. Its key follows from the one that
    /// was sent, so that two tabs with the same rest cannot send it under two keys.
    #[must_use]
    pub fn rest_of(&self, draft: &RequestDraft) -> Option<RequestDraft> {
        let mut rest = draft.clone();
        rest.items.retain(|item| !self.holds(&item.id));
        rest.key = SubmitKey::from(format!("{}+", self.key.as_str()));
        (!rest.items.is_empty()).then_some(rest)
    }

    /// Whether it has been looked for long enough by then: what is in doubt is taken for not there, what was accepted is said
    /// not to be visible.
    #[must_use]
    pub fn patience_is_over(&self, now: OffsetDateTime, patience: Duration) -> bool {
        match &self.state {
            EntryState::Sent { at: since }
            | EntryState::Unknown { since }
            | EntryState::Accepted { at: since } => {
                since.instant().is_none_or(|since| now - since >= patience)
            }
            _ => false,
        }
    }

    /// Lets something happen to it; what cannot happen in its state changes nothing.
    pub fn happen(&mut self, happening: Happening) -> Fate {
        use EntryState::{Accepted, NotFound, Overtaken, Prepared, Sent, Settled, Unknown, Unseen};
        let next = match (happening, &self.state) {
            (Happening::Left(at), Prepared | Sent { .. }) => Sent { at },
            (Happening::Accepted(at, ids), Prepared | Sent { .. } | Unknown { .. } | NotFound { .. }) => {
                self.learn(ids);
                Accepted { at }
            }
            (Happening::Refused, Prepared | Sent { .. }) => return Fate::Gone,
            (Happening::Unclear(since), Prepared | Sent { .. }) => Unknown { since },
            (Happening::Seen(at, ids), state) if !state.is_over() => {
                self.learn(ids);
                Settled { at }
            }
            (Happening::Overtaken(at), state) if !state.is_over() => Overtaken { at },
            (Happening::Missing(at), Sent { .. } | Unknown { .. }) => NotFound { at },
            (Happening::Missing(at), Accepted { .. }) => Unseen { at },
            (Happening::Again, NotFound { .. } | Prepared) => {
                self.attempt = self.attempt.saturating_add(1);
                Prepared
            }
            _ => return Fate::Same,
        };
        self.state = next;
        Fate::Moved
    }

    fn learn(&mut self, ids: Vec<AccessRequestId>) {
        for id in ids {
            if !self.ids.contains(&id) {
                self.ids.push(id);
            }
        }
    }

    /// What these rows, read at that time, show to have happened to it; `None` where they do not show it (yet).
    ///
    /// A request shows once each id the service named has a row, or, where it named none, once a row carries its key. A cancel
    /// shows once the rows of its access request are there and none of them is open; where none was cancelled since, it came too
    /// late.
    #[must_use]
    pub fn shown_by(&self, rows: &[&RequestedItemStatus], at: Moment) -> Option<Happening> {
        if let Some(id) = self.cancels() {
            let (mut any, mut cancelled) = (false, false);
            for row in rows.iter().filter(|row| row.access_request_id.as_ref() == Some(id)) {
                if row.is_open() {
                    return None;
                }
                any = true;
                cancelled |= self.has_cancelled(row);
            }
            return match (any, cancelled) {
                (false, _) => None,
                (true, true) => Some(Happening::Seen(at, vec![id.clone()])),
                (true, false) => Some(Happening::Overtaken(at)),
            };
        }
        let mut found: Vec<AccessRequestId> = Vec::new();
        let mut marked = false;
        for row in rows {
            let of_key = self.key.marks(row.client_metadata.as_ref());
            let known = row.access_request_id.as_ref().filter(|id| of_key || self.ids.contains(id));
            marked |= of_key;
            found.extend(known.filter(|id| !found.contains(id)).cloned());
        }
        let all = self.ids.iter().all(|id| found.contains(id));
        let any = marked || !found.is_empty();
        (any && all).then_some(Happening::Seen(at, found))
    }

    /// Whether that row of its access request was cancelled, and not before the cancel was asked for.
    fn has_cancelled(&self, row: &RequestedItemStatus) -> bool {
        let cancelled = matches!(row.state, Some(RequestState::Cancelled | RequestState::Terminated));
        let changed = row.modified.as_ref().and_then(Moment::instant);
        cancelled && changed.zip(self.look_from.instant()).is_none_or(|(changed, from)| changed >= from)
    }

    /// Whether this reading of the same entry is later than that one.
    fn is_later_than(&self, other: &Self) -> bool {
        (self.attempt, self.state.rank()) > (other.attempt, other.state.rank())
    }
}

/// Two readings of one outbox put together: each entry once, as far along as either knows it.
#[must_use]
pub fn merged(mut entries: Vec<OutboxEntry>, others: Vec<OutboxEntry>) -> Vec<OutboxEntry> {
    for other in others {
        match entries.iter_mut().find(|entry| entry.key == other.key) {
            Some(known) if other.is_later_than(known) => *known = other,
            Some(_) => {}
            None => entries.push(other),
        }
    }
    entries
}

/// Drops the oldest of the settled entries where there are more than are of use. Those of a form that is still kept, whose keys
/// begin with one of `forms`, all stay, so that a tab that still shows it does not send it again.
pub fn trim(entries: &mut Vec<OutboxEntry>, forms: &[SubmitKey]) {
    let of_no_use = |entry: &OutboxEntry| {
        entry.state.is_over() && !forms.iter().any(|form| entry.key.as_str().starts_with(form.as_str()))
    };
    let mut surplus = entries.iter().filter(|entry| of_no_use(entry)).count().saturating_sub(SETTLED_KEPT);
    entries.retain(|entry| {
        let drop = surplus > 0 && of_no_use(entry);
        surplus -= usize::from(drop);
        !drop
    });
}

#[cfg(test)]
mod tests;
