//! One person in a list: name, activity, and the number of their access items.

use crate::components::ui::{Badge, ElementRef, IconName, KeyedRow, PickRow, Tone, focus_soon_if_nowhere};
use crate::components::words::person_left;
use crate::i18n::Msg;
use crate::signal::{Derived, effect};
use crate::state::people::Person;
use crate::state::team::workspace::TeamWorkspace;
use leptos::prelude::*;

/// One row per person.
pub(super) fn person_rows(workspace: TeamWorkspace, people: &[Person]) -> Vec<KeyedRow> {
    let row = |person: &Person| {
        let person = person.clone();
        KeyedRow::new(person.id.to_string(), move || view! { <PersonRow workspace person/> }.into_any())
    };
    people.iter().map(row).collect()
}

#[component]
fn PersonRow(workspace: TeamWorkspace, person: Person) -> impl IntoView {
    let (i18n, team) = (workspace.shell.i18n, workspace.team);
    let (name, about, active) = (person.name.clone(), person.about.clone(), person.active);
    let label = {
        let name = name.clone();
        Derived::new(move || i18n.with(Msg::TeamTick, &[("name", &name)]))
    };
    let id = person.id.clone();
    let ticked = {
        let id = id.clone();
        Derived::new(move || team.ticked.with(|ticked| ticked.iter().any(|other| other.id == id)))
    };
    let facts = Derived::new(move || {
        let count = team.holdings.of(&id).and_then(|holdings| holdings.count());
        count.map(|count| i18n.count(Msg::TeamHolds, count, &[])).unwrap_or_default()
    });
    let tick = {
        let person = person.clone();
        move |()| team.toggle_tick(&person)
    };
    let node_ref = ElementRef::new();
    if team.last_chosen.with_untracked(|last| last.as_ref() == Some(&person.id)) {
        effect(move || {
            if node_ref.get().is_some() {
                team.last_chosen.set(None);
                focus_soon_if_nowhere(node_ref);
            }
        });
    }
    let (tone, icon, message) = match active {
        Some(true) => (Tone::Neutral, IconName::Person, Msg::TeamActive),
        Some(false) => (Tone::Waiting, IconName::Clock, Msg::TeamInactive),
        None => (Tone::Neutral, IconName::Info, Msg::TeamStateUnknown),
    };
    let mark = person_left(i18n, &person)
        .unwrap_or_else(|| view! { <Badge tone icon text=i18n.label(message)/> }.into_any());
    let open = move |()| team.show(vec![person.clone()]);
    view! {
        <PickRow label ticked on_tick=tick name=name line=about facts on_open=open node_ref=node_ref>
            {mark}
        </PickRow>
    }
}
