//! What became of the calls of a removal: what the service has leaves the form, after a reload too, and what was not known moves
//! along with the journal.

use super::call::call_of;
use super::{CallState, Removal, RemovalPhase, fresh};
use crate::state::journal::state::WriteState;
use crate::state::key::new_key;
use crate::state::storage::Store;
use request_center_models::revoke::RevokeDraft;

impl Removal {
    /// After a reload: what the service has by now leaves the form, what is still looked up locks it.
    pub(super) fn recall(self) {
        let draft = self.draft.get_untracked();
        let mut calls = Vec::new();
        self.journal.intents.with_untracked(|intents| {
            for (key, lines) in draft.calls() {
                let intent = intents.iter().find(|intent| intent.key == key);
                if intent.is_some_and(|intent| intent.state != WriteState::Prepared) {
                    calls.push(call_of(&draft, key, &lines, CallState::Stopped));
                }
            }
        });
        self.planned.set(calls);
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
        self.sync_from(self.store.try_with(Store::removal).flatten().as_ref());
        let over = self.draft.with_untracked(|draft| draft.lines.is_empty()) && !calls.is_empty();
        if over {
            self.phase.set(RemovalPhase::Over);
        }
        // With nothing left to look up, what comes next is something new, even if it is the same thing once more.
        if !calls.is_empty() && !calls.iter().any(|call| call.state.is_open()) {
            self.write(|draft| draft.key = new_key());
        }
    }

    /// What the journal finds of calls moves the form along.
    pub(super) fn follow_calls(self) {
        self.calls.with(|_| ());
        if self.phase.try_get_untracked().is_some_and(|phase| phase != RemovalPhase::Sending) {
            self.drop_arrived(&self.draft.get_untracked());
        }
    }

    /// Another tab or widget has typed on: what is here follows, so that nobody writes over what somebody else has typed. While
    /// calls are on their way, what they carry stays.
    pub(super) fn sync_from(self, kept: Option<&RevokeDraft>) {
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
        if self.draft.sync_from(&typed) && self.phase.get_untracked() == RemovalPhase::Reviewing {
            self.phase.set(RemovalPhase::Writing);
        }
    }
}
