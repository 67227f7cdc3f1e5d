//! Choosing one person: typed by the beginning of a name, offered by the directory, shown once chosen.

use super::ui::{Button, ButtonKind, IconName, KeyedRow, Rows, SearchField, field_error, unique_id};
use super::words::Trouble;
use crate::i18n::{I18n, Msg};
use crate::signal::Derived;
use crate::state::people::PeopleSearch;
use crate::state::people::Person;
use leptos::prelude::*;
use request_center_models::id::IdentityId;

/// A field that ends in one person.
#[component]
pub fn PersonPicker(
    /// The words.
    i18n: I18n,
    /// The search behind it.
    search: PeopleSearch,
    /// What the person is wanted for.
    #[prop(into)]
    label: Derived<String>,
    /// The name of who is chosen; empty while nobody is.
    #[prop(into)]
    chosen: Derived<String>,
    /// Runs with id and name of the one chosen; both empty where the choice is taken back.
    #[prop(into)]
    on_choose: Callback<(IdentityId, String)>,
    /// What is wrong with it.
    #[prop(into)]
    error: Derived<Option<String>>,
) -> impl IntoView {
    let take_back = move |()| {
        on_choose.try_run((IdentityId::default(), String::new()));
    };
    let offer = move |person: &Person| {
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
        let typed = search.query.with(|query| !query.trim().is_empty());
        if search.searching.get() {
            i18n.t(Msg::TeamSearching)
        } else if typed {
            i18n.count(Msg::TeamFound, search.found.with(Vec::len), &[])
        } else {
            String::new()
        }
    };
    view! {
        <div class="rc-field" part="field" role="group" aria-label=label>
            <p class="rc-label">{label}</p>
            {move || {
                let name = chosen.get();
                if name.is_empty() {
                    view! {
                        <SearchField
                            label
                            value=search.query
                            on_input=move |text| search.search(text)
                            placeholder=i18n.label(Msg::PersonPlaceholder)
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
                                on_press=take_back
                            />
                        </p>
                    }
                    .into_any()
                }
            }}
            <ul class="rc-offers"><Rows each=move || search.found.with(|found| found.iter().map(offer).collect())/></ul>
            <p class="rc-list-status" role="status">{status}</p>
            <Trouble i18n error=search.error/>
            {field_error(unique_id("person"), error)}
        </div>
    }
}
