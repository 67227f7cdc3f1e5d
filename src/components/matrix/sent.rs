//! The submitted plans: progress, what became of every line, and the next steps.

use super::line::PlanLines;
use crate::components::ui::{Button, ButtonKind, KeyedRow, Notice, Rows, Tone};
use crate::components::words::{error_body, error_title};
use crate::config::View;
use crate::i18n::{I18n, Msg};
use crate::signal::{Derived, Memo, Signal};
use crate::state::matrix::MatrixWorkspace;
use crate::state::matrix::plan::{LineState, PlanProgress};
use leptos::prelude::*;

/// One notice per submitted plan, newest first.
#[component]
pub fn SentPlans(
    /// The matrix' workspace.
    workspace: MatrixWorkspace,
) -> impl IntoView {
    let all = workspace.plans.all;
    let draw = move |plan: &PlanProgress| {
        let key = plan.key().to_owned();
        KeyedRow::new(key.clone(), move || view! { <OnePlan workspace key/> }.into_any())
    };
    view! {
        <div class="rc-batches">
            <Rows each=move || all.with(|plans| plans.iter().map(draw).collect())/>
        </div>
    }
}

#[component]
fn OnePlan(workspace: MatrixWorkspace, key: String) -> impl IntoView {
    let (i18n, plans) = (workspace.shell.i18n, workspace.plans);
    let summary = {
        let key = key.clone();
        Memo::new(move || {
            plans.all.with(|all| {
                let plan = all.iter().find(|plan| plan.key() == key);
                plan.map(|plan| Summary::of(plan, plans.is_sending(plan))).unwrap_or_default()
            })
        })
    };
    let phase = Memo::new(move || summary.with(|summary| summary.phase));
    let open = Signal::new(false);
    let title = Derived::new(move || summary.with(|summary| summary.title(i18n)));
    let outdated = {
        let key = key.clone();
        Memo::new(move || {
            plans.all.with(|all| all.iter().any(|plan| plan.key() == key && plans.is_outdated(plan)))
        })
    };
    let body = Derived::new(move || {
        let why = plans.queue.pause_error.get().filter(|_| phase.get() == PlanPhase::Paused);
        let why = why.map(|error| format!("{}. {}", error_title(i18n, &error), error_body(i18n, &error)));
        let counts = summary.with(|summary| counts(i18n, &summary.counts));
        let outdated = outdated.get().then(|| i18n.t(Msg::PlanOutdated));
        why.into_iter().chain(outdated).chain([counts]).collect::<Vec<_>>().join(" ")
    });
    let lines = {
        let key = key.clone();
        move || open.get().then(|| view! { <PlanLines workspace key=key.clone()/> })
    };
    let retryable = Memo::new(move || summary.with(|summary| summary.failed > 0 && !summary.retried));
    let retry_full = move || (!workspace.cart.is_empty()).then(|| i18n.t(Msg::PlanRetryFull));
    let actions = move || {
        let key = key.clone();
        let retry = {
            let key = key.clone();
            move |label: Msg| {
                let key = key.clone();
                let press = move |()| {
                    plans.retry(&key);
                };
                view! {
                    <Button label=i18n.label(label) kind=ButtonKind::Outlined disabled_reason=retry_full on_press=press/>
                }
                .into_any()
            }
        };
        let button = move |label: Msg, kind: ButtonKind, run: fn(MatrixWorkspace, &str)| {
            let key = key.clone();
            view! { <Button label=i18n.label(label) kind on_press=move || run(workspace, &key)/> }.into_any()
        };
        match phase.get() {
            PlanPhase::Sending => {
                vec![button(Msg::DecisionPause, ButtonKind::Outlined, |it, key| it.plans.queue.pause(key))]
            }
            PlanPhase::Paused if outdated.get() => vec![
                retry(Msg::PlanEditRest),
                button(Msg::DecisionDiscard, ButtonKind::Quiet, |it, key| it.plans.discard(key)),
            ],
            PlanPhase::Paused => vec![
                button(Msg::PlanResume, ButtonKind::Outlined, |it, key| it.plans.resume(key)),
                button(Msg::DecisionDiscard, ButtonKind::Quiet, |it, key| it.plans.discard(key)),
            ],
            PlanPhase::Sent => Vec::new(),
            PlanPhase::Over => {
                let mut actions = Vec::new();
                if retryable.get() {
                    actions.push(retry(Msg::PlanRetry));
                }
                actions.push(button(Msg::RequestShowRequests, ButtonKind::Outlined, |it, _| {
                    it.shell.deep_link.view.set(View::Requests);
                }));
                actions.push(button(Msg::ActionDismiss, ButtonKind::Quiet, |it, key| it.plans.dismiss(key)));
                actions
            }
        }
    };
    let tone = Memo::new(move || {
        summary.with(|summary| match summary.phase {
            PlanPhase::Paused => Tone::Waiting,
            PlanPhase::Over if summary.failed > 0 => Tone::Negative,
            PlanPhase::Over => Tone::Positive,
            PlanPhase::Sending | PlanPhase::Sent => Tone::Process,
        })
    });
    view! {
        <div class="rc-batch" tabindex="-1">
            {move || {
                let (tone, actions) = (tone.get(), actions.clone());
                view! {
                    <Notice tone title body>
                        <div class="rc-batch-ways">
                            {actions}
                            <Button
                                label=Derived::new(move || i18n.t(if open.get() { Msg::DecisionFold } else { Msg::DecisionUnfold }))
                                kind=ButtonKind::Quiet
                                on_press=move |()| open.set(!open.get_untracked())
                            />
                        </div>
                    </Notice>
                }
                .into_any()
            }}
            {lines}
        </div>
    }
}

/// The phase of a submitted plan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum PlanPhase {
    /// Part of it waits for the user.
    Paused,
    /// This tab sends it.
    #[default]
    Sending,
    /// Everything was sent, and some outcome is unknown.
    Sent,
    /// Every outcome is known.
    Over,
}

/// The part of a plan its notice says.
#[derive(Clone, Debug, Default, PartialEq)]
struct Summary {
    phase: PlanPhase,
    calls: usize,
    unsent: usize,
    failed: usize,
    retried: bool,
    counts: Vec<(LineState, usize)>,
}

impl Summary {
    fn of(plan: &PlanProgress, is_sending: bool) -> Self {
        let (unsent, counts) = (plan.unsent(), plan.counts());
        let phase = match unsent {
            0 if plan.is_over() => PlanPhase::Over,
            0 => PlanPhase::Sent,
            _ if is_sending => PlanPhase::Sending,
            _ => PlanPhase::Paused,
        };
        let failed = counts.iter().filter(|(state, _)| state.has_failed()).map(|(_, count)| count).sum();
        Self { phase, calls: plan.calls.len(), unsent, failed, retried: plan.sent.retried, counts }
    }

    fn title(&self, i18n: I18n) -> String {
        match self.phase {
            PlanPhase::Paused => {
                i18n.count(Msg::PlanPaused, self.calls, &[("unsent", &i18n.number(self.unsent))])
            }
            PlanPhase::Sending => {
                let sent = i18n.number(self.calls.saturating_sub(self.unsent));
                i18n.count(Msg::PlanSending, self.calls, &[("sent", &sent)])
            }
            PlanPhase::Over if self.failed > 0 => i18n.count(Msg::PlanFailed, self.failed, &[]),
            PlanPhase::Sent | PlanPhase::Over => i18n.count(Msg::PlanSent, self.calls, &[]),
        }
    }
}

/// The number of lines in each state, as one text.
fn counts(i18n: I18n, counts: &[(LineState, usize)]) -> String {
    let said: Vec<String> =
        counts.iter().map(|(state, count)| i18n.count(message(*state), *count, &[])).collect();
    said.join(", ")
}

/// The number of lines in a state.
pub(super) fn message(state: LineState) -> Msg {
    match state {
        LineState::Unsent => Msg::PlanUnsent,
        LineState::Sending => Msg::PlanBeingSent,
        LineState::Asked => Msg::PlanAsked,
        LineState::Existing => Msg::PlanExisting,
        LineState::Unsaid => Msg::PlanUnsaid,
        LineState::LookedUp => Msg::PlanLookedUp,
        LineState::NotFound => Msg::PlanNotFound,
        LineState::Refused => Msg::PlanRefused,
    }
}
