//! What one viewer has under way: the request being put together, what was sent, what was asked for. Its code comes right
//! behind the first download; every panel but the Catalog stands on it. Lives as long as the viewer stays.

use super::cancel::Cancel;
use super::draft::Cart;
use super::figures::Figures;
use super::front::Front;
use super::host::Host;
use super::page_reports::PageReports;
use super::reading::Reading;
use super::requests::Requests;
use super::storage::Store;
use super::submit::{News, OutboxState, Patience};
use crate::config::View;
use crate::signal::{Kept, Var, watch};
use std::ops::Deref;

/// What one viewer has under way, on top of what was there before.
#[derive(Clone, Copy)]
pub struct Desk {
    /// What was there from the first moment; read as if it were here.
    pub front: Front,
    /// The request being put together.
    pub cart: Cart,
    /// What was asked for.
    pub requests: Requests,
    /// The cancel being put together.
    pub cancel: Cancel,
    /// How many approvals wait for the viewer.
    pub figures: Figures,
    /// Everything sent.
    pub(super) outbox: OutboxState,
    /// What the page says of who reports to the viewer.
    pub(super) page_reports: PageReports,
    /// Whether a removal is being put together or on its way.
    pub(super) removing: Var<bool>,
    store: Kept<Store>,
}

impl Deref for Desk {
    type Target = Front;

    fn deref(&self) -> &Front {
        &self.front
    }
}

impl Desk {
    /// The desk of that viewer. What they asked for is read, and what was left unfinished is looked up. `None` once they have gone.
    #[must_use]
    pub fn new(front: Front) -> Option<Self> {
        let (client, viewer) = (front.client()?, front.viewer());
        let options = front.session.options;
        let requests = Requests::new(client.clone(), viewer.clone(), front.first_seconds());
        let store = Store::open(client.base(), viewer.id.as_str());
        let outbox = OutboxState::new(client.clone(), store.clone(), Patience::default(), move |news| {
            hear(options.host, requests, news);
        });
        let read_at = front.catalog.read_at;
        let desk = Self {
            front,
            cart: Cart::new(client.clone(), viewer, store.clone(), outbox, requests, read_at, options.host),
            requests,
            cancel: Cancel::new(store.clone(), outbox, requests, options.host),
            figures: Figures::new(client, options.host, front.first_seconds(), !store.decisions().is_empty()),
            outbox,
            page_reports: PageReports::new(options.direct_reports),
            removing: Var::new(store.removal().is_some()),
            store: Kept::new(store),
        };
        requests.attach(front.place);
        requests.open();
        watch(move || {
            requests.rows.with(|rows| outbox.notice_rows(rows.iter().map(AsRef::as_ref)));
        });
        front.report(requests.reading);
        front.report_error(requests.stale.into());
        desk.follow_catalog();
        desk.follow_connection();
        desk.tell_tabs();
        Some(desk)
    }

    /// The person's store; `None` once they have gone.
    pub(super) fn store(self) -> Option<Store> {
        self.store.try_get()
    }

    fn follow_catalog(self) {
        let forbidden = self.catalog.entitlements;
        watch(move || self.cart.forbid_entitlements(forbidden.with(|r| *r == Reading::Forbidden)));
    }

    /// When the connection is back, what could not be read is read again.
    fn follow_connection(self) {
        let (cart, requests) = (self.cart, self.requests);
        self.when_back_online(move || {
            cart.forget_offline();
            if requests.stale.with_untracked(Option::is_some)
                || requests.reading.with_untracked(Reading::has_failed)
            {
                requests.read();
            }
        });
    }

    fn tell_tabs(self) {
        let (tabs, figures) = (self.tabs, self.figures);
        watch(move || {
            tabs.any_approvals.set(figures.has_any());
            tabs.waiting.set(figures.pending());
        });
        tabs.decisions_left.set(figures.in_use.get_untracked());
        watch(move || {
            let opened = self.place.view.get() == View::Team;
            tabs.no_reports.set(self.page_reports.has_none() && !opened && !self.removing.get());
        });
    }
}

/// What the outbox has learned goes to the page and to the list of requests.
fn hear(host: Host, requests: Requests, news: News) {
    match news {
        News::Submitted { key, ids } => {
            let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
            host.submitted(key.as_str(), &ids);
            requests.expect_change();
        }
        News::Cancelled { id } => {
            host.cancelled(id.as_str());
            requests.expect_change();
        }
        News::Settled { .. } => requests.look(),
        News::NotFound { .. } => {}
    }
}
