//! From *Approve*, *Deny* or *Forward* to the calls: a moment for undo, then one call after the other, each of them an intent of the
//! journal.

use super::batch::{Batch, Entry};
use super::row::kind_name;
use super::typed::GIVEN_BACK;
use super::{Approvals, SharedApproval};
use crate::api::{PreparedWrite, browser_millis};
use crate::state::index::Index;
use crate::state::journal::intent::Intent;
use crate::state::journal::state::WriteState;
use crate::state::journal::write::{ApprovalDecision, Write};
use crate::state::journal::{IntentChange, LookOutcome, Sending};
use crate::state::key::new_key;
use crate::state::storage::DecisionBatch;
use leptos::prelude::{set_timeout, untrack};
use leptos::task::spawn_local;
use request_center_models::approval::ReadBack;
use request_center_models::decision::{DecisionDraft, DecisionKind, NewDecision};
use request_center_models::id::ApprovalId;
use std::sync::Arc;
use std::time::Duration;

/// So many looks may fail one after the other before the list says so, and says so again.
const FAILED_LOOKS: u32 = 12;
/// How long an approval that came up by itself is only looked at, in milliseconds.
const LOOK_FIRST: f64 = 500.0;

impl Approvals {
    /// Decides what is ticked, else what is open; `false` where something must be mended first. Nothing leaves before the
    /// moment for undo has passed.
    pub fn decide(self, kind: DecisionKind) -> bool {
        // The second half of a double click is not meant for the approval that has just come up.
        let (at, came_up) = self.moved_on.try_get().unwrap_or_default();
        let by_itself = came_up.is_some() && came_up == self.picked.get_untracked();
        if by_itself && (0.0..LOOK_FIRST).contains(&(browser_millis() - at)) {
            return true;
        }
        let free: Vec<SharedApproval> = untrack(|| self.free_ones(self.subject().iter()));
        if free.is_empty() {
            return true;
        }
        let (comment, new_owner) = (self.comment.get_untracked(), self.new_owner.get_untracked());
        let draft = DecisionDraft { kind, comment, new_owner };
        if let Err(broken) = draft.validate() {
            self.broken.set(broken);
            return false;
        }
        let shared = DecisionBatch {
            key: new_key().as_str().to_owned(),
            decision: draft,
            to: self.to.get_untracked(),
        };
        let mut intents = Vec::new();
        for row in &free {
            intents.push(self.intent(&shared, row.id.clone(), |decision| {
                kind_name(&row.asked.kind).clone_into(&mut decision.kind);
                row.item().clone_into(&mut decision.item);
                row.for_whom().clone_into(&mut decision.person);
            }));
        }
        let ids: Vec<ApprovalId> = free.iter().map(|row| row.id.clone()).collect();
        self.let_words_go(&ids);
        self.add(shared, intents);
        self.pick_next(&free);
        self.ticked.set(Index::default());
        true
    }

    /// The intent to decide that approval as the others of the batch; `describe` fills in what is shown of it.
    fn intent(
        self,
        shared: &DecisionBatch,
        id: ApprovalId,
        describe: impl FnOnce(&mut ApprovalDecision),
    ) -> Intent {
        let mut intent = shared.intent(id, self.now());
        if let Write::Decide(decision) = &mut intent.write {
            describe(decision);
        }
        intent
    }

    /// Stores a batch and lets it leave once its moment for undo has passed.
    fn add(self, shared: DecisionBatch, intents: Vec<Intent>) {
        let key = shared.key.clone();
        // What went well long ago makes room.
        let done = self.batches.with_untracked(|all| {
            let done = all.iter().filter(|batch| batch.is_done());
            done.map(|batch| batch.shared.key.clone()).collect::<Vec<_>>()
        });
        for key in done {
            self.forget(&key);
        }
        self.undoable.update(|undoable| undoable.push(key.clone()));
        self.shown_batches.update(|batches| batches.push(shared.clone()));
        self.journal.change(|document| {
            document.batches.push(shared);
            document.journal.extend(intents.into_iter().map(Arc::new));
        });
        let millis = self.undo_millis.get_untracked();
        if millis == 0 {
            self.send_now(&key);
        } else {
            set_timeout(move || self.send_now(&key), Duration::from_millis(millis.into()));
        }
    }

    /// Decides once more, in the same way, what of a batch was not decided and waits as before.
    pub fn try_again(self, key: &str) {
        let Some(batch) = self.batch(key) else { return };
        let shared = DecisionBatch { key: new_key().as_str().to_owned(), ..batch.shared.clone() };
        let (mut intents, mut again) = (Vec::new(), Vec::new());
        for entry in batch.entries.iter().filter(|entry| entry.can_be_tried_again()) {
            let Some(before) = entry.decision() else { continue };
            intents.push(self.intent(&shared, before.id.clone(), |decision| decision.clone_from(before)));
            again.push(entry.intent().key.clone());
        }
        if !intents.is_empty() {
            let ids: Vec<ApprovalId> =
                intents.iter().filter_map(|one| Some(one.decision()?.id.clone())).collect();
            self.let_kept_words_go(&ids);
            self.journal.forget(|intent| again.contains(&intent.key));
            self.add(shared, intents);
        }
    }

    /// The batch with that key, as it is now.
    fn batch(self, key: &str) -> Option<Batch> {
        self.batches.with_untracked(|all| all.iter().find(|batch| batch.shared.key == key).cloned())
    }

    /// Opens the next approval of the list that can be decided, where the open one has just been.
    fn pick_next(self, decided: &[SharedApproval]) {
        let Some(now) = self.picked.get_untracked().filter(|id| decided.iter().any(|row| row.id == *id))
        else {
            return;
        };
        let rows = untrack(|| self.shown());
        let after = rows.iter().skip_while(|row| row.id != now).find(|row| untrack(|| self.is_free(row)));
        let after = after.map(|row| row.id.clone());
        self.moved_on.set((browser_millis(), after.clone()));
        self.picked.set(after);
    }

    /// Takes a batch back whose moment for undo has not passed; `false` where it has.
    pub(super) fn undo(self, key: &str) -> bool {
        let mut was = false;
        self.undoable.update(|undoable| {
            let before = undoable.len();
            undoable.retain(|other| other != key);
            was = undoable.len() < before;
        });
        if was {
            let undone = self.batch(key);
            self.forget(key);
            if let Some(batch) = undone {
                self.put_back(&batch);
            }
        }
        was
    }

    /// Lets a batch leave, once.
    pub fn send_now(self, key: &str) {
        let mut was = false;
        self.undoable.try_update(|undoable| {
            let before = undoable.len();
            undoable.retain(|other| other != key);
            was = undoable.len() < before;
        });
        if was {
            work(self);
        }
    }

    /// Holds the sending of a batch after the call that is on its way.
    pub fn pause(self, key: &str) {
        self.paused.update(|paused| paused.push(key.to_owned()));
    }

    /// Goes on with a batch that was held, or that an earlier page left unsent.
    pub fn resume(self, key: &str) {
        self.halted.set(None);
        self.paused.update(|paused| paused.retain(|other| other != key));
        work(self);
    }

    /// Drops what of a batch has not been sent.
    pub fn discard(self, key: &str) {
        self.paused.update(|paused| paused.retain(|other| other != key));
        self.journal
            .forget(|intent| intent.group.as_deref() == Some(key) && intent.state == WriteState::Prepared);
    }

    /// Takes a batch that has come to its end out of sight.
    pub fn forget(self, key: &str) {
        self.journal.forget(|intent| intent.group.as_deref() == Some(key));
        self.shown_batches.update(|batches| batches.retain(|batch| batch.key != key));
    }

    /// What the journal has learned of decisions goes to the page, to the lists and to what is typed.
    pub(super) fn record(self, changes: &[IntentChange]) {
        let mut gone = Index::default();
        for change in changes {
            let (Some(entry), Some(decision)) = (Entry::of(&change.intent), change.intent.decision()) else {
                continue;
            };
            if entry.outcome() == Some(&ReadBack::ByYou(decision.decision.action())) {
                self.host.decided(decision.id.as_str(), decision.decision.as_str());
            }
            // What still waits stays in the list, with what had been typed; the rest is no longer anything to decide.
            if entry.has_failed() {
                self.give_back_words(&change.intent);
            } else if change.settled() {
                gone.add(decision.id.as_str());
            }
        }
        if gone.is_empty() {
            return;
        }
        self.waiting.rows.try_update(|rows| rows.retain(|row| !gone.has(row.id.as_str())));
        self.linked.try_update(|linked| {
            linked.take_if(|row| gone.has(row.id.as_str()));
        });
        self.follow_open();
    }

    /// The words of a decision that came to nothing are there again.
    fn give_back_words(self, intent: &Intent) {
        let (Some(group), Some(decision)) = (&intent.group, intent.decision()) else { return };
        let Some(batch) = self.batch(group) else { return };
        let place = batch.entries.iter().position(|entry| entry.intent().key == intent.key);
        if place.is_some_and(|place| place < GIVEN_BACK) {
            self.give_back(&decision.id, &batch.shared);
        }
    }
}

/// After a reload: what had not left is held until the person says.
pub(super) fn recall(approvals: Approvals) {
    let mut held = Vec::new();
    approvals.batches.with_untracked(|batches| {
        for batch in batches.iter().filter(|batch| batch.count(Entry::is_waiting) > 0) {
            held.push(batch.shared.key.clone());
        }
    });
    approvals.paused.set(held);
}

/// Sends whatever may leave, one call after the other; at most one such worker runs.
fn work(approvals: Approvals) {
    if approvals.working.try_get() != Some(false) {
        return;
    }
    approvals.working.set(true);
    spawn_local(async move {
        let mut others: Vec<Intent> = Vec::new();
        while let Some((intent, decision)) = next(approvals, &others) {
            let id = intent.decision().map(|decided| decided.id.clone()).unwrap_or_default();
            let call = Box::new(move |_: &[_]| PreparedWrite::decide(&id, &decision));
            match approvals.journal.send(vec![intent.clone()], call).await {
                Sending::Postponed(error) => {
                    approvals.host.error(&error);
                    approvals.pause(&intent.group.unwrap_or_default());
                    approvals.halted.set(Some(error));
                    break;
                }
                // Another tab has it.
                Sending::AlreadySent => others.push(intent),
                _ => {}
            }
        }
        // What the other tab did not send after all is held until the person says.
        for intent in others {
            let waits = |one: &Arc<Intent>| one.key == intent.key && one.state == WriteState::Prepared;
            if approvals.journal.intents.with_untracked(|intents| intents.iter().any(waits)) {
                approvals.pause(&intent.group.unwrap_or_default());
            }
        }
        approvals.working.set(false);
    });
}

/// The next decision that may leave and is not one of `others`.
fn next(approvals: Approvals, others: &[Intent]) -> Option<(Intent, NewDecision)> {
    let undoable = approvals.undoable.try_get_untracked()?;
    let paused = approvals.paused.try_get_untracked()?;
    approvals.batches.with_untracked(|batches| {
        for batch in batches {
            let key = &batch.shared.key;
            if undoable.contains(key) || paused.contains(key) {
                continue;
            }
            let is_free = |entry: &&Entry| {
                entry.is_waiting() && others.iter().all(|other| other.key != entry.intent().key)
            };
            if let Some(entry) = batch.entries.iter().find(is_free) {
                // One an earlier version stored may not be sendable now; it holds up nobody else.
                let Ok(decision) = batch.shared.decision.validate() else { continue };
                return Some((entry.intent().clone(), decision));
            }
        }
        None
    })
}

/// Looks for what became of decisions that fail again and again are said with the list.
pub(super) fn on_look_up(approvals: Approvals, outcome: LookOutcome) {
    if let Err((error, failures)) = outcome
        && failures % FAILED_LOOKS == 0
    {
        approvals.waiting.load.fail(error);
    }
}
