//! A field that selects one person: a search in the directory, then the selected person with a button to clear it.

use super::ui::{Button, ButtonKind, Control, Field, IconName, KeyedRow, Rows, SearchField};
use super::words::Trouble;
use crate::i18n::{I18n, Msg};
use crate::signal::Derived;
use crate::state::people::PeopleSearch;
use crate::state::people::Person;
use leptos::prelude::*;
use request_center_models::id::IdentityId;

/// A field for one person.
#[component]
pub fn PersonPicker(
    /// The messages.
    i18n: I18n,
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
    let clear = move |()| {
        on_choose.try_run((IdentityId::default(), String::new()));
    };
    let option = move |person: &Person| {
        let person = person.clone();
        KeyedRow::new(person.id.to_string(), move || {
            let named = person.name.clone();
            let choose = {
                let (id, name) = (person.id.clone(), person.name.clone());
                move |()| {
                    on_choose.try_run((id.clone(), name.clone()));
                    search.search(String::new());
                }
            };
            view! {
                <li class="rc-offer">
                    <span><bdi>{person.name}</bdi>" "<span class="rc-note"><bdi>{person.about}</bdi></span></span>
                    <Button
                        label=i18n.label(Msg::PersonChoose)
                        accessible_label=Derived::new(move || i18n.with(Msg::PersonChooseNamed, &[("name", &named)]))
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
            <Trouble i18n error=search.error/>
        }
        .into_any()
    };
    view! { <Field label error group=true control=Box::new(control)/> }
}
