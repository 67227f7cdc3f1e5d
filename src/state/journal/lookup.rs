//! Look-ups: reads back open intents with growing waits, until none is open or their time is over. Pauses while the page is
//! hidden. How an intent is read back is its probe's.

use super::handle::JournalHandle;
use super::intent::Stamp;
use super::merge::{Intents, is_same};
use super::probe::{LookupPace, ProbeWatch};
use super::state::{Event, WriteState};
use crate::api::{Abort, ApiError, ErrorKind, Priority, sleep, unless_aborted};
use crate::state::visibility::page_is_hidden;
use request_center_models::draft::SubmitKey;
use std::rc::Rc;
use time::Duration;
use wasm_bindgen_futures::spawn_local;

/// The shortest wait between two look-ups, in milliseconds.
const BETWEEN_LOOKS: f64 = 1_000.0;

/// Starts every probe that has open intents; those that wait go on at once.
pub(super) fn start(handle: &JournalHandle) {
    if handle.shared.abort.is_aborted() {
        return;
    }
    let watches = handle.shared.watches.borrow().clone();
    for watch in watches {
        if watch.running.get() {
            // New intents must not wait for a look-up that was put off for long.
            if watch.slow.get() {
                watch.wake.replace(Abort::new()).abort();
            }
        } else if !looked_up_by(handle, &watch).is_empty() {
            watch.running.set(true);
            let handle = handle.clone();
            spawn_local(async move {
                if keep_looking_up(&handle, &watch).await {
                    watch.probe.finished();
                }
                watch.running.set(false);
            });
        }
    }
}

/// Looks up at once everything that is open.
pub(super) fn hurry(handle: &JournalHandle) {
    let watches = handle.shared.watches.borrow().clone();
    for watch in watches {
        watch.at_once.set(true);
        watch.wake.replace(Abort::new()).abort();
    }
    start(handle);
}

/// Looks up until nothing is open; returns `false` where the view has gone before.
async fn keep_looking_up(handle: &JournalHandle, watch: &ProbeWatch) -> bool {
    let pace = watch.probe.pace();
    let (mut wait, mut failures, mut lacks_token) = (f64::from(pace.first_millis), 0_u32, false);
    let between = BETWEEN_LOOKS.min(f64::from(pace.longest_millis));
    loop {
        let open = looked_up_by(handle, watch);
        if open.is_empty() {
            watch.at_once.set(false);
            return true;
        }
        // An intent that has arrived is only waited for; one in doubt keeps a person waiting.
        let in_doubt = open.iter().any(|intent| !intent.state.has_arrived());
        wait = wait.min(f64::from(if in_doubt { pace.longest_millis } else { pace.arrived_millis }));
        watch.slow.set(wait > f64::from(pace.first_millis));
        let wake = watch.wake.borrow().clone();
        // Without a token, until the person acts or another call has got one.
        let (millis, priority) = match (watch.at_once.replace(false), lacks_token) {
            (true, _) => (0.0, Priority::User),
            (_, true) => (f64::INFINITY, Priority::Background),
            _ => (wait, Priority::Background),
        };
        let rest = unless_aborted(Some(&wake), sleep(millis));
        let Some(rested) = unless_aborted(Some(&handle.shared.abort), rest).await else { return false };
        if rested.is_none() {
            wait = f64::from(pace.first_millis);
            continue;
        }
        if page_is_hidden() {
            continue;
        }
        match look_up(handle, watch, pace, priority).await {
            Ok(()) => {
                (failures, lacks_token) = (0, false);
                handle.lookup_error.set(None);
                watch.probe.on_look_up(Ok(()));
                let moved = !is_same(&looked_up_by(handle, watch), &open);
                wait = if moved { f64::from(pace.first_millis) } else { wait * 1.5 }.max(between);
            }
            Err(error) if error.kind == ErrorKind::Aborted => return false,
            Err(error) => {
                failures = failures.saturating_add(1);
                lacks_token = error.kind == ErrorKind::NoToken;
                handle.lookup_error.set(Some(error.clone()));
                watch.probe.on_look_up(Err((error, failures)));
                wait = (wait * 2.0).max(between);
            }
        }
    }
}

/// The open intents of a probe.
fn looked_up_by(handle: &JournalHandle, watch: &ProbeWatch) -> Intents {
    let mut open = handle.shared.store.journal();
    open.retain(|intent| intent.state.is_looked_up() && watch.probe.covers(intent));
    open
}

async fn look_up(
    handle: &JournalHandle,
    watch: &ProbeWatch,
    pace: LookupPace,
    priority: Priority,
) -> Result<(), ApiError> {
    let open = looked_up_by(handle, watch);
    // Time counts up to the start of the look-up: it can only miss what was not there then.
    let begun = handle.now();
    let events = watch.probe.look_up(open.clone(), priority).await?;
    handle.happen(events);
    if let Some(seconds) = pace.patience_seconds {
        let stored = handle.shared.store.journal();
        let by_service = handle.shared.client.has_service_time();
        handle.happen(given_up(&stored, &open, &begun, by_service, Duration::seconds(seconds.into())));
    }
    Ok(())
}

/// Looks up once the intents that were given up.
pub(super) async fn once(handle: &JournalHandle, intents: Intents) -> Result<(), ApiError> {
    let events = read_back(handle, intents).await?;
    handle.happen(events);
    Ok(())
}

/// The events that one look-up of these intents finds, through every probe that covers one. Somebody waits for them.
pub(super) async fn read_back(
    handle: &JournalHandle,
    intents: Intents,
) -> Result<Vec<(SubmitKey, Event)>, ApiError> {
    let watches = handle.shared.watches.borrow().clone();
    let mut events = Vec::new();
    for watch in watches {
        let mut covered = intents.clone();
        covered.retain(|intent| watch.probe.covers(intent));
        if !covered.is_empty() {
            events.append(&mut watch.probe.look_up(covered, Priority::User).await?);
        }
    }
    Ok(events)
}

/// The longest first wait of the probes that cover one of these intents, in milliseconds.
pub(super) fn first_wait(handle: &JournalHandle, intents: &Intents) -> f64 {
    let watches = handle.shared.watches.borrow();
    let covers = |watch: &&Rc<ProbeWatch>| intents.iter().any(|intent| watch.probe.covers(intent));
    let waits = watches.iter().filter(covers).map(|watch| watch.probe.pace().first_millis);
    f64::from(waits.max().unwrap_or_default())
}

/// The intents to give up: looked up and not found, out of time when the look-up began, and unchanged since. Where that time was
/// the browser's and the service's is known now (`by_service`), it starts anew. Pure.
pub(super) fn given_up(
    stored: &Intents,
    looked_up: &Intents,
    begun: &Stamp,
    by_service: bool,
    patience: Duration,
) -> Vec<(SubmitKey, Event)> {
    let mut events = Vec::new();
    for intent in looked_up {
        // An intent that is accepted but not listed is looked up further; there is nothing to give up.
        let event = if intent.by_browser && by_service {
            Event::Timed
        } else if intent.state != WriteState::NotListed && intent.patience_is_over(begun, patience) {
            Event::Missing
        } else {
            continue;
        };
        let same = stored.iter().find(|other| other.key == intent.key);
        if same.is_some_and(|other| (other.state, &other.since) == (intent.state, &intent.since)) {
            events.push((intent.key.clone(), event));
        }
    }
    events
}
