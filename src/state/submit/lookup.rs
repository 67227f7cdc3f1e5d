//! Looking up in the status list what became of what was sent: again and again, a little slower each time, until it is there or
//! the time allowed is over. Silent while the page is hidden.

mod ask;

use super::desk::{Desk, step};
use super::outcome::News;
use crate::api::{Abort, ApiError, ErrorKind, sleep, unless_aborted};
use crate::state::outbox::{EntryState, Happening, OutboxEntry};
use crate::state::storage::Document;
use crate::state::visibility::page_is_hidden;
use request_center_models::moment::Moment;
use request_center_models::wire::status::RequestedItemStatus;
use time::{Duration, OffsetDateTime};
use wasm_bindgen_futures::spawn_local;

/// How long and how often to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// How long after the moment of doubt something may turn up, in seconds of the service's time.
    pub total_seconds: u32,
    /// The wait before the first look, in milliseconds.
    pub first_millis: u32,
    /// The longest wait between two looks, in milliseconds.
    pub longest_millis: u32,
}

impl Default for Patience {
    fn default() -> Self {
        Self { total_seconds: 180, first_millis: 3_000, longest_millis: 15_000 }
    }
}

/// How long after it was prepared an entry that never left is taken for forgotten.
const FORGOTTEN: Duration = Duration::minutes(10);
/// The longest wait while nothing is in doubt and rows of what was accepted are still to come, in milliseconds.
const LONGEST_IN_PEACE: f64 = 300_000.0;

/// Starts the looks where something is to be looked for and nobody looks yet.
pub(super) fn watch(desk: &Desk) {
    if desk.held.abort.is_aborted() || wanted(desk).is_empty() {
        return;
    }
    if desk.held.watching.get() {
        // What is new must not wait until a look that was put off for long.
        desk.held.wake.replace(Abort::new()).abort();
        return;
    }
    desk.held.watching.set(true);
    let desk = desk.clone();
    spawn_local(async move {
        watch_on(&desk).await;
        desk.held.watching.set(false);
    });
}

async fn watch_on(desk: &Desk) {
    let patience = desk.held.patience;
    let mut wait = f64::from(patience.first_millis);
    loop {
        let wanted = wanted(desk);
        if wanted.is_empty() {
            return;
        }
        // What was accepted only has to be seen some time; what is in doubt keeps a person waiting.
        let in_doubt = wanted.iter().any(|entry| !entry.state.has_arrived());
        let longest = if in_doubt { f64::from(patience.longest_millis) } else { LONGEST_IN_PEACE };
        wait = wait.min(longest);
        let wake = desk.held.wake.borrow().clone();
        let rest = unless_aborted(Some(&wake), sleep(wait));
        let Some(rested) = unless_aborted(Some(&desk.held.abort), rest).await else { return };
        if rested.is_none() {
            wait = f64::from(patience.first_millis);
            continue;
        }
        if page_is_hidden() {
            continue;
        }
        wait = match look(desk).await {
            Ok(()) => wait * 1.5,
            Err(ErrorKind::Aborted) => return,
            Err(_) => wait * 2.0,
        };
    }
}

/// One look for an entry that was given up: where it stands if it has turned up after all.
pub(super) async fn once_more(desk: &Desk, entry: &OutboxEntry) -> Result<Option<EntryState>, ApiError> {
    let rows = ask::rows_of(desk, std::slice::from_ref(entry)).await?;
    settle(desk, &rows.iter().collect::<Vec<_>>());
    let state = desk.held.store.outbox().into_iter().find(|e| e.key == entry.key).map(|e| e.state);
    Ok(state.filter(|state| state.has_arrived() || state.is_over()))
}

fn wanted(desk: &Desk) -> Vec<OutboxEntry> {
    desk.held.store.outbox().into_iter().filter(OutboxEntry::wants_look).collect()
}

async fn look(desk: &Desk) -> Result<(), ErrorKind> {
    let entries = wanted(desk);
    // Time counts up to the beginning of the look: what the look missed was not there then.
    let (begun, by_service) = (desk.held.client.now(), desk.held.client.hears_the_clock());
    let rows = ask::rows_of(desk, &entries).await.map_err(|error| error.kind)?;
    settle(desk, &rows.iter().collect::<Vec<_>>());
    if desk.held.client.hears_the_clock() != by_service {
        // The look itself brought the service's time; what was counted by the browser's proves nothing.
        return Ok(());
    }
    let patience = Duration::seconds(desk.held.patience.total_seconds.into());
    let at = desk.now();
    let news = desk.change(|document| give_up(document, &entries, begun, patience, &at));
    for item in news {
        (desk.held.tell)(item);
    }
    Ok(())
}

/// Settles every entry that these rows show.
pub(super) fn settle(desk: &Desk, rows: &[&RequestedItemStatus]) {
    for entry in desk.held.store.outbox() {
        if entry.state == EntryState::Prepared || entry.state.is_over() {
            continue;
        }
        if let Some(happening) = entry.shown_by(rows, desk.now()) {
            desk.happen(&entry.key, happening);
        }
    }
}

/// Gives up on what was looked for, was not there, and had its time when the look began; of what was accepted it is then known
/// that it is not visible.
pub(super) fn give_up(
    document: &mut Document,
    looked_for: &[OutboxEntry],
    begun: OffsetDateTime,
    patience: Duration,
    at: &Moment,
) -> Vec<News> {
    let mut news = Vec::new();
    for entry in looked_for.iter().filter(|entry| entry.patience_is_over(begun, patience)) {
        let as_it_was = document.state_of(&entry.key) == Some(&entry.state);
        if as_it_was {
            news.extend(step(document, &entry.key, Happening::Missing(at.clone())));
        }
    }
    news
}

/// Drops what was prepared long ago and never left: its tab was closed while it waited.
pub(super) fn forget_unsent(document: &mut Document, now: OffsetDateTime) {
    document.outbox.retain(|entry| {
        let fresh = entry.created.instant().is_some_and(|created| now - created < FORGOTTEN);
        entry.state != EntryState::Prepared || fresh
    });
}
