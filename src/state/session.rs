//! The session: the viewer and their client. Restarts when the page hands over another identity.

use super::host::Host;
use super::latest::Latest;
use crate::api::{Abort, ApiError, Client, ClientOptions, ErrorKind};
use crate::config::{self, ConfigProblem, Endpoint, View};
use crate::signal::{Signal, Stored, effect};
use js_sys::Function;
use leptos::task::spawn_local;
use request_center_models::cancel::Viewer;

/// The element's attributes and properties as signals, for as long as the element is mounted.
#[derive(Clone, Copy)]
pub struct Options {
    /// The element, which dispatches events.
    pub host: Host,
    /// `api-base` as written.
    pub api_base: Signal<String>,
    /// `api-version` as written.
    pub api_version: Signal<String>,
    /// `view` as written.
    pub view: Signal<String>,
    /// True while `deep-links` is present.
    pub deep_links: Signal<bool>,
    /// `poll-seconds` as a number.
    pub poll_seconds: Signal<Option<f64>>,
    /// `tokenProvider`.
    pub token_provider: Signal<Option<Function>>,
    /// `undo-seconds` as a number.
    pub undo_seconds: Signal<Option<f64>>,
    /// True while `no-shortcuts` is present.
    pub no_shortcuts: Signal<bool>,
    /// `directReports`.
    pub direct_reports: Signal<Option<Function>>,
    /// True while `self-removal` is present.
    pub self_removal: Signal<bool>,
    /// `viewer`.
    pub viewer: Signal<Option<Viewer>>,
    /// The loader's function that fetches a module by its name; `None` where all code is in one module.
    pub load_panel: Signal<Option<Function>>,
}

impl Options {
    /// Nothing is set yet.
    #[must_use]
    pub fn new(host: Host) -> Self {
        Self {
            host,
            api_base: Signal::default(),
            api_version: Signal::default(),
            view: Signal::default(),
            deep_links: Signal::default(),
            poll_seconds: Signal::default(),
            token_provider: Signal::new(None),
            undo_seconds: Signal::default(),
            no_shortcuts: Signal::default(),
            direct_reports: Signal::new(None),
            self_removal: Signal::default(),
            viewer: Signal::default(),
            load_panel: Signal::new(None),
        }
    }

    /// Seconds to the first poll after an action.
    #[must_use]
    pub fn poll_seconds(self) -> u32 {
        config::poll_seconds(self.poll_seconds.try_get_untracked().flatten())
    }

    /// The panel the page asks for; the Catalog by default.
    #[must_use]
    pub fn first_view(self) -> View {
        View::parse(&self.view.get_untracked()).unwrap_or(View::Catalog)
    }
}

/// The state of a session.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum SessionState {
    /// Waiting for a token.
    #[default]
    Starting,
    /// The page author has to correct the configuration.
    Misconfigured(ConfigProblem),
    /// No token was available.
    Failed(ApiError),
    /// The panels can open.
    Ready(Viewer),
}

/// The client and the viewer.
#[derive(Clone, Copy)]
pub struct Session {
    /// The element's options.
    pub options: Options,
    /// The session's state; every change of identity passes through it.
    pub state: Signal<SessionState>,
    /// The person whose token arrived while somebody else was at work, once they are the viewer.
    pub newcomer: Signal<Option<Viewer>>,
    endpoint: Stored<Option<Endpoint>>,
    client: Stored<Option<Client>>,
    latest: Latest,
}

impl Session {
    /// A session that follows the options: another API restarts it, another token provider or viewer identifies anew.
    #[must_use]
    pub fn new(options: Options) -> Self {
        let session = Self {
            options,
            state: Signal::new(SessionState::Starting),
            newcomer: Signal::default(),
            endpoint: Stored::new(None),
            client: Stored::new(None),
            latest: Latest::default(),
        };
        effect(move || {
            let (base, version) = (options.api_base.get(), options.api_version.get());
            session.open(&base, &version);
        });
        let mut known = None;
        effect(move || {
            let now = (options.token_provider.get(), options.viewer.get());
            // The same function and viewer set again change nothing; the first ones are read when the API is opened.
            if known.replace(now.clone()).is_some_and(|before| before != now) {
                session.identify();
            }
        });
        session
    }

    /// The viewer's client; `None` before the viewer is known.
    #[must_use]
    pub fn client(self) -> Option<Client> {
        self.client.try_get().flatten()
    }

    /// Identifies the viewer again, after a failure.
    pub fn retry(self) {
        self.state.set(SessionState::Starting);
        self.identify();
    }

    fn open(self, base: &str, version: &str) {
        self.latest.stop();
        self.client.set(None);
        match config::endpoint(base, version) {
            Ok(endpoint) => {
                self.endpoint.set(Some(endpoint));
                self.state.set(SessionState::Starting);
                self.identify();
            }
            Err(problem) => {
                self.endpoint.set(None);
                self.state.set(SessionState::Misconfigured(problem));
            }
        }
    }

    /// Identifies the viewer: by the page's `viewer`, else by the claims of the token. Another person gets a client of their
    /// own, so that nothing of one person is sent with the token of another.
    fn identify(self) {
        self.ask_who_is_there(false);
    }

    fn viewer(self) -> Option<Viewer> {
        self.state.try_with_untracked(|state| match state {
            SessionState::Ready(viewer) => Some(viewer.clone()),
            _ => None,
        })?
    }

    /// `unexpected` is true where another person's token arrived without the page announcing a change.
    fn ask_who_is_there(self, unexpected: bool) {
        let Some(endpoint) = self.endpoint.try_get().flatten() else { return };
        let abort = self.latest.renew();
        if !self.state.with_untracked(|state| matches!(state, SessionState::Ready(_))) {
            self.state.set(SessionState::Starting);
        }
        let provider = self.options.token_provider.try_get_untracked().flatten();
        let options =
            ClientOptions { base: endpoint.base, family: endpoint.family, ..ClientOptions::default() };
        let client = Client::new(options, provider.clone());
        spawn_local(async move {
            let before = self.viewer();
            let given = self.options.viewer.try_get_untracked().flatten();
            let found = match given {
                Some(viewer) => Ok(Some(viewer)),
                None => viewer_of_token(&client, &abort).await,
            };
            if abort.is_aborted() {
                return;
            }
            let next = match found {
                Ok(Some(viewer)) => SessionState::Ready(viewer),
                Ok(None) => SessionState::Misconfigured(ConfigProblem::ViewerUnknown),
                Err(error) if error.kind == ErrorKind::Aborted => return,
                Err(error) => SessionState::Failed(error),
            };
            if let SessionState::Failed(error) = &next {
                self.options.host.error(error);
            }
            if let SessionState::Ready(viewer) = &next {
                client.set_owner(viewer.id.clone(), move || self.ask_who_is_there(true));
                if before.is_some_and(|before| before.id != viewer.id) {
                    self.newcomer.set(unexpected.then(|| viewer.clone()));
                }
            }
            let same = self.state.try_with_untracked(|state| *state == next);
            match (same, self.client()) {
                (Some(true), Some(present)) => present.set_token_provider(provider),
                (Some(_), _) => {
                    self.client.set(Some(client));
                    self.state.set(next);
                }
                (None, _) => {}
            }
        });
    }
}

/// The person the token names; `None` without a token, or where it names nobody.
async fn viewer_of_token(client: &Client, abort: &Abort) -> Result<Option<Viewer>, ApiError> {
    let claims = client.claims(abort).await?.unwrap_or_default();
    let id = claims.identity_id.filter(|id| !id.as_str().is_empty());
    Ok(id.map(|id| Viewer {
        id,
        name: claims.user_name.unwrap_or_default(),
        authorities: claims.authorities.unwrap_or_default(),
    }))
}
