//! Pieces of the interface that know no domain type and no words of their own: every text is handed in.
//! Keyboard, roles, focus and the place of an error are right by construction here, so that panels need not think of them.

pub mod badge;
pub mod button;
pub mod checkbox;
pub mod date_time_field;
pub mod dialog;
pub mod element_ref;
pub mod field;
pub mod filter_chips;
pub mod icon;
pub mod marked;
pub mod notice;
pub mod pick_row;
pub mod row;
pub mod rows;
pub mod search_field;
pub mod select;
pub mod split_view;
pub mod tabs;
pub mod text_area;
pub mod text_field;
pub mod timeline;

pub use badge::{Badge, Tone};
pub use button::{Button, ButtonKind};
pub use checkbox::Checkbox;
pub use date_time_field::{DateTimeField, local_text_to_unix_millis};
pub use dialog::Dialog;
pub use element_ref::ElementRef;
pub use field::{Control, Field, field_error};
pub use filter_chips::{Chip, FilterChips};
pub use icon::{Icon, IconName};
pub use marked::Marked;
pub use notice::{EmptyState, Notice, Skeleton};
pub use pick_row::PickRow;
pub use row::Row;
pub use rows::{KeyedRow, Rows};
pub use search_field::SearchField;
pub use select::{Choice, Select};
pub use split_view::SplitView;
pub use tabs::{Tab, TabPanel, Tabs, panel_id, tab_id};
pub use text_area::TextArea;
pub use text_field::TextField;
pub use timeline::{Timeline, TimelineState, TimelineStep};

use leptos::prelude::*;
use std::sync::atomic::{AtomicU32, Ordering};
use wasm_bindgen::JsCast;

static LAST_ID: AtomicU32 = AtomicU32::new(0);

/// An id no other element of this page load has, for ARIA references.
#[must_use]
pub fn unique_id(prefix: &str) -> String {
    format!("rc-{prefix}-{}", LAST_ID.fetch_add(1, Ordering::Relaxed))
}

/// Puts the focus into the first field inside `container` that is marked as wrong; `false` where there is none.
pub fn focus_first_invalid(container: &web_sys::Element) -> bool {
    let found = container.query_selector("[aria-invalid=\"true\"]").ok().flatten();
    let field = found.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
    field.is_some_and(|field| field.focus().is_ok())
}

/// Puts the focus on the side or the panel around an element that is about to go, so that the keyboard stays there.
pub fn focus_panel_of(place: ElementRef) {
    let panel =
        place.get_untracked().and_then(|place| place.closest(".rc-side, [role=tabpanel]").ok().flatten());
    if let Some(panel) = panel.and_then(|panel| panel.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = panel.focus();
    }
}

/// Puts the focus on an element once what is being drawn now stands; an element that is not there is passed over.
pub fn focus_soon(node: ElementRef) {
    focus_soon_where(node, |_| true);
}

/// Puts the focus on an element once what is being drawn now stands, unless somebody is at work elsewhere.
pub fn focus_soon_if_free(node: ElementRef) {
    focus_soon_where(node, focus_is_free);
}

/// Puts the focus on an element once what is being drawn now stands, where it would else be nowhere.
pub fn focus_soon_if_nowhere(node: ElementRef) {
    focus_soon_where(node, focus_is_nowhere);
}

fn focus_soon_where(node: ElementRef, may: fn(&web_sys::Element) -> bool) {
    request_animation_frame(move || {
        if node.get_untracked().is_some_and(|element| may(&element)) {
            node.focus();
        }
    });
}

/// Whether nothing in sight has the focus. What has just been hidden keeps it until the page is drawn.
fn focus_is_nowhere(near: &web_sys::Element) -> bool {
    let root = near.get_root_node();
    let within = root.dyn_ref::<web_sys::ShadowRoot>().and_then(web_sys::ShadowRoot::active_element);
    let active = within.or_else(|| document().active_element().filter(|e| e.tag_name() != "BODY"));
    let hidden = |e: web_sys::Element| e.dyn_ref().is_some_and(|e| !is_displayed(e));
    active.is_none_or(hidden)
}

/// Whether an element takes room on the page; one of a hidden panel takes none.
fn is_displayed(element: &web_sys::HtmlElement) -> bool {
    element.offset_width() > 0
}

/// Whether the focus may be taken without taking it from somebody at work elsewhere: it is nowhere, or in the same side.
fn focus_is_free(near: &web_sys::Element) -> bool {
    let root = near.get_root_node();
    let active = match root.dyn_ref::<web_sys::ShadowRoot>() {
        Some(shadow) => shadow.active_element(),
        None => document().active_element().filter(|element| element.tag_name() != "BODY"),
    };
    active.is_none_or(|element| element.closest(".rc-side").is_ok_and(|side| side.is_some()))
}

#[cfg(test)]
mod tests {
    use super::unique_id;

    #[test]
    fn ids_differ() {
        assert_ne!(unique_id("field"), unique_id("field"));
    }
}
