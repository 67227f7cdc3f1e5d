//! Search fields. The key `/` focuses the one with the shortcut, unless it is typed into another field.

use super::{Control, ElementRef, Icon, IconName, is_displayed};
use crate::signal::{Derived, Stored, effect};
use leptos::ev;
use leptos::prelude::*;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// A search field. The label is for screen readers, the placeholder is visible.
#[component]
pub fn SearchField(
    /// The label.
    #[prop(into)]
    label: Derived<String>,
    /// The text.
    #[prop(into)]
    value: Derived<String>,
    /// Called with the whole text at each change.
    #[prop(into)]
    on_input: Callback<String>,
    /// The placeholder.
    #[prop(into)]
    placeholder: Derived<String>,
    /// True if `/` focuses it.
    #[prop(optional)]
    shortcut: bool,
    /// The attributes of the [`super::Field`] around it.
    #[prop(optional)]
    control: Control,
) -> impl IntoView {
    let node = ElementRef::new();
    if shortcut {
        listen_for_shortcut(node);
    }
    view! {
        <div class="rc-search" part="field">
            <Icon name=IconName::Search />
            <input
                class="rc-control rc-search-input"
                part="control"
                type="search"
                autocomplete="off"
                spellcheck="false"
                dir="auto"
                node_ref=node
                id=(!control.id.is_empty()).then_some(control.id)
                prop:value=move || value.get()
                placeholder=placeholder
                aria-label=label
                aria-invalid=control.invalid
                aria-describedby=control.described_by
                aria-keyshortcuts=shortcut.then_some("/")
                on:input=move |event| { on_input.try_run(event_target_value(&event)); }
            />
            {shortcut.then(|| view! { <kbd class="rc-key" aria-hidden="true">"/"</kbd> }.into_any())}
        </div>
    }
}

/// Listens in the field's own shadow tree, so that other widgets and the page keep their shortcuts.
fn listen_for_shortcut(node: ElementRef) {
    type Listener = (web_sys::Node, Closure<dyn FnMut(ev::KeyboardEvent)>);
    let kept = Stored::<Option<Rc<Listener>>>::default();
    effect(move || {
        let Some(element) = node.get() else { return };
        let root = element.get_root_node();
        let Ok(field) = element.dyn_into::<web_sys::HtmlInputElement>() else { return };
        let listener = Closure::<dyn FnMut(ev::KeyboardEvent)>::new(move |event: ev::KeyboardEvent| {
            if event.key() == "/" && !is_ignored(&event) && is_displayed(&field) {
                event.prevent_default();
                let _ = field.focus();
                field.select();
            }
        });
        let _ = root.add_event_listener_with_callback("keydown", listener.as_ref().unchecked_ref());
        kept.set(Some(Rc::new((root, listener))));
    });
    on_cleanup(move || {
        if let Some((root, listener)) = kept.try_get().flatten().as_deref() {
            let _ = root.remove_event_listener_with_callback("keydown", listener.as_ref().unchecked_ref());
        }
    });
}

/// Returns whether the key belongs to a text field, a key combination or a dialog.
fn is_ignored(event: &ev::KeyboardEvent) -> bool {
    let taken = event.ctrl_key() || event.meta_key() || event.alt_key() || event.default_prevented();
    let inside = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    taken
        || inside
            .is_some_and(|e| e.closest("input, textarea, select, dialog").is_ok_and(|found| found.is_some()))
}
