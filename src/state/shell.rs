//! What one viewer's widget knows from the first moment, in one handle that is cheap to pass along: the first download. What
//! the viewer has under way comes with later code and is the desk. Lives as long as the viewer stays.

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

/// How often sentences such as *2 minutes ago* are put right, in milliseconds.
const TICK: u64 = 2_000;

/// How long a sentence stays where it is read aloud.
const SPOKEN: Duration = Duration::from_secs(5);

/// The name of the code that comes right behind the first, as `src/panels.rs` has it.
const REQUEST: &str = "request";

/// One viewer's widget.
#[derive(Clone, Copy)]
pub struct Shell {
    /// The words.
    pub i18n: I18n,
    /// Client, options and events.
    pub session: Session,
    /// Which panel is open, and the page's address.
    pub deep_link: DeepLink,
    /// What can be asked for.
    pub catalog: Catalog,
    /// What panels contribute.
    pub registry: Registry,
    /// The code that comes right behind the first; every other panel waits for it too.
    pub code: LazyModule,
    /// Whether somebody without the right was led to the settings.
    pub settings_denied: Signal<bool>,
    /// Whether the browser says that there is no connection.
    pub offline: Signal<bool>,
    /// What is read aloud next.
    pub spoken: Signal<String>,
    viewer: Stored<Viewer>,
    tick: Signal<()>,
    client: Stored<Client>,
}

impl Shell {
    /// Nothing is read before a panel opens.
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

    /// Tells the page whenever that list could not be read, once each time.
    pub fn report(self, list: Load) {
        self.report_error(Derived::new(move || list.state.with(|state| state.error().cloned())));
    }

    /// Tells the page of that error whenever it is another one.
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

    /// Runs that whenever the connection has come back.
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

    /// Who is looking.
    #[must_use]
    pub fn viewer(self) -> Viewer {
        self.viewer.try_get().unwrap_or_default()
    }

    /// The way to the service; `None` once the viewer has gone.
    #[must_use]
    pub fn client(self) -> Option<Client> {
        self.client.try_get()
    }

    /// Seconds to the first look after an action, as the page has them by now.
    #[must_use]
    pub fn first_seconds(self) -> Derived<u32> {
        let options = self.session.options;
        Derived::new(move || options.poll_seconds())
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

    /// Has a sentence read aloud.
    pub fn say(self, sentence: String) {
        // The same sentence twice must be heard twice: what was said goes first, and a frame later the new one comes.
        self.spoken.set(String::new());
        request_animation_frame(move || self.spoken.set(sentence));
        // What was said is not true for ever.
        set_timeout(move || self.spoken.set(String::new()), SPOKEN);
    }
}

/// Follows the browser's word on the connection.
fn offline() -> Signal<bool> {
    let offline = Signal::new(!window().navigator().on_line());
    on_window_event("offline", move |_| offline.set(true));
    on_window_event("online", move |_| offline.set(false));
    offline
}
