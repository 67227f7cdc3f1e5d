//! Reads the catalog: the first pages at once, the others behind them at one call a second while the panel is visible; and has
//! the service search what is not loaded.

use super::Catalog;
use super::item::CatalogItem;
use crate::api::{Abort, ApiError, Client, EntitlementsQuery, ErrorKind, Priority, RequestableQuery};
use crate::state::latest::TYPING_PAUSE;
use crate::state::list::{End, Fetched, Load, LoadState, Paging, read_pages};
use leptos::task::spawn_local;
use request_center_models::id::ItemId;
use request_center_models::moment::Moment;
use request_center_models::wire::catalog::{Entitlement, RequestableObject};

/// The pause between two pages of a list, in milliseconds; two lists are read at once, which makes one call a second.
const BETWEEN_PAGES: f64 = 2_000.0;

/// The two lists the catalog is read from.
#[derive(Clone, Copy)]
enum List {
    Objects,
    Entitlements,
}

impl Catalog {
    /// The panel was opened: starts to read, or continues where it was stopped.
    pub fn open(self) {
        self.visible.set(true);
        if self.objects.state.with_untracked(|state| *state == LoadState::Idle) {
            self.read();
            // The first page may not have what the address searches for.
            self.search_server();
        }
    }

    /// Reads everything again; known items stay until the answers replace them.
    pub fn read(self) {
        let Some(client) = self.client.try_get() else { return };
        self.read_at.set(Some(Moment::at(client.now())));
        let (objects, entitlements) = (self.objects.begin(), self.entitlements.begin());
        spawn_local(read_list(self, List::Objects, client.clone(), objects));
        spawn_local(async move {
            if read_configuration(self, &client, &entitlements).await {
                read_list(self, List::Entitlements, client, entitlements).await;
            }
        });
    }

    /// Reads the configuration, unless opening the catalog has done so.
    pub fn read_configuration(self) {
        let Some(client) = self.client.try_get() else { return };
        if self.objects.state.with_untracked(|state| *state == LoadState::Idle) {
            let abort = Abort::on_cleanup();
            spawn_local(async move {
                read_configuration(self, &client, &abort).await;
            });
        }
    }

    /// Searches the items loaded, and where these are not all, has the service search too.
    pub fn search(self, query: String) {
        self.query.set(query.clone());
        self.search_server();
        // Writing the address costs as much as drawing several rows.
        self.address_latest.debounce(TYPING_PAUSE, move |_| async move { self.settled_query.set(query) });
    }

    /// Has the service search for the text in the search field, unless everything is loaded.
    pub fn search_server(self) {
        self.search_latest.stop();
        let query = self.query.get_untracked().trim().to_owned();
        let partial = may_have_more(self.objects) || may_have_more(self.entitlements);
        self.search_error.set(None);
        let client = self.client.try_get().filter(|_| partial && !query.is_empty());
        self.searching.set(client.is_some());
        let Some(client) = client else { return };
        self.search_latest.debounce(TYPING_PAUSE, move |abort| async move {
            match search_lists(self, &client, query, &abort).await {
                Ok(()) => {}
                Err(error) if error.kind == ErrorKind::Aborted => return,
                Err(error) => self.search_error.set(Some(error)),
            }
            self.searching.set(false);
        });
    }
}

/// Reads the configuration; `false` if there are no entitlements to read after it.
async fn read_configuration(catalog: Catalog, client: &Client, abort: &Abort) -> bool {
    match client.get_access_request_config(Priority::User, abort).await {
        Ok(setting) => {
            let config = setting.config();
            catalog.admins_only.set(config.approvals_must_be_external.flatten() == Some(true));
            let forbidden = config.entitlement_limits().forbidden;
            catalog.entitlement_limits.update(|limits| limits.forbidden = forbidden);
            if forbidden {
                catalog.entitlements.finish(End::All, client);
                return false;
            }
            catalog.entitlement_comment.set(config.entitlement_comment_required());
        }
        Err(error) if error.kind == ErrorKind::Aborted => return false,
        // Without the rules the entitlements are offered: the service still judges each request.
        Err(_) => catalog.entitlement_limits.update(|limits| limits.forbidden = false),
    }
    true
}

async fn read_list(catalog: Catalog, list: List, client: Client, abort: Abort) {
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

/// Has the service search the lists that are not completely loaded: anywhere in name and description of roles and access
/// profiles, and at the beginning of the name of entitlements, the only search it has for them.
async fn search_lists(
    catalog: Catalog,
    client: &Client,
    term: String,
    abort: &Abort,
) -> Result<(), ApiError> {
    if may_have_more(catalog.objects) {
        let query = RequestableQuery { term: Some(term.clone()), ..RequestableQuery::default() };
        let page = client.list_requestable_objects(&query, Priority::User, abort).await?;
        catalog.objects.record_left_out(None, page.left_out);
        catalog.merge(objects(page.rows));
    }
    if may_have_more(catalog.entitlements) {
        let query = EntitlementsQuery { name_starts: Some(term), ..EntitlementsQuery::default() };
        let page = client.list_entitlements(&query, Priority::User, abort).await?;
        catalog.entitlements.record_left_out(None, page.left_out);
        catalog.merge(entitlements(catalog, page.rows));
    }
    Ok(())
}

fn may_have_more(load: Load) -> bool {
    load.state.try_with_untracked(LoadState::may_have_more) == Some(true)
}
