//! The catalog: the items loaded so far, the search in them, and its place in the page's address. Reading it is `load`, which
//! builds on it.

mod filter;
pub mod item;
mod load;

pub use filter::APPLICATIONS;

use super::deep_link::{DeepLink, PanelLink};
use super::latest::Latest;
use super::list::Load;
use crate::api::{ApiError, Client};
use crate::config::View;
use crate::signal::{Signal, Stored};
use crate::state::index::Index;
use item::{CatalogItem, search_terms};
use request_center_models::moment::Moment;
use request_center_models::rule::EntitlementLimits;
use request_center_models::wire::reference::ItemType;
use std::sync::Arc;

/// The items that match the search.
#[derive(Default)]
pub struct SearchResults {
    /// The number of matches of the kind shown.
    pub len: usize,
    /// The first of them, best match first.
    pub first: Vec<Arc<CatalogItem>>,
    kinds: Vec<(ItemType, usize)>,
}

impl SearchResults {
    /// The number of matches of a kind, whichever is shown; of all kinds without one.
    #[must_use]
    pub fn count(&self, of: Option<&ItemType>) -> usize {
        let mut count: usize = 0;
        for (kind, matches) in &self.kinds {
            if of.is_none_or(|of| of == kind) {
                count = count.saturating_add(*matches);
            }
        }
        count
    }
}

/// The catalog of one widget.
#[derive(Clone, Copy)]
pub struct Catalog {
    /// The items loaded so far, in the order they arrived.
    pub items: Signal<Vec<Arc<CatalogItem>>>,
    /// How far roles and access profiles have been read.
    pub objects: Load,
    /// How far entitlements have been read.
    pub entitlements: Load,
    /// The limits the configuration sets to requests for entitlements, as far as it is known.
    pub entitlement_limits: Signal<EntitlementLimits>,
    /// The text in the search field.
    pub query: Signal<String>,
    /// The kind shown, [`APPLICATIONS`] among others; `None` for all.
    pub kind: Signal<Option<ItemType>>,
    /// True while the service searches for the text.
    pub searching: Signal<bool>,
    /// The error of the service's last search.
    pub search_error: Signal<Option<ApiError>>,
    /// When reading the catalog last began (service time).
    pub read_at: Signal<Option<Moment>>,
    /// True if the configuration requires a comment for entitlements.
    pub entitlement_comment: Signal<bool>,
    /// True if the configuration lets nobody but administrators request access here.
    pub admins_only: Signal<bool>,
    /// The text in the search field when typing last paused.
    settled_query: Signal<String>,
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
            entitlement_limits: Signal::default(),
            query: Signal::default(),
            kind: Signal::default(),
            searching: Signal::default(),
            search_error: Signal::default(),
            read_at: Signal::default(),
            entitlement_comment: Signal::default(),
            admins_only: Signal::default(),
            settled_query: Signal::default(),
            index: Stored::new(Default::default()),
            client: Stored::new(client),
            search_latest: Latest::default(),
            address_latest: Latest::default(),
            visible: Signal::new(false),
        }
    }

    /// Takes kind and search from the page's address, and writes them there from now on.
    pub(super) fn attach(self, deep_link: DeepLink) {
        let filter = move || self.settled_query.with(|query| filter::format(self.kind.get().as_ref(), query));
        let link = deep_link.attach(View::Catalog, move || PanelLink { id: None, filter: filter() });
        let (kind, query) = filter::parse(&link.and_then(|link| link.filter).unwrap_or_default());
        self.kind.set(kind);
        self.settled_query.set(query.clone());
        self.query.set(query);
    }

    /// The panel was closed: pages behind the first are no longer read.
    pub fn close(self) {
        self.visible.set(false);
    }

    /// The items that match the search, the first `rows` of the kind shown. Reactive.
    #[must_use]
    pub fn find(self, rows: usize) -> SearchResults {
        let terms = search_terms(&self.query.get());
        let shown = self.kind.get();
        // One bucket per rank keeps items of the same rank in the order they arrived.
        let mut buckets: Vec<Vec<Arc<CatalogItem>>> = Vec::new();
        let mut results = SearchResults::default();
        self.items.with(|items| {
            for item in items {
                let Some(rank) = item.rank(&terms) else { continue };
                match results.kinds.iter_mut().find(|(kind, _)| *kind == item.r#type) {
                    Some((_, count)) => *count = count.saturating_add(1),
                    None => results.kinds.push((item.r#type.clone(), 1)),
                }
                if shown.as_ref().is_some_and(|kind| *kind != item.r#type) {
                    continue;
                }
                results.len = results.len.saturating_add(1);
                while buckets.len() <= rank {
                    buckets.push(Vec::new());
                }
                if let Some(bucket) = buckets.get_mut(rank)
                    && bucket.len() < rows
                {
                    bucket.push(Arc::clone(item));
                }
            }
        });
        results.first = buckets.concat();
        results.first.truncate(rows);
        results
    }

    /// Merges a page: new items at the end, known ones in their place.
    fn merge(self, rows: Vec<CatalogItem>) {
        if rows.is_empty() {
            return;
        }
        self.items.try_update(|items| {
            self.index.try_update(|index| {
                for row in rows {
                    let row = Arc::new(row);
                    match index.position(row.id.as_str()).and_then(|(_, at)| items.get_mut(at)) {
                        Some(known) => *known = row,
                        None => {
                            index.set(row.id.as_str(), (0, items.len()));
                            items.push(row);
                        }
                    }
                }
            });
        });
    }
}
