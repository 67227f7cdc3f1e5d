//! *Request access for …*: the people ticked become recipients of the request. Whoever is inactive is added only after a question.

use crate::components::ui::{Button, ButtonKind, ElementRef, Notice, Tone, focus_soon};
use crate::config::View;
use crate::i18n::Msg;
use crate::signal::{Derived, Signal};
use crate::state::people::Person;
use crate::state::team::workspace::TeamWorkspace;
use leptos::prelude::*;
use request_center_models::id::IdentityId;

/// The button, and the question below it.
#[component]
pub fn RequestForTicked(
    /// The viewer's people.
    workspace: TeamWorkspace,
) -> impl IntoView {
    let (i18n, team, cart) = (workspace.shell.i18n, workspace.team, workspace.cart);
    let asked = Signal::new(false);
    let inactive = move || -> Vec<String> {
        let is_inactive = |person: &&Person| is_inactive(person);
        team.ticked
            .with(|ticked| ticked.iter().filter(is_inactive).map(|person| person.name.clone()).collect())
    };
    let has_inactive = move || team.ticked.with_untracked(|ticked| ticked.iter().any(is_inactive));
    let request = move |()| {
        if has_inactive() {
            asked.set(true);
        } else {
            request_for(workspace, |_| true);
        }
    };
    let question = move || {
        let yes = ElementRef::new();
        focus_soon(yes);
        let names = i18n.list(&inactive());
        view! {
            <Notice tone=Tone::Waiting title=Derived::new(move || i18n.with(Msg::TeamAskInactive, &[("names", &names)]))>
                <div class="rc-actions">
                    <Button
                        label=i18n.label(Msg::TeamRequestAll)
                        node_ref=yes
                        on_press=move |()| request_for(workspace, |_| true)
                    />
                    <Button
                        label=i18n.label(Msg::TeamRequestActive)
                        kind=ButtonKind::Quiet
                        on_press=move |()| request_for(workspace, |person| !is_inactive(person))
                    />
                </div>
            </Notice>
        }
        .into_any()
    };
    view! {
        <Button
            label=Derived::new(move || i18n.count(Msg::TeamRequestFor, team.ticked.with(Vec::len), &[]))
            disabled_reason=move || {
                let blocked = cart.on_behalf.get().and_then(|on_behalf| on_behalf.blocked(true));
                blocked.and_then(|reason| i18n.text(reason.code()))
            }
            on_press=request
        />
        {move || (asked.get() && !inactive().is_empty()).then(question)}
    }
}

fn is_inactive(person: &Person) -> bool {
    person.has_left || person.active == Some(false)
}

/// Adds those of the people ticked to the request, says so and opens the Catalog beside it.
fn request_for(workspace: TeamWorkspace, is_meant: fn(&Person) -> bool) {
    let (i18n, cart, shell) = (workspace.shell.i18n, workspace.cart, workspace.shell);
    let people: Vec<(IdentityId, String)> = workspace.team.ticked.with_untracked(|ticked| {
        let meant = ticked.iter().filter(|person| is_meant(person));
        meant.map(|person| (person.id.clone(), person.name.clone())).collect()
    });
    let count = people.len();
    if !cart.ask_for(&people) {
        return shell.say(i18n.t(Msg::CatalogLocked));
    }
    let all = cart.draft.with(|draft| draft.recipients.len());
    let all = i18n.count(Msg::MatrixPeople, all, &[]);
    shell.say(i18n.count(Msg::PasteAdded, count, &[("people", &all)]));
    shell.deep_link.view.set(View::Catalog);
}
