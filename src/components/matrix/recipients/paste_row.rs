//! One entry of a pasted list, with what settles it: a choice, another text, a question, or removal.

use super::picker::{Question, mark};
use crate::components::ui::{Badge, Button, ButtonKind, IconName, TextField};
use crate::i18n::Msg;
use crate::signal::{Derived, Signal};
use crate::state::matrix::MatrixWorkspace;
use crate::state::matrix::paste::{Finding, PastedEntry};
use crate::state::people::Person;
use leptos::prelude::*;

/// An entry.
#[component]
pub fn PasteRow(
    /// The matrix' workspace.
    workspace: MatrixWorkspace,
    /// The entry.
    entry: PastedEntry,
    /// Its state.
    finding: Finding,
) -> impl IntoView {
    let i18n = workspace.shell.i18n;
    let PastedEntry { key, text, .. } = entry;
    let remove = {
        let text = text.clone();
        view! {
            <Button
                label=Derived::new(move || i18n.with(Msg::MatrixRemovePerson, &[("name", &text)]))
                kind=ButtonKind::Quiet
                icon=IconName::Cross
                icon_only=true
                on_press=move || workspace.paste.remove(&[key])
            />
        }
    };
    let body = match finding {
        Finding::Searching => ().into_any(),
        Finding::Found(person) | Finding::Duplicate(person) => named(workspace, &person),
        Finding::Ambiguous(people) => {
            let choices = people.into_iter().map(|person| view! { <Candidate workspace key person/> });
            view! {
                {choices.collect_view()}
                <Retype workspace key text=text.clone()/>
            }
            .into_any()
        }
        Finding::Unknown => view! { <Retype workspace key text=text.clone()/> }.into_any(),
        Finding::Inactive(person) => view! { <Candidate workspace key person/> }.into_any(),
        Finding::Blocked(person, reason) => view! {
            {named(workspace, &person)}
            <p class="rc-note">{move || i18n.text(reason.code())}</p>
        }
        .into_any(),
    };
    view! {
        <li class="rc-pasted-row">
            <div class="rc-card-head"><bdi class="rc-pasted-text">{text}</bdi>{remove}</div>
            {body}
        </li>
    }
}

/// The name of a person, with what else the directory says.
fn named(workspace: MatrixWorkspace, person: &Person) -> AnyView {
    let (name, about) = (person.name.clone(), person.about.clone());
    let mark = mark(workspace, person).map(|(tone, icon, text)| {
        view! { <Badge tone icon text=Derived::new(move || text.clone())/> }.into_any()
    });
    view! {
        <p class="rc-offer">
            <span><bdi>{name}</bdi>" "<span class="rc-note"><bdi>{about}</bdi></span></span>
            {mark}
        </p>
    }
    .into_any()
}

/// A person an entry may mean, and the button that adds them; where they are inactive, after a question.
#[component]
fn Candidate(workspace: MatrixWorkspace, key: u32, person: Person) -> impl IntoView {
    let i18n = workspace.shell.i18n;
    let asked: Signal<Option<Person>> = Signal::default();
    let blocked = {
        let person = person.clone();
        Derived::new(move || {
            let is_there = workspace.cart.has_recipient(&person.id);
            let reason = || i18n.text(workspace.recipients.blocked(&person)?.code());
            is_there.then(|| i18n.t(Msg::RecipientsAlready)).or_else(reason)
        })
    };
    let add = move |person: Person| {
        if workspace.paste.settle(key, &person) {
            workspace.say_count(Msg::RecipientsAdded, &person.name);
        } else {
            workspace.shell.say(i18n.t(Msg::CatalogLocked));
        }
    };
    let body = named(workspace, &person);
    let name = person.name.clone();
    let choose = move |()| {
        if person.has_left || person.active == Some(false) {
            asked.set(Some(person.clone()));
        } else {
            add(person.clone());
        }
    };
    view! {
        <div class="rc-offer">
            {body}
            <Button
                label=i18n.label(Msg::PasteAddOne)
                accessible_label=Derived::new(move || i18n.with(Msg::PasteAddOneNamed, &[("name", &name)]))
                disabled_reason=blocked
                on_press=choose
            />
        </div>
        {move || asked.get().map(|person| view! {
            <Question workspace person on_yes=add on_end=move |()| asked.set(None)/>
        })}
    }
    .into_any()
}

/// The field to change a text nobody was found by.
#[component]
fn Retype(workspace: MatrixWorkspace, key: u32, text: String) -> impl IntoView {
    let i18n = workspace.shell.i18n;
    let typed = Signal::new(text.clone());
    let label = Derived::new(move || i18n.with(Msg::PasteRetype, &[("name", &text)]));
    let search = move |()| workspace.paste.retype(key, typed.get_untracked());
    view! {
        <div class="rc-pasted-retype">
            <TextField label value=typed on_input=move |text| typed.set(text)/>
            <Button label=i18n.label(Msg::PasteSearch) on_press=search/>
        </div>
    }
    .into_any()
}
