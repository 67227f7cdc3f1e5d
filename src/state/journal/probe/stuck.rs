//! Closes, read back by the ids of their rows (`listAccessRequestStatus`), because a 202 says only that a close was accepted.

use super::{LookOutcome, Looking, LookupPace, Probe};
use crate::api::{Abort, Client, Filter, Priority, StatusQuery, Whose};
use crate::state::journal::intent::Intent;
use crate::state::journal::merge::Intents;
use crate::state::journal::state::{Event, WriteState};
use crate::state::journal::write::Write;
use request_center_models::draft::SubmitKey;
use request_center_models::id::RowId;
use std::collections::HashSet;
use std::rc::Rc;

/// Rows in one call, so that its URL stays short.
const IDS: usize = 50;
/// How long a close is looked up, in first waits.
const PATIENCE: u32 = 12;

/// Reads rows of all people.
pub struct StuckProbe {
    /// Reads the rows.
    pub client: Client,
    /// Ends the look-ups.
    pub abort: Abort,
    /// The wait before the first look-up, in seconds.
    pub first_seconds: Rc<dyn Fn() -> u32>,
    /// Called after every look-up.
    pub on_look_up: Rc<dyn Fn(LookOutcome)>,
    /// Called once nothing is open any more.
    pub on_finish: Rc<dyn Fn()>,
}

impl Probe for StuckProbe {
    fn covers(&self, intent: &Intent) -> bool {
        // An accepted close that is still open is looked up again only on demand.
        matches!(intent.write, Write::Close { .. }) && intent.state != WriteState::NotListed
    }

    fn pace(&self) -> LookupPace {
        let first = (self.first_seconds)();
        let millis = |times: u32| first.saturating_mul(times).saturating_mul(1_000);
        LookupPace {
            first_millis: millis(1),
            longest_millis: millis(4),
            arrived_millis: millis(4),
            patience_seconds: Some(first.saturating_mul(PATIENCE)),
        }
    }

    fn look_up(&self, intents: Intents, priority: Priority) -> Looking<'_> {
        Box::pin(async move {
            let ids: Vec<&RowId> = intents.iter().flat_map(|intent| rows(intent)).collect();
            let mut over: HashSet<RowId> = HashSet::new();
            for part in ids.chunks(IDS) {
                let filter = Filter::any_of("accountActivityItemId", part.iter().map(|id| id.as_str()));
                let query = StatusQuery { filters: Some(filter), ..StatusQuery::of(Whose::Everyone) };
                let page = self.client.list_access_request_status(&query, priority, &self.abort).await?;
                for row in page.rows.into_iter().filter(|row| !row.is_open()) {
                    over.extend(row.account_activity_item_id);
                }
            }
            Ok(shown_by(&intents, &over))
        })
    }

    fn on_look_up(&self, outcome: LookOutcome) {
        (self.on_look_up)(outcome);
    }

    fn finished(&self) {
        (self.on_finish)();
    }
}

fn rows(intent: &Intent) -> &[RowId] {
    match &intent.write {
        Write::Close { rows, .. } => rows,
        _ => &[],
    }
}

/// The events that these rows show. Pure.
#[must_use]
pub fn shown_by(intents: &Intents, over: &HashSet<RowId>) -> Vec<(SubmitKey, Event)> {
    let mut events = Vec::new();
    for intent in intents {
        let rows = rows(intent);
        if !rows.is_empty() && rows.iter().all(|row| over.contains(row)) {
            events.push((intent.key.clone(), Event::Found(Vec::new())));
        }
    }
    events
}
