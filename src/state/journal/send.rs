//! Sending: lock, claim, call, event. The intent is stored as sent before the call leaves, so that whatever happens to the tab,
//! no other sends it again.

use super::claim::{Claim, claim, has_rival, is_told, leave};
use super::handle::JournalHandle;
use super::intent::Intent;
use super::lock::{self, Lock};
use super::lookup;
use super::state::{Event, WriteState};
use super::write::Write;
use crate::api::{ApiError, ErrorKind, PreparedWrite, browser_millis, sleep};
use futures_channel::oneshot;
use request_center_models::approval::ReadBack;
use request_center_models::draft::SubmitKey;
use request_center_models::id::AccessRequestId;
use request_center_models::json::from_json;
use request_center_models::wire::access_request::AccessRequestResponse;
use std::cell::Cell;
use std::sync::Arc;
use wasm_bindgen_futures::spawn_local;

/// How often a call is repeated after a 429 whose pause is waited for.
const REPEATS: u32 = 2;
/// For how long after an answer that may be of a second copy the first one is looked up, in first waits of its probe: rows are listed
/// some time after their call, so that the look-ups are at once, after one wait and after two. A pause the service asked for counts.
const LOOKED_UP_FOR: f64 = 2.0;

/// The answer to an accepted write.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Acceptance {
    /// The access requests whose rows will show it, where the answer names any.
    pub ids: Vec<AccessRequestId>,
    /// The answer for each item of a request.
    pub response: Option<AccessRequestResponse>,
}

/// Prepares the call for the claimed intents.
pub type WriteCall = Box<dyn FnOnce(&[Arc<Intent>]) -> PreparedWrite>;

/// The result of sending, as far as it is known at once.
#[derive(Clone, Debug, PartialEq)]
pub enum Sending {
    /// The service has accepted it.
    Accepted,
    /// It was sent before, from this tab or another; nothing was sent now.
    AlreadySent,
    /// The answer is unclear; it is being looked up.
    Unknown(ApiError),
    /// The service says that its subject has ended.
    Gone,
    /// It could not leave and waits.
    Postponed(ApiError),
    /// Nothing was sent.
    Refused(ApiError),
}

impl Sending {
    /// The sender has gone.
    pub(super) fn gone() -> Self {
        Self::Refused(ApiError::new(ErrorKind::Aborted))
    }

    /// The error, where there is one.
    #[must_use]
    pub fn error(&self) -> Option<&ApiError> {
        match self {
            Self::Unknown(error) | Self::Postponed(error) | Self::Refused(error) => Some(error),
            Self::Accepted | Self::AlreadySent | Self::Gone => None,
        }
    }
}

/// Sends to the end, whether or not the returned future is polled.
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
        // The receiver may have been dropped.
        let _ = answer.send(sending);
    });
    answered
}

async fn send(handle: &JournalHandle, intents: Vec<Intent>, call: WriteCall) -> Sending {
    let Some(subject) = intents.first().map(Intent::subject) else { return Sending::AlreadySent };
    // Of the time before: a warning that sending brings about is none the person has read.
    let must_record = handle.shared.store.must_record();
    // Held until this function returns: no other tab and no second click gets past it.
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
    let (store, unrecorded) = (&handle.shared.store, Cell::new(false));
    let leaving = || {
        let now = handle.now();
        let may = handle.change(|document| {
            let mut may = true;
            for intent in &claimed {
                may &= leave(&mut document.journal, intent, &now);
            }
            may
        });
        unrecorded.set(must_record && !store.is_recorded());
        may && !unrecorded.get()
    };
    let (call, mut repeats) = (call(&claimed), 0..REPEATS);
    let (event, sending) = loop {
        let error = match handle.shared.client.write(&call, &leaving).await {
            Ok(text) => break outcome(&first.write, Ok(accepted(&first.write, text.as_deref()))),
            Err(_) if unrecorded.get() => ApiError::new(ErrorKind::NotRecorded),
            Err(error) => error,
        };
        let is_looked_up = may_be_of_copy(&first.write, &error);
        let found = if is_looked_up { find_first_copy(handle, &claimed, &error).await } else { Ok(None) };
        match found {
            Ok(Some(sending)) => return sending,
            Ok(None) if is_repeated(&error) && repeats.next().is_some() => {}
            Ok(None) => break outcome(&first.write, Err(error)),
            Err(_) => break (Event::Unclear(error.clone()), Sending::Unknown(error)),
        }
    };
    let stored = handle.shared.store.journal();
    let told = claimed.iter().filter(|claimed| is_told(&stored, claimed, &event));
    handle.happen(told.map(|intent| (intent.key.clone(), event.clone())).collect());
    sending
}

/// Returns whether the error may answer a second copy of the call: behind some proxies a browser repeats a POST on its own, and what
/// the first copy has changed, or used up, refuses the second. A 404 that means an ended subject is looked up anyway, and a close does
/// no harm twice.
fn may_be_of_copy(write: &Write, error: &ApiError) -> bool {
    let is_once = write.is_listed() || write.can_wait();
    error.sent
        && match error.kind {
            ErrorKind::RateLimited => !matches!(write, Write::Close { .. }),
            ErrorKind::NotFound => is_once && !write.can_be_gone(),
            ErrorKind::BadRequest | ErrorKind::Forbidden => is_once,
            _ => false,
        }
}

/// Returns whether the call can be repeated once the pause is over that the service asked for.
fn is_repeated(error: &ApiError) -> bool {
    error.sent && error.kind == ErrorKind::RateLimited && error.retry_at.is_none()
}

/// Looks up intents whose call was answered with that error; `None` where no copy of it was carried out, as far as can be seen.
async fn find_first_copy(
    handle: &JournalHandle,
    claimed: &[Arc<Intent>],
    error: &ApiError,
) -> Result<Option<Sending>, ApiError> {
    let answered_at = browser_millis();
    loop {
        let mut stored = handle.shared.store.journal();
        stored.retain(|one| claimed.iter().any(|claimed| claimed.key == one.key));
        let wait = lookup::first_wait(handle, &stored);
        let mut events = lookup::read_back(handle, stored).await?;
        let mut is_too_late = false;
        events.retain(|(_, event)| {
            // A refusal has said so itself; after a 429, the call is not repeated.
            let late = *event == Event::TooLate && error.kind == ErrorKind::RateLimited;
            is_too_late |= late;
            late || matches!(event, Event::Found(_) | Event::ReadBack(ReadBack::ByYou(_)))
        });
        if !events.is_empty() {
            handle.happen(events);
            return Ok(Some(if is_too_late { Sending::Gone } else { Sending::Accepted }));
        }
        if browser_millis() - answered_at >= LOOKED_UP_FOR * wait {
            return Ok(None);
        }
        sleep(wait).await;
    }
}

/// Reads the answer to an accepted write.
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

/// The event an answer, or its absence, means for that write. Pure.
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

/// Handles intents that may not be sent; where another intent about the same subject was sent instead, they record it.
fn taken(handle: &JournalHandle, intents: &[Intent]) -> Sending {
    let stored = handle.shared.store.journal();
    let superseded = intents.iter().filter(|intent| has_rival(&stored, intent));
    handle.happen(superseded.map(|intent| (intent.key.clone(), Event::Superseded)).collect());
    Sending::AlreadySent
}

/// A write that was given up may have landed since: it is looked up before it is sent again.
async fn look_once_more(handle: &JournalHandle, intents: &[Intent]) -> Result<(), ApiError> {
    let stored = handle.shared.store.journal();
    let given_up = |known: &&Arc<Intent>| {
        known.state == WriteState::NotFound && intents.iter().any(|intent| intent.key == known.key)
    };
    let missed: Vec<Arc<Intent>> = stored.iter().filter(given_up).cloned().collect();
    if missed.is_empty() { Ok(()) } else { lookup::once(handle, missed).await }
}

/// Marks intents that are stored as sent though their lock is free as unknown: their tab was closed before the answer came.
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
