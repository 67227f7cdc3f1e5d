//! Applications, and the access profiles one of them offers: read page by page and searched by the catalog's text. One requests an
//! access profile, with the application as its context. Its code is loaded when applications are first shown. Knows no view.

pub mod app;

use super::catalog::item::search_terms;
use super::list::{Fetched, Paged, Paging, read_pages};
use super::requestable::requestable;
use super::shell::Shell;
use super::workspace::Workspace;
use crate::signal::Signal;
use app::{AppProfile, RequestableApp};
use leptos::task::spawn_local;
use request_center_models::draft::RequestedApp;
use request_center_models::id::ItemId;
use std::sync::Arc;

/// The applications, and the one that is open.
#[derive(Clone, Copy)]
pub struct Applications {
    /// State that is always loaded.
    pub shell: Shell,
    /// The viewer's workspace.
    pub workspace: Workspace,
    /// All applications.
    pub apps: Paged<Arc<RequestableApp>>,
    /// The open one; `None` while all are listed.
    pub open: Signal<Option<RequestedApp>>,
    /// Its access profiles.
    pub profiles: Paged<Arc<AppProfile>>,
}

impl Applications {
    /// Reads the applications.
    #[must_use]
    pub fn new(workspace: Workspace) -> Self {
        let applications = Self {
            shell: workspace.shell,
            workspace,
            apps: Paged::default(),
            open: Signal::default(),
            profiles: Paged::default(),
        };
        applications.read();
        applications
    }

    /// Reads the applications again; those known stay until the answers replace them.
    pub fn read(self) {
        let Some(client) = self.shell.client() else { return };
        let load = self.apps.load;
        let abort = load.begin();
        spawn_local(async move {
            let mut rows = Vec::new();
            let mut page = async |offset, priority| {
                let page = client.list_available_source_apps(offset, priority, &abort).await?;
                let fetched = Fetched::new(&page, |row| row.id.as_deref());
                rows.extend(page.rows.into_iter().filter_map(RequestableApp::from_wire).map(Arc::new));
                self.apps.grow(&rows);
                Ok(fetched)
            };
            let paging = Paging { load: Some(load), ..Paging::default() };
            if let Some(end) = read_pages(paging, &abort, &mut page).await {
                load.finish(end, &client);
            }
        });
    }

    /// Opens an application and reads its access profiles.
    pub fn show(self, app: RequestedApp) {
        self.open.set(Some(app));
        self.profiles.load.reset();
        self.profiles.rows.set(Vec::new());
        self.read_profiles();
    }

    /// Lists all applications again.
    pub fn leave(self) {
        self.profiles.load.stop();
        self.open.set(None);
    }

    /// Reads the access profiles of the open application again.
    pub fn read_profiles(self) {
        let (Some(client), Some(app)) = (self.shell.client(), self.open.get_untracked()) else { return };
        let load = self.profiles.load;
        let abort = load.begin();
        spawn_local(async move {
            let mut rows = Vec::new();
            let mut page = async |offset, priority| {
                let page =
                    client.list_access_profiles_for_source_app(&app.id, offset, priority, &abort).await?;
                let fetched = Fetched::new(&page, |row| row.id.as_ref().map(ItemId::as_str));
                let ids: Vec<ItemId> = page.rows.iter().filter_map(|row| row.id.clone()).collect();
                let listed = requestable(&client, &ids, priority, &abort).await?;
                for row in page.rows {
                    rows.extend(AppProfile::from_wire(row, listed.as_deref()).map(Arc::new));
                }
                self.profiles.grow(&rows);
                Ok(fetched)
            };
            let paging = Paging { load: Some(load), ..Paging::default() };
            if let Some(end) = read_pages(paging, &abort, &mut page).await {
                load.finish(end, &client);
            }
        });
    }

    /// The applications that match the catalog's search. Reactive.
    #[must_use]
    pub fn matching(self) -> Vec<Arc<RequestableApp>> {
        let terms = search_terms(&self.shell.catalog.query.get());
        let mut apps = self.apps.rows.get();
        apps.retain(|app| app.matches(&terms));
        apps
    }

    /// The open application's access profiles that match the catalog's search. Reactive.
    #[must_use]
    pub fn matching_profiles(self) -> Vec<Arc<AppProfile>> {
        let terms = search_terms(&self.shell.catalog.query.get());
        let mut profiles = self.profiles.rows.get();
        profiles.retain(|profile| profile.offer.item.rank(&terms).is_some());
        profiles
    }

    /// The names of the entitlements an access profile contains, as far as the catalog has them. Reactive.
    #[must_use]
    pub fn contents(self, profile: &AppProfile) -> Vec<String> {
        self.shell.catalog.items.with(|items| {
            let name = |id: &ItemId| items.iter().find(|item| item.id == *id).map(|item| item.name.clone());
            profile.entitlements.iter().filter_map(name).collect()
        })
    }
}
