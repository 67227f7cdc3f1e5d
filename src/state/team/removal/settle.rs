//! What became of the calls of a removal: what the service has leaves the form, after a reload too, and what was not known is
//! moved along with what the outbox finds.

use super::call::call_of;
use super::{CallState, Phase, Removal, fresh};
use crate::state::key::new_key;
use crate::state::outbox::EntryState;
use crate::state::storage::Store;
use request_center_models::revoke::RevokeDraft;

impl Removal {
    /// After a reload: what the service has by now leaves the form, what is still looked up locks it.
    pub(super) fn recall(self) {
        let draft = self.draft.get_untracked();
        let entries = self.outbox.entries.get_untracked();
        let mut calls = Vec::new();
        for (key, lines) in draft.calls() {
            let entry = entries.iter().find(|entry| entry.key == key);
            let state = match entry.map(|entry| &entry.state) {
                Some(state) if state.has_arrived() => CallState::Accepted,
                Some(EntryState::Sent { .. } | EntryState::Unknown { .. }) => CallState::Unknown,
                Some(EntryState::NotFound { .. }) => CallState::NotFound,
                _ => continue,
            };
            calls.push(call_of(&draft, key, &lines, state));
        }
        self.calls.set(calls);
        self.drop_arrived(&draft);
    }

    /// Takes the lines of what has arrived out of the form.
    pub(super) fn drop_arrived(self, sent: &RevokeDraft) {
        let calls = self.calls.get_untracked();
        let mut gone = Vec::new();
        for (key, lines) in sent.calls() {
            if calls.iter().any(|call| call.key == key && call.state.has_arrived()) {
                gone.extend(lines.iter().filter_map(|at| sent.lines.get(*at)));
            }
        }
        if !gone.is_empty() {
            let drop = |draft: &mut RevokeDraft| {
                draft.lines.retain(|line| !gone.iter().any(|other| other.is_same(line)));
            };
            self.draft.update(drop);
            // Another tab may have typed on: only what arrived leaves what is kept.
            self.store.try_with(|store| {
                if let Some(mut kept) = store.removal() {
                    drop(&mut kept);
                    store.save_removal(&kept);
                }
            });
        }
        if self.is_locked() {
            return;
        }
        self.adopt(self.store.try_with(Store::removal).flatten().as_ref());
        let over = self.draft.with_untracked(|draft| draft.lines.is_empty()) && !calls.is_empty();
        if over {
            self.phase.set(Phase::Over);
        }
        // With nothing left to look up, what comes next is something new, even if it is the same thing once more.
        if !calls.is_empty() && !calls.iter().any(|call| call.state.is_open()) {
            self.write(|draft| draft.key = new_key());
        }
    }

    /// Moves calls whose outcome was unknown along with what the outbox finds.
    pub(super) fn follow_outbox(self) {
        let entries = self.outbox.entries.get();
        let mut calls = self.calls.get_untracked();
        let mut moved = false;
        for call in calls.iter_mut().filter(|call| call.state == CallState::Unknown) {
            let state = entries.iter().find(|entry| entry.key == call.key).map(|entry| &entry.state);
            let state = CallState::of_entry(state);
            moved |= state != CallState::Unknown;
            call.state = state;
        }
        if moved {
            self.calls.set(calls);
            if self.phase.get_untracked() != Phase::Sending {
                self.drop_arrived(&self.draft.get_untracked());
            }
        }
    }

    /// Another tab or widget has typed on: what is here follows, so that nobody writes over what somebody else has typed. While
    /// calls are on their way, what they carry stays.
    pub(super) fn adopt(self, kept: Option<&RevokeDraft>) {
        let Some(here) = self.draft.try_get_untracked() else { return };
        if self.is_locked() {
            return;
        }
        let typed = match kept {
            Some(kept) => kept.clone(),
            None if here.lines.is_empty() => return,
            None => fresh(),
        };
        // What was reviewed is not what would be sent.
        if self.draft.sync_from(&typed) && self.phase.get_untracked() == Phase::Reviewing {
            self.phase.set(Phase::Writing);
        }
    }
}
