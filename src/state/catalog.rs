//! What can be asked for: loaded page by page behind the first, searched as one types, by the service where it is too long.

mod filter;
pub mod item;
mod load;

use super::deep_link::{DeepLink, PanelLink};
use super::latest::{Latest, TYPING_PAUSE};
use super::list::{Load, LoadState};
use crate::api::{ApiError, Client};
use crate::config::View;
use crate::signal::{Signal, Stored};
use crate::state::index::Index;
use item::{CatalogItem, words};
use request_center_models::moment::Moment;
use request_center_models::wire::reference::ItemType;
use std::sync::Arc;

/// What answers the search.
#[derive(Default)]
pub struct Found {
    /// How many there are of the kind shown.
    pub len: usize,
    /// The first of these, best first.
    pub first: Vec<Arc<CatalogItem>>,
    kinds: Vec<(ItemType, usize)>,
}

impl Found {
    /// How many of a kind answer the search, whatever kind is shown; of all kinds without one.
    #[must_use]
    pub fn count(&self, of: Option<&ItemType>) -> usize {
        let mut count = 0;
        for (kind, found) in &self.kinds {
            if of.is_none_or(|of| of == kind) {
                count += found;
            }
        }
        count
    }
}

/// The catalog of one widget.
#[derive(Clone, Copy)]
pub struct Catalog {
    /// Everything loaded so far, in the order it came.
    pub items: Signal<Vec<Arc<CatalogItem>>>,
    /// How far roles and access profiles have been read.
    pub objects: Load,
    /// How far entitlements have been read.
    pub entitlements: Load,
    /// Whether the configuration forbids requests for entitlements.
    pub entitlements_forbidden: Signal<bool>,
    /// What is typed in the search field.
    pub query: Signal<String>,
    /// The kind shown; `None` shows all.
    pub kind: Signal<Option<ItemType>>,
    /// Whether the service is searching for the typed words.
    pub searching: Signal<bool>,
    /// Why the service's search failed, where it did.
    pub search_error: Signal<Option<ApiError>>,
    /// When the catalog was last read from its beginning (service time).
    pub read_at: Signal<Option<Moment>>,
    /// Whether entitlements need a comment, by the configuration.
    pub entitlement_comment: Signal<bool>,
    /// Whether the rules let nobody but administrators ask for access here.
    pub elsewhere: Signal<bool>,
    /// What was typed when typing last rested.
    rested: Signal<String>,
    index: Stored<Index>,
    client: Stored<Client>,
    search_latest: Latest,
    address_latest: Latest,
    visible: Signal<bool>,
}

impl Catalog {
    /// An empty catalog; nothing is read before [`Catalog::open`].
    #[must_use]
    pub fn new(client: Client) -> Self {
        Self {
            items: Signal::default(),
            objects: Load::default(),
            entitlements: Load::default(),
            entitlements_forbidden: Signal::default(),
            query: Signal::default(),
            kind: Signal::default(),
            searching: Signal::default(),
            search_error: Signal::default(),
            read_at: Signal::default(),
            entitlement_comment: Signal::default(),
            elsewhere: Signal::default(),
            rested: Signal::default(),
            index: Stored::new(Default::default()),
            client: Stored::new(client),
            search_latest: Latest::default(),
            address_latest: Latest::default(),
            visible: Signal::new(false),
        }
    }

    /// The panel is in sight: reading begins, or goes on where it had stopped.
    pub fn open(self) {
        self.visible.set(true);
        if self.objects.state.with_untracked(|state| *state == LoadState::Idle) {
            self.read();
            // A link may have brought words along that what is loaded first does not answer.
            self.search_server();
        }
    }

    /// Takes its place in the page's address: kind and search, where there are any.
    pub(super) fn attach(self, deep_link: DeepLink) {
        let filter = move || self.rested.with(|query| filter::to_text(self.kind.get().as_ref(), query));
        let arrived = deep_link.attach(View::Catalog, move || PanelLink { id: None, filter: filter() });
        let (kind, query) = filter::of_text(&arrived.and_then(|arrived| arrived.filter).unwrap_or_default());
        self.kind.set(kind);
        self.rested.set(query.clone());
        self.query.set(query);
    }

    /// Searches for these words: in what is loaded at once, and where that is not all, in the service.
    pub fn search(self, query: String) {
        self.query.set(query.clone());
        self.search_server();
        // Writing the address costs as much as drawing several rows.
        self.address_latest.debounce(TYPING_PAUSE, move |_| async move { self.rested.set(query) });
    }

    /// The panel is out of sight: pages behind it stop arriving.
    pub fn leave(self) {
        self.visible.set(false);
    }

    /// Reads everything anew; what is shown stays until better is there.
    pub fn read(self) {
        if let Some(client) = self.client.try_get() {
            self.read_at.set(Some(Moment::at(client.now())));
            load::start(self, client);
        }
    }

    /// What answers the search, with so many of the kind shown. Reactive.
    #[must_use]
    pub fn find(self, rows: usize) -> Found {
        let words = words(&self.query.get());
        let shown = self.kind.get();
        // A shelf for each rank, so that items of one rank stay in the order they came.
        let mut shelves: Vec<Vec<Arc<CatalogItem>>> = Vec::new();
        let mut found = Found::default();
        self.items.with(|items| {
            for item in items {
                let Some(rank) = item.rank(&words) else { continue };
                match found.kinds.iter_mut().find(|(kind, _)| *kind == item.r#type) {
                    Some((_, count)) => *count += 1,
                    None => found.kinds.push((item.r#type.clone(), 1)),
                }
                if shown.as_ref().is_some_and(|kind| *kind != item.r#type) {
                    continue;
                }
                found.len += 1;
                while shelves.len() <= rank {
                    shelves.push(Vec::new());
                }
                if let Some(backend) = shelves.get_mut(rank)
                    && backend.len() < rows
                {
                    backend.push(Arc::clone(item));
                }
            }
        });
        found.first = shelves.concat();
        found.first.truncate(rows);
        found
    }

    /// Lets the service search for what is typed, while not everything is loaded.
    pub fn search_server(self) {
        self.search_latest.stop();
        let query = self.query.get_untracked().trim().to_owned();
        let partial = self.objects.state.with_untracked(LoadState::may_have_more)
            || self.entitlements.state.with_untracked(LoadState::may_have_more);
        self.search_error.set(None);
        if query.is_empty() || !partial {
            self.searching.set(false);
            return;
        }
        if let Some(client) = self.client.try_get() {
            load::search(self, client, query);
        }
    }

    /// Takes rows in: new ones at the end, known ones in their place.
    fn merge(self, rows: Vec<CatalogItem>) {
        if rows.is_empty() {
            return;
        }
        self.items.try_update(|items| {
            self.index.try_update(|index| {
                for row in rows {
                    let row = Arc::new(row);
                    match index.spot(row.id.as_str()).and_then(|(_, at)| items.get_mut(at)) {
                        Some(known) => *known = row,
                        None => {
                            index.put(row.id.as_str(), (0, items.len()));
                            items.push(row);
                        }
                    }
                }
            });
        });
    }
}
