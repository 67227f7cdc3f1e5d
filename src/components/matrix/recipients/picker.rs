//! The field to add people one by one. Somebody who is inactive or has left is added only after a question.

use crate::components::ui::{
    Button, ButtonKind, ComboOption, Combobox, ElementRef, IconName, Notice, Tone, focus_soon,
};
use crate::components::words::{ListIncomplete, Trouble};
use crate::i18n::Msg;
use crate::signal::{Derived, Signal, Stored};
use crate::state::matrix::MatrixWorkspace;
use crate::state::people::Person;
use leptos::prelude::*;

/// The field, and the question below it.
#[component]
pub fn Picker(
    /// The matrix' workspace.
    workspace: MatrixWorkspace,
    /// The field.
    field: ElementRef,
) -> impl IntoView {
    let (i18n, recipients) = (workspace.shell.i18n, workspace.recipients);
    let search = recipients.search;
    let asked: Signal<Option<Person>> = Signal::default();
    let option = move |person: &Person| {
        let is_there = workspace.cart.has_recipient(&person.id);
        let blocked = || recipients.blocked(person).and_then(|reason| i18n.text(reason.code()));
        ComboOption {
            id: person.id.to_string(),
            name: person.name.clone(),
            note: person.about.clone(),
            mark: mark(workspace, person),
            blocked: is_there.then(|| i18n.t(Msg::RecipientsAlready)).or_else(blocked),
        }
    };
    let options = Derived::new(move || search.found.with(|found| found.iter().map(option).collect()));
    let choose = move |id: String| {
        let found = search.found.get_untracked();
        let Some(person) = found.into_iter().find(|person| person.id.as_str() == id) else { return };
        search.search(String::new());
        if person.has_left || person.active == Some(false) {
            return asked.set(Some(person));
        }
        workspace.add_person(&person);
    };
    let status = move || {
        let has_text = search.query.with(|query| !query.trim().is_empty());
        if search.searching.get() {
            i18n.t(Msg::TeamSearching)
        } else if has_text {
            i18n.count(Msg::RecipientsFound, search.found.with(Vec::len), &[])
        } else {
            String::new()
        }
    };
    view! {
        <Combobox
            label=i18n.label(Msg::RecipientsFind)
            value=search.query
            options
            on_input=move |text| {
                asked.set(None);
                search.search(text);
            }
            on_choose=choose
            on_paste_list=move |text: String| {
                workspace.paste.write(text);
                workspace.paste.take_apart();
            }
            placeholder=i18n.label(Msg::RecipientsPlaceholder)
            node_ref=field
        />
        <p class="rc-list-status" role="status">{status}</p>
        {move || asked.get().map(|person| view! {
            <Question
                workspace
                person
                on_yes=move |person: Person| workspace.add_person(&person)
                on_end=move |()| {
                    asked.set(None);
                    field.focus();
                }
            />
        })}
        <ListIncomplete shell=workspace.shell left_out=search.left_out/>
        <Trouble i18n error=search.error/>
    }
}

/// The mark of somebody who is inactive or has left.
pub fn mark(workspace: MatrixWorkspace, person: &Person) -> Option<(Tone, IconName, String)> {
    let i18n = workspace.shell.i18n;
    if person.has_left {
        Some((Tone::Negative, IconName::Warning, i18n.t(Msg::PersonLeft)))
    } else {
        (person.active == Some(false)).then(|| (Tone::Waiting, IconName::Clock, i18n.t(Msg::TeamInactive)))
    }
}

/// The question before somebody inactive is added; it gets the focus.
#[component]
pub fn Question(
    /// The matrix' workspace.
    workspace: MatrixWorkspace,
    /// The person.
    person: Person,
    /// Called with the person once they are to be added.
    #[prop(into)]
    on_yes: Callback<Person>,
    /// Called after either answer.
    #[prop(into)]
    on_end: Callback<()>,
) -> impl IntoView {
    let i18n = workspace.shell.i18n;
    let yes = ElementRef::new();
    focus_soon(yes);
    let message = if person.has_left { Msg::RecipientsAskLeft } else { Msg::RecipientsAskInactive };
    let name = Stored::new(person.name.clone());
    let named = move |message: Msg| {
        Derived::new(move || i18n.with(message, &[("name", &name.try_get().unwrap_or_default())]))
    };
    let add = move |()| {
        on_yes.try_run(person.clone());
        on_end.try_run(());
    };
    view! {
        <Notice tone=Tone::Waiting title=named(message)>
            <div class="rc-actions">
                <Button
                    label=i18n.label(Msg::RecipientsAnyway)
                    accessible_label=named(Msg::RecipientsAnywayNamed)
                    node_ref=yes
                    on_press=add
                />
                <Button label=i18n.label(Msg::RecipientsNotAdd) kind=ButtonKind::Quiet on_press=on_end/>
            </div>
        </Notice>
    }
    .into_any()
}
