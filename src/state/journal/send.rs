//! Sending: lock, claim, call, event. The intent is stored as sent before the call leaves, so that whatever happens to the tab, no
//! other sends it again.

use super::claim::{Claim, claim, has_rival, is_told, leave};
use super::handle::JournalHandle;
use super::intent::Intent;
use super::lock::{self, Lock};
use super::lookup;
use super::state::{Event, WriteState};
use super::write::Write;
use crate::api::{ApiError, ErrorKind, PreparedWrite};
use futures_channel::oneshot;
use request_center_models::draft::SubmitKey;
use request_center_models::id::AccessRequestId;
use request_center_models::json::from_json;
use request_center_models::wire::access_request::AccessRequestResponse;
use std::sync::Arc;
use wasm_bindgen_futures::spawn_local;

/// What the service answered to a write it accepted.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Acceptance {
    /// The access requests whose rows show that it arrived, where it named any.
    pub ids: Vec<AccessRequestId>,
    /// What it said to each item, where it said so.
    pub response: Option<AccessRequestResponse>,
}

/// Prepares the call for the intents that were claimed.
pub type WriteCall = Box<dyn FnOnce(&[Arc<Intent>]) -> PreparedWrite>;

/// What became of sending, as far as is known at once; the journal has the rest.
#[derive(Clone, Debug, PartialEq)]
pub enum Sending {
    /// The service has accepted it.
    Accepted,
    /// It was sent before, from here or another tab, so nothing was sent now.
    AlreadySent,
    /// No clear answer came. It is being looked up.
    Unknown(ApiError),
    /// The service says that its subject has ended.
    Gone,
    /// It could not leave and waits.
    Postponed(ApiError),
    /// Nothing was done.
    Refused(ApiError),
}

impl Sending {
    /// Whoever sends has gone.
    pub(super) fn gone() -> Self {
        Self::Refused(ApiError::new(ErrorKind::Aborted))
    }

    /// What went wrong, where something did.
    #[must_use]
    pub fn error(&self) -> Option<&ApiError> {
        match self {
            Self::Unknown(error) | Self::Postponed(error) | Self::Refused(error) => Some(error),
            Self::Accepted | Self::AlreadySent | Self::Gone => None,
        }
    }
}

/// Sends to the end, whether or not what is returned is waited for.
pub(super) fn detached(
    handle: JournalHandle,
    intents: Vec<Intent>,
    call: WriteCall,
) -> oneshot::Receiver<Sending> {
    let (answer, answered) = oneshot::channel();
    let keys: Vec<SubmitKey> = intents.iter().map(|intent| intent.key.clone()).collect();
    handle.sending.update(|sending| sending.extend(keys.iter().cloned()));
    spawn_local(async move {
        let sending = send(&handle, intents, call).await;
        handle.sending.update(|sending| sending.retain(|key| !keys.contains(key)));
        lookup::start(&handle);
        // Nobody may be waiting any more.
        let _ = answer.send(sending);
    });
    answered
}

async fn send(handle: &JournalHandle, intents: Vec<Intent>, call: WriteCall) -> Sending {
    let Some(subject) = intents.first().map(Intent::subject) else { return Sending::AlreadySent };
    // Held until this function ends: no other tab and no second click gets past it.
    let lock = lock::take(&format!("{}:{subject}", handle.shared.store.key())).await;
    if matches!(lock, Lock::Busy) {
        return taken(handle, &intents);
    }
    if let Err(error) = look_once_more(handle, &intents).await {
        return Sending::Refused(error);
    }
    let (now, sole) = (handle.now(), matches!(lock, Lock::Held(_)));
    let claimed = handle.change(|document| {
        let mut claimed = Vec::new();
        for intent in &intents {
            if claim(&mut document.journal, intent.clone(), &now, sole) == Claim::Free {
                claimed.extend(document.intent(&intent.key).cloned());
            }
        }
        claimed
    });
    let Some(first) = claimed.first().cloned() else { return taken(handle, &intents) };
    handle.shared.sent.borrow_mut().extend(claimed.iter().map(|intent| intent.key.clone()));
    let leaving = || {
        let now = handle.now();
        handle.change(|document| {
            let mut may = true;
            for intent in &claimed {
                may &= leave(&mut document.journal, intent, &now);
            }
            may
        })
    };
    let answer = handle.shared.client.write(call(&claimed), &leaving).await;
    let answer = answer.map(|text| accepted(&first.write, text.as_deref()));
    let (event, sending) = outcome(&first.write, answer);
    let stored = handle.shared.store.journal();
    let told = claimed.iter().filter(|claimed| is_told(&stored, claimed, &event));
    handle.happen(told.map(|intent| (intent.key.clone(), event.clone())).collect());
    sending
}

/// What a write that was accepted became, by the text of the answer where there is any.
fn accepted(write: &Write, text: Option<&str>) -> Acceptance {
    match write {
        Write::Cancel { id, .. } => Acceptance { ids: vec![id.clone()], response: None },
        Write::Create { .. } | Write::Remove { .. } => {
            let response: Option<AccessRequestResponse> = text.and_then(|text| from_json(text).ok());
            let ids = response.as_ref().map(AccessRequestResponse::ids_to_follow).unwrap_or_default();
            Acceptance { ids, response }
        }
        _ => Acceptance::default(),
    }
}

/// What an answer, or its absence, means for that write. Pure.
pub(super) fn outcome(write: &Write, answer: Result<Acceptance, ApiError>) -> (Event, Sending) {
    match answer {
        Ok(Acceptance { ids, response }) => (Event::Accepted(ids, response), Sending::Accepted),
        Err(error) if error.outcome_unknown() => (Event::Unclear(error.clone()), Sending::Unknown(error)),
        Err(error) if write.can_be_gone() && error.kind == ErrorKind::NotFound => {
            (Event::Gone, Sending::Gone)
        }
        Err(error) if write.can_wait() && error.kind.retryable() => {
            (Event::Postponed, Sending::Postponed(error))
        }
        Err(error) => (Event::Refused(error.clone()), Sending::Refused(error)),
    }
}

/// They are not to be sent. Where another intent about the same subject was sent instead, they say so.
fn taken(handle: &JournalHandle, intents: &[Intent]) -> Sending {
    let stored = handle.shared.store.journal();
    let superseded = intents.iter().filter(|intent| has_rival(&stored, intent));
    handle.happen(superseded.map(|intent| (intent.key.clone(), Event::Superseded)).collect());
    Sending::AlreadySent
}

/// What was given up may have turned up since: it is looked up before it is sent again.
async fn look_once_more(handle: &JournalHandle, intents: &[Intent]) -> Result<(), ApiError> {
    let stored = handle.shared.store.journal();
    let given_up = |known: &&Arc<Intent>| {
        known.state == WriteState::NotFound && intents.iter().any(|intent| intent.key == known.key)
    };
    let missed: Vec<Arc<Intent>> = stored.iter().filter(given_up).cloned().collect();
    if missed.is_empty() { Ok(()) } else { lookup::once(handle, missed).await }
}

/// What is stored as sent though nobody sends it: its tab was closed before the answer came. Its lock is free.
pub(super) fn release(handle: &JournalHandle) {
    let sent = handle.shared.store.journal().into_iter().filter(|one| one.state == WriteState::Sent);
    for intent in sent {
        let handle = handle.clone();
        spawn_local(async move {
            let name = format!("{}:{}", handle.shared.store.key(), intent.subject());
            if let Lock::Held(_held) = lock::take(&name).await {
                let error = ApiError::new(ErrorKind::Aborted);
                handle.happen(vec![(intent.key.clone(), Event::Unclear(error))]);
            }
        });
    }
}
