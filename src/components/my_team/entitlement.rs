//! Entitlements: the service has no list of a person's, so one is picked from the catalog and looked up.

use crate::components::ui::{Button, IconName, Notice, SearchField, Tone};
use crate::components::words::error_title;
use crate::i18n::Msg;
use crate::signal::{Derived, Memo, Signal};
use crate::state::catalog::item::{CatalogItem, search_terms};
use crate::state::list::LoadState;
use crate::state::team::workspace::TeamWorkspace;
use leptos::prelude::*;
use request_center_models::id::ItemId;
use request_center_models::wire::reference::ItemType;
use std::sync::Arc;

/// The most entitlements offered of a search.
const OFFERED: usize = 8;

/// A search in the catalog's entitlements; the one picked is looked up for the people chosen.
#[component]
pub fn EntitlementPicker(
    /// The viewer's people and their access.
    workspace: TeamWorkspace,
) -> impl IntoView {
    let (i18n, team, catalog) = (workspace.shell.i18n, workspace.team, workspace.shell.catalog);
    let query = Signal::<String>::default();
    let offered: Memo<Vec<Arc<CatalogItem>>> = Memo::always(move || {
        let terms = search_terms(&query.get());
        if terms.is_empty() {
            return Vec::new();
        }
        catalog.items.with(|items| {
            let entitlement = |item: &&Arc<CatalogItem>| {
                item.r#type == ItemType::Entitlement && item.rank(&terms).is_some()
            };
            items.iter().filter(entitlement).take(OFFERED).cloned().collect()
        })
    });
    let search = move |text: String| {
        // The catalog is read when its panel opens, which may not have happened yet.
        catalog.open();
        query.set(text);
    };
    let look_up = move |id: ItemId| {
        for person in team.chosen.get_untracked() {
            team.holdings.look_up(&person.id, &id);
        }
    };
    let offer = move |item: Arc<CatalogItem>| {
        let (id, name, source) =
            (item.id.clone(), item.name.clone(), item.source.clone().unwrap_or_default());
        let label = Derived::new(move || i18n.with(Msg::TeamLookUp, &[("name", &name)]));
        view! {
            <li class="rc-offer">
                <span><bdi>{item.name.clone()}</bdi>" "<span class="rc-note">{source}</span></span>
                <Button label=i18n.label(Msg::TeamLookUpShort) accessible_label=label on_press=move |()| look_up(id.clone())/>
            </li>
        }
        .into_any()
    };
    let no_match = move || {
        let searched = query.with(|query| !query.trim().is_empty()) && offered.with(Vec::is_empty);
        if searched { i18n.t(Msg::TeamNoEntitlement) } else { String::new() }
    };
    view! {
        <div class="rc-entitlements" role="group" aria-label=i18n.label(Msg::TeamEntitlements)>
            <h3 class="rc-card-name">{i18n.label(Msg::TeamEntitlements)}</h3>
            <p class="rc-note">{i18n.label(Msg::TeamEntitlementsBody)}</p>
            <SearchField
                label=i18n.label(Msg::TeamEntitlementSearch)
                value=query
                on_input=search
                placeholder=i18n.label(Msg::TeamEntitlementSearch)
            />
            <ul class="rc-offers">{move || offered.get().into_iter().map(offer).collect::<Vec<_>>()}</ul>
            <p class="rc-list-status" role="status">{no_match}</p>
            <LookUps workspace/>
        </div>
    }
}

/// The look-ups without a row: under way, failed, or nothing found.
#[component]
fn LookUps(workspace: TeamWorkspace) -> impl IntoView {
    let (i18n, team) = (workspace.shell.i18n, workspace.team);
    let name_of = move |id: &ItemId| {
        let known = workspace
            .shell
            .catalog
            .items
            .with(|items| items.iter().find(|item| item.id == *id).map(|item| item.name.clone()));
        known.unwrap_or_else(|| id.to_string())
    };
    move || {
        let mut notices = Vec::new();
        for person in team.chosen.get() {
            let Some(holdings) = team.holdings.of(&person.id) else { continue };
            for (id, state) in &holdings.entitlements {
                let name = name_of(id);
                let values = [("name", name.as_str()), ("person", person.name.as_str())];
                let (tone, title, body) = match state {
                    LoadState::Ready { .. } if holdings.items.iter().any(|item| item.id == *id) => continue,
                    LoadState::Ready { .. } => {
                        (Tone::Neutral, i18n.with(Msg::TeamNotHeld, &values), String::new())
                    }
                    LoadState::Failed(error) => {
                        (Tone::Negative, i18n.with(Msg::TeamLookUpFailed, &values), error_title(i18n, error))
                    }
                    _ => (Tone::Process, i18n.with(Msg::TeamLookingUp, &values), String::new()),
                };
                let retry = matches!(state, LoadState::Failed(_)).then(|| {
                    let (person, id) = (person.id.clone(), id.clone());
                    view! {
                        <Button
                            label=i18n.label(Msg::ActionRetry)
                            icon=IconName::Refresh
                            on_press=move |()| team.holdings.look_up(&person, &id)
                        />
                    }
                    .into_any()
                });
                notices.push(view! { <Notice tone title body>{retry}</Notice> }.into_any());
            }
        }
        notices
    }
}
