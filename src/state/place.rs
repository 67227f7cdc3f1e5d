//! Which panel is open and what is picked in it, and the same in the page's address where the page allows it (`deep-links`).
//! Only the query parameters `rc-view`, `rc-id` and `rc-filter` are touched; all others stay as they are.

use super::requests::Requests;
use super::session::Options;
use crate::config::View;
use crate::signal::{Var, watch};
use leptos::prelude::*;
use request_center_models::id::RowId;
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
    pub fn new(options: Options, requests: Requests) -> Self {
        let place = Self { view: Var::new(options.first_view()), options };
        if options.deep_links.get_untracked() {
            place.arrive(requests);
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
                let in_requests = place.view.get() == View::Requests;
                let row = requests.selected.get().filter(|_| in_requests);
                let group = Some(requests.group.get()).filter(|g| in_requests && *g != ProgressGroup::Open);
                place.leave_trace(row.as_ref(), group);
            }
        });
        place
    }

    /// The page's address with a row of My requests in it, for passing on.
    #[must_use]
    pub fn link_to(self, row: &RowId) -> Option<String> {
        let (url, parameters) = address()?;
        parameters.set(VIEW, View::Requests.as_str());
        parameters.set(ID, row.as_str());
        Some(url.href())
    }

    /// Whether the page keeps the place in its address, so that a link can be made.
    #[must_use]
    pub fn has_links(self) -> bool {
        self.options.deep_links.get()
    }

    fn arrive(self, requests: Requests) {
        let Some((_, parameters)) = address() else { return };
        if let Some(view) = parameters.get(VIEW).and_then(|name| View::parse(&name)) {
            self.view.set(view);
        }
        if let Some(id) = parameters.get(ID).filter(|id| !id.is_empty()) {
            requests.selected.set(Some(id.into()));
        }
        if let Some(group) = parameters.get(FILTER).and_then(|name| group_of(&name)) {
            requests.group.set(group);
        }
    }

    fn leave_trace(self, row: Option<&RowId>, group: Option<ProgressGroup>) {
        let Some((url, parameters)) = address() else { return };
        let view = Some(self.view.get_untracked()).filter(|view| *view != self.options.first_view());
        let changed = [
            write(&parameters, VIEW, view.map(View::as_str)),
            write(&parameters, ID, row.map(RowId::as_str)),
            write(&parameters, FILTER, group.map(group_name)),
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
