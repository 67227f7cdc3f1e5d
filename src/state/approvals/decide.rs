//! From *Approve*, *Deny* or *Forward* to the calls: a moment for undo, then one call after the other, each kept before it
//! leaves and claimed, so that no reload, second click or other tab sends it again.

use super::batch::{Batch, Entry, Stand, claim};
use super::row::kind_name;
use super::typed::GIVEN_BACK;
use super::{Approvals, Row, read_back};
use crate::api::{ApiError, Client, ErrorKind, browser_millis};
use crate::state::index::Index;
use crate::state::key::new_key;
use crate::state::storage::Store;
use crate::state::submit::lock::{self, Lock};
use leptos::prelude::{set_timeout, untrack};
use leptos::task::spawn_local;
use request_center_models::decision::{DecisionDraft, DecisionKind, NewDecision};
use request_center_models::id::ApprovalId;
use request_center_models::moment::Moment;
use std::time::Duration;

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
        let free: Vec<Row> = untrack(|| self.free_ones(self.subject().iter()));
        if free.is_empty() {
            return true;
        }
        let (comment, new_owner) = (self.comment.get_untracked(), self.new_owner.get_untracked());
        let draft = DecisionDraft { kind, comment, new_owner };
        if let Err(broken) = draft.validate() {
            self.broken.set(broken);
            return false;
        }
        let mut entries = Vec::new();
        for row in &free {
            entries.push(Entry {
                id: row.id.clone(),
                kind: kind_name(&row.asked.kind).to_owned(),
                item: row.item().to_owned(),
                person: row.for_whom().to_owned(),
                stand: Stand::Waiting,
                since: None,
                outcome: None,
                refusal: None,
            });
        }
        let key = new_key().as_str().to_owned();
        let batch = Batch { key, decision: draft, to: self.to.get_untracked(), entries };
        self.let_words_go(&batch);
        self.take_up(batch);
        self.pick_next(&free);
        self.ticked.set(Index::default());
        true
    }

    /// Keeps a batch and lets it leave once its moment for undo has passed.
    fn take_up(self, batch: Batch) {
        let key = batch.key.clone();
        self.store.try_with(|store| store.update(|document| document.decisions.push(batch.clone())));
        // What went well long ago makes room.
        self.batches.update(|batches| {
            batches.retain(|batch| !batch.is_done());
            batches.push(batch);
        });
        let millis = self.undo_millis.get_untracked();
        self.undoable.update(|undoable| undoable.push(key.clone()));
        if millis == 0 {
            self.send_now(&key);
        } else {
            set_timeout(move || self.send_now(&key), Duration::from_millis(millis.into()));
        }
    }

    /// Decides once more, in the same way, what of a batch was not decided and waits as before.
    pub fn try_again(self, key: &str) {
        let mut again: Option<Batch> = None;
        self.batches.update(|batches| {
            let Some(batch) = batches.iter_mut().find(|batch| batch.key == key) else { return };
            let mut next = Batch { key: new_key().as_str().to_owned(), ..batch.clone() };
            next.entries.retain(Entry::can_be_tried_again);
            batch.entries.retain(|entry| !entry.can_be_tried_again());
            batches.retain(|batch| !batch.entries.is_empty());
            for entry in &mut next.entries {
                (entry.stand, entry.since) = (Stand::Waiting, None);
                (entry.outcome, entry.refusal) = (None, None);
            }
            again = Some(next).filter(|next| !next.entries.is_empty());
        });
        if let Some(batch) = again {
            self.let_kept_words_go(&batch);
            self.take_up(batch);
        }
    }

    /// Opens the next approval of the list that can be decided, where the open one has just been.
    fn pick_next(self, decided: &[Row]) {
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
            let undone =
                self.batches.with_untracked(|all| all.iter().find(|batch| batch.key == key).cloned());
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
        self.batches.update(|batches| {
            if let Some(batch) = batches.iter_mut().find(|batch| batch.key == key) {
                batch.entries.retain(|entry| entry.stand != Stand::Waiting);
            }
            batches.retain(|batch| !batch.entries.is_empty());
        });
        self.store.try_with(|store| {
            store.update(|document| {
                if let Some(batch) = document.decisions.iter_mut().find(|batch| batch.key == key) {
                    batch.entries.retain(|entry| entry.stand != Stand::Waiting);
                }
                document.decisions.retain(|batch| !batch.is_over());
            });
        });
    }

    /// Takes a batch that has come to its end out of sight.
    pub fn forget(self, key: &str) {
        self.batches.update(|batches| batches.retain(|batch| batch.key != key));
        self.store.try_with(|store| store.update(|document| document.decisions.retain(|b| b.key != key)));
    }

    /// Writes how far the kept batches have come. What another tab knows further along stays, and what is no longer kept, because
    /// it was undone or has come to its end, does not come back.
    pub(super) fn keep(self) {
        let Some(store) = self.store.try_get() else { return };
        self.batches.try_with_untracked(|batches| {
            store.update(|document| {
                for kept in &mut document.decisions {
                    if let Some(batch) = batches.iter().find(|batch| batch.key == kept.key) {
                        kept.take_in(batch);
                    }
                }
                document.decisions.retain(|batch| !batch.is_over());
            });
        });
    }

    /// Another tab has come further with what is kept: what is shown here follows.
    pub(super) fn adopt(self, kept: &[Batch]) {
        let Some(mut batches) = self.batches.try_get_untracked() else { return };
        let before = batches.clone();
        let unsent = |batch: &Batch| batch.entries.iter().all(|entry| entry.stand == Stand::Waiting);
        let held = self.paused.try_get_untracked().unwrap_or_default();
        batches.retain(|batch| {
            let gone = kept.iter().all(|other| other.key != batch.key);
            !(gone && held.contains(&batch.key) && unsent(batch))
        });
        for batch in &mut batches {
            if let Some(other) = kept.iter().find(|other| other.key == batch.key) {
                batch.take_in(other);
            }
        }
        if batches != before {
            self.batches.set(batches);
            read_back::start(self);
        }
    }

    /// The words of a decision that came to nothing are there again.
    pub(super) fn give_back_words(self, key: &str, id: &ApprovalId) {
        let batch = self.batches.try_with_untracked(|all| {
            let batch = all.iter().find(|batch| batch.key == key)?;
            let place = batch.entries.iter().position(|entry| entry.id == *id)?;
            (place < GIVEN_BACK).then(|| Batch { entries: Vec::new(), ..batch.clone() })
        });
        if let Some(Some(batch)) = batch {
            self.give_back(id, &batch);
        }
    }

    pub(super) fn change_entry(self, key: &str, id: &ApprovalId, change: impl FnOnce(&mut Entry)) {
        self.batches.try_update(|batches| {
            let batch = batches.iter_mut().find(|batch| batch.key == key);
            if let Some(entry) = batch.and_then(|b| b.entries.iter_mut().find(|entry| entry.id == *id)) {
                change(entry);
            }
        });
    }
}

/// After a reload: what had not left is held until the person says, what had left is read back.
pub(super) fn recall(approvals: Approvals) {
    let batches = approvals.batches.get_untracked();
    let mut held = Vec::new();
    for batch in &batches {
        if batch.count(|entry| entry.stand == Stand::Waiting) > 0 {
            held.push(batch.key.clone());
        }
    }
    approvals.paused.set(held);
    read_back::start(approvals);
}

/// Sends whatever may leave, one call after the other; at most one such worker runs.
fn work(approvals: Approvals) {
    if approvals.working.try_get() != Some(false) {
        return;
    }
    let (Some(client), Some(store)) = (approvals.client.try_get(), approvals.store.try_get()) else { return };
    approvals.working.set(true);
    spawn_local(async move {
        while let Some((key, id, decision)) = next(approvals) {
            approvals.sending.set(Some(id.clone()));
            let stand = send_one(approvals, &client, &store, &key, &id, &decision).await;
            approvals.sending.set(None);
            let now = Moment::at(client.now());
            let halt = match stand {
                Sending::Stands(stand) => {
                    note(approvals, &store, &key, &id, stand, &now);
                    None
                }
                Sending::Failed(stand, error) => {
                    approvals.change_entry(&key, &id, |entry| entry.refusal = Some(words(&error)));
                    note(approvals, &store, &key, &id, stand, &now);
                    None
                }
                Sending::NotNow(error) => {
                    note(approvals, &store, &key, &id, Stand::Waiting, &now);
                    Some(error)
                }
            };
            if let Some(error) = halt {
                approvals.host.error(&error);
                approvals.paused.try_update(|paused| paused.push(key));
                approvals.halted.set(Some(error));
                break;
            }
            read_back::start(approvals);
        }
        approvals.working.set(false);
        read_back::start(approvals);
    });
}

/// What came of sending one decision.
enum Sending {
    /// It stands so now.
    Stands(Stand),
    /// It stands so now, because that went wrong.
    Failed(Stand, ApiError),
    /// Nothing was done, because nothing can be done at the moment.
    NotNow(ApiError),
}

async fn send_one(
    approvals: Approvals,
    client: &Client,
    store: &Store,
    key: &str,
    id: &ApprovalId,
    decision: &NewDecision,
) -> Sending {
    // Held until the answer is here: no other tab gets past it.
    let held = lock::take(&format!("{}:approval:{id}", store.key())).await;
    let now = Moment::at(client.now());
    let mine = || store.update(|document| claim(&mut document.decisions, key, id, &now));
    if matches!(held, Lock::Busy) || !mine() {
        return Sending::Stands(Stand::Elsewhere);
    }
    // Only now: shown as sent before it is claimed, it would be kept as sent and never leave.
    approvals.change_entry(key, id, |entry| entry.stand = Stand::Sent);
    match client.decide(id, decision).await {
        Ok(()) => Sending::Stands(Stand::Accepted),
        Err(error) if error.kind == ErrorKind::NotFound => Sending::Stands(Stand::Gone),
        Err(error) if error.outcome_unknown() => Sending::Failed(Stand::Unknown, error),
        Err(error) if error.kind.retryable() => Sending::NotNow(error),
        Err(error) => Sending::Failed(Stand::Refused, error),
    }
}

/// The next decision that may leave.
fn next(approvals: Approvals) -> Option<(String, ApprovalId, NewDecision)> {
    let undoable = approvals.undoable.try_get_untracked()?;
    let paused = approvals.paused.try_get_untracked()?;
    approvals.batches.try_with_untracked(|batches| {
        for batch in batches {
            if undoable.contains(&batch.key) || paused.contains(&batch.key) {
                continue;
            }
            if let Some(entry) = batch.entries.iter().find(|entry| entry.stand == Stand::Waiting) {
                // One an earlier version kept may not be sendable by now; it holds up nobody else.
                let Ok(decision) = batch.decision.validate() else { continue };
                return Some((batch.key.clone(), entry.id.clone(), decision));
            }
        }
        None
    })?
}

/// Notes how far a decision is, where people see it and where a reload finds it.
fn note(approvals: Approvals, store: &Store, key: &str, id: &ApprovalId, stand: Stand, now: &Moment) {
    let mut refusal = None;
    approvals.change_entry(key, id, |entry| {
        entry.stand = stand;
        entry.since = Some(now.clone());
        refusal.clone_from(&entry.refusal);
    });
    store.update(|document| {
        let batch = document.decisions.iter_mut().find(|batch| batch.key == key);
        if let Some(entry) = batch.and_then(|b| b.entries.iter_mut().find(|entry| entry.id == *id)) {
            entry.stand = stand;
            entry.since = Some(now.clone());
            entry.refusal = refusal;
        }
        document.decisions.retain(|batch| !batch.is_over());
    });
    if stand == Stand::Refused {
        approvals.give_back_words(key, id);
    }
}

/// The service's own sentence, else the code of what went wrong, by which words are found.
fn words(error: &ApiError) -> String {
    error.sentences.first().cloned().unwrap_or_else(|| format!("error.{}", error.kind.code()))
}
