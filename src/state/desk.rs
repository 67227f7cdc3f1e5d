//! Everything one viewer's widget knows, in one handle that is cheap to pass along. Lives as long as the viewer stays.

use super::approvals::Approvals;
use super::cancel::Cancel;
use super::catalog::{Catalog, Reading};
use super::draft::Cart;
use super::host::Host;
use super::place::Place;
use super::requests::Requests;
use super::session::Session;
use super::settings::{Outcome, Settings};
use super::storage::Store;
use super::submit::{News, OutboxState, Patience};
use super::team::Team;
use crate::api::Client;
use crate::config::undo_millis;
use crate::i18n::{I18n, Msg};
use crate::signal::{Kept, Read, Var, watch};
use leptos::prelude::*;
use request_center_models::cancel::Viewer;
use std::time::Duration;
use time::OffsetDateTime;

/// How often sentences such as *2 minutes ago* are put right, in milliseconds.
const TICK: u64 = 2_000;

/// How long a sentence stays where it is read aloud.
const SPOKEN: Duration = Duration::from_secs(5);

/// One viewer's widget.
#[derive(Clone, Copy)]
pub struct Desk {
    /// The words.
    pub i18n: I18n,
    /// Client, options and events.
    pub session: Session,
    /// Which panel is open, and the page's address.
    pub place: Place,
    /// What can be asked for.
    pub catalog: Catalog,
    /// The request being put together.
    pub cart: Cart,
    /// What was asked for.
    pub requests: Requests,
    /// The cancel being put together.
    pub cancel: Cancel,
    /// The viewer's people and what they hold.
    pub team: Team,
    /// What waits for the viewer's decision.
    pub approvals: Approvals,
    /// The rules for requests, and what hangs.
    pub settings: Settings,
    /// Whether the browser says that there is no connection.
    pub offline: Var<bool>,
    /// What is read aloud next.
    pub spoken: Var<String>,
    viewer: Kept<Viewer>,
    tick: Var<()>,
    client: Kept<Client>,
}

impl Desk {
    /// A desk for that viewer; nothing is read before a panel opens, but what was left unfinished is looked up.
    #[must_use]
    pub fn new(i18n: I18n, session: Session, client: Client, viewer: Viewer) -> Self {
        let options = session.options;
        let first_seconds = Read::new(move || options.poll_seconds());
        let requests = Requests::new(client.clone(), viewer.clone(), first_seconds);
        let store = Store::open(client.base(), viewer.id.as_str());
        let outbox = OutboxState::new(client.clone(), store.clone(), Patience::default(), move |news| {
            hear(options.host, requests, news);
        });
        let tick = Var::new(());
        if let Ok(interval) = set_interval_with_handle(
            move || {
                tick.set(());
            },
            Duration::from_millis(TICK),
        ) {
            on_cleanup(move || interval.clear());
        }
        watch(move || {
            requests.rows.with(|rows| outbox.notice_rows(rows.iter().map(AsRef::as_ref)));
        });
        let catalog = Catalog::new(client.clone());
        let cart = Cart::new(
            client.clone(),
            viewer.clone(),
            store.clone(),
            outbox,
            requests,
            catalog.read_at,
            options.host,
        );
        let team = Team::new(client.clone(), viewer.clone(), store.clone(), outbox, requests, options.host);
        let approvals =
            Approvals::new(client.clone(), viewer.clone(), store.clone(), options.host, first_seconds);
        watch(move || approvals.undo_millis.set(undo_millis(options.undo_seconds.get())));
        watch(move || team.own_allowed.set(options.self_removal.get()));
        let mut known = None;
        watch(move || {
            let list = options.direct_reports.get();
            if known.replace(list.clone()) != Some(list.clone()) {
                team.reports.ask_host(list.as_ref());
            }
        });
        let settings =
            Settings::new(client.clone(), viewer.clone(), store.clone(), first_seconds, options.host);
        let desk = Self {
            i18n,
            session,
            place: Place::new(options, catalog, requests, approvals, team, settings),
            catalog,
            cart,
            requests,
            cancel: Cancel::new(store, outbox, requests, options.host),
            team,
            approvals,
            settings,
            offline: offline(requests, catalog, cart, approvals),
            spoken: Var::default(),
            viewer: Kept::new(viewer),
            tick,
            client: Kept::new(client),
        };
        desk.report_failed_readings();
        let forbidden = desk.catalog.entitlements;
        watch(move || desk.cart.forbid_entitlements(forbidden.with(|r| *r == Reading::Forbidden)));
        // Rules that were changed here rule the catalog of this very page too.
        watch(move || {
            let saved = desk.settings.outcome.get() == Some(Outcome::Saved);
            if saved && desk.catalog.objects.with_untracked(|reading| *reading != Reading::Idle) {
                desk.catalog.read();
            }
        });
        desk
    }

    /// Tells the page of every list that could not be read, once each time.
    fn report_failed_readings(self) {
        let failed = |reading: Var<Reading>| {
            Read::new(move || match reading.get() {
                Reading::Failed(error) => Some(error),
                _ => None,
            })
        };
        let (catalog, requests, approvals) = (self.catalog, self.requests, self.approvals);
        let lists = [
            failed(catalog.objects),
            failed(catalog.entitlements),
            failed(requests.reading),
            failed(approvals.reading),
            failed(approvals.reviewed_reading),
            approvals.stale.into(),
            catalog.search_error.into(),
            requests.stale.into(),
        ];
        for list in lists {
            let mut told = None;
            watch(move || {
                let now = list.get();
                if let Some(error) = now.as_ref().filter(|_| now != told) {
                    self.session.options.host.error(error);
                }
                told = now;
            });
        }
    }

    /// Who is looking.
    #[must_use]
    pub fn viewer(self) -> Viewer {
        self.viewer.try_get().unwrap_or_default()
    }

    /// The service's time, put right every few seconds while it is shown. Reactive.
    #[must_use]
    pub fn now(self) -> OffsetDateTime {
        self.tick.track();
        self.client.try_with(Client::now).unwrap_or(OffsetDateTime::UNIX_EPOCH)
    }

    /// What holds calls back, while something does: the service's wish or the limit kept for it. Reactive.
    #[must_use]
    pub fn pause_words(self) -> Option<String> {
        let seconds = self.pause_seconds()?;
        let told = self.client.try_with(Client::is_told_to_wait) == Some(true);
        let message = if told { Msg::TroubleWait } else { Msg::TroublePace };
        Some(self.i18n.count(message, seconds as usize, &[]))
    }

    fn pause_seconds(self) -> Option<u32> {
        let until = self.client.try_with(Client::waiting_until)??;
        let left = (until - self.now()).whole_seconds();
        u32::try_from(left).ok().filter(|left| *left > 0)
    }

    /// Whether single keys do something: neither the page nor the person has switched them off. Reactive.
    #[must_use]
    pub fn shortcuts_on(self) -> bool {
        !self.session.options.no_shortcuts.get() && !self.approvals.keys_off.get()
    }

    /// Has a sentence read aloud.
    pub fn say(self, sentence: String) {
        // The same sentence twice must be heard twice: what was said goes first, and a frame later the new one comes.
        self.spoken.set(String::new());
        request_animation_frame(move || self.spoken.set(sentence));
        // What was said is not true for ever.
        set_timeout(move || self.spoken.set(String::new()), SPOKEN);
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

/// Follows the browser's word on the connection; when it is back, what could not be read is read again.
fn offline(requests: Requests, catalog: Catalog, cart: Cart, approvals: Approvals) -> Var<bool> {
    let offline = Var::new(!window().navigator().on_line());
    let lost = window_event_listener_untyped("offline", move |_| {
        offline.set(true);
    });
    let back = window_event_listener_untyped("online", move |_| {
        offline.set(false);
        cart.forget_offline();
        if requests.stale.with_untracked(Option::is_some)
            || requests.reading.with_untracked(Reading::has_failed)
        {
            requests.read();
        }
        if catalog.objects.with_untracked(Reading::has_failed)
            || catalog.entitlements.with_untracked(Reading::has_failed)
        {
            catalog.read();
        }
        if approvals.stale.with_untracked(Option::is_some)
            || approvals.reading.with_untracked(Reading::has_failed)
        {
            approvals.read();
        }
    });
    on_cleanup(move || {
        lost.remove();
        back.remove();
    });
    offline
}
