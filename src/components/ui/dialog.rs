//! A modal dialog: the browser's own, in the same tree. Escape and its close button end it; the focus goes back to
//! where it came from.

use super::{Button, ButtonKind, ElementRef, IconName, is_displayed, unique_id};
use crate::signal::{Derived, Stored, effect};
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// A modal dialog. Its children are there only while it is open.
#[component]
pub fn Dialog(
    /// Whether it is open.
    #[prop(into)]
    open: Derived<bool>,
    /// Its heading and name.
    #[prop(into)]
    title: Derived<String>,
    /// The name of the button that closes it.
    #[prop(into)]
    close_label: Derived<String>,
    /// Runs when it is closed by the person; sets `open` to false.
    #[prop(into)]
    on_close: Callback<()>,
    /// What is in it.
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
            opener.set(focused_beside(&dialog));
            let _ = dialog.show_modal();
            // The heading, not the first button: the whole dialog is then read from its beginning.
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
            give_focus_back(opener.try_update(Option::take).flatten(), &dialog);
        }
    };
    // A dialog of the page around the widget must not take this Escape for its own.
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
}

fn dialog(element: Option<web_sys::HtmlElement>) -> Option<web_sys::HtmlDialogElement> {
    element?.dyn_into().ok()
}

/// What has the focus in the dialog's tree; the document only knows the widget's host.
fn focused_beside(dialog: &web_sys::Element) -> Option<web_sys::HtmlElement> {
    let root = dialog.get_root_node();
    let active = match root.dyn_ref::<web_sys::ShadowRoot>() {
        Some(shadow) => shadow.active_element(),
        None => root.dyn_ref::<web_sys::Document>().and_then(web_sys::Document::active_element),
    };
    active.and_then(|element| element.dyn_into().ok())
}

/// Back to the opener; where that is gone, to the panel it was in, so that the keyboard does not start over at the top.
fn give_focus_back(opener: Option<web_sys::HtmlElement>, dialog: &web_sys::Element) {
    let still_there = opener.filter(|element| element.is_connected() && is_displayed(element));
    let panel = || dialog.closest("[role=tabpanel]").ok().flatten().and_then(|p| p.dyn_into().ok());
    if let Some(element) = still_there.or_else(panel) {
        let _ = element.focus();
    }
}
