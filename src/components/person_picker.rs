//! A field that selects one person: a search in the directory, then the selected person with a button to clear it.

use super::ui::{Button, ButtonKind, Control, Field, IconName, KeyedRow, Notice, Rows, SearchField, Tone};
use super::words::{ListIncomplete, Trouble, person_left};
use crate::i18n::Msg;
use crate::signal::{Derived, Signal};
use crate::state::people::{PeopleSearch, Person};
use crate::state::shell::Shell;
use leptos::prelude::*;
use request_center_models::id::IdentityId;

/// A field for one person.
#[component]
pub fn PersonPicker(
    /// The widget.
    shell: Shell,
    /// The search in the directory.
    search: PeopleSearch,
    /// The field's label.
    #[prop(into)]
    label: Derived<String>,
    /// The selected person's name; empty while none is selected.
    #[prop(into)]
    chosen: Derived<String>,
    /// Called with id and name of the person selected; both are empty when the selection is cleared.
    #[prop(into)]
    on_choose: Callback<(IdentityId, String)>,
    /// The error, if any.
    #[prop(into)]
    error: Derived<Option<String>>,
) -> impl IntoView {
    let i18n = shell.i18n;
    let clear = move |()| {
        on_choose.try_run((IdentityId::default(), String::new()));
    };
    let option = move |person: &Person| {
        let person = person.clone();
        KeyedRow::new(person.id.to_string(), move || {
            let (named, has_left) = (person.name.clone(), person.has_left);
            let left = person_left(i18n, &person);
            // Somebody who has left is chosen only after a question, which the same button answers.
            let asked = Signal::new(false);
            let choose = {
                let (id, name) = (person.id.clone(), person.name.clone());
                move |()| {
                    if has_left && !asked.get_untracked() {
                        return asked.set(true);
                    }
                    on_choose.try_run((id.clone(), name.clone()));
                    search.search(String::new());
                }
            };
            view! {
                <li class="rc-offer">
                    <span><bdi>{person.name}</bdi>" "<span class="rc-note"><bdi>{person.about}</bdi></span></span>
                    {left}
                    {move || asked.get().then(|| view! { <Notice tone=Tone::Waiting title=i18n.label(Msg::PersonLeftAsk)/> })}
                    <Button
                        label=Derived::new(move || i18n.t(if asked.get() { Msg::PersonChooseAnyway } else { Msg::PersonChoose }))
                        accessible_label=Derived::new(move || {
                            let message = if asked.get() { Msg::PersonChooseAnywayNamed } else { Msg::PersonChooseNamed };
                            i18n.with(message, &[("name", &named)])
                        })
                        on_press=choose
                    />
                </li>
            }
            .into_any()
        })
    };
    let status = move || {
        let has_text = search.query.with(|query| !query.trim().is_empty());
        if search.searching.get() {
            i18n.t(Msg::TeamSearching)
        } else if has_text {
            i18n.count(Msg::TeamFound, search.found.with(Vec::len), &[])
        } else {
            String::new()
        }
    };
    let control = move |control: Control| {
        view! {
            {move || {
                let name = chosen.get();
                if name.is_empty() {
                    view! {
                        <SearchField
                            label
                            value=search.query
                            on_input=move |text| search.search(text)
                            placeholder=i18n.label(Msg::PersonPlaceholder)
                            control=control.clone()
                        />
                    }
                    .into_any()
                } else {
                    view! {
                        <p class="rc-chosen">
                            <bdi>{name}</bdi>
                            <Button
                                label=i18n.label(Msg::PersonOther)
                                kind=ButtonKind::Quiet
                                icon=IconName::Cross
                                on_press=clear
                            />
                        </p>
                    }
                    .into_any()
                }
            }}
            <ul class="rc-offers"><Rows each=move || search.found.with(|found| found.iter().map(option).collect())/></ul>
            <p class="rc-list-status" role="status">{status}</p>
            <ListIncomplete shell left_out=search.left_out/>
            <Trouble i18n error=search.error/>
        }
        .into_any()
    };
    view! { <Field label error group=true control=Box::new(control)/> }
}
