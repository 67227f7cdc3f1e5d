//! One line of the removal form, and its violations.

use crate::components::my_team::group::{reason, return_warning};
use crate::components::ui::{
    Button, ButtonKind, ElementRef, IconName, Notice, TextArea, Tone, focus_soon_if_nowhere,
};
use crate::components::words;
use crate::i18n::Msg;
use crate::signal::{Derived, Memo};
use crate::state::list::LoadState;
use crate::state::team::workspace::TeamWorkspace;
use leptos::prelude::*;
use request_center_models::revoke::RevokeLine;
use request_center_models::rule::{FieldPath, Rule};

/// One item picked, with its own comment if each line has one.
#[component]
pub fn Line(
    /// The viewer's people and their access.
    workspace: TeamWorkspace,
    /// Its index in the form.
    at: usize,
    /// The heading that gets the focus when the line is removed.
    heading: ElementRef,
) -> impl IntoView {
    let (i18n, removal) = (workspace.shell.i18n, workspace.team.removal);
    let line = Memo::new(move || removal.draft.with(|draft| draft.lines.get(at).cloned()));
    let name = Derived::new(move || line.get().map(|line| line.held.name).unwrap_or_default());
    let kind = move || {
        line.get().map(|line| {
            let kind = words::item_kind(i18n, &line.held.r#type);
            i18n.with(Msg::RemovalLine, &[("kind", &kind), ("name", &line.person_name)])
        })
    };
    let each = Memo::new(move || removal.draft.with(|draft| draft.comment_each));
    let broken = move |place: FieldPath| {
        Derived::new(move || removal.shown_violations().at(place).next().map(|rule| words::rule(i18n, rule)))
    };
    // A reason that blocks the removal is shown as soon as it is known, not only after a submission.
    let blocked = move || line.get().and_then(|line| blocked_text(workspace, &line));
    let late = broken(FieldPath::RemoveDate(at));
    let maybe_late = move || {
        let late = line.with(|line| line.as_ref().is_some_and(|line| removal.is_maybe_late(line)));
        late.then(|| i18n.t(Msg::RemovalMaybeLateHere))
    };
    let hint = move || {
        let line = line.get()?;
        if let Some(warning) = return_warning(i18n, &line.held) {
            return Some(warning);
        }
        let end = line.held.remove_date.as_ref().map(|end| i18n.date_time(end));
        let ends = end.map(|date| i18n.with(Msg::RemovalEndsAnyway, &[("date", &date)]));
        if ends.is_some() || line.held.tells_origin() {
            return ends;
        }
        let origin = workspace.team.holdings.of(&line.person)?.origin(&line.held.id);
        matches!(origin, LoadState::Ready { .. } | LoadState::Failed(_))
            .then(|| i18n.t(Msg::TeamOriginUnknown))
    };
    let remove = move |()| {
        removal.remove(at);
        focus_soon_if_nowhere(heading);
    };
    view! {
        <li class="rc-card" part="item">
            <div class="rc-card-head">
                <div>
                    <h3 class="rc-card-name" dir="auto">{move || name.get()}</h3>
                    <p class="rc-card-kind"><bdi>{kind}</bdi></p>
                </div>
                <Button
                    label=Derived::new(move || i18n.with(Msg::RemovalTakeOut, &[("name", &name.get())]))
                    kind=ButtonKind::Quiet
                    icon=IconName::Cross
                    icon_only=true
                    on_press=remove
                />
            </div>
            {move || hint().map(|text| view! { <p class="rc-note">{text}</p> }.into_any())}
            {move || blocked().or_else(|| late.get()).or_else(maybe_late).map(|text| view! { <Notice tone=Tone::Negative title=text/> }.into_any())}
            {move || each.get().then(|| view! {
                <TextArea
                    label=Derived::new(move || i18n.with(Msg::RemovalCommentFor, &[("name", &name.get())]))
                    value=Derived::new(move || line.get().map(|line| line.comment).unwrap_or_default())
                    on_input=move |text| removal.set_line_comment(at, text)
                    error=broken(FieldPath::Comment(at))
                    required=true
                />
            }.into_any())}
        </li>
    }
}

/// The text of a rule, with this form's own texts for a missing date.
pub(super) fn rule_text(workspace: TeamWorkspace, rule: Rule) -> String {
    let lost = workspace.team.removal.has_lost_date();
    match rule {
        Rule::RemoveDateUnreadable if lost => workspace.shell.i18n.t(Msg::RemovalDateLost),
        Rule::RemoveDateUnreadable => workspace.shell.i18n.t(Msg::RemovalDateNeeded),
        other => words::rule(workspace.shell.i18n, other),
    }
}

/// The text of the reason why that line cannot be sent; `None` if it can.
pub(super) fn blocked_text(workspace: TeamWorkspace, line: &RevokeLine) -> Option<String> {
    workspace.team.removal.blocked(line).map(|blocked| reason(workspace.shell.i18n, blocked))
}
