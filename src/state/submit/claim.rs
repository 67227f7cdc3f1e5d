//! Whether an entry may be sent: not where the same one was sent before, from here or another tab, unless it was looked for
//! and not found. Pure.

use crate::state::outbox::{EntryState, Happening, OutboxEntry};
use crate::state::storage::Document;
use request_center_models::moment::Moment;
use time::{Duration, OffsetDateTime};

/// Without locks, an entry another tab has prepared but not sent is that tab's for so long.
const PREPARING: Duration = Duration::minutes(3);

/// Whether an entry may be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Claim {
    /// It may, and stands in the document as prepared.
    Free,
    /// It may not; that is where the same one stands.
    Taken(EntryState),
}

/// Claims the entry's key. `sole` says that a lock keeps all others out, so that what is merely prepared is nobody's.
pub(super) fn claim(document: &mut Document, entry: OutboxEntry, now: OffsetDateTime, sole: bool) -> Claim {
    let Some(known) = document.outbox.iter_mut().find(|known| known.key == entry.key) else {
        document.outbox.push(entry);
        return Claim::Free;
    };
    let is_cancel = entry.cancels().is_some();
    let since = |moment: &Moment| moment.instant().map_or(PREPARING, |moment| now - moment);
    match &known.state {
        EntryState::Prepared => {
            if !sole && (Duration::ZERO..PREPARING).contains(&since(&known.created)) {
                return Claim::Taken(EntryState::Prepared);
            }
            *known = OutboxEntry { attempt: known.attempt, ..entry };
        }
        EntryState::NotFound { .. } => {
            let look_from = known.look_from.clone();
            known.happen(Happening::Again);
            // What was not found may still turn up, so its time stays the one to look from.
            *known = OutboxEntry { attempt: known.attempt, look_from, ids: known.ids.clone(), ..entry };
        }
        // A cancel that is over may be asked for again, because rows of the same access request can have been opened since; so
        // may one that was accepted and has ended nothing: unlike a request, it does no harm twice.
        EntryState::Settled { .. } | EntryState::Overtaken { .. } | EntryState::Unseen { .. }
            if is_cancel =>
        {
            *known = OutboxEntry { attempt: known.attempt.saturating_add(1), ..entry };
        }
        state => return Claim::Taken(state.clone()),
    }
    Claim::Free
}
