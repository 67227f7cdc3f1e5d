//! The calls of one look: the rows of every access request whose id is known, and the newest rows where none is.

use super::super::desk::Desk;
use crate::api::{ApiError, ErrorKind, Filter, Page, Priority, StatusQuery, Whose};
use crate::state::list::{End, Fetched, Paging, read_pages};
use crate::state::outbox::OutboxEntry;
use request_center_models::id::{AccessRequestId, RowId};
use request_center_models::moment::Moment;
use request_center_models::wire::status::RequestedItemStatus;

/// How many pages of newest rows are looked through.
const PAGES: u32 = 4;
/// How many access requests are asked for in one call.
const IDS: usize = 20;

/// Forms of the question, the best first; some tenants refuse one or the other.
const FORMS: [(Whose, bool); 3] = [(Whose::RegardingMe, true), (Whose::ByMe, true), (Whose::ByMe, false)];

type Rows = Vec<RequestedItemStatus>;

/// Every row that may show one of these entries.
pub(super) async fn rows_of(desk: &Desk, entries: &[OutboxEntry]) -> Result<Rows, ApiError> {
    let mut rows = Rows::new();
    let nameless: Vec<&OutboxEntry> =
        entries.iter().filter(|entry| known_ids(entry).next().is_none()).collect();
    if let Some(since) = earliest(&nameless) {
        rows.append(&mut newest(desk, &since, &nameless).await?);
    }
    let mut ids: Vec<&AccessRequestId> = Vec::new();
    for id in entries.iter().flat_map(known_ids) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    for ids in ids.chunks(IDS) {
        rows.append(&mut of_requests(desk, ids).await?);
    }
    Ok(rows)
}

/// The access requests an entry is known to be about.
fn known_ids(entry: &OutboxEntry) -> impl Iterator<Item = &AccessRequestId> {
    entry.cancels().into_iter().chain(entry.ids.iter())
}

/// The moment from which rows of these entries can be.
fn earliest(entries: &[&OutboxEntry]) -> Option<Moment> {
    entries.iter().map(|entry| &entry.look_from).min_by_key(|moment| moment.instant()).cloned()
}

/// The newest rows, as many pages as it takes to show every entry.
async fn newest(desk: &Desk, since: &Moment, entries: &[&OutboxEntry]) -> Result<Rows, ApiError> {
    let mut rows = Rows::new();
    let mut page = async |offset, _| {
        let page = first_form_taken(desk, since, offset).await?;
        let mut fetched = Fetched::new(&page, |row| row.account_activity_item_id.as_ref().map(RowId::as_str));
        rows.extend(page.rows);
        let so_far: Vec<&RequestedItemStatus> = rows.iter().collect();
        fetched.enough = entries.iter().all(|entry| entry.shown_by(&so_far, desk.now()).is_some());
        Ok(fetched)
    };
    let paging = Paging { pages: PAGES, ..Paging::default() };
    match read_pages(paging, &desk.held.abort, &mut page).await {
        None => Err(ApiError::new(ErrorKind::Aborted)),
        // An entry that is not among the rows may stand on the page that failed.
        Some(End::Failed(error)) => Err(error),
        Some(_) => Ok(rows),
    }
}

async fn first_form_taken(
    desk: &Desk,
    since: &Moment,
    offset: u32,
) -> Result<Page<RequestedItemStatus>, ApiError> {
    loop {
        let form = desk.held.form.get();
        let (whose, filtered) = FORMS.get(form).copied().unwrap_or((Whose::ByMe, false));
        let query = StatusQuery {
            filters: filtered.then(|| Filter::since("created", since)),
            offset,
            ..StatusQuery::of(whose)
        };
        match list(desk, &query).await {
            Err(error) if refused(&error) && form + 1 < FORMS.len() => desk.held.form.set(form + 1),
            outcome => return outcome,
        }
    }
}

/// The rows of these access requests. A forum says `in` even for one id, the newer descriptions know only `eq`.
async fn of_requests(desk: &Desk, ids: &[&AccessRequestId]) -> Result<Rows, ApiError> {
    let field = "accessRequestId";
    let ask = |whose, filter| StatusQuery { filters: Some(filter), ..StatusQuery::of(whose) };
    if !desk.held.one_by_one.get() {
        let whose = FORMS.get(desk.held.form.get()).map_or(Whose::ByMe, |(whose, _)| *whose);
        let together = Filter::any_of(field, ids.iter().map(|id| id.as_str()));
        match list(desk, &ask(whose, together)).await {
            Err(error) if refused(&error) => desk.held.one_by_one.set(true),
            outcome => return outcome.map(|page| page.rows),
        }
    }
    let mut rows = Rows::new();
    for id in ids {
        rows.append(&mut list(desk, &ask(Whose::ByMe, Filter::eq(field, id.as_str()))).await?.rows);
    }
    Ok(rows)
}

async fn list(desk: &Desk, query: &StatusQuery) -> Result<Page<RequestedItemStatus>, ApiError> {
    let held = &desk.held;
    held.client.list_access_request_status(query, Priority::Background, &held.abort).await
}

fn refused(error: &ApiError) -> bool {
    matches!(error.kind, ErrorKind::BadRequest | ErrorKind::Forbidden)
}
