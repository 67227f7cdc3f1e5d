//! The plan in the review: how many calls the request takes and what each holds, and *Submit request*.

use crate::components::ui::{Button, ButtonKind, ElementRef};
use crate::i18n::{I18n, Msg};
use crate::signal::{Derived, Signal, Stored, effect};
use crate::state::matrix::MatrixWorkspace;
use leptos::prelude::*;
use request_center_models::plan::PlannedCall;
use request_center_models::rule::Rule;
use request_center_models::wire::access_request::RequestedItem;
use request_center_models::wire::reference::ItemType;
use std::time::Duration;

/// The service's limit of calls, and the seconds it counts them in.
const CALLS_AT_ONCE: usize = 100;
const LIMIT_SECONDS: usize = 10;

/// How long the draft must stay as it is before it is planned.
const PAUSE: Duration = Duration::from_millis(250);

/// The plan.
#[component]
pub fn Plan(
    /// The matrix' workspace.
    workspace: MatrixWorkspace,
) -> impl IntoView {
    let (i18n, plans) = (workspace.shell.i18n, workspace.plans);
    let calls = calls(workspace);
    let sentence = move || {
        calls.with(|calls| {
            let lines = calls.iter().map(|call| call.cells().len()).sum::<usize>();
            i18n.count(Msg::MatrixPlan, calls.len(), &[("lines", &i18n.number(lines))])
        })
    };
    let duration = move || {
        let rounds = calls.with(|calls| calls.len().saturating_sub(1) / CALLS_AT_ONCE);
        (rounds > 0).then(|| {
            let words = i18n.count(Msg::PlanSeconds, rounds.saturating_mul(LIMIT_SECONDS), &[]);
            view! { <p class="rc-note">{words}</p> }
        })
    };
    let listed = move || {
        calls.with(|calls| {
            let lines = calls.iter().enumerate().map(|(at, call)| {
                let number = i18n.with(Msg::PlanCall, &[("number", &i18n.number(at.saturating_add(1)))]);
                view! { <li><strong>{number}</strong>" "{parts(i18n, call).join(", ")}</li> }
            });
            lines.collect_view()
        })
    };
    let none = Derived::new(move || calls.with(Vec::is_empty));
    let submit = ElementRef::new();
    view! {
        <section class="rc-plan">
            <details>
                <summary>{sentence}</summary>
                <ol class="rc-sentences">{listed}</ol>
            </details>
            {duration}
            <Button
                label=i18n.label(Msg::RequestSubmit)
                kind=ButtonKind::Filled
                disabled_reason=move || {
                    let count = workspace.cells.blocking();
                    let blocking = (count > 0).then(|| i18n.count(Msg::GridBlocking, count, &[]));
                    workspace.shell.refusal_words().or(blocking)
                }
                busy=none
                node_ref=submit
                on_press=move || plans.submit()
            />
        </section>
    }
}

/// The calls of the draft. Planning thousands of lines takes longer than a keystroke may, so that it waits for a pause; what is submitted
/// is planned anew.
fn calls(workspace: MatrixWorkspace) -> Signal<Vec<PlannedCall>> {
    let plans = workspace.plans;
    let calls = Signal::new(untrack(|| plans.of_draft()).unwrap_or_default());
    let changes = Stored::new(0_u32);
    effect(move || {
        workspace.cart.draft.with(|_| ());
        let change = changes.try_update(|changes| {
            *changes = changes.wrapping_add(1);
            *changes
        });
        let plan = move || {
            if change.is_some() && changes.try_get() == change {
                calls.set(untrack(|| plans.of_draft()).unwrap_or_default());
            }
        };
        set_timeout(plan, PAUSE);
    });
    calls
}

/// The words about one call: its people and items, its shape, and the limits it reaches.
fn parts(i18n: I18n, call: &PlannedCall) -> Vec<String> {
    let body = call.request().body();
    let nested = body.requested_for_with_requested_items.as_deref();
    let lines: Vec<&RequestedItem> = match nested {
        Some(people) => people.iter().flat_map(|person| person.requested_items.iter().flatten()).collect(),
        None => body.requested_items.iter().flatten().collect(),
    };
    let people = nested.map_or_else(|| body.requested_for.iter().flatten().count(), <[_]>::len);
    let entitlements = lines.iter().filter(|line| line.r#type == Some(ItemType::Entitlement)).count();
    let mut items: Vec<_> = lines.iter().map(|line| &line.id).collect();
    items.sort_unstable();
    items.dedup();
    let mut parts = vec![
        i18n.count(Msg::PlanPeople, people, &[]),
        i18n.count(Msg::PlanItems, items.len(), &[]),
        i18n.t(if nested.is_some() { Msg::PlanPerPerson } else { Msg::PlanAlike }),
    ];
    let mut limit = |rule: Rule, count: usize, message: Msg| {
        if entitlements > 0 && rule.limit().is_some_and(|most| most as usize == count) {
            parts.push(i18n.with(message, &[("limit", &i18n.number(count))]));
        }
    };
    limit(Rule::EntitlementsLimit, entitlements, Msg::PlanMostItems);
    limit(Rule::RecipientsLimit, people, Msg::PlanMostPeople);
    parts
}
