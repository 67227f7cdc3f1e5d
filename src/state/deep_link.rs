//! Which panel is open and what is picked in it, and the same in the page's address where the page allows it (`deep-links`).
//! Only the query parameters `rc-view`, `rc-id` and `rc-filter` are touched; all others stay as they are.

use super::session::Options;
use crate::config::View;
use crate::signal::{Derived, Signal, Stored, effect};
use leptos::prelude::*;
use request_center_models::id::{ApprovalId, RowId};
use wasm_bindgen::JsValue;
use web_sys::{Url, UrlSearchParams};

const VIEW: &str = "rc-view";
const ID: &str = "rc-id";
const FILTER: &str = "rc-filter";

/// Where the person is in the widget.
#[derive(Clone, Copy)]
pub struct DeepLink {
    /// The open panel.
    pub view: Signal<View>,
    options: Options,
    /// What the address said of the panel it led to, until that panel has taken it.
    arrived: Stored<Option<(View, PanelLink)>>,
    /// What each panel that is there leaves in the address.
    panels: Signal<Vec<(View, Derived<PanelLink>)>>,
}

/// What of a panel is in the address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PanelLink {
    /// What is open in it.
    pub id: Option<String>,
    /// What it shows of all there is.
    pub filter: Option<String>,
}

impl DeepLink {
    /// Where the address says, else where the page's `view` says; follows both from then on.
    #[must_use]
    pub fn new(options: Options) -> Self {
        let arrived = if options.deep_links.get_untracked() { arrival(options) } else { None };
        let view = arrived.as_ref().map_or(options.first_view(), |(view, _)| *view);
        let place = Self {
            view: Signal::new(view),
            options,
            arrived: Stored::new(arrived),
            panels: Signal::default(),
        };
        let mut before = options.view.get_untracked();
        effect(move || {
            let wanted = options.view.get();
            if before != wanted
                && let Some(view) = View::parse(&wanted)
            {
                place.view.set(view);
            }
            before = wanted;
        });
        effect(move || {
            if options.deep_links.get() {
                place.write_address();
            }
        });
        place
    }

    /// A panel is there: from now on this of it is in the address while it is open. What the address said of it when the page
    /// came is handed over, once.
    pub fn attach(self, view: View, link: impl Fn() -> PanelLink + 'static) -> Option<PanelLink> {
        let arrived = self.arrived.try_update(|arrived| arrived.take_if(|(led_to, _)| *led_to == view));
        self.panels.update(|panels| {
            panels.retain(|(other, _)| *other != view);
            panels.push((view, Derived::new(link)));
        });
        arrived.flatten().map(|(_, link)| link)
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

    /// Writes what is open into the address. What led to a panel whose code is still on its way stays as it is.
    fn write_address(self) {
        let view = self.view.get();
        let link =
            self.panels.with(|panels| panels.iter().find(|(of, _)| *of == view).map(|(_, link)| *link));
        let awaited = self.arrived.try_with(|arrived| arrived.as_ref().is_some_and(|(of, _)| *of == view));
        if link.is_none() && awaited == Some(true) {
            return;
        }
        let PanelLink { id, filter } = link.map(Derived::get).unwrap_or_default();
        let Some((url, parameters)) = address() else { return };
        let view = Some(view).filter(|view| *view != self.options.first_view());
        let changed = [
            write(&parameters, VIEW, view.map(View::as_str)),
            write(&parameters, ID, id.as_deref()),
            write(&parameters, FILTER, filter.as_deref()),
        ];
        if changed.contains(&true)
            && let Ok(history) = window().history()
        {
            let state = history.state().unwrap_or(JsValue::NULL);
            let _ = history.replace_state_with_url(&state, "", Some(&url.href()));
        }
    }
}

/// Where the address leads.
fn arrival(options: Options) -> Option<(View, PanelLink)> {
    let (_, parameters) = address()?;
    let read = |name: &str| parameters.get(name).filter(|text| !text.is_empty());
    let view = read(VIEW).and_then(|name| View::parse(&name)).unwrap_or(options.first_view());
    Some((view, PanelLink { id: read(ID), filter: read(FILTER) }))
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
