//! Controls and layout. Knows no domain type and no words: every text is passed in.
//! Keyboard, ARIA roles, focus and the placement of errors are handled here, so that panels need not.

pub mod badge;
pub mod button;
pub mod checkbox;
pub mod combobox;
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
pub use combobox::{ComboOption, Combobox};
pub use date_time_field::{DateTimeField, local_text_to_unix_millis, unix_millis_to_local_text};
pub use dialog::Dialog;
pub use element_ref::ElementRef;
pub use field::{Control, Field};
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

/// A unique element id, for ARIA references.
#[must_use]
pub fn unique_id(prefix: &str) -> String {
    format!("rc-{prefix}-{}", LAST_ID.fetch_add(1, Ordering::Relaxed))
}

/// Focuses the first invalid field inside `container`. Returns false if there is none.
pub fn focus_first_invalid(container: &web_sys::Element) -> bool {
    let found = container.query_selector("[aria-invalid=\"true\"]").ok().flatten();
    let field = found.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
    field.is_some_and(|field| field.focus().is_ok())
}

/// Focuses the side or panel around an element that is about to be removed, so that the focus is not lost.
pub fn focus_panel_of(place: ElementRef) {
    let panel =
        place.get_untracked().and_then(|place| place.closest(".rc-side, [role=tabpanel]").ok().flatten());
    if let Some(panel) = panel.and_then(|panel| panel.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = panel.focus();
    }
}

/// Focuses an element after the next frame, if it is mounted by then.
pub fn focus_soon(node: ElementRef) {
    focus_soon_where(node, |_| true);
}

/// Focuses an element after the next frame, unless the focus is outside the side.
pub fn focus_soon_if_free(node: ElementRef) {
    focus_soon_where(node, focus_is_free);
}

/// Focuses an element after the next frame, if nothing else has the focus.
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

/// Returns whether no visible element has the focus. A hidden element keeps it until the next frame.
fn focus_is_nowhere(near: &web_sys::Element) -> bool {
    let active = active_element(near).or_else(active_element_of_page);
    active.is_none_or(|element| element.dyn_ref().is_some_and(|element| !is_displayed(element)))
}

/// Returns whether an element is displayed; one in a hidden panel is not.
fn is_displayed(element: &web_sys::HtmlElement) -> bool {
    element.offset_width() > 0
}

/// Returns whether the focus may be moved: nothing has it, or an element of the side.
fn focus_is_free(near: &web_sys::Element) -> bool {
    active_element(near).is_none_or(|element| element.closest(".rc-side").is_ok_and(|side| side.is_some()))
}

/// The focused element in the same tree as `near`; of a shadow tree the document only knows the host.
fn active_element(near: &web_sys::Element) -> Option<web_sys::Element> {
    match near.get_root_node().dyn_ref::<web_sys::ShadowRoot>() {
        Some(shadow) => shadow.active_element(),
        None => active_element_of_page(),
    }
}

fn active_element_of_page() -> Option<web_sys::Element> {
    document().active_element().filter(|element| element.tag_name() != "BODY")
}

#[cfg(test)]
mod tests {
    use super::unique_id;

    #[test]
    fn ids_differ() {
        assert_ne!(unique_id("field"), unique_id("field"));
    }
}
