//! Which panel is open and what is picked in it, and the same in the page's address where the page allows it (`deep-links`).
//! Only the query parameters `rc-view`, `rc-id` and `rc-filter` are touched; all others stay as they are.

use super::approvals::Approvals;
use super::catalog::Catalog;
use super::requests::Requests;
use super::session::Options;
use super::settings::Settings;
use super::team::Team;
use crate::config::View;
use crate::signal::{Var, watch};
use leptos::prelude::*;
use request_center_models::id::{ApprovalId, RowId};
use request_center_models::progress::ProgressGroup;
use wasm_bindgen::JsValue;
use web_sys::{Url, UrlSearchParams};

const VIEW: &str = "rc-view";
const ID: &str = "rc-id";
const FILTER: &str = "rc-filter";

/// Where the person is in the widget.
#[derive(Clone, Copy)]
pub struct Place {
    /// The open panel.
    pub view: Var<View>,
    options: Options,
}

impl Place {
    /// Where the address says, else where the page's `view` says; follows both from then on.
    #[must_use]
    pub fn new(
        options: Options,
        catalog: Catalog,
        requests: Requests,
        approvals: Approvals,
        team: Team,
        settings: Settings,
    ) -> Self {
        let place = Self { view: Var::new(options.first_view()), options };
        if options.deep_links.get_untracked() {
            place.arrive(catalog, requests, approvals, team, settings);
        }
        let mut before = options.view.get_untracked();
        watch(move || {
            let wanted = options.view.get();
            if before != wanted
                && let Some(view) = View::parse(&wanted)
            {
                place.view.set(view);
            }
            before = wanted;
        });
        watch(move || {
            if options.deep_links.get() {
                let (id, filter) = match place.view.get() {
                    View::Catalog => (None, catalog.filter()),
                    View::Requests => {
                        let group = Some(requests.group.get()).filter(|group| *group != ProgressGroup::Open);
                        let row = requests.selected.get().map(|id| id.to_string());
                        (row, group.map(|group| group_name(group).to_owned()))
                    }
                    View::Approvals => {
                        let id = approvals.picked.get().map(|id| id.to_string());
                        (id, approvals.filter())
                    }
                    View::Team => (team.linked(), None),
                    View::Settings => (None, settings.linked()),
                };
                place.leave_trace(id.as_deref(), filter.as_deref());
            }
        });
        place
    }

    /// The page's address with a row of My requests in it, for passing on.
    #[must_use]
    pub fn link_to(self, row: &RowId) -> Option<String> {
        self.link(View::Requests, row.as_str())
    }

    /// The page's address with an approval in it.
    #[must_use]
    pub fn link_to_approval(self, id: &ApprovalId) -> Option<String> {
        self.link(View::Approvals, id.as_str())
    }

    fn link(self, view: View, id: &str) -> Option<String> {
        let (url, parameters) = address()?;
        parameters.set(VIEW, view.as_str());
        parameters.set(ID, id);
        parameters.delete(FILTER);
        Some(url.href())
    }

    /// Whether the page keeps the place in its address, so that a link can be made.
    #[must_use]
    pub fn has_links(self) -> bool {
        self.options.deep_links.get()
    }

    fn arrive(
        self,
        catalog: Catalog,
        requests: Requests,
        approvals: Approvals,
        team: Team,
        settings: Settings,
    ) {
        let Some((_, parameters)) = address() else { return };
        if let Some(view) = parameters.get(VIEW).and_then(|name| View::parse(&name)) {
            self.view.set(view);
        }
        if self.view.get_untracked() == View::Approvals {
            approvals.follow_filter(&parameters.get(FILTER).unwrap_or_default());
            if let Some(id) = parameters.get(ID).filter(|id| !id.is_empty()) {
                approvals.follow_link(id.into());
            }
            return;
        }
        if self.view.get_untracked() == View::Team {
            if let Some(id) = parameters.get(ID).filter(|id| !id.is_empty()) {
                team.follow_link(id.into());
            }
            return;
        }
        if self.view.get_untracked() == View::Settings {
            settings.follow_link(&parameters.get(FILTER).unwrap_or_default());
            return;
        }
        if self.view.get_untracked() == View::Catalog {
            catalog.follow_filter(&parameters.get(FILTER).unwrap_or_default());
            return;
        }
        if let Some(id) = parameters.get(ID).filter(|id| !id.is_empty()) {
            requests.selected.set(Some(id.into()));
        }
        if let Some(group) = parameters.get(FILTER).and_then(|name| group_of(&name)) {
            requests.group.set(group);
        }
    }

    fn leave_trace(self, id: Option<&str>, filter: Option<&str>) {
        let Some((url, parameters)) = address() else { return };
        let view = Some(self.view.get_untracked()).filter(|view| *view != self.options.first_view());
        let changed = [
            write(&parameters, VIEW, view.map(View::as_str)),
            write(&parameters, ID, id),
            write(&parameters, FILTER, filter),
        ];
        if changed.contains(&true)
            && let Ok(history) = window().history()
        {
            let state = history.state().unwrap_or(JsValue::NULL);
            let _ = history.replace_state_with_url(&state, "", Some(&url.href()));
        }
    }
}

/// The name of a drawer in links and filters.
#[must_use]
pub fn group_name(group: ProgressGroup) -> &'static str {
    match group {
        ProgressGroup::Open => "open",
        ProgressGroup::Done => "done",
        ProgressGroup::Denied => "denied",
        ProgressGroup::Cancelled => "cancelled",
        ProgressGroup::Failed => "failed",
    }
}

/// The drawer of that name.
#[must_use]
pub fn group_of(name: &str) -> Option<ProgressGroup> {
    ProgressGroup::ALL.into_iter().find(|group| group_name(*group) == name)
}

fn address() -> Option<(Url, UrlSearchParams)> {
    let url = Url::new(&window().location().href().ok()?).ok()?;
    let parameters = url.search_params();
    Some((url, parameters))
}

/// Writes one of our parameters; `false` where it stood so already.
fn write(parameters: &UrlSearchParams, name: &str, value: Option<&str>) -> bool {
    if parameters.get(name).as_deref() == value {
        return false;
    }
    match value {
        Some(value) => parameters.set(name, value),
        None => parameters.delete(name),
    }
    true
}
