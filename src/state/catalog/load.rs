//! Pages of the catalog: the first at once, the others behind it at one call a second while the panel is in sight.

use super::Catalog;
use super::item::CatalogItem;
use crate::api::{
    Abort, ApiError, Client, EntitlementsQuery, ErrorKind, PAGE_LIMIT, Priority, RequestableQuery, sleep,
    unless_aborted,
};
use crate::signal::Var;
use crate::state::reading::Reading;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Pages read behind the first per list; past them the service searches.
const PAGES: u32 = 20;
/// Distance between two pages behind the first, in milliseconds; there are two lists, so that the service sees a call a second.
const BETWEEN_PAGES: f64 = 2_000.0;
/// How long typing must rest before the service searches, in milliseconds.
const TYPING_RESTS: f64 = 300.0;

/// One of the two lists the catalog is made of.
#[derive(Clone, Copy)]
enum List {
    Objects,
    Entitlements,
}

impl Catalog {
    fn reading(self, list: List) -> Var<Reading> {
        match list {
            List::Objects => self.objects,
            List::Entitlements => self.entitlements,
        }
    }
}

pub(super) fn start(catalog: Catalog, client: Client, abort: Abort) {
    catalog.objects.set(Reading::Arriving);
    catalog.entitlements.set(Reading::Arriving);
    spawn_local({
        let (client, abort) = (client.clone(), abort.clone());
        async move { read(catalog, List::Objects, &client, &abort).await }
    });
    spawn_local(async move {
        let setting = client.get_access_request_config(Priority::User, &abort).await;
        if let Ok(setting) = &setting {
            catalog.elsewhere.set(setting.config().approvals_must_be_external.flatten() == Some(true));
        }
        match setting {
            Ok(setting) if !setting.config().entitlements_allowed() => {
                catalog.entitlements.set(Reading::Forbidden);
                return;
            }
            Ok(setting) => {
                catalog.entitlement_comment.set(setting.config().entitlement_comment_required());
            }
            // The rules could not be read: the service will still judge what is sent.
            Err(error) if error.kind == ErrorKind::Aborted => return,
            Err(_) => {}
        }
        read(catalog, List::Entitlements, &client, &abort).await;
    });
}

async fn read(catalog: Catalog, list: List, client: &Client, abort: &Abort) {
    let reading = catalog.reading(list);
    let mut offset = 0;
    for number in 0..PAGES {
        if number > 0 && wait_for_turn(catalog, abort).await.is_none() {
            return;
        }
        let priority = if number == 0 { Priority::User } else { Priority::Background };
        let page = match page(catalog, list, client, abort, priority, offset).await {
            Ok(page) => page,
            Err(error) if error.kind == ErrorKind::Aborted => return,
            Err(error) => {
                reading.set(Reading::Failed(error));
                return;
            }
        };
        offset += page.read;
        catalog.merge(page.items);
        if page.read < PAGE_LIMIT {
            reading.set(Reading::Complete);
            return;
        }
    }
    reading.set(Reading::TooMany);
}

/// Waits until a page may be read again: a second, and longer while the panel is out of sight. `None` once it is over.
async fn wait_for_turn(catalog: Catalog, abort: &Abort) -> Option<()> {
    loop {
        unless_aborted(Some(abort), sleep(BETWEEN_PAGES)).await?;
        let hidden = document().hidden();
        if catalog.visible.try_get_untracked()? && !hidden {
            return Some(());
        }
    }
}

struct Page {
    items: Vec<CatalogItem>,
    read: u32,
}

async fn page(
    catalog: Catalog,
    list: List,
    client: &Client,
    abort: &Abort,
    priority: Priority,
    offset: u32,
) -> Result<Page, ApiError> {
    match list {
        List::Objects => {
            let query =
                RequestableQuery { sorters: Some("name".to_owned()), offset, ..RequestableQuery::default() };
            let page = client.list_requestable_objects(&query, priority, abort).await?;
            let read = page.rows.len();
            Ok(counted(read, page.rows.into_iter().filter_map(CatalogItem::from_object)))
        }
        List::Entitlements => {
            let query = EntitlementsQuery {
                sorters: Some("name".to_owned()),
                offset,
                ..EntitlementsQuery::default()
            };
            let comment = catalog.entitlement_comment.try_get_untracked().unwrap_or(false);
            let page = client.list_entitlements(&query, priority, abort).await?;
            let read = page.rows.len();
            let items = page.rows.into_iter().filter_map(|row| CatalogItem::from_entitlement(row, comment));
            Ok(counted(read, items))
        }
    }
}

fn counted(read: usize, items: impl Iterator<Item = CatalogItem>) -> Page {
    Page { items: items.collect(), read: u32::try_from(read).unwrap_or(u32::MAX) }
}

/// Lets the service look for the words in the lists that are not wholly loaded: anywhere in name and description of roles and
/// access profiles, at the beginning of the name of entitlements, where it knows nothing better.
pub(super) fn search(catalog: Catalog, client: Client, term: String, abort: Abort) {
    catalog.searching.set(true);
    spawn_local(async move {
        if unless_aborted(Some(&abort), sleep(TYPING_RESTS)).await.is_none() {
            return;
        }
        let found = match search_objects(catalog, &client, &term, &abort).await {
            Ok(()) => search_entitlements(catalog, &client, term, &abort).await,
            error => error,
        };
        match found {
            Ok(()) => {}
            Err(error) if error.kind == ErrorKind::Aborted => return,
            Err(error) => catalog.search_error.set(Some(error)),
        }
        catalog.searching.set(false);
    });
}

async fn search_objects(
    catalog: Catalog,
    client: &Client,
    term: &str,
    abort: &Abort,
) -> Result<(), ApiError> {
    if catalog.objects.try_with_untracked(Reading::is_partial) == Some(true) {
        let query = RequestableQuery { term: Some(term.to_owned()), ..RequestableQuery::default() };
        let page = client.list_requestable_objects(&query, Priority::User, abort).await?;
        catalog.merge(page.rows.into_iter().filter_map(CatalogItem::from_object).collect());
    }
    Ok(())
}

async fn search_entitlements(
    catalog: Catalog,
    client: &Client,
    term: String,
    abort: &Abort,
) -> Result<(), ApiError> {
    if catalog.entitlements.try_with_untracked(Reading::is_partial) == Some(true) {
        let query = EntitlementsQuery { name_starts: Some(term), ..EntitlementsQuery::default() };
        let comment = catalog.entitlement_comment.try_get_untracked().unwrap_or(false);
        let page = client.list_entitlements(&query, Priority::User, abort).await?;
        let items = page.rows.into_iter().filter_map(|row| CatalogItem::from_entitlement(row, comment));
        catalog.merge(items.collect());
    }
    Ok(())
}
