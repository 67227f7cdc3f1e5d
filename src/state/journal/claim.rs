//! Claims: an intent may be sent unless it was sent before, from this tab or another, and not looked up in vain. Pure.

use super::intent::{Intent, Stamp};
use super::merge::Intents;
use super::record::record;
use super::state::{Event, WriteState};
use request_center_models::approval::ReadBack;
use request_center_models::wire::approval::ApprovalAction;
use std::sync::Arc;

/// The result of a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// It may be sent; stored as prepared, or as sent where no lock keeps other tabs out.
    Free,
    /// It may not; the state of what was sent before.
    Taken(WriteState),
}

/// Claims the intent. With `sole`, a lock keeps all other tabs out until its answer is here; without one the claim itself counts
/// as leaving, so that two tabs cannot both have it.
pub fn claim(intents: &mut Intents, intent: Intent, now: &Stamp, sole: bool) -> Claim {
    if has_rival(intents, &intent) {
        return Claim::Taken(WriteState::Elsewhere);
    }
    let place = intents.iter().position(|known| known.key == intent.key);
    let Some(known) = place.and_then(|place| intents.get_mut(place)) else {
        // An earlier intent that is no longer stored was taken back.
        if intent.write.can_wait() {
            return Claim::Taken(WriteState::Refused);
        }
        intents.push(Arc::new(intent));
        return leave_at_once(intents.last_mut(), now, sole);
    };
    if !known.write.is_repeatable(known.state) {
        return Claim::Taken(known.state);
    }
    // A call that was not found may still land, so its ids stay.
    let missed = known.state == WriteState::NotFound;
    let again = u32::from(known.state != WriteState::Prepared);
    let mut next = Intent { attempt: known.attempt.saturating_add(again), ..intent };
    if missed {
        next.ids.clone_from(&known.ids);
    }
    *known = Arc::new(next);
    leave_at_once(Some(known), now, sole)
}

/// Returns whether the claimed intent may leave now, and stores it as sent. Where another tab has dropped it as forgotten it is
/// stored again; where it was given up or claimed anew, for want of a lock, it may not leave.
pub(super) fn leave(intents: &mut Intents, claimed: &Arc<Intent>, now: &Stamp) -> bool {
    if intents.iter().all(|known| known.key != claimed.key) {
        intents.push(Arc::clone(claimed));
    } else if !is_own(intents, claimed) {
        return false;
    }
    record(intents, &claimed.key, Event::Left, now).is_some()
}

/// Returns whether the result of sending is to be recorded: that nothing was sent says nothing of what another tab has claimed
/// since.
pub(super) fn is_told(intents: &Intents, claimed: &Intent, event: &Event) -> bool {
    !matches!(event, Event::Refused(_) | Event::Postponed) || is_own(intents, claimed)
}

/// Returns whether the stored intent is still the claimed one.
fn is_own(intents: &Intents, claimed: &Intent) -> bool {
    intents.iter().any(|known| {
        known.key == claimed.key && known.attempt == claimed.attempt && known.created == claimed.created
    })
}

/// Returns whether another decision about the same approval was sent and is open, or decided it. A forward decides nothing: the
/// approval may come back.
pub(super) fn has_rival(intents: &Intents, intent: &Intent) -> bool {
    let Some(decision) = intent.decision() else { return false };
    intents.iter().any(|other| {
        let decided =
            matches!(&other.read_back, Some(ReadBack::ByYou(action)) if *action != ApprovalAction::Forwarded);
        let rival = other.key != intent.key && (decided || other.state.is_looked_up());
        rival && other.decision().is_some_and(|one| one.id == decision.id)
    })
}

fn leave_at_once(intent: Option<&mut Arc<Intent>>, now: &Stamp, sole: bool) -> Claim {
    if let Some(intent) = intent.filter(|_| !sole) {
        Arc::make_mut(intent).record(Event::Left, now);
    }
    Claim::Free
}
