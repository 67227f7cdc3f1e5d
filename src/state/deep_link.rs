//! The open panel and what is selected in it, mirrored into the page's address where the page allows it (`deep-links`). Touches
//! only the query parameters `rc-view`, `rc-id` and `rc-filter`.

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

/// The open panel and its address.
#[derive(Clone, Copy)]
pub struct DeepLink {
    /// The open panel.
    pub view: Signal<View>,
    options: Options,
    /// The link the page was opened with, until its panel takes it.
    arrived: Stored<Option<(View, PanelLink)>>,
    /// The link to each loaded panel, as it is now.
    panels: Signal<Vec<(View, Derived<PanelLink>)>>,
}

/// The part of a link that belongs to one panel.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PanelLink {
    /// The selected row.
    pub id: Option<String>,
    /// The filter.
    pub filter: Option<String>,
}

impl DeepLink {
    /// Starts at the address' panel, else at the page's `view`; follows both from then on.
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

    /// Registers a loaded panel, whose link is in the address while it is open. Returns what the link the page was opened with
    /// says of it, once.
    pub fn attach(self, view: View, link: impl Fn() -> PanelLink + 'static) -> Option<PanelLink> {
        let arrived = self.arrived.try_update(|arrived| arrived.take_if(|(led_to, _)| *led_to == view));
        self.panels.update(|panels| {
            panels.retain(|(other, _)| *other != view);
            panels.push((view, Derived::new(link)));
        });
        arrived.flatten().map(|(_, link)| link)
    }

    /// A link to a row of My requests.
    #[must_use]
    pub fn link_to(self, row: &RowId) -> Option<String> {
        self.link(View::Requests, row.as_str())
    }

    /// A link to an approval.
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

    /// Returns whether the page mirrors the panel into its address, so that links can be copied. Reactive.
    #[must_use]
    pub fn has_links(self) -> bool {
        self.options.deep_links.get()
    }

    /// Writes the open panel's link into the address. A link to a panel whose code is still loading stays as it is.
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

/// Parses the page's address.
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

/// Sets one parameter; returns `false` where it had that value.
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
