//! The decisions made: batches that can be undone for a moment and are then sent one by one, each decision an intent of the journal.
//! Knows no list and no form.

use super::batch::{self, Batch, Entry};
use super::row::{Approval, SharedApproval, kind_name};
use crate::api::PreparedWrite;
use crate::signal::{Memo, Signal};
use crate::state::host::Host;
use crate::state::index::Index;
use crate::state::journal::intent::Intent;
use crate::state::journal::queue::Queue;
use crate::state::journal::state::WriteState;
use crate::state::journal::write::{ApprovalDecision, Write};
use crate::state::journal::{Journal, WriteCall};
use crate::state::key::new_key;
use crate::state::storage::{DecisionBatch, Store};
use leptos::prelude::set_timeout;
use request_center_models::decision::{DecisionDraft, NewDecision};
use request_center_models::id::ApprovalId;
use request_center_models::moment::Moment;
use std::sync::Arc;
use std::time::Duration;

/// The viewer's decisions.
#[derive(Clone, Copy)]
pub struct Decisions {
    /// The batches, oldest first.
    pub batches: Memo<Vec<Batch>>,
    /// Keys of the batches that can still be undone.
    pub undoable: Signal<Vec<String>>,
    /// Sends them, and keeps the batches that are paused.
    pub queue: Queue,
    /// How long a decision can be undone, in milliseconds.
    pub undo_millis: Signal<u32>,
    /// The shared part of the batches shown.
    shared: Signal<Vec<DecisionBatch>>,
    /// Batch and entry of the latest decision on each approval.
    latest: Memo<Index>,
    journal: Journal,
}

impl Decisions {
    /// The batches in the store; those an earlier page left unsent are paused.
    pub(super) fn new(store: &Store, journal: Journal, host: Host) -> Self {
        let shared = Signal::new(store.open_batches());
        let batches = Memo::always(move || {
            shared.with(|shared| journal.intents.with(|intents| batch::batches(shared, intents)))
        });
        let unsent =
            batches.with_untracked(|all| keys_of(all, &|batch| batch.entries.iter().any(Entry::is_unsent)));
        Self {
            batches,
            undoable: Signal::default(),
            queue: Queue::new(journal, host, unsent),
            undo_millis: Signal::new(0),
            shared,
            latest: Memo::always(move || batches.with(|all| batch::latest(all))),
            journal,
        }
    }

    /// The latest decision on that approval; `None` where there is none. Reactive.
    #[must_use]
    pub fn on(self, id: &ApprovalId) -> Option<Entry> {
        let (batch, entry) = self.latest.with(|latest| latest.position(id.as_str()))?;
        self.batches.with(|batches| batches.get(batch)?.entries.get(entry).cloned())
    }

    /// Returns whether the viewer can decide that approval now: the service allows it and no decision is in progress. Reactive.
    #[must_use]
    pub fn can_decide(self, row: &Approval) -> bool {
        let in_progress = || self.on(&row.id).is_some_and(|entry| !entry.state().is_over());
        row.blocked.is_none() && row.decided.is_none() && !in_progress()
    }

    /// The rows that can be decided now. Reactive.
    #[must_use]
    pub fn decidable(self, rows: &[SharedApproval]) -> Vec<SharedApproval> {
        rows.iter().filter(|row| self.can_decide(row)).cloned().collect()
    }

    /// Returns whether part of the batch is unsent and paused. Reactive.
    #[must_use]
    pub fn is_paused(self, batch: &Batch) -> bool {
        self.queue.is_paused(&batch.shared.key) && batch.entries.iter().any(Entry::is_unsent)
    }

    /// Returns whether a decision is being sent or about to be, so that leaving the page would interrupt it. A paused one stays stored.
    pub(super) fn is_interruptible(self) -> bool {
        let paused = self.queue.paused.try_get_untracked().unwrap_or_default();
        self.batches.with_untracked(|all| {
            all.iter().any(|batch| {
                let is_paused = paused.contains(&batch.shared.key);
                batch
                    .entries
                    .iter()
                    .any(|entry| entry.state() == WriteState::Sent || (entry.is_unsent() && !is_paused))
            })
        })
    }

    /// Decides these approvals alike, as one batch.
    pub(super) fn decide(self, decision: DecisionDraft, to: String, rows: &[SharedApproval], now: &Moment) {
        let shared = DecisionBatch { key: new_key().as_str().to_owned(), decision, to };
        let mut intents = Vec::new();
        for row in rows {
            intents.push(intent(&shared, &row.id, now, &|decision| {
                kind_name(&row.asked.kind).clone_into(&mut decision.kind);
                row.item().clone_into(&mut decision.item);
                row.recipient().clone_into(&mut decision.person);
            }));
        }
        self.add(shared, intents);
    }

    /// Decides again, in the same way, what of a batch failed and is still pending. Returns the approvals.
    pub(super) fn retry(self, key: &str, now: &Moment) -> Vec<ApprovalId> {
        let Some(batch) = self.batch(key) else { return Vec::new() };
        let shared = DecisionBatch { key: new_key().as_str().to_owned(), ..batch.shared.clone() };
        let (mut intents, mut retried, mut ids) = (Vec::new(), Vec::new(), Vec::new());
        for entry in batch.entries.iter().filter(|entry| entry.can_retry()) {
            let Some(before) = entry.decision() else { continue };
            intents.push(intent(&shared, &before.id, now, &|decision| decision.clone_from(before)));
            retried.push(entry.intent().key.clone());
            ids.push(before.id.clone());
        }
        if !intents.is_empty() {
            self.journal.forget(|intent| retried.contains(&intent.key));
            self.add(shared, intents);
        }
        ids
    }

    /// Stores a batch and sends it once it can no longer be undone.
    fn add(self, shared: DecisionBatch, intents: Vec<Intent>) {
        let key = shared.key.clone();
        for key in self.batches.with_untracked(|all| keys_of(all, &Batch::is_done)) {
            self.forget(&key);
        }
        self.undoable.update(|undoable| undoable.push(key.clone()));
        self.shared.update(|batches| batches.push(shared.clone()));
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

    /// The batch with that key.
    pub(super) fn batch(self, key: &str) -> Option<Batch> {
        self.batches.with_untracked(|all| all.iter().find(|batch| batch.shared.key == key).cloned())
    }

    /// Removes a batch that can still be undone, and returns it.
    pub(super) fn undo(self, key: &str) -> Option<Batch> {
        if !self.end_undo(key) {
            return None;
        }
        let undone = self.batch(key);
        self.forget(key);
        undone
    }

    /// Sends a batch without waiting longer for an undo. Does nothing the second time.
    pub fn send_now(self, key: &str) {
        if self.end_undo(key) {
            self.send_unsent();
        }
    }

    /// Ends the time in which a batch can be undone; `false` where it had ended.
    fn end_undo(self, key: &str) -> bool {
        let mut ended = false;
        self.undoable.try_update(|undoable| {
            let before = undoable.len();
            undoable.retain(|other| other != key);
            ended = undoable.len() < before;
        });
        ended
    }

    /// Resumes a batch that was paused, or that an earlier page left unsent.
    pub fn resume(self, key: &str) {
        self.queue.resume(key);
        self.send_unsent();
    }

    /// Drops the unsent decisions of a batch.
    pub fn discard(self, key: &str) {
        self.queue.unpause(key);
        self.journal
            .forget(|intent| intent.group.as_deref() == Some(key) && intent.state == WriteState::Prepared);
    }

    /// Removes a batch from the store and from the view.
    pub fn forget(self, key: &str) {
        self.journal.forget(|intent| intent.group.as_deref() == Some(key));
        self.shared.update(|batches| batches.retain(|batch| batch.key != key));
    }

    /// Sends every decision that is neither undoable nor paused, one after the other.
    fn send_unsent(self) {
        let next = move |other_tabs: &[Intent]| {
            let (intent, decision) = self.next(other_tabs)?;
            let id = intent.decision().map(|decided| decided.id.clone()).unwrap_or_default();
            let call: WriteCall = Box::new(move |_: &[_]| PreparedWrite::decide(&id, &decision));
            Some((intent, call))
        };
        self.queue.send_all(Box::new(next));
    }

    /// The next decision to send that no other tab has.
    fn next(self, other_tabs: &[Intent]) -> Option<(Intent, NewDecision)> {
        let undoable = self.undoable.try_get_untracked()?;
        let paused = self.queue.paused.try_get_untracked()?;
        self.batches.with_untracked(|batches| {
            for batch in batches {
                let key = &batch.shared.key;
                if undoable.contains(key) || paused.contains(key) {
                    continue;
                }
                let is_next = |entry: &&Entry| {
                    entry.is_unsent() && other_tabs.iter().all(|other| other.key != entry.intent().key)
                };
                if let Some(entry) = batch.entries.iter().find(is_next) {
                    // A draft an earlier version stored may be invalid today; other batches are still sent.
                    let Ok(decision) = batch.shared.decision.validate() else { continue };
                    return Some((entry.intent().clone(), decision));
                }
            }
            None
        })
    }
}

/// The keys of the batches that are so.
fn keys_of(batches: &[Batch], is: &dyn Fn(&Batch) -> bool) -> Vec<String> {
    batches.iter().filter(|batch| is(batch)).map(|batch| batch.shared.key.clone()).collect()
}

/// The intent to decide that approval; `describe` fills in what the batch shows of it.
fn intent(
    shared: &DecisionBatch,
    id: &ApprovalId,
    now: &Moment,
    describe: &dyn Fn(&mut ApprovalDecision),
) -> Intent {
    let mut intent = shared.intent(id.clone(), now.clone());
    if let Write::Decide(decision) = &mut intent.write {
        describe(decision);
    }
    intent
}
