//! The shell: the state that is always loaded, one cheap handle for one viewer. Everything a viewer has in progress comes with
//! later code and is the `Workspace`. Lives as long as the viewer stays.

use super::catalog::Catalog;
use super::deep_link::DeepLink;
use super::lazy_module::LazyModule;
use super::list::Load;
use super::registry::Registry;
use super::session::Session;
use crate::api::{ApiError, Client};
use crate::i18n::{I18n, Msg};
use crate::signal::{Derived, Signal, Stored, effect, on_window_event};
use leptos::prelude::*;
use request_center_models::cancel::Viewer;
use std::time::Duration;
use time::OffsetDateTime;

/// How often relative times such as *2 minutes ago* are refreshed, in milliseconds.
const TICK: u64 = 2_000;

/// How long a sentence stays in the live region.
const SPOKEN: Duration = Duration::from_secs(5);

/// The module loaded right behind the first, as `src/panels.rs` names it.
const REQUEST: &str = "request";

/// The shell of one viewer.
#[derive(Clone, Copy)]
pub struct Shell {
    /// Messages and formats.
    pub i18n: I18n,
    /// Client, options and events.
    pub session: Session,
    /// The open panel, mirrored into the page's address.
    pub deep_link: DeepLink,
    /// Everything the viewer can request.
    pub catalog: Catalog,
    /// Contributions of panels to the tabs.
    pub registry: Registry,
    /// The request's module, which every other panel needs too.
    pub code: LazyModule,
    /// True after a deep link to Settings without the right.
    pub settings_denied: Signal<bool>,
    /// True while the browser reports no connection.
    pub offline: Signal<bool>,
    /// The sentence in the live region.
    pub spoken: Signal<String>,
    viewer: Stored<Viewer>,
    tick: Signal<()>,
    client: Stored<Client>,
}

impl Shell {
    /// Reads nothing before a panel opens.
    #[must_use]
    pub fn new(i18n: I18n, session: Session, client: Client, viewer: Viewer) -> Self {
        let options = session.options;
        let tick = Signal::new(());
        if let Ok(interval) = set_interval_with_handle(
            move || {
                tick.set(());
            },
            Duration::from_millis(TICK),
        ) {
            on_cleanup(move || interval.clear());
        }
        let shell = Self {
            i18n,
            session,
            deep_link: DeepLink::new(options),
            catalog: Catalog::new(client.clone()),
            registry: Registry::default(),
            code: LazyModule::new(options, REQUEST),
            settings_denied: Signal::default(),
            offline: offline(),
            spoken: Signal::default(),
            viewer: Stored::new(viewer),
            tick,
            client: Stored::new(client),
        };
        shell.attach_catalog();
        shell
    }

    fn attach_catalog(self) {
        let catalog = self.catalog;
        catalog.attach(self.deep_link);
        self.report(catalog.objects);
        self.report(catalog.entitlements);
        self.report_error(catalog.search_error.into());
        self.when_back_online(move || {
            if catalog.objects.has_error() || catalog.entitlements.has_error() {
                catalog.read();
            }
        });
    }

    /// Dispatches `request-center-error` whenever the list fails.
    pub fn report(self, list: Load) {
        self.report_error(Derived::new(move || list.state.with(|state| state.error().cloned())));
    }

    /// Dispatches `request-center-error` whenever the error changes to another one.
    pub fn report_error(self, error: Derived<Option<ApiError>>) {
        let mut told = None;
        effect(move || {
            let now = error.get();
            if let Some(error) = now.as_ref().filter(|_| now != told) {
                self.session.options.host.error(error);
            }
            told = now;
        });
    }

    /// Calls `run` whenever the connection has come back.
    pub fn when_back_online(self, run: impl Fn() + 'static) {
        let mut was_offline = false;
        effect(move || {
            let offline = self.offline.get();
            if was_offline && !offline {
                untrack(&run);
            }
            was_offline = offline;
        });
    }

    /// The viewer.
    #[must_use]
    pub fn viewer(self) -> Viewer {
        self.viewer.try_get().unwrap_or_default()
    }

    /// The API client; `None` once the viewer has gone.
    #[must_use]
    pub fn client(self) -> Option<Client> {
        self.client.try_get()
    }

    /// Seconds before the first refresh after an action, as the page has set them. Reactive.
    #[must_use]
    pub fn first_seconds(self) -> Derived<u32> {
        let options = self.session.options;
        Derived::new(move || options.poll_seconds())
    }

    /// The service's time, refreshed every two seconds while it is shown. Reactive.
    #[must_use]
    pub fn now(self) -> OffsetDateTime {
        self.tick.track();
        self.client.try_with(Client::now).unwrap_or(OffsetDateTime::UNIX_EPOCH)
    }

    /// Why the service would refuse the viewer's requests: the configuration lets administrators alone send them. Reactive.
    #[must_use]
    pub fn refusal_words(self) -> Option<String> {
        let refused = self.catalog.admins_only.get() && !self.viewer().is_admin();
        refused.then(|| self.i18n.t(Msg::CatalogElsewhere))
    }

    /// Why calls are held back: a wait the service asked for, or the rate budget; `None` while they are not. Reactive.
    #[must_use]
    pub fn pause_words(self) -> Option<String> {
        self.tick.track();
        let wait = self.client.try_with(Client::wait)??;
        let message = if wait.by_service { Msg::TroubleWait } else { Msg::TroublePace };
        let seconds = Some(wait.seconds_left()).filter(|left| *left > 0)?;
        Some(self.i18n.count(message, seconds as usize, &[]))
    }

    /// Has a sentence read aloud.
    pub fn say(self, sentence: String) {
        // The same sentence twice must be announced twice: the region is emptied, and filled a frame later.
        self.spoken.set(String::new());
        request_animation_frame(move || self.spoken.set(sentence));
        // An old sentence must not be found by somebody who reads the page later.
        set_timeout(move || self.spoken.set(String::new()), SPOKEN);
    }
}

/// Follows the browser's `online` and `offline` events.
fn offline() -> Signal<bool> {
    let offline = Signal::new(!window().navigator().on_line());
    on_window_event("offline", move |_| offline.set(true));
    on_window_event("online", move |_| offline.set(false));
    offline
}
