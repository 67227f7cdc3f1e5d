//! What was sent and is not yet read back: one entry per submit or cancel, and the only ways its state may change. Pure: knows
//! no storage, no call and no clock.

use request_center_models::draft::SubmitKey;
use request_center_models::id::{AccessRequestId, IdentityId, ItemId};
use request_center_models::moment::Moment;
use request_center_models::wire::reference::ItemType;
use request_center_models::wire::status::RequestedItemStatus;
use serde::{Deserialize, Serialize};
use time::{Duration, OffsetDateTime};

/// How many settled entries are kept, so that a tab that still shows their draft does not send it again.
const SETTLED_KEPT: usize = 30;

/// One submit or cancel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
    #[serde(default)]
    pub ids: Vec<AccessRequestId>,
}

/// What was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Sent {
    /// A request for access.
    Create {
        /// The items.
        items: Vec<SentItem>,
        /// For whom.
        recipients: Vec<IdentityId>,
    },
    /// A cancel.
    Cancel {
        /// The access request it ends.
        id: AccessRequestId,
        /// The reason given.
        reason: String,
        /// Names of the rows that go with it.
        rows: Vec<String>,
    },
}

/// One item of a request that was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentItem {
    /// Id.
    pub id: ItemId,
    /// Kind of access.
    pub r#type: ItemType,
    /// Name.
    pub name: String,
}

/// Where an entry stands; times are the service's where known, UTC.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum EntryState {
    /// Saved, waiting for a token or for room; it has not left.
    Prepared,
    /// It has left, the answer is not here.
    Sent {
        /// When it left.
        at: Moment,
    },
    /// No clear answer came: it may have been executed, and is being looked up.
    Unknown {
        /// Since when.
        since: Moment,
    },
    /// Looked up for long enough and not there: it may be sent again.
    NotFound {
        /// When that was known.
        at: Moment,
    },
    /// The service took it up; its rows have not been seen.
    Accepted {
        /// When.
        at: Moment,
    },
    /// Its rows were seen.
    Settled {
        /// When.
        at: Moment,
    },
}

/// What happens to an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Happening {
    /// It leaves the browser.
    Left(Moment),
    /// The service took it up, with the ids it named.
    Accepted(Moment, Vec<AccessRequestId>),
    /// The service refused it, or it never left: nothing was done.
    Refused,
    /// No clear answer came.
    Unclear(Moment),
    /// Its rows are there, under these ids.
    Seen(Moment, Vec<AccessRequestId>),
    /// It was looked for after the time allowed and is not there.
    Missing(Moment),
    /// The person sends it again.
    Again,
}

/// What became of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Nothing changed.
    Same,
    /// It stands somewhere else now.
    Moved,
    /// It is of no more use.
    Gone,
}

/// The key of a cancel: the same for everybody who cancels that access request.
#[must_use]
pub fn cancel_key(id: &AccessRequestId) -> SubmitKey {
    SubmitKey::from(format!("cancel:{id}"))
}

impl EntryState {
    /// How far along it is; of two readings of one attempt the farther one is the later one.
    fn rank(&self) -> u8 {
        match self {
            Self::Prepared => 0,
            Self::Sent { .. } => 1,
            Self::Unknown { .. } => 2,
            Self::NotFound { .. } => 3,
            Self::Accepted { .. } => 4,
            Self::Settled { .. } => 5,
        }
    }

    /// Whether its outcome is still being found out.
    #[must_use]
    pub fn is_open(&self) -> bool {
        !matches!(self, Self::Settled { .. } | Self::NotFound { .. })
    }

    /// Whether it is known to have reached the service.
    #[must_use]
    pub fn has_arrived(&self) -> bool {
        matches!(self, Self::Accepted { .. } | Self::Settled { .. })
    }
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
            Sent::Create { .. } => None,
        }
    }

    /// Names of what it is about: the items asked for, or the rows a cancel ends.
    #[must_use]
    pub fn item_names(&self) -> Vec<String> {
        match &self.sent {
            Sent::Create { items, .. } => items.iter().map(|item| item.name.clone()).collect(),
            Sent::Cancel { rows, .. } => rows.clone(),
        }
    }

    /// Whether the status list can say more of it.
    #[must_use]
    pub fn wants_look(&self) -> bool {
        self.state.is_open() && self.state != EntryState::Prepared
    }

    /// Whether it has been looked for long enough by then to be taken for not there. What was accepted is never so taken.
    #[must_use]
    pub fn patience_is_over(&self, now: OffsetDateTime, patience: Duration) -> bool {
        match &self.state {
            EntryState::Sent { at: since } | EntryState::Unknown { since } => {
                since.instant().is_none_or(|since| now - since >= patience)
            }
            _ => false,
        }
    }

    /// Lets something happen to it; what cannot happen in its state changes nothing.
    pub fn happen(&mut self, happening: Happening) -> Fate {
        use EntryState::{Accepted, NotFound, Prepared, Sent, Settled, Unknown};
        let next = match (happening, &self.state) {
            (Happening::Left(at), Prepared | Sent { .. }) => Sent { at },
            (Happening::Accepted(at, ids), Prepared | Sent { .. } | Unknown { .. } | NotFound { .. }) => {
                self.learn(ids);
                Accepted { at }
            }
            (Happening::Refused, Prepared | Sent { .. }) => return Fate::Gone,
            (Happening::Unclear(since), Prepared | Sent { .. }) => Unknown { since },
            (Happening::Seen(at, ids), state) if !matches!(state, Settled { .. }) => {
                self.learn(ids);
                Settled { at }
            }
            (Happening::Missing(at), Sent { .. } | Unknown { .. }) => NotFound { at },
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

    /// The ids under which these rows show it, `None` where they do not show it (yet).
    ///
    /// A request shows once each id the service named has a row, or, where it named none, once a row carries its key. A cancel
    /// shows once the rows of its access request are there and none of them is open.
    #[must_use]
    pub fn shown_by(&self, rows: &[&RequestedItemStatus]) -> Option<Vec<AccessRequestId>> {
        if let Some(id) = self.cancels() {
            let mut its = rows.iter().filter(|row| row.access_request_id.as_ref() == Some(id)).peekable();
            its.peek()?;
            return (!its.any(|row| row.is_open())).then(|| vec![id.clone()]);
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
        (any && all).then_some(found)
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

/// Drops the oldest of the settled entries where there are more than are of use.
pub fn trim(entries: &mut Vec<OutboxEntry>) {
    let settled = |entry: &OutboxEntry| matches!(entry.state, EntryState::Settled { .. });
    let mut surplus = entries.iter().filter(|entry| settled(entry)).count().saturating_sub(SETTLED_KEPT);
    entries.retain(|entry| {
        let drop = surplus > 0 && settled(entry);
        surplus -= usize::from(drop);
        !drop
    });
}

#[cfg(test)]
mod tests;
