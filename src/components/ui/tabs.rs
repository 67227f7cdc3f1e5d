//! Tabs: one tab stop; arrow keys, Home and End move between tabs. Selection follows the focus.

use super::{ElementRef, KeyedRow, Rows, focus_soon_if_nowhere};
use crate::signal::{Derived, Memo, effect};
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// One tab.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tab {
    /// Its id.
    pub id: String,
    /// Its label.
    pub label: String,
    /// A formatted number beside it.
    pub badge: Option<String>,
}

/// The element id of a tab.
#[must_use]
pub fn tab_id(id: &str) -> String {
    format!("rc-tab-{id}")
}

/// The element id of a tab's panel.
#[must_use]
pub fn panel_id(id: &str) -> String {
    format!("rc-panel-{id}")
}

/// A tab list; each panel is a [`TabPanel`].
#[component]
pub fn Tabs(
    /// The accessible name.
    #[prop(into)]
    label: Derived<String>,
    /// The tabs.
    #[prop(into)]
    tabs: Derived<Vec<Tab>>,
    /// The id of the selected one.
    #[prop(into)]
    selected: Derived<String>,
    /// Called with the id of the one selected.
    #[prop(into)]
    on_select: Callback<String>,
) -> impl IntoView {
    let list = ElementRef::new();
    let keyed = Memo::new(move || tabs.with(|all| all.iter().map(|t| t.id.clone()).collect::<Vec<_>>()));
    // In a narrow widget the tab list scrolls, so the selected tab is scrolled into view.
    effect(move || {
        selected.with(String::len);
        keyed.with(Vec::len);
        request_animation_frame(move || show_selected(list));
    });
    let move_by_key = move |event: ev::KeyboardEvent| {
        let Some(element) = list.get_untracked() else { return };
        let rtl = element
            .closest("[dir]")
            .ok()
            .flatten()
            .is_some_and(|e| e.get_attribute("dir").as_deref() == Some("rtl"));
        let ids = keyed.try_get_untracked().unwrap_or_default();
        let now = selected.try_with_untracked(|s| ids.iter().position(|id| id == s)).flatten().unwrap_or(0);
        let Some(id) = target(&event.key(), rtl, now, ids.len()).and_then(|i| ids.get(i).cloned()) else {
            return;
        };
        event.prevent_default();
        let root = element.get_root_node();
        on_select.try_run(id.clone());
        focus_in(&root, &tab_id(&id));
    };
    let draw = move |id: String| {
        let content = {
            let id = id.clone();
            Memo::new(move || tabs.with(|all| all.iter().find(|t| t.id == id).cloned()).unwrap_or_default())
        };
        let is_selected = {
            let id = id.clone();
            Memo::new(move || selected.with(|s| *s == id))
        };
        let panel = panel_id(&id);
        view! {
            <button
                type="button"
                role="tab"
                class="rc-tab"
                part="tab"
                id=tab_id(&id)
                aria-selected=move || if is_selected.get() { "true" } else { "false" }
                aria-controls=move || is_selected.get().then(|| panel.clone())
                tabindex=move || if is_selected.get() { "0" } else { "-1" }
                on:click=move |_| { on_select.try_run(id.clone()); }
            >
                <span>{move || content.get().label}</span>
                // Without the space the accessible name would be one word: "Approvals7".
                {move || content.get().badge.map(|text| view! { " "<span class="rc-tab-badge">{text}</span> }.into_any())}
            </button>
        }
        .into_any()
    };
    let row = move |id: &String| {
        let id = id.clone();
        KeyedRow::new(id.clone(), move || draw(id))
    };
    view! {
        <div
            class="rc-tabs"
            part="tabs"
            role="tablist"
            node_ref=list
            aria-label=label
            on:keydown=move_by_key
        >
            <Rows each=move || keyed.with(|ids| ids.iter().map(row).collect()) />
        </div>
    }
    .into_any()
}

/// The panel of a tab. Its children stay mounted, so that typed text and scroll position are kept.
#[component]
pub fn TabPanel(
    /// The id of the tab.
    id: &'static str,
    /// The id of the selected tab.
    #[prop(into)]
    selected: Derived<String>,
    /// The content.
    children: Children,
) -> impl IntoView {
    let node = ElementRef::new();
    let mut shown = None;
    // If the button that switched tabs is now hidden, the focus moves to the panel.
    effect(move || {
        let now = selected.with(|s| s == id);
        if now && shown.replace(now) == Some(false) {
            focus_soon_if_nowhere(node);
        }
        shown = Some(now);
    });
    view! {
        <div
            class="rc-panel"
            part="panel"
            node_ref=node
            role="tabpanel"
            tabindex="-1"
            id=panel_id(id)
            aria-labelledby=tab_id(id)
            hidden=move || selected.with(|s| s != id)
        >
            {children()}
        </div>
    }
    .into_any()
}

/// The tab that a key moves to from tab `now` of `count`.
fn target(key: &str, rtl: bool, now: usize, count: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    let forward = if now >= last { 0 } else { now + 1 };
    let back = if now == 0 { last } else { now - 1 };
    match (key, rtl) {
        ("ArrowRight", false) | ("ArrowLeft", true) => Some(forward),
        ("ArrowLeft", false) | ("ArrowRight", true) => Some(back),
        ("Home", _) => Some(0),
        ("End", _) => Some(last),
        _ => None,
    }
}

/// Scrolls the selected tab into view.
fn show_selected(list: ElementRef) {
    let Some(list) = list.get_untracked() else { return };
    let Ok(Some(tab)) = list.query_selector("[aria-selected=true]") else { return };
    let (row, tab) = (list.get_bounding_client_rect(), tab.get_bounding_client_rect());
    if tab.left() < row.left() || tab.right() > row.right() {
        #[expect(clippy::cast_possible_truncation, reason = "pixels of a screen")]
        let distance = ((tab.left() + tab.right() - row.left() - row.right()) / 2.0) as i32;
        list.set_scroll_left(list.scroll_left() + distance);
    }
}

fn focus_in(root: &web_sys::Node, id: &str) {
    let element = match root.dyn_ref::<web_sys::ShadowRoot>() {
        Some(shadow) => shadow.get_element_by_id(id),
        None => root.dyn_ref::<web_sys::Document>().and_then(|document| document.get_element_by_id(id)),
    };
    if let Some(tab) = element.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = tab.focus();
    }
}

#[cfg(test)]
mod tests {
    use super::target;

    #[test]
    fn arrow_keys_wrap_around_and_follow_the_reading_direction() {
        assert_eq!(target("ArrowRight", false, 1, 2), Some(0));
        assert_eq!(target("ArrowLeft", false, 0, 3), Some(2));
        assert_eq!(target("ArrowLeft", true, 0, 3), Some(1));
        assert_eq!(target("End", false, 0, 3), Some(2));
        assert_eq!(target("a", false, 0, 3), None);
        assert_eq!(target("Home", false, 0, 0), None);
    }
}
