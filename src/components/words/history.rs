//! The history of a request: a title and a line for each of its steps.

use super::code::code;
use crate::components::ui::{TimelineState, TimelineStep};
use crate::i18n::{I18n, Msg};
use request_center_models::moment::Moment;
use request_center_models::progress::{Step, StepKind, StepState};
use request_center_models::wire::reference::RequestType;
use request_center_models::wire::status::{ApprovalScheme, RequestedItemStatus};
use time::OffsetDateTime;

/// The steps of a request, ready to be shown.
#[must_use]
pub fn history(i18n: I18n, row: &RequestedItemStatus, now: OffsetDateTime) -> Vec<TimelineStep> {
    row.steps().iter().map(|step| timeline_step(i18n, step, row.request_type.as_ref(), now)).collect()
}

fn timeline_step(i18n: I18n, step: &Step, kind: Option<&RequestType>, now: OffsetDateTime) -> TimelineStep {
    let title = match &step.kind {
        StepKind::Sent => i18n.t(Msg::StepSent),
        StepKind::Approval(_) => approval(i18n, step),
        StepKind::Processing => i18n.t(processing(kind, step.state)),
        StepKind::Other(name) => i18n.with(other(step.state), &[("name", &code(i18n, name))]),
        StepKind::Cancelled => {
            named(i18n, step.who.as_deref(), None, Msg::StepCancelledBy, Msg::StepCancelled)
        }
    };
    let scheme = match &step.kind {
        StepKind::Approval(Some(scheme)) => Some(scheme_name(i18n, scheme)),
        _ => None,
    };
    TimelineStep {
        state: match step.state {
            StepState::Done => TimelineState::Done,
            StepState::Now => TimelineState::Now,
            StepState::Next => TimelineState::Next,
            StepState::Failed => TimelineState::Failed,
            StepState::Skipped => TimelineState::Skipped,
        },
        title,
        detail: detail(i18n, scheme, step.at.as_ref(), step.state == StepState::Now, now),
        quote: step.comment.clone().filter(|text| !text.trim().is_empty()),
    }
}

fn named(i18n: I18n, who: Option<&str>, group: Option<&str>, with_name: Msg, without: Msg) -> String {
    match who {
        Some(name) => i18n.with(with_name, &[("name", name), ("group", group.unwrap_or_default())]),
        None => i18n.t(without),
    }
}

fn approval(i18n: I18n, step: &Step) -> String {
    let (with_name, without) = match step.state {
        StepState::Done => (Msg::StepApprovedBy, Msg::StepApproved),
        StepState::Now => (Msg::StepWaitingOn, Msg::StepWaiting),
        StepState::Next => (Msg::StepNextBy, Msg::StepNext),
        StepState::Failed => (Msg::StepDeniedBy, Msg::StepDenied),
        StepState::Skipped => (Msg::StepSkippedBy, Msg::StepSkipped),
    };
    let several = i18n.alternatives(&step.any_of);
    let who = if several.is_empty() { step.who.as_deref() } else { Some(several.as_str()) };
    named(i18n, who, step.on_behalf_of.as_deref(), with_name, without)
}

fn processing(kind: Option<&RequestType>, state: StepState) -> Msg {
    match (kind, state) {
        (Some(RequestType::Revoke), StepState::Done) => Msg::StepRemovalDone,
        (Some(RequestType::Revoke), StepState::Now) => Msg::StepRemovalNow,
        (Some(RequestType::Revoke), StepState::Next) => Msg::StepRemovalNext,
        (Some(RequestType::Revoke), StepState::Failed) => Msg::StepRemovalFailed,
        (Some(RequestType::Revoke), StepState::Skipped) => Msg::StepRemovalSkipped,
        (Some(RequestType::Modify), StepState::Done) => Msg::StepChangeDone,
        (Some(RequestType::Modify), StepState::Now) => Msg::StepChangeNow,
        (Some(RequestType::Modify), StepState::Next) => Msg::StepChangeNext,
        (Some(RequestType::Modify), StepState::Failed) => Msg::StepChangeFailed,
        (Some(RequestType::Modify), StepState::Skipped) => Msg::StepChangeSkipped,
        (_, StepState::Done) => Msg::StepGrantDone,
        (_, StepState::Now) => Msg::StepGrantNow,
        (_, StepState::Next) => Msg::StepGrantNext,
        (_, StepState::Failed) => Msg::StepGrantFailed,
        (_, StepState::Skipped) => Msg::StepGrantSkipped,
    }
}

fn other(state: StepState) -> Msg {
    match state {
        StepState::Done => Msg::StepOtherDone,
        StepState::Now => Msg::StepOtherNow,
        StepState::Next => Msg::StepOtherNext,
        StepState::Failed => Msg::StepOtherFailed,
        StepState::Skipped => Msg::StepOtherSkipped,
    }
}

/// The role of the approver; an unknown scheme as the service sent it.
fn scheme_name(i18n: I18n, scheme: &ApprovalScheme) -> String {
    i18n.text(&format!("scheme.{scheme}")).unwrap_or_else(|| code(i18n, scheme.as_str()))
}

fn detail(
    i18n: I18n,
    scheme: Option<String>,
    at: Option<&Moment>,
    waits: bool,
    now: OffsetDateTime,
) -> String {
    let scheme = scheme.unwrap_or_default();
    let Some(at) = at else { return scheme };
    let (date, when) = (i18n.date_time(at), i18n.relative(at, now));
    let message = if waits { Msg::StepSince } else { Msg::StepSchemeDate };
    i18n.with(message, &[("scheme", &scheme), ("date", &date), ("when", &when)])
}
