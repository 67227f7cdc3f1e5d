//! Sends a removal: one call after the other, each stored in the journal before it leaves.

use super::{CallState, Removal, RemovalCall, RemovalPhase};
use crate::api::{ErrorKind, PreparedWrite};
use crate::state::journal::Sending;
use crate::state::journal::write::{Write, WrittenItem};
use leptos::task::spawn_local;
use request_center_models::draft::SubmitKey;
use request_center_models::revoke::{RevokeDraft, RevokePart};

impl Removal {
    /// Sends every call, one after the other.
    pub fn submit(self) {
        if self.phase.get_untracked() != RemovalPhase::Reviewing {
            return;
        }
        let draft = self.draft.get_untracked();
        let own = self.protected_viewer();
        let Ok(parts) = draft.validate(self.now(), own.as_ref()) else {
            return self.phase.set(RemovalPhase::Writing);
        };
        let calls = parts.iter().map(|part| {
            RemovalCall::new(&draft, part.request().key().clone(), part.lines(), CallState::Waiting)
        });
        self.planned.set(calls.collect());
        self.stopped.set(false);
        self.phase.set(RemovalPhase::Sending);
        spawn_local(async move {
            for part in parts {
                send_part(self, &draft, part).await;
            }
            finish(self, &draft);
        });
    }
}

async fn send_part(removal: Removal, draft: &RevokeDraft, part: RevokePart) {
    let key = part.request().key().clone();
    // After the view is gone no further call starts; the rest stays in the stored form.
    if removal.stopped.try_get() != Some(false) {
        return set_own_state(removal, &key, CallState::Stopped);
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
        // An unknown outcome is looked up before more is sent, and the next call would fail for the same reason.
        let lasting = [
            ErrorKind::NoToken,
            ErrorKind::Unauthorized,
            ErrorKind::TokenTooLong,
            ErrorKind::RateLimited,
            ErrorKind::Offline,
        ];
        if matches!(sending, Sending::Unknown(_)) || lasting.contains(&error.kind) {
            removal.stopped.set(true);
        }
        removal.host.error(error);
    }
    set_own_state(
        removal,
        &key,
        match sending {
            Sending::Refused(error) => CallState::Refused(error),
            // Without an intent in the journal, another tab had claimed it and failed.
            _ => CallState::Stopped,
        },
    );
    // Accepted lines leave the stored form now, whatever happens to the other calls.
    removal.drop_accepted(draft);
}

fn finish(removal: Removal, sent: &RevokeDraft) {
    removal.draft.reopen();
    removal.phase.set(RemovalPhase::Writing);
    removal.drop_accepted(sent);
    removal.requests.expect_change();
}

/// Sets the outcome that holds where the journal has none.
fn set_own_state(removal: Removal, key: &SubmitKey, state: CallState) {
    removal.planned.update(|calls: &mut Vec<RemovalCall>| {
        if let Some(call) = calls.iter_mut().find(|call| call.key == *key) {
            call.state = state;
        }
    });
}
