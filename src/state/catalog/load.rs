//! Pages of the catalog: the first at once, the others behind it at one call a second while the panel is in sight.

use super::Catalog;
use super::item::CatalogItem;
use crate::api::{Abort, ApiError, Client, EntitlementsQuery, ErrorKind, Priority, RequestableQuery};
use crate::state::latest::TYPING_PAUSE;
use crate::state::list::{End, Fetched, Load, LoadState, PageFuture, Pages, Paging, read_pages};
use leptos::task::spawn_local;
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
    let paging = Paging { pause: BETWEEN_PAGES, visible: Some(catalog.visible), ..Paging::default() };
    let mut pages = CatalogPages { catalog, list, load, client: client.clone(), abort: abort.clone() };
    if let Some(end) = read_pages(&mut pages, paging, 0, &abort).await {
        load.finish(end, &client);
    }
}

/// The pages of one of the two lists; their rows go to where both are shown.
struct CatalogPages {
    catalog: Catalog,
    list: List,
    load: Load,
    client: Client,
    abort: Abort,
}

impl Pages for CatalogPages {
    fn read(&mut self, offset: u32, priority: Priority) -> PageFuture<'_> {
        Box::pin(async move {
            let (fetched, items) = match self.list {
                List::Objects => {
                    let sorters = Some("name".to_owned());
                    let query = RequestableQuery { sorters, offset, ..RequestableQuery::default() };
                    let page = self.client.list_requestable_objects(&query, priority, &self.abort).await?;
                    let fetched =
                        Fetched::new(&page.rows, page.total, |row| row.id.as_ref()?.to_string().into());
                    (fetched, objects(page.rows))
                }
                List::Entitlements => {
                    let sorters = Some("name".to_owned());
                    let query = EntitlementsQuery { sorters, offset, ..EntitlementsQuery::default() };
                    let page = self.client.list_entitlements(&query, priority, &self.abort).await?;
                    let fetched =
                        Fetched::new(&page.rows, page.total, |row| row.id.as_ref()?.to_string().into());
                    (fetched, entitlements(self.catalog, page.rows))
                }
            };
            self.catalog.merge(items);
            Ok(fetched)
        })
    }

    fn load(&self) -> Option<Load> {
        Some(self.load)
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
