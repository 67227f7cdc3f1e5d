//! Modal dialogs: the browser's own, in the same tree. Escape and the close button close it, and the focus returns to the
//! opener.

use super::{Button, ButtonKind, ElementRef, IconName, active_element, is_displayed, unique_id};
use crate::signal::{Derived, Stored, effect};
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// A modal dialog. Its children are mounted only while it is open.
#[component]
pub fn Dialog(
    /// True while it is open.
    #[prop(into)]
    open: Derived<bool>,
    /// The heading and accessible name.
    #[prop(into)]
    title: Derived<String>,
    /// The label of the close button.
    #[prop(into)]
    close_label: Derived<String>,
    /// Called when the user closes it; sets `open` to false.
    #[prop(into)]
    on_close: Callback<()>,
    /// The content.
    children: ChildrenFn,
) -> impl IntoView {
    let title_id = unique_id("title");
    let labelled = title_id.clone();
    let node = ElementRef::new();
    let heading = ElementRef::new();
    let opener = Stored::<Option<web_sys::HtmlElement>>::new(None);
    effect(move || {
        let wanted = open.get();
        let Some(dialog) = dialog(node.get()) else { return };
        if wanted && !dialog.open() {
            opener.set(active_element(&dialog).and_then(|element| element.dyn_into().ok()));
            let _ = dialog.show_modal();
            // The heading, not the first button, so that screen readers begin at the top.
            heading.focus();
        } else if !wanted && dialog.open() {
            dialog.close();
        }
    });
    let closed = move |_: ev::Event| {
        if open.try_get_untracked() == Some(true) {
            on_close.try_run(());
        }
        if let Some(dialog) = dialog(node.get_untracked()) {
            restore_focus(opener.try_update(Option::take).flatten(), &dialog);
        }
    };
    // Escape must not also close a dialog of the host page.
    let keep_escape = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" {
            event.stop_propagation();
        }
    };
    view! {
        <dialog
            class="rc-dialog"
            part="dialog"
            node_ref=node
            aria-labelledby=labelled
            on:close=closed
            on:keydown=keep_escape
        >
            <div class="rc-dialog-head">
                <h2 class="rc-dialog-title" id=title_id tabindex="-1" node_ref=heading>{title}</h2>
                <Button
                    label=close_label
                    kind=ButtonKind::Quiet
                    icon=IconName::Cross
                    icon_only=true
                    on_press=move || { on_close.try_run(()); }
                />
            </div>
            {move || open.get().then(|| view! { <div class="rc-dialog-body">{children()}</div> }.into_any())}
        </dialog>
    }
    .into_any()
}

fn dialog(element: Option<web_sys::HtmlElement>) -> Option<web_sys::HtmlDialogElement> {
    element?.dyn_into().ok()
}

/// Focuses the opener, or its panel if the opener has gone.
fn restore_focus(opener: Option<web_sys::HtmlElement>, dialog: &web_sys::Element) {
    let still_there = opener.filter(|element| element.is_connected() && is_displayed(element));
    let panel = || dialog.closest("[role=tabpanel]").ok().flatten().and_then(|p| p.dyn_into().ok());
    if let Some(element) = still_there.or_else(panel) {
        let _ = element.focus();
    }
}
