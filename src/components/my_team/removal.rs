//! The removal form: the items picked, the comment and the date; violations are shown at their fields and in a summary.

pub mod line;

use super::outcome::{Calls, Over};
use super::review::Review;
use crate::components::problem_summary::ProblemSummary;
use crate::components::typed_date::typed_date;
use crate::components::ui::{
    Button, ButtonKind, Choice, DateTimeField, ElementRef, EmptyState, IconName, Select, TextArea,
    focus_soon, focus_soon_if_free,
};
use crate::components::words;
use crate::i18n::Msg;
use crate::signal::{Derived, Memo, effect};
use crate::state::team::removal::RemovalPhase;
use crate::state::team::workspace::TeamWorkspace;
use leptos::prelude::*;
use line::{Line, blocked_text, rule_text};
use request_center_models::rule::{FieldPath, Rule};

/// The ids of the two choices of when access is removed.
const SOON: &str = "soon";
const ON_DATE: &str = "date";

/// The removal, beside the list of My team.
#[component]
pub fn RemovalSide(
    /// The viewer's people and their access.
    workspace: TeamWorkspace,
) -> impl IntoView {
    let (i18n, removal) = (workspace.shell.i18n, workspace.team.removal);
    let lines = Memo::new(move || removal.draft.with(|draft| draft.lines.len()));
    let people = Memo::new(move || {
        removal.draft.with(|draft| {
            let mut names: Vec<String> = Vec::new();
            for line in &draft.lines {
                if !names.contains(&line.person_name) {
                    names.push(line.person_name.clone());
                }
            }
            names
        })
    });
    let heading = ElementRef::new();
    let stage = Memo::new(move || match (removal.phase.get(), lines.get()) {
        (RemovalPhase::Writing | RemovalPhase::Reviewing, 0) => None,
        (phase, _) => Some(phase),
    });
    let mut before = None;
    effect(move || {
        let now = stage.get();
        if matches!((before, now), (Some(Some(_)), Some(RemovalPhase::Writing | RemovalPhase::Over) | None))
            && before != Some(now)
        {
            focus_soon_if_free(heading);
        }
        before = Some(now);
    });
    let subtitle = move || {
        let count = lines.get();
        (count > 0).then(|| {
            people.with(|people| i18n.count(Msg::RemovalCount, count, &[("names", &i18n.list(people))]))
        })
    };
    view! {
        <h2 class="rc-side-title" tabindex="-1" node_ref=heading>{i18n.label(Msg::RemovalTitle)}</h2>
        {move || subtitle().map(|text| view! { <p class="rc-side-subtitle"><bdi>{text}</bdi></p> }.into_any())}
        {move || match stage.get() {
            None => {
                let body = i18n.label(Msg::RemovalEmptyBody);
                view! { <EmptyState icon=IconName::Minus title=i18n.label(Msg::RemovalEmpty) body/> }.into_any()
            }
            Some(RemovalPhase::Writing) => view! { <Write workspace heading/> }.into_any(),
            Some(RemovalPhase::Reviewing) => view! { <Review workspace/> }.into_any(),
            Some(RemovalPhase::Sending) => view! { <Calls workspace/> }.into_any(),
            Some(RemovalPhase::Over) => view! { <Over workspace/> }.into_any(),
        }}
    }
}

#[component]
fn Write(workspace: TeamWorkspace, heading: ElementRef) -> impl IntoView {
    let (i18n, removal) = (workspace.shell.i18n, workspace.team.removal);
    let count = Memo::new(move || removal.draft.with(|draft| draft.lines.len()));
    let each = Memo::new(move || removal.draft.with(|draft| draft.comment_each));
    let on_date = Memo::new(move || removal.draft.with(|draft| draft.on_date));
    let broken = move |place: FieldPath| {
        Derived::new(move || removal.shown_violations().at(place).next().map(|rule| words::rule(i18n, rule)))
    };
    // A date too late for one line is shown at the date's field as well as at the line.
    let date_broken = Derived::new(move || {
        if removal.has_lost_date() {
            return Some(rule_text(workspace, Rule::RemoveDateUnreadable));
        }
        let violations = removal.shown_violations();
        let date = |place| matches!(place, FieldPath::EveryRemoveDate | FieldPath::RemoveDate(_));
        violations
            .iter()
            .find(|violation| date(violation.place))
            .map(|violation| rule_text(workspace, violation.rule))
    });
    let utc = Derived::new(move || {
        let moment = removal.draft.with(|draft| draft.remove_date.moment.clone())?;
        Some(i18n.with(Msg::RequestDateUtc, &[("time", &i18n.date_time_utc(&moment))]))
    });
    let times = Derived::new(move || {
        vec![
            Choice { id: SOON.to_owned(), label: i18n.t(Msg::RemovalSoon) },
            Choice { id: ON_DATE.to_owned(), label: i18n.t(Msg::RemovalOnDate) },
        ]
    });
    let summary = ElementRef::new();
    let review = move |()| {
        if !removal.review() {
            focus_soon(summary);
        }
    };
    view! {
        <div class="rc-cards" role="group" aria-label=i18n.label(Msg::RemovalTitle)>
            <Calls workspace/>
            <Problems workspace summary/>
            <ul class="rc-cards">
                {move || (0..count.get()).map(|at| view! { <Line workspace at heading/> }.into_any()).collect::<Vec<_>>()}
            </ul>
            {move || (!each.get()).then(|| view! {
                <TextArea
                    label=Derived::new(move || i18n.count(Msg::RemovalComment, count.get(), &[]))
                    value=Derived::new(move || removal.draft.with(|draft| draft.comment.clone()))
                    on_input=move |text| removal.set_comment(text)
                    error=broken(FieldPath::EveryComment)
                    required=true
                />
            }.into_any())}
            {move || (count.get() > 1).then(|| view! {
                <Button
                    label=Derived::new(move || i18n.t(if each.get() { Msg::RemovalOneComment } else { Msg::RemovalCommentEach }))
                    kind=ButtonKind::Quiet
                    on_press=move |()| removal.set_comment_each(!each.get_untracked())
                />
            }.into_any())}
            <Select
                label=i18n.label(Msg::RemovalWhen)
                options=times
                selected=Derived::new(move || if on_date.get() { ON_DATE } else { SOON }.to_owned())
                on_select=move |id: String| removal.set_on_date(id == ON_DATE)
            />
            {move || on_date.get().then(|| view! {
                <DateTimeField
                    label=i18n.label(Msg::RemovalDate)
                    value=Derived::new(move || removal.draft.with(|draft| draft.remove_date.text.clone()))
                    on_input=move |(text, unreadable)| removal.set_date(typed_date(text, unreadable))
                    error=date_broken
                    hint=utc
                />
            }.into_any())}
            <p class="rc-note">{i18n.label(Msg::RemovalTakes)}</p>
            <div class="rc-actions-wide">
                <Button
                    label=i18n.label(Msg::RemovalReview)
                    kind=ButtonKind::Filled
                    disabled_reason=move || {
                        let locked = removal.is_locked().then(|| i18n.t(Msg::RemovalLocked));
                        locked.or_else(|| workspace.shell.refusal_words())
                    }
                    on_press=review
                />
            </div>
        </div>
    }
}

/// The problems of the form, each with the line it belongs to.
#[component]
fn Problems(workspace: TeamWorkspace, summary: ElementRef) -> impl IntoView {
    let removal = workspace.team.removal;
    let sentences = Derived::new(move || {
        let mut sentences: Vec<String> = Vec::new();
        for violation in removal.shown_violations().iter() {
            let line = violation
                .place
                .index()
                .and_then(|at| removal.draft.with(|draft| draft.lines.get(at).cloned()));
            let text = line
                .as_ref()
                .and_then(|line| blocked_text(workspace, line))
                .unwrap_or_else(|| rule_text(workspace, violation.rule));
            sentences.push(match line {
                Some(line) => format!("{}, {}: {text}", line.held.name, line.person_name),
                None => text,
            });
        }
        sentences
    });
    view! { <ProblemSummary i18n=workspace.shell.i18n sentences node_ref=summary/> }
}
