//! Follows the calls of a removal, also after a reload and in other tabs: accepted lines leave the form, and the form stays
//! locked while an outcome is unknown.

use super::{CallState, Removal, RemovalCall, RemovalPhase, empty_draft};
use crate::signal::{Stored, effect};
use crate::state::journal::state::WriteState;
use crate::state::key::new_key;
use crate::state::storage::Store;
use request_center_models::revoke::RevokeDraft;

impl Removal {
    /// Restores the calls of the stored form, and follows the journal and other tabs from now on.
    pub fn resume(self) {
        self.restore_calls();
        effect(move || self.on_calls_changed());
        let listener = self
            .store
            .try_with(|store| store.listen(move |document| self.sync_from(document.removal.as_ref())));
        let _until_cleanup = Stored::new(listener);
    }

    /// Restores the calls that the journal has of the stored form.
    fn restore_calls(self) {
        let draft = self.draft.get_untracked();
        let mut calls = Vec::new();
        self.journal.intents.with_untracked(|intents| {
            for (key, lines) in draft.calls() {
                let intent = intents.iter().find(|intent| intent.key == key);
                if intent.is_some_and(|intent| intent.state != WriteState::Prepared) {
                    calls.push(RemovalCall::new(&draft, key, &lines, CallState::Stopped));
                }
            }
        });
        self.planned.set(calls);
        self.drop_accepted(&draft);
    }

    /// Drops the lines of accepted calls from the form.
    pub(super) fn drop_accepted(self, sent: &RevokeDraft) {
        let calls = self.calls.get_untracked();
        let mut accepted = Vec::new();
        for (key, lines) in sent.calls() {
            if calls.iter().any(|call| call.key == key && call.state.has_arrived()) {
                accepted.extend(lines.iter().filter_map(|at| sent.lines.get(*at)));
            }
        }
        if !accepted.is_empty() {
            let drop = |draft: &mut RevokeDraft| {
                draft.lines.retain(|line| !accepted.iter().any(|other| other.is_same(line)));
            };
            self.draft.update(drop);
            // Another tab may have changed the stored form meanwhile: its other lines are kept.
            self.store.try_with(|store| {
                if let Some(mut stored) = store.removal() {
                    drop(&mut stored);
                    store.save_removal(&stored);
                }
            });
        }
        if self.is_locked_untracked() {
            return;
        }
        self.sync_from(self.store.try_with(Store::removal).flatten().as_ref());
        let over = self.draft.with_untracked(|draft| draft.lines.is_empty()) && !calls.is_empty();
        if over {
            self.phase.set(RemovalPhase::Over);
        }
        // With nothing left to look up, the next removal gets a new key, even one of the same items.
        if !calls.is_empty() && !calls.iter().any(|call| call.state.is_open()) {
            self.draft.write(|draft| draft.key = new_key());
        }
    }

    /// Updates the form when the journal has learned an outcome.
    fn on_calls_changed(self) {
        self.calls.with(|_| ());
        if self.phase.try_get_untracked().is_some_and(|phase| phase != RemovalPhase::Sending) {
            self.drop_accepted(&self.draft.get_untracked());
        }
    }

    /// Takes over the form as another tab or widget has stored it, unless calls are being sent: two forms would overwrite each
    /// other.
    fn sync_from(self, stored: Option<&RevokeDraft>) {
        let Some(here) = self.draft.try_get_untracked() else { return };
        if self.is_locked_untracked() {
            return;
        }
        let draft = match stored {
            Some(stored) => stored.clone(),
            None if here.lines.is_empty() => return,
            None => empty_draft(),
        };
        // A summary of the form before would no longer be what is sent.
        if self.draft.sync_from(&draft) && self.phase.get_untracked() == RemovalPhase::Reviewing {
            self.phase.set(RemovalPhase::Writing);
        }
    }
}
