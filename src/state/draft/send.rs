//! From *Submit request* to an outcome: the fresh look, the one sending, and what the outbox learns later.

use super::precheck;
use super::{Cart, Phase, Receipt, Told};
use crate::api::{Client, ErrorKind};
use crate::state::outbox::EntryState;
use crate::state::submit::SubmitOutcome;
use leptos::task::spawn_local;

pub(super) fn submit(cart: Cart) {
    if cart.phase.with_untracked(|phase| *phase != Phase::Reviewing) {
        return;
    }
    let (Some(client), Some(abort)) = (cart.client.try_get(), cart.abort.try_get()) else {
        return;
    };
    cart.phase.set(Phase::Checking);
    let items = cart.draft.with_untracked(|draft| draft.items.clone());
    spawn_local(async move {
        match precheck::look(&client, &items, &abort).await {
            Ok(findings) => {
                take_findings(cart, findings);
                send(cart, &client).await;
            }
            Err(error) if error.kind == ErrorKind::Aborted => {}
            Err(error) => refuse(cart, error),
        }
    });
}

/// Comments that owners ask for by now are asked for in the form too.
fn take_findings(cart: Cart, findings: precheck::Findings) {
    cart.draft.update(|draft| {
        for item in draft.items.iter_mut().filter(|item| findings.comment_required.contains(&item.id)) {
            item.comment_required = true;
        }
    });
    cart.obstruct(findings.obstacles);
}

async fn send(cart: Cart, client: &Client) {
    let Some(draft) = cart.draft.try_get_untracked() else { return };
    let forbidden = cart.entitlements_forbidden.try_get_untracked().unwrap_or(false);
    let clear = cart.obstacles.try_with_untracked(Vec::is_empty).unwrap_or(false);
    let Ok(request) = draft
        .validate(client.now(), forbidden)
        .and_then(|r| if clear { Ok(r) } else { Err(Default::default()) })
    else {
        cart.draft.submit();
        cart.phase.set(Phase::Writing);
        return;
    };
    cart.phase.set(Phase::Sending);
    cart.sent_here.set(true);
    match cart.outbox.submit(request, &draft).await {
        SubmitOutcome::Accepted { answer, .. } => {
            cart.go_on(Receipt::of(&draft, Told::Answered, answer.as_ref()));
            cart.requests.expect_change();
        }
        SubmitOutcome::AlreadySent { state } => {
            cart.phase.set(Phase::Writing);
            cart.sent_here.set(false);
            follow(cart, state.as_ref());
        }
        SubmitOutcome::Unknown(error) => {
            cart.host.error(&error);
            cart.phase.set(Phase::Unknown);
        }
        SubmitOutcome::Refused(error) => refuse(cart, error),
    }
}

fn refuse(cart: Cart, error: crate::api::ApiError) {
    cart.host.error(&error);
    cart.phase.set(Phase::Refused(error));
}

/// What the outbox knows of this draft moves the panel along.
pub(super) fn follow(cart: Cart, state: Option<&EntryState>) {
    let Some(phase) = cart.phase.try_get_untracked() else { return };
    let next = match (state, &phase) {
        // Our own sending tells its outcome itself.
        (_, Phase::Checking | Phase::Sending) => return,
        // The other tab was refused: nothing was sent after all.
        (None, Phase::Unknown) => Phase::Writing,
        (None | Some(EntryState::Prepared | EntryState::Overtaken { .. }), _) => return,
        (Some(EntryState::Sent { .. } | EntryState::Unknown { .. }), _) => Phase::Unknown,
        // Once the person goes on writing, the note that it was not found has been read.
        (Some(EntryState::NotFound { .. }), Phase::Reviewing | Phase::Refused(_)) => return,
        (Some(EntryState::NotFound { .. }), _) => Phase::NotFound,
        (Some(EntryState::Accepted { .. } | EntryState::Unseen { .. } | EntryState::Settled { .. }), _) => {
            let looked_for = phase == Phase::Unknown || cart.sent_here.try_get() == Some(true);
            let told = if looked_for { Told::Found } else { Told::OtherTab };
            let draft = cart.draft.try_get_untracked().unwrap_or_default();
            cart.go_on(Receipt::of(&draft, told, None));
            return;
        }
    };
    if next != phase {
        cart.phase.set(next);
    }
}
