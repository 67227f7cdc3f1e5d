//! The calls of one look: the newest rows since the oldest open request, and the rows of each access request being cancelled.

use super::super::desk::Desk;
use crate::api::{ApiError, ErrorKind, Filter, PAGE_LIMIT, Priority, StatusQuery, Whose};
use crate::state::outbox::OutboxEntry;
use request_center_models::moment::Moment;
use request_center_models::wire::status::RequestedItemStatus;

/// How many pages of newest rows are looked through.
const PAGES: u32 = 4;

/// Forms of the question, the best first; some tenants refuse one or the other.
const FORMS: [(Whose, bool); 3] = [(Whose::RegardingMe, true), (Whose::ByMe, true), (Whose::ByMe, false)];

type Rows = Vec<RequestedItemStatus>;

/// Every row that may show one of these entries.
pub(super) async fn rows_of(desk: &Desk, entries: &[OutboxEntry]) -> Result<Rows, ApiError> {
    let mut rows = Rows::new();
    let requests: Vec<&OutboxEntry> = entries.iter().filter(|entry| entry.cancels().is_none()).collect();
    if let Some(since) = earliest(&requests) {
        rows.append(&mut newest(desk, &since, &requests).await?);
    }
    for id in entries.iter().filter_map(OutboxEntry::cancels) {
        rows.append(&mut of_request(desk, id.as_str()).await?);
    }
    Ok(rows)
}

/// The moment from which rows of these entries can be.
pub(super) fn earliest(entries: &[&OutboxEntry]) -> Option<Moment> {
    entries.iter().map(|entry| &entry.look_from).min_by_key(|moment| moment.instant()).cloned()
}

/// The newest rows, as many pages as it takes to show every entry.
async fn newest(desk: &Desk, since: &Moment, entries: &[&OutboxEntry]) -> Result<Rows, ApiError> {
    let mut rows = Rows::new();
    for _ in 0..PAGES {
        let offset = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        let mut page = first_form_taken(desk, since, offset).await?;
        let full = page.len() >= PAGE_LIMIT as usize;
        rows.append(&mut page);
        let so_far: Vec<&RequestedItemStatus> = rows.iter().collect();
        if !full || entries.iter().all(|entry| entry.shown_by(&so_far).is_some()) {
            break;
        }
    }
    Ok(rows)
}

async fn first_form_taken(desk: &Desk, since: &Moment, offset: u32) -> Result<Rows, ApiError> {
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

/// The rows of one access request. The forum says `in` even for one id, the newer descriptions know only `eq`.
async fn of_request(desk: &Desk, id: &str) -> Result<Rows, ApiError> {
    let whose = FORMS.get(desk.held.form.get()).map_or(Whose::ByMe, |(whose, _)| *whose);
    let ask = |whose, filter| StatusQuery { filters: Some(filter), ..StatusQuery::of(whose) };
    let field = "accessRequestId";
    let mut last = list(desk, &ask(whose, Filter::any_of(field, [id]))).await;
    for whose in [whose, Whose::ByMe] {
        match &last {
            Err(error) if refused(error) => last = list(desk, &ask(whose, Filter::eq(field, id))).await,
            _ => break,
        }
    }
    last
}

async fn list(desk: &Desk, query: &StatusQuery) -> Result<Rows, ApiError> {
    let held = &desk.held;
    let page = held.client.list_access_request_status(query, Priority::Background, &held.abort).await?;
    Ok(page.rows)
}

fn refused(error: &ApiError) -> bool {
    matches!(error.kind, ErrorKind::BadRequest | ErrorKind::Forbidden)
}
