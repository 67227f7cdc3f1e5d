//! Editable comboboxes with a list of options: the focus stays in the field, the arrow keys move through the options, Enter
//! chooses, Escape closes the list and then clears the field.

use super::{Badge, ElementRef, IconName, KeyedRow, Rows, Tone, unique_id};
use crate::signal::{Derived, Memo, Signal, effect};
use js_sys::{Function, Object, Reflect};
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

/// An option of a combobox.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ComboOption {
    /// Its id, unique in the list.
    pub id: String,
    /// Its name.
    pub name: String,
    /// A note beside the name; nothing if empty.
    pub note: String,
    /// A mark after it.
    pub mark: Option<(Tone, IconName, String)>,
    /// The reason why it cannot be chosen; `None` if it can.
    pub blocked: Option<String>,
}

/// A text field over a list of options, several of which are chosen one after the other.
#[component]
pub fn Combobox(
    /// The label.
    #[prop(into)]
    label: Derived<String>,
    /// The text in the field.
    #[prop(into)]
    value: Derived<String>,
    /// The options for that text.
    #[prop(into)]
    options: Derived<Vec<ComboOption>>,
    /// Called with the whole text at each change.
    #[prop(into)]
    on_input: Callback<String>,
    /// Called with the id of the option chosen; one that is blocked is chosen never.
    #[prop(into)]
    on_choose: Callback<String>,
    /// Called with a pasted text that is a list: with line breaks, tabs or semicolons. It does not go into the field.
    #[prop(into)]
    on_paste_list: Callback<String>,
    /// The placeholder.
    #[prop(into)]
    placeholder: Derived<String>,
    /// For focusing the field.
    #[prop(optional)]
    node_ref: ElementRef,
) -> impl IntoView {
    let id = unique_id("combobox");
    let list_id = format!("{id}-list");
    let list = ComboList {
        options: Memo::new(move || options.get()),
        is_open: Signal::new(false),
        active: Signal::default(),
        on_choose,
    };
    // Options of another text: none of them is active.
    effect(move || {
        list.options.with(|_| ());
        list.active.set(None);
    });
    let key = move |event: ev::KeyboardEvent| {
        if event.is_composing() || event.ctrl_key() || event.meta_key() {
            return;
        }
        let is_used = match event.key().as_str() {
            "ArrowDown" => list.step(true, event.alt_key()),
            "ArrowUp" => list.step(false, event.alt_key()),
            "Enter" => list.choose_active(),
            "Escape" if list.is_shown() => list.close(),
            "Escape" => {
                let has_text = value.with_untracked(|text| !text.is_empty());
                if has_text {
                    on_input.try_run(String::new());
                }
                has_text
            }
            "Home" | "End" => list.leave(),
            "Tab" => {
                list.close();
                false
            }
            _ => false,
        };
        if is_used {
            event.prevent_default();
            event.stop_propagation();
        }
    };
    let paste = move |event: ev::Event| {
        let Some(text) = pasted_text(&event).filter(|text| text.trim().contains(['\n', '\r', '\t', ';']))
        else {
            return;
        };
        event.prevent_default();
        on_paste_list.try_run(text);
    };
    let input = move |event| {
        list.is_open.set(true);
        on_input.try_run(event_target_value(&event));
    };
    let option_id = {
        let list_id = list_id.clone();
        move |id: &str| format!("{list_id}-{id}")
    };
    let active_id = {
        let option_id = option_id.clone();
        move || list.active.get().filter(|_| list.is_open.get()).map(|id| option_id(&id))
    };
    let shown = Memo::new(move || list.is_open.get() && list.options.with(|options| !options.is_empty()));
    let rows = move || {
        let row = |option: &ComboOption| {
            let (option, id) = (option.clone(), option_id(&option.id));
            let key = format!("{} {}", option.id, option.blocked.is_some());
            KeyedRow::new(key, move || view! { <OptionRow list option id/> }.into_any())
        };
        list.options.with(|options| options.iter().map(row).collect())
    };
    view! {
        <div class="rc-field rc-combobox" part="field">
            <label class="rc-label" for=id.clone()>{label}</label>
            <input
                class="rc-control"
                part="control"
                type="text"
                role="combobox"
                autocomplete="off"
                spellcheck="false"
                dir="auto"
                id=id
                node_ref=node_ref
                prop:value=move || value.get()
                placeholder=placeholder
                aria-autocomplete="list"
                aria-expanded=move || if shown.get() { "true" } else { "false" }
                aria-controls=list_id.clone()
                aria-activedescendant=active_id
                on:input=input
                on:keydown=key
                on:blur=move |_| { list.close(); }
                on:paste=move |event| paste(event.into())
            />
            <ul
                class="rc-options"
                role="listbox"
                id=list_id
                aria-label=label
                hidden=move || !shown.get()
                // A press on the list leaves the focus in the field.
                on:mousedown=|event| event.prevent_default()
            >
                <Rows each=rows/>
            </ul>
        </div>
    }
    .into_any()
}

/// The list of a combobox.
#[derive(Clone, Copy)]
struct ComboList {
    options: Memo<Vec<ComboOption>>,
    is_open: Signal<bool>,
    active: Signal<Option<String>>,
    on_choose: Callback<String>,
}

impl ComboList {
    /// Opens the list, or moves to the next or previous option, from the last one to the first; with Alt it is only opened or closed.
    fn step(self, forward: bool, only_opens: bool) -> bool {
        if only_opens {
            self.is_open.set(forward);
            self.active.set(None);
            return true;
        }
        self.is_open.set(true);
        let active = self.active.get_untracked();
        let next = self.options.with_untracked(|options| {
            let at = options.iter().position(|option| Some(&option.id) == active.as_ref());
            let last = options.len().checked_sub(1)?;
            let next = match (at, forward) {
                (Some(at), true) if at < last => at.saturating_add(1),
                (None | Some(_), true) => 0,
                (None | Some(0), false) => last,
                (Some(at), false) => at.saturating_sub(1),
            };
            options.get(next).map(|option| option.id.clone())
        });
        self.active.set(next);
        true
    }

    /// Chooses the active option; returns `false` where there is none.
    fn choose_active(self) -> bool {
        let active = self.active.get_untracked().filter(|_| self.is_shown());
        active.is_some_and(|id| self.choose(&id))
    }

    fn choose(self, id: &str) -> bool {
        let is_free = self.options.with_untracked(|options| {
            options.iter().any(|option| option.id == id && option.blocked.is_none())
        });
        if is_free {
            self.close();
            self.on_choose.try_run(id.to_owned());
        }
        true
    }

    /// Returns from the options to the text, where the key works as in any field.
    fn leave(self) -> bool {
        self.active.set(None);
        false
    }

    fn close(self) -> bool {
        self.is_open.set(false);
        self.active.set(None);
        true
    }

    fn is_shown(self) -> bool {
        self.is_open.get_untracked() && self.options.with_untracked(|options| !options.is_empty())
    }
}

/// One option; the active one is scrolled into sight.
#[component]
fn OptionRow(list: ComboList, option: ComboOption, id: String) -> impl IntoView {
    let ComboOption { id: key, name, note, mark, blocked } = option;
    let is_blocked = blocked.is_some();
    let row = ElementRef::new();
    let is_active = {
        let key = key.clone();
        Memo::new(move || list.active.with(|active| active.as_ref() == Some(&key)))
    };
    effect(move || {
        if is_active.get()
            && let Some(row) = row.get_untracked()
        {
            scroll_into_list(&row);
        }
    });
    let mark = mark.map(|(tone, icon, text)| {
        view! { <Badge tone icon text=Derived::new(move || text.clone())/> }.into_any()
    });
    view! {
        <li
            class="rc-option"
            role="option"
            id=id
            node_ref=row
            aria-selected=move || if is_active.get() { "true" } else { "false" }
            aria-disabled=is_blocked.then_some("true")
            on:click=move |_| { list.choose(&key); }
        >
            <span><bdi>{name}</bdi>" "<span class="rc-note"><bdi>{note}</bdi></span></span>
            {mark}
            {blocked.map(|reason| view! { <span class="rc-note">{reason}</span> }.into_any())}
        </li>
    }
    .into_any()
}

/// The text of a paste event; read by name, as an import of its own would be fetched by every page.
fn pasted_text(event: &JsValue) -> Option<String> {
    call(&get(event, "clipboardData"), "getData", &JsValue::from_str("text/plain"))?.as_string()
}

/// Scrolls the list just so far that the option is visible.
fn scroll_into_list(option: &JsValue) {
    let options = Object::new();
    let _ = Reflect::set(&options, &JsValue::from_str("block"), &JsValue::from_str("nearest"));
    call(option, "scrollIntoView", &options);
}

fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
}

/// Calls a method; `None` where there is none or it fails.
fn call(object: &JsValue, method: &str, argument: &JsValue) -> Option<JsValue> {
    get(object, method).dyn_ref::<Function>()?.call1(object, argument).ok()
}
