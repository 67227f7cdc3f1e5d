//! Requests, removals and cancels, read back from the status list (`listAccessRequestStatus`): the rows of every access request
//! whose id is known, and the newest rows where none is.

use super::{Looking, LookupPace, Probe};
use crate::api::{Abort, ApiError, Client, ErrorKind, Filter, Page, Priority, StatusQuery, Whose};
use crate::state::journal::intent::Intent;
use crate::state::journal::merge::Intents;
use crate::state::journal::state::{Event, WriteState};
use crate::state::list::{End, Fetched, Paging, read_pages};
use request_center_models::draft::SubmitKey;
use request_center_models::id::{AccessRequestId, RowId};
use request_center_models::wire::status::{RequestState, RequestedItemStatus};
use std::cell::Cell;
use std::collections::BTreeSet;

/// The number of pages of newest rows.
const PAGES: u32 = 4;
/// Access requests in one call.
const IDS: usize = 20;
/// More ids than these are first sought among the newest rows.
const MANY_IDS: usize = 40;

type Rows = Vec<RequestedItemStatus>;

/// Reads the list of requests.
pub struct RequestsProbe {
    client: Client,
    abort: Abort,
    pace: LookupPace,
    /// The rows asked for; some tenants refuse those regarding the viewer.
    whose: Cell<Whose>,
    /// True once the service has refused a query for several access requests.
    one_by_one: Cell<bool>,
}

impl Probe for RequestsProbe {
    fn covers(&self, intent: &Intent) -> bool {
        intent.write.is_listed()
    }

    fn pace(&self) -> LookupPace {
        self.pace
    }

    fn look_up(&self, intents: Intents, priority: Priority) -> Looking<'_> {
        Box::pin(async move {
            let rows = self.rows_of(&intents, priority).await?;
            Ok(shown_by(&intents, &rows.iter().collect::<Vec<_>>()))
        })
    }
}

impl RequestsProbe {
    /// Reads with that client, at that pace, until `abort`.
    #[must_use]
    pub fn new(client: Client, abort: Abort, pace: LookupPace) -> Self {
        Self { client, abort, pace, whose: Cell::new(Whose::RegardingMe), one_by_one: Cell::new(false) }
    }

    /// Every row that may show one of the intents.
    async fn rows_of(&self, intents: &Intents, priority: Priority) -> Result<Rows, ApiError> {
        let mut rows = Rows::new();
        let mut nameless = intents.clone();
        nameless.retain(|intent| known_ids(intent).next().is_none());
        let mut ids: Vec<&AccessRequestId> = Vec::new();
        for id in intents.iter().flat_map(|intent| known_ids(intent)) {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        // A page holds more rows than a query by ids: of a whole plan only those missing from the newest rows are read by id.
        let are_many = ids.len() > MANY_IDS;
        let newest = if are_many { intents } else { &nameless };
        if !newest.is_empty() {
            rows.append(&mut self.newest(newest, priority).await?);
        }
        if are_many {
            let listed: BTreeSet<&AccessRequestId> =
                rows.iter().filter_map(|row| row.access_request_id.as_ref()).collect();
            // A cancel is judged by all rows of its request, some of which may be older.
            let cancels = |id: &AccessRequestId| intents.iter().any(|one| one.write.cancels() == Some(id));
            ids.retain(|id| !listed.contains(*id) || cancels(id));
        }
        for ids in ids.chunks(IDS) {
            rows.append(&mut self.of_requests(ids, priority).await?);
        }
        Ok(rows)
    }

    /// The newest rows, in as many pages as it takes to show every intent. Not filtered by time, because a proxy's `Date` may be far
    /// from the time of the rows.
    async fn newest(&self, intents: &Intents, priority: Priority) -> Result<Rows, ApiError> {
        let mut rows = Rows::new();
        let mut page = async |offset, _| {
            let page = self.page(offset, priority).await?;
            let mut fetched =
                Fetched::new(&page, |row| row.account_activity_item_id.as_ref().map(RowId::as_str));
            rows.extend(page.rows);
            let so_far: Vec<&RequestedItemStatus> = rows.iter().collect();
            fetched.enough = shown_by(intents, &so_far).len() == intents.len();
            Ok(fetched)
        };
        let paging = Paging { pages: PAGES, ..Paging::default() };
        match read_pages(paging, &self.abort, &mut page).await {
            None => Err(ApiError::new(ErrorKind::Aborted)),
            // An intent missing from these rows may be on the page that failed.
            Some(End::Failed(error)) => Err(error),
            Some(_) => Ok(rows),
        }
    }

    async fn page(&self, offset: u32, priority: Priority) -> Result<Page<RequestedItemStatus>, ApiError> {
        loop {
            let whose = self.whose.get();
            match self.list(&StatusQuery { offset, ..StatusQuery::of(whose) }, priority).await {
                Err(error) if refused(&error) && whose == Whose::RegardingMe => self.whose.set(Whose::ByMe),
                outcome => return outcome,
            }
        }
    }

    /// The rows of these access requests. The forum documents `in` even for one id, the newer descriptions only `eq`.
    async fn of_requests(&self, ids: &[&AccessRequestId], priority: Priority) -> Result<Rows, ApiError> {
        let field = "accessRequestId";
        let ask = |whose, filter| StatusQuery { filters: Some(filter), ..StatusQuery::of(whose) };
        if !self.one_by_one.get() {
            let together = Filter::any_of(field, ids.iter().map(|id| id.as_str()));
            match self.list(&ask(self.whose.get(), together), priority).await {
                Err(error) if refused(&error) => self.one_by_one.set(true),
                outcome => return outcome.map(|page| page.rows),
            }
        }
        let mut rows = Rows::new();
        for id in ids {
            let query = ask(Whose::ByMe, Filter::eq(field, id.as_str()));
            rows.append(&mut self.list(&query, priority).await?.rows);
        }
        Ok(rows)
    }

    async fn list(
        &self,
        query: &StatusQuery,
        priority: Priority,
    ) -> Result<Page<RequestedItemStatus>, ApiError> {
        self.client.list_access_request_status(query, priority, &self.abort).await
    }
}

fn refused(error: &ApiError) -> bool {
    matches!(error.kind, ErrorKind::BadRequest | ErrorKind::Forbidden)
}

/// The known access requests of an intent.
fn known_ids(intent: &Intent) -> impl Iterator<Item = &AccessRequestId> {
    intent.write.cancels().into_iter().chain(intent.ids.iter())
}

/// The events that rows show. An intent they do not show has no event. Pure.
#[must_use]
pub fn shown_by(intents: &Intents, rows: &[&RequestedItemStatus]) -> Vec<(SubmitKey, Event)> {
    let mut events = Vec::new();
    for intent in intents {
        let listed = intent.write.is_listed() && intent.state != WriteState::Prepared;
        if !listed || intent.state.is_over() {
            continue;
        }
        let event = match intent.write.cancels() {
            Some(id) => cancel_shown_by(intent, id, rows),
            None => request_shown_by(intent, rows),
        };
        events.extend(event.map(|event| (intent.key.clone(), event)));
    }
    events
}

/// A request is shown once each id the service named has a row, or, where it named none, once a row carries its key.
fn request_shown_by(intent: &Intent, rows: &[&RequestedItemStatus]) -> Option<Event> {
    let mut found: Vec<AccessRequestId> = Vec::new();
    let mut marked = false;
    for row in rows {
        let of_key = intent.key.marks(row.client_metadata.as_ref());
        let known = row.access_request_id.as_ref().filter(|id| of_key || intent.ids.contains(id));
        marked |= of_key;
        found.extend(known.filter(|id| !found.contains(id)).cloned());
    }
    let all = intent.ids.iter().all(|id| found.contains(id));
    let any = marked || !found.is_empty();
    (any && all).then_some(Event::Found(found))
}

/// A cancel is shown once its access request has rows and none is open; where none of those it was to cancel is cancelled, or a cancel
/// that was answered with a 404 has no rows, it came too late.
fn cancel_shown_by(intent: &Intent, id: &AccessRequestId, rows: &[&RequestedItemStatus]) -> Option<Event> {
    let (mut any, mut cancelled) = (false, false);
    for row in rows.iter().filter(|row| row.access_request_id.as_ref() == Some(id)) {
        if row.is_open() {
            return None;
        }
        any = true;
        let is_meant = intent.write.is_to_cancel(row.account_activity_item_id.as_ref());
        cancelled |=
            is_meant && matches!(row.state, Some(RequestState::Cancelled | RequestState::Terminated));
    }
    match (any, cancelled) {
        // The service said that there is nothing to cancel, and lists nothing.
        (false, _) => (intent.state == WriteState::Gone).then_some(Event::TooLate),
        (true, true) => Some(Event::Found(vec![id.clone()])),
        (true, false) => Some(Event::TooLate),
    }
}
