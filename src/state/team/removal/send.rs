//! From *Request removal* to an outcome for every call: one after the other, each kept before it leaves.

use super::call::call_of;
use super::{Call, CallState, Phase, Removal};
use crate::api::{ErrorKind, sleep};
use crate::state::outbox::SentItem;
use crate::state::submit::SubmitOutcome;
use leptos::task::spawn_local;
use request_center_models::draft::SubmitKey;
use request_center_models::revoke::{RevokeDraft, RevokePart};
use request_center_models::wire::access_request::AccessRequestResponse;

/// What another tab holds is written down by then, in milliseconds.
const WRITTEN_DOWN: f64 = 500.0;

pub(super) fn submit(removal: Removal) {
    if removal.phase.get_untracked() != Phase::Reviewing {
        return;
    }
    let draft = removal.draft.get_untracked();
    let own = removal.own_out_of_reach();
    let Ok(parts) = draft.validate(removal.now(), own.as_ref()) else {
        return removal.phase.set(Phase::Writing);
    };
    let calls = parts
        .iter()
        .map(|part| call_of(&draft, part.request().key().clone(), part.lines(), CallState::Waiting));
    removal.calls.set(calls.collect());
    removal.stopped.set(false);
    removal.phase.set(Phase::Sending);
    spawn_local(async move {
        for part in parts {
            send_one(removal, &draft, part).await;
        }
        finish(removal, &draft);
    });
}

async fn send_one(removal: Removal, draft: &RevokeDraft, part: RevokePart) {
    let key = part.request().key().clone();
    // Once the view has gone nothing more is begun; what is left stays in the kept form.
    if removal.stopped.try_get() != Some(false) {
        return note(removal, &key, CallState::Stopped);
    }
    note(removal, &key, CallState::Sending);
    let lines = part.lines().iter().filter_map(|at| draft.lines.get(*at));
    let (mut items, mut person, mut name) = (Vec::new(), Default::default(), String::new());
    for line in lines {
        person = line.person.clone();
        name.clone_from(&line.person_name);
        items.push(SentItem {
            id: line.held.id.clone(),
            r#type: line.held.r#type.clone(),
            name: line.held.name.clone(),
        });
    }
    let outcome = removal.outbox.remove(part.request().clone(), items, person, name).await;
    let state = match outcome {
        SubmitOutcome::Accepted { answer, .. } if is_repeat(answer.as_ref()) => CallState::Existing,
        SubmitOutcome::Accepted { .. } => CallState::Accepted,
        SubmitOutcome::AlreadySent { state } => {
            if state.is_none() {
                sleep(WRITTEN_DOWN).await;
            }
            CallState::of_entry(removal.outbox.look_at(&key).as_ref())
        }
        SubmitOutcome::Unknown(error) => {
            // What is not known is looked up before more leaves.
            removal.stopped.set(true);
            removal.host.error(&error);
            CallState::Unknown
        }
        SubmitOutcome::Refused(error) => {
            // The next call would meet the same.
            let same = [ErrorKind::NoToken, ErrorKind::Unauthorized, ErrorKind::Offline];
            if same.contains(&error.kind) {
                removal.stopped.set(true);
            }
            removal.host.error(&error);
            CallState::Refused(error)
        }
    };
    note(removal, &key, state);
    // What arrived is no longer in what is kept, whatever happens to the rest.
    removal.drop_arrived(draft);
}

fn finish(removal: Removal, sent: &RevokeDraft) {
    removal.draft.reopen();
    removal.phase.set(Phase::Writing);
    removal.drop_arrived(sent);
    removal.requests.expect_change();
}

fn note(removal: Removal, key: &SubmitKey, state: CallState) {
    removal.calls.update(|calls: &mut Vec<Call>| {
        if let Some(call) = calls.iter_mut().find(|call| call.key == *key) {
            call.state = state;
        }
    });
}

/// Whether everything had been asked for before.
fn is_repeat(answer: Option<&AccessRequestResponse>) -> bool {
    answer.is_some_and(|answer| answer.new_ids().is_empty() && !answer.existing_ids().is_empty())
}
