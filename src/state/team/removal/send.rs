//! From *Request removal* to an outcome for every call: one after the other, each stored before it leaves.

use super::call::call_of;
use super::{CallState, Removal, RemovalCall, RemovalPhase};
use crate::api::{ErrorKind, PreparedWrite};
use crate::state::journal::Sending;
use crate::state::journal::write::{Write, WrittenItem};
use leptos::task::spawn_local;
use request_center_models::draft::SubmitKey;
use request_center_models::revoke::{RevokeDraft, RevokePart};

pub(super) fn submit(removal: Removal) {
    if removal.phase.get_untracked() != RemovalPhase::Reviewing {
        return;
    }
    let draft = removal.draft.get_untracked();
    let own = removal.own_out_of_reach();
    let Ok(parts) = draft.validate(removal.now(), own.as_ref()) else {
        return removal.phase.set(RemovalPhase::Writing);
    };
    let calls = parts
        .iter()
        .map(|part| call_of(&draft, part.request().key().clone(), part.lines(), CallState::Waiting));
    removal.planned.set(calls.collect());
    removal.stopped.set(false);
    removal.phase.set(RemovalPhase::Sending);
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
    let lines = part.lines().iter().filter_map(|at| draft.lines.get(*at));
    let (mut items, mut person, mut name) = (Vec::new(), Default::default(), String::new());
    for line in lines {
        person = line.person.clone();
        name.clone_from(&line.person_name);
        items.push(WrittenItem {
            id: line.held.id.clone(),
            r#type: line.held.r#type.clone(),
            name: line.held.name.clone(),
        });
    }
    let write = Write::removal(part.request(), items, person, name);
    let intent = removal.journal.intend(key.clone(), write);
    let request = part.request().clone();
    let call = Box::new(move |_: &[_]| PreparedWrite::create_access_request(&request));
    let sending = removal.journal.send(vec![intent], call).await;
    if let Some(error) = sending.error() {
        // What is not known is looked up before more leaves, and some trouble the next call would only meet again.
        let same = [ErrorKind::NoToken, ErrorKind::Unauthorized, ErrorKind::Offline];
        if matches!(sending, Sending::Unknown(_)) || same.contains(&error.kind) {
            removal.stopped.set(true);
        }
        removal.host.error(error);
    }
    note(
        removal,
        &key,
        match sending {
            Sending::Refused(error) => CallState::Refused(error),
            // Where the journal has nothing of it by now, another tab had it and got nowhere.
            _ => CallState::Stopped,
        },
    );
    // What arrived is no longer in what is kept, whatever happens to the rest.
    removal.drop_arrived(draft);
}

fn finish(removal: Removal, sent: &RevokeDraft) {
    removal.draft.reopen();
    removal.phase.set(RemovalPhase::Writing);
    removal.drop_arrived(sent);
    removal.requests.expect_change();
}

fn note(removal: Removal, key: &SubmitKey, state: CallState) {
    removal.planned.update(|calls: &mut Vec<RemovalCall>| {
        if let Some(call) = calls.iter_mut().find(|call| call.key == *key) {
            call.state = state;
        }
    });
}
