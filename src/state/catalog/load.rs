//! Pages of the catalog: the first at once, the others behind it at one call a second while the panel is in sight.

use super::Catalog;
use super::item::CatalogItem;
use crate::api::{Abort, ApiError, Client, EntitlementsQuery, ErrorKind, Priority, RequestableQuery};
use crate::state::latest::TYPING_PAUSE;
use crate::state::list::{End, Fetched, Load, LoadState, Paging, read_pages};
use leptos::task::spawn_local;
use request_center_models::id::ItemId;
use request_center_models::wire::catalog::{Entitlement, RequestableObject};

/// The pause between two pages behind the first, in milliseconds; there are two lists, so that the service sees a call a second.
const BETWEEN_PAGES: f64 = 2_000.0;

/// One of the two lists the catalog is made of.
#[derive(Clone, Copy)]
enum List {
    Objects,
    Entitlements,
}

pub(super) fn start(catalog: Catalog, client: Client) {
    let (objects, entitlements) = (catalog.objects.begin(), catalog.entitlements.begin());
    spawn_local(read(catalog, List::Objects, client.clone(), objects));
    spawn_local(async move {
        let setting = client.get_access_request_config(Priority::User, &entitlements).await;
        match setting {
            Ok(setting) => {
                let config = setting.config();
                catalog.elsewhere.set(config.approvals_must_be_external.flatten() == Some(true));
                let forbidden = !config.entitlements_allowed();
                catalog.entitlements_forbidden.set(forbidden);
                if forbidden {
                    return catalog.entitlements.finish(End::All, &client);
                }
                catalog.entitlement_comment.set(config.entitlement_comment_required());
            }
            // The rules could not be read: the service will still judge what is sent.
            Err(error) if error.kind == ErrorKind::Aborted => return,
            Err(_) => catalog.entitlements_forbidden.set(false),
        }
        read(catalog, List::Entitlements, client, entitlements).await;
    });
}

async fn read(catalog: Catalog, list: List, client: Client, abort: Abort) {
    let load = match list {
        List::Objects => catalog.objects,
        List::Entitlements => catalog.entitlements,
    };
    let mut page = async |offset, priority| {
        let sorters = Some("name".to_owned());
        let (fetched, items) = match list {
            List::Objects => {
                let query = RequestableQuery { sorters, offset, ..RequestableQuery::default() };
                let page = client.list_requestable_objects(&query, priority, &abort).await?;
                (Fetched::new(&page, |row| row.id.as_ref().map(ItemId::as_str)), objects(page.rows))
            }
            List::Entitlements => {
                let query = EntitlementsQuery { sorters, offset, ..EntitlementsQuery::default() };
                let page = client.list_entitlements(&query, priority, &abort).await?;
                let fetched = Fetched::new(&page, |row| row.id.as_ref().map(ItemId::as_str));
                (fetched, entitlements(catalog, page.rows))
            }
        };
        catalog.merge(items);
        Ok(fetched)
    };
    let visible = Some(catalog.visible);
    let paging = Paging { pause: BETWEEN_PAGES, visible, load: Some(load), ..Paging::default() };
    if let Some(end) = read_pages(paging, &abort, &mut page).await {
        load.finish(end, &client);
    }
}

fn objects(rows: Vec<RequestableObject>) -> Vec<CatalogItem> {
    rows.into_iter().filter_map(CatalogItem::from_object).collect()
}

fn entitlements(catalog: Catalog, rows: Vec<Entitlement>) -> Vec<CatalogItem> {
    let comment = catalog.entitlement_comment.try_get_untracked().unwrap_or(false);
    rows.into_iter().filter_map(|row| CatalogItem::from_entitlement(row, comment)).collect()
}

/// Lets the service search for the words in the lists that are not wholly loaded: anywhere in name and description of roles and
/// access profiles, at the beginning of the name of entitlements, where it knows nothing better.
pub(super) fn search(catalog: Catalog, client: Client, term: String) {
    catalog.searching.set(true);
    catalog.search_latest.debounce(TYPING_PAUSE, move |abort| async move {
        match search_both(catalog, &client, term, &abort).await {
            Ok(()) => {}
            Err(error) if error.kind == ErrorKind::Aborted => return,
            Err(error) => catalog.search_error.set(Some(error)),
        }
        catalog.searching.set(false);
    });
}

async fn search_both(catalog: Catalog, client: &Client, term: String, abort: &Abort) -> Result<(), ApiError> {
    let may_have_more = |load: Load| load.state.try_with_untracked(LoadState::may_have_more) == Some(true);
    if may_have_more(catalog.objects) {
        let query = RequestableQuery { term: Some(term.clone()), ..RequestableQuery::default() };
        let page = client.list_requestable_objects(&query, Priority::User, abort).await?;
        catalog.merge(objects(page.rows));
    }
    if may_have_more(catalog.entitlements) {
        let query = EntitlementsQuery { name_starts: Some(term), ..EntitlementsQuery::default() };
        let page = client.list_entitlements(&query, Priority::User, abort).await?;
        catalog.merge(entitlements(catalog, page.rows));
    }
    Ok(())
}
