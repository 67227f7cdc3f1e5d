//! *Copy a colleague's access*: a person is chosen, and of what they have the items are added to the request, one by one or all.

use super::catalog::end::End;
use super::lazy_panel::PanelContext;
use super::list_view::{ListView, Loading, Window};
use super::person_picker::PersonPicker;
use super::ui::{
    Badge, Button, ButtonKind, ElementRef, EmptyState, IconName, KeyedRow, Notice, Row, Tone, focus_soon,
};
use super::words::{self, Trouble};
use crate::api::{ApiError, ErrorKind};
use crate::i18n::Msg;
use crate::signal::{Derived, Memo};
use crate::state::colleague::Colleague;
use crate::state::list::LoadState;
use crate::state::requestable::Offer;
use leptos::prelude::*;
use std::sync::Arc;

/// How many rows are shown at first, and added by each *Show more*.
const ROWS: usize = 50;
/// How many new rows are drawn at once.
const STEP: usize = 8;

/// Draws the choice of a colleague and what they have.
pub fn mount_colleague(context: PanelContext) -> impl IntoView {
    let colleague = Colleague::new(context.workspace.get()?)?;
    let i18n = context.shell.i18n;
    let heading = ElementRef::new();
    focus_soon(heading);
    let is_chosen = Memo::new(move || colleague.chosen.with(|(id, _)| !id.as_str().is_empty()));
    Some(view! {
        <section class="rc-card" aria-label=i18n.label(Msg::ColleagueTitle)>
            <h3 class="rc-card-name" tabindex="-1" node_ref=heading>{i18n.label(Msg::ColleagueTitle)}</h3>
            <PersonPicker
                shell=context.shell
                search=colleague.search
                label=i18n.label(Msg::ColleagueWho)
                chosen=Derived::new(move || colleague.chosen.get().1)
                on_choose=move |person| colleague.choose(person)
                error=Derived::new(|| None)
            />
            {move || is_chosen.get().then(|| view! { <Access colleague/> }.into_any())}
            <Button
                label=i18n.label(Msg::ColleagueClose)
                kind=ButtonKind::Quiet
                on_press=move || context.copies.set(false)
            />
        </section>
    })
}

/// The access of the one chosen.
#[component]
fn Access(colleague: Colleague) -> impl IntoView {
    let i18n = colleague.shell.i18n;
    let (window, load) = (Window::new(ROWS, STEP), colleague.offers.load);
    let named = move |message: Msg| {
        Derived::new(move || colleague.chosen.with(|(_, name)| i18n.with(message, &[("name", name)])))
    };
    let row = move |offer: &Arc<Offer>| {
        let offer = Arc::clone(offer);
        let key = offer.item.id.to_string();
        KeyedRow::new(key, move || view! { <OfferRow colleague offer/> }.into_any())
    };
    let offers = colleague.offers.rows;
    let rows = move || offers.with(|offers| offers.iter().take(window.rows()).map(row).collect());
    let is_refused = |error: &ApiError| matches!(error.kind, ErrorKind::Forbidden | ErrorKind::BadRequest);
    let error = move |refused: bool| {
        load.state.with(|state| state.error().filter(|error| is_refused(error) == refused).cloned())
    };
    let absent = Derived::new(move || {
        load.state.with(|state| match state {
            state if state.is_pending() => Some(view! { <Loading/> }.into_any()),
            LoadState::Failed(_) => None,
            _ => Some(
                view! { <EmptyState icon=IconName::Info title=named(Msg::ColleagueNothing)/> }.into_any(),
            ),
        })
    });
    view! {
        {move || error(true).map(|_| {
            let body = i18n.label(Msg::ColleagueRefusedBody);
            view! { <Notice tone=Tone::Neutral title=named(Msg::ColleagueRefused) body/> }.into_any()
        })}
        <Trouble
            i18n
            error=Derived::new(move || error(false))
            title=named(Msg::ColleagueFailed)
            on_retry=move || colleague.read()
        />
        <AddAll colleague/>
        <ListView i18n window rows len=move || offers.with(Vec::len) placeholder=absent/>
        {move || offers.with(|offers| !offers.is_empty()).then(|| view! {
            <p class="rc-note">{i18n.label(Msg::ColleagueNoEntitlements)}</p>
        }.into_any())}
    }
}

/// How much of it the viewer has, and the button that adds the rest.
#[component]
fn AddAll(colleague: Colleague) -> impl IntoView {
    let i18n = colleague.shell.i18n;
    let addable = Memo::always(move || colleague.addable());
    let total = Memo::new(move || colleague.offers.rows.with(Vec::len));
    let count = Memo::new(move || addable.with(Vec::len));
    let status = move || match total.get() {
        0 => String::new(),
        total => i18n.count(Msg::ColleagueCount, total, &[("open", &i18n.number(count.get()))]),
    };
    let add = move |()| {
        let sentence = match colleague.add_all(&addable.get_untracked()) {
            Some(added) => i18n.count(Msg::AgainAdded, added, &[]),
            None => i18n.t(Msg::CatalogLocked),
        };
        colleague.shell.say(sentence);
    };
    let some = Memo::new(move || count.get() > 0);
    view! {
        <p class="rc-list-status" role="status">{status}</p>
        {move || some.get().then(|| view! {
            <Button
                label=Derived::new(move || i18n.count(Msg::ColleagueAddAll, count.get(), &[]))
                icon=IconName::Plus
                disabled_reason=move || colleague.shell.refusal_words()
                on_press=add
            />
        }.into_any())}
    }
}

/// The row of an item.
#[component]
fn OfferRow(colleague: Colleague, offer: Arc<Offer>) -> impl IntoView {
    let i18n = colleague.shell.i18n;
    let item = Arc::clone(&offer.item);
    let (name, icon) = (item.name.clone(), words::item_icon(Some(&item.r#type)));
    let facts = words::item_kind(i18n, &item.r#type);
    let end = if offer.is_offered {
        view! { <End workspace=colleague.workspace item/> }.into_any()
    } else {
        let text = i18n.label(Msg::AppsNotOffered);
        view! { <Badge tone=Tone::Outline icon=IconName::Lock text/> }.into_any()
    };
    view! {
        <Row icon name=move || view! { <bdi>{name}</bdi> } facts>
            {end}
        </Row>
    }
}
