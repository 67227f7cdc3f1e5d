//! What became of decisions that were sent: read back from the two lists, sooner first and then at growing distance, until
//! each has an end. A 202 alone is never called done.

use super::Approvals;
use super::batch::{Batch, Entry, Stand};
use crate::api::{Abort, ApiError, ApprovalsQuery, Client, ErrorKind, Priority, sleep, unless_aborted};
use crate::state::index::Index;
use crate::state::visibility::page_is_hidden;
use leptos::task::spawn_local;
use request_center_models::approval::{Answered, ReadBack, SentDecision};
use request_center_models::id::ApprovalId;
use request_center_models::moment::Moment;
use request_center_models::wire::approval::{CompletedApproval, PendingApproval};
use time::Duration;

/// The first look comes after so many milliseconds, each next one after twice as many.
const FIRST_LOOK: f64 = 1_000.0;
/// The longest distance between two looks, in milliseconds.
const LONGEST: f64 = 15_000.0;
/// Looks that may fail one after the other before looking ends.
const FAILED_LOOKS: u32 = 12;
/// Approvals named in one call, so that the address stays short.
const AT_ONCE: usize = 50;

/// Looks until nothing is open; at most one such loop runs.
pub(super) fn start(approvals: Approvals) {
    if approvals.looking_back.try_get() != Some(false) || !is_open(approvals) {
        return;
    }
    let (Some(client), Some(abort)) = (approvals.client.try_get(), approvals.life.try_get()) else { return };
    approvals.looking_back.set(true);
    spawn_local(async move {
        let mut distance = FIRST_LOOK;
        let mut failures = 0;
        while is_open(approvals) {
            if unless_aborted(Some(&abort), sleep(distance)).await.is_none() {
                return;
            }
            // Nobody looks: what is open waits for somebody who does.
            if page_is_hidden() {
                continue;
            }
            let before = open(approvals).len();
            match look(approvals, &client, &abort).await {
                Err(error) if error.kind == ErrorKind::Aborted => return,
                Ok(()) => failures = 0,
                // The next look may fare better; what is open stays named as open, and *Check now* looks again.
                Err(_) if failures < FAILED_LOOKS => failures += 1,
                Err(error) => {
                    approvals.waiting.load.fail(error);
                    break;
                }
            }
            let moved = open(approvals).len() != before;
            distance = if moved { FIRST_LOOK } else { (distance * 2.0).min(LONGEST) };
        }
        approvals.looking_back.set(false);
        approvals.look();
    });
}

/// What the lists have still to say something of.
fn open(approvals: Approvals) -> Vec<(String, ApprovalId)> {
    let sending = approvals.sending.try_get().flatten();
    let mut open = Vec::new();
    approvals.batches.try_with_untracked(|batches| {
        for batch in batches {
            for entry in batch.entries.iter().filter(|entry| entry.stand.wants_look()) {
                if sending.as_ref() != Some(&entry.id) {
                    open.push((batch.key.clone(), entry.id.clone()));
                }
            }
        }
    });
    open
}

/// Whether the lists have still to say something.
fn is_open(approvals: Approvals) -> bool {
    let sending = approvals.sending.try_get().flatten();
    let wanted = |entry: &Entry| entry.stand.wants_look() && sending.as_ref() != Some(&entry.id);
    let any = |batches: &Vec<Batch>| batches.iter().any(|batch| batch.entries.iter().any(wanted));
    approvals.batches.try_with_untracked(any).unwrap_or_default()
}

async fn look(approvals: Approvals, client: &Client, abort: &Abort) -> Result<(), ApiError> {
    for part in open(approvals).chunks(AT_ONCE) {
        let ids: Vec<ApprovalId> = part.iter().map(|(_, id)| id.clone()).collect();
        let query = ApprovalsQuery { ids, ..ApprovalsQuery::default() };
        let completed = client.list_completed_approvals(&query, Priority::Background, abort).await?.rows;
        let pending = client.list_pending_approvals(&query, Priority::Background, abort).await?.rows;
        let now = Moment::at(client.now());
        judge(approvals, part, &pending, &completed, &now);
        approvals.keep();
    }
    Ok(())
}

/// Notes what the rows say of these decisions.
fn judge(
    approvals: Approvals,
    part: &[(String, ApprovalId)],
    pending: &[PendingApproval],
    completed: &[CompletedApproval],
    now: &Moment,
) {
    let viewer = approvals.viewer().id;
    let (mut gone, mut untouched) = (Index::default(), Vec::new());
    approvals.batches.try_update(|batches| {
        for (key, id) in part {
            let Some(batch) = batches.iter_mut().find(|batch| batch.key == *key) else { continue };
            let Some((sent, waited)) = sent(batch, id, now) else { continue };
            let outcome = sent.read_back(&viewer, pending, completed, waited);
            if outcome == ReadBack::BeingProcessed {
                continue;
            }
            if outcome == ReadBack::ByYou(sent.kind.action()) {
                approvals.host.decided(id.as_str(), sent.kind.as_str());
            }
            // What still waits is not taken out of the list; the rest is no longer anything to decide.
            if matches!(outcome, ReadBack::Failed(_)) {
                untouched.push((key.clone(), id.clone()));
            } else {
                gone.add(id.as_str());
            }
            if let Some(entry) = batch.entries.iter_mut().find(|entry| entry.id == *id) {
                entry.stand = Stand::Settled;
                entry.outcome = Some(outcome);
            }
        }
    });
    for (key, id) in untouched {
        approvals.give_back_words(&key, &id);
    }
    if gone.is_empty() {
        return;
    }
    approvals.waiting.rows.try_update(|rows| rows.retain(|row| !gone.has(row.id.as_str())));
    approvals.linked.try_update(|linked| {
        linked.take_if(|row| gone.has(row.id.as_str()));
    });
    approvals.follow_open();
}

/// The decision as it was sent, and how long ago.
fn sent(batch: &Batch, id: &ApprovalId, now: &Moment) -> Option<(SentDecision, Duration)> {
    let entry = batch.entries.iter().find(|entry| entry.id == *id)?;
    let answered = match entry.stand {
        Stand::Accepted => Answered::Accepted,
        Stand::Gone => Answered::Gone,
        Stand::Unknown => Answered::Unknown,
        Stand::Sent | Stand::Elsewhere => Answered::Awaited,
        Stand::Waiting | Stand::Refused | Stand::Settled => return None,
    };
    let since = entry.since.as_ref().and_then(Moment::instant).zip(now.instant());
    let waited = since.map(|(since, now)| now - since).unwrap_or_default();
    let decision = &batch.decision;
    let new_owner = Some(decision.new_owner.clone()).filter(|owner| !owner.as_str().is_empty());
    Some((SentDecision { id: id.clone(), kind: decision.kind.clone(), new_owner, answered }, waited))
}
