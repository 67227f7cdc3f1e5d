//! The accounts to choose from in the card of an item: a field for each source on which a recipient has several.

use super::lazy_panel::{AccountFields, PanelContext};
use super::ui::{Control, Field, KeyedRow, Rows};
use super::words::{self, Trouble};
use crate::i18n::Msg;
use crate::signal::{Derived, Memo};
use crate::state::account_choices::AccountChoices;
use leptos::prelude::*;
use request_center_models::accounts::AccountQuestion;
use request_center_models::id::{IdentityId, ItemId};
use request_center_models::rule::FieldPath;
use request_center_models::wire::accounts_selection::AccountInfo;

/// Starts to ask for accounts, and contributes the fields to the cards. Says where the service could not be asked.
pub fn mount_accounts(context: PanelContext) -> impl IntoView {
    let choices = AccountChoices::new(context.workspace.get()?);
    context.account_fields.set(Some(AccountFields { choices, draw: item_accounts }));
    on_cleanup(move || context.account_fields.set(None));
    let i18n = context.shell.i18n;
    let title = i18n.label(Msg::AccountsFailed);
    let has_failed = Memo::new(move || choices.failed.with(Option::is_some));
    Some(move || {
        has_failed.get().then(|| {
            view! { <Trouble i18n error=choices.failed title on_retry=move || choices.ask_soon()/> }
                .into_any()
        })
    })
}

/// The fields of an item.
fn item_accounts(choices: AccountChoices, id: ItemId) -> AnyView {
    let i18n = choices.shell.i18n;
    let questions = {
        let id = id.clone();
        Memo::new(move || {
            let mut questions = choices.cart.account_questions();
            questions.retain(|question| question.item == id);
            questions
        })
    };
    let field = move |question: &AccountQuestion| {
        let question = question.clone();
        let key = format!("{} {}", question.recipient, question.source_id);
        KeyedRow::new(key, move || view! { <AccountField choices question/> }.into_any())
    };
    let blocked = move || {
        let people = choices.cart.draft.with(|draft| draft.recipients.clone());
        let blocked = choices.blocked.with(|blocked| {
            let is_here = |(person, item): &&(IdentityId, ItemId)| *item == id && people.contains(person);
            blocked.iter().filter(is_here).map(|(person, _)| name(choices, person)).collect::<Vec<_>>()
        });
        (!blocked.is_empty()).then(|| {
            let text = i18n.with(Msg::AccountsBlocked, &[("names", &i18n.list(&blocked))]);
            view! { <p class="rc-note">{text}</p> }.into_any()
        })
    };
    view! {
        <Rows each=move || questions.with(|questions| questions.iter().map(field).collect())/>
        {blocked}
    }
    .into_any()
}

/// The field for the accounts of a recipient on a source.
#[component]
fn AccountField(choices: AccountChoices, question: AccountQuestion) -> impl IntoView {
    let (i18n, cart) = (choices.shell.i18n, choices.cart);
    let label = {
        let (person, source) = (question.recipient.clone(), question.source_name.clone());
        Derived::new(move || match person == choices.shell.viewer().id {
            true => i18n.with(Msg::AccountsYours, &[("source", &source)]),
            false => i18n.with(Msg::AccountsOf, &[("name", &name(choices, &person)), ("source", &source)]),
        })
    };
    let chosen = {
        let question = question.clone();
        Memo::new(move || cart.chosen_account(&question))
    };
    let error = {
        let id = question.item.clone();
        Derived::new(move || {
            let at = cart.position(&id)?;
            let is_open = chosen.get().is_none();
            let rule = cart.shown_violations().at(FieldPath::Account(at)).next().filter(|_| is_open)?;
            Some(words::rule(i18n, rule))
        })
    };
    let hint = Derived::new(move || chosen.get().is_none().then(|| i18n.t(Msg::AccountsWhy)));
    let names: Vec<String> = question.accounts.iter().map(account_name).collect();
    let choose = move |event| {
        let at = event_target_value(&event).parse::<usize>().ok();
        cart.choose_account(&question, at.and_then(|at| question.accounts.get(at)));
    };
    let control = move |control: Control| {
        let options = names.into_iter().enumerate().map(|(at, name)| {
            view! { <option value=at.to_string() selected=move || chosen.get() == Some(at)>{name}</option> }
                .into_any()
        });
        let value = move || chosen.get().map(|at| at.to_string()).unwrap_or_default();
        view! {
            <select
                class="rc-control"
                part="control"
                id=control.id
                aria-required="true"
                aria-invalid=control.invalid
                aria-describedby=control.described_by
                prop:value=value
                on:change=choose
            >
                <option value="" selected=move || chosen.get().is_none()>{i18n.label(Msg::AccountsChoose)}</option>
                {options.collect::<Vec<_>>()}
            </select>
        }
        .into_any()
    };
    view! { <Field label error hint control=Box::new(control)/> }
}

/// The name of a recipient; of the viewer, *You*.
fn name(choices: AccountChoices, person: &IdentityId) -> String {
    if *person == choices.shell.viewer().id {
        return choices.shell.i18n.t(Msg::RequestYou);
    }
    let name = choices.cart.draft.with(|draft| draft.names.get(person).cloned());
    name.unwrap_or_else(|| person.to_string())
}

/// The name of an account, with its native identity where that says more.
fn account_name(account: &AccountInfo) -> String {
    let native = account.native_identity.as_deref().or(account.uuid.as_deref()).unwrap_or_default();
    match account.name.as_deref() {
        None | Some("") => native.to_owned(),
        Some(name) if name == native || native.is_empty() => name.to_owned(),
        Some(name) => format!("{name} ({native})"),
    }
}
