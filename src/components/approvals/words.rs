//! Words, icons and colours for the kind, state and dates of an approval and for the outcome of a decision.

use crate::api::ApiError;
use crate::components::ui::{IconName, Tone};
use crate::components::words::{self, Mark};
use crate::i18n::{I18n, Msg};
use crate::state::approvals::batch::Entry;
use crate::state::approvals::row::Approval;
use crate::state::approvals::workspace::ApprovalsWorkspace;
use crate::state::journal::state::WriteState;
use request_center_models::approval::{ApprovalKind, DateAsked, DateField, DecisionBlocked, ReadBack};
use request_center_models::moment::Moment;
use request_center_models::wire::approval::ApprovalAction;

/// The mark of a kind of approval.
pub fn kind(i18n: I18n, kind: &ApprovalKind) -> Mark {
    match kind {
        ApprovalKind::Grant => (Tone::Positive, IconName::Plus, i18n.t(Msg::RequestsKindGrant)),
        ApprovalKind::Removal => (Tone::Negative, IconName::Minus, i18n.t(Msg::RequestsKindRemoval)),
        ApprovalKind::DateChange => (Tone::Process, IconName::Calendar, i18n.t(Msg::RequestsKindChange)),
        ApprovalKind::Unknown(text) => (Tone::Neutral, IconName::Info, text.clone()),
    }
}

/// The number of each kind: `2 grants and 1 removal`.
pub fn kinds(i18n: I18n, names: &[&str]) -> String {
    let count = |kind: &str| names.iter().filter(|name| **name == kind).count();
    let (grants, removals, changes) = (count("grant"), count("removal"), count("change"));
    let others = names.len() - grants - removals - changes;
    let mut parts = Vec::new();
    for (message, count) in [
        (Msg::ApprovalsGrants, grants),
        (Msg::ApprovalsRemovals, removals),
        (Msg::ApprovalsChanges, changes),
        (Msg::ApprovalsCount, others),
    ] {
        if count > 0 {
            parts.push(i18n.count(message, count, &[]));
        }
    }
    i18n.list(&parts)
}

/// Item and recipient: `Treasury ledger writer, Jonas Petit`.
pub fn title(i18n: I18n, row: &Approval) -> String {
    let item = item(i18n, row);
    if row.recipient().is_empty() { item } else { format!("{item}, {}", row.recipient()) }
}

/// The item.
pub fn item(i18n: I18n, row: &Approval) -> String {
    if row.item().is_empty() { i18n.t(Msg::RequestsUnnamed) } else { row.item().to_owned() }
}

/// The recipient.
pub fn recipient(i18n: I18n, row: &Approval) -> String {
    words::person(i18n, Some(&row.asked.recipient))
}

/// The requester.
pub fn requester(i18n: I18n, row: &Approval) -> String {
    words::person(i18n, Some(&row.asked.requester))
}

/// The requester and their comment.
pub fn asked(i18n: I18n, row: &Approval) -> String {
    let name = requester(i18n, row);
    let comment = row.comment().unwrap_or_default();
    i18n.with(Msg::ApprovalsAsked, &[("name", &name), ("words", comment)])
}

/// The effect of approving it, as a sentence.
pub fn effect(i18n: I18n, row: &Approval) -> String {
    let (person, name) = (recipient(i18n, row), item(i18n, row));
    let values = [("person", person.as_str()), ("name", name.as_str())];
    i18n.with(
        match row.asked.kind {
            ApprovalKind::Grant => Msg::ApprovalsEffectGrant,
            ApprovalKind::Removal => Msg::ApprovalsEffectRemoval,
            ApprovalKind::DateChange => Msg::ApprovalsEffectChange,
            // The effect of an unknown kind is unknown.
            ApprovalKind::Unknown(_) => return title(i18n, row),
        },
        &values,
    )
}

/// A requested date, with the current one where it changes.
pub fn date(i18n: I18n, asked: &DateAsked) -> String {
    let text = |at: &Option<Moment>| match at {
        Some(at) => i18n.date_time(at),
        None => i18n.t(Msg::ApprovalsNoDate),
    };
    match (&asked.before, &asked.after) {
        (None, Some(after)) => words::date_in_both(i18n, after),
        (before, after) => {
            let (before, after) = (text(before), text(after));
            i18n.with(Msg::ApprovalsDateChanges, &[("before", &before), ("after", &after)])
        }
    }
}

/// The term for the start or the end of access.
pub fn date_term(field: DateField) -> Msg {
    match field {
        DateField::Start => Msg::DetailStarts,
        DateField::End => Msg::DetailEnds,
    }
}

/// Separation-of-duties conflicts as sentences, with the side the recipient already has.
pub fn conflicts(i18n: I18n, row: &Approval) -> Vec<String> {
    words::conflicts(i18n, &row.asked.conflicts, Some(&recipient(i18n, row)))
}

/// Why it cannot be decided now.
pub fn blocked(i18n: I18n, blocked: DecisionBlocked) -> String {
    i18n.text(blocked.code()).unwrap_or_else(|| blocked.to_string())
}

/// The state: how long it has been pending, that it is in process, or the decision.
pub fn state(i18n: I18n, row: &Approval, decision: Option<&Entry>, workspace: ApprovalsWorkspace) -> Mark {
    if let Some(decided) = &row.decided {
        if row.is_decided_by(&workspace.approvals.lists.viewer().id)
            && let Some(action) = &decided.action
        {
            let (_, _, words) = by_you(i18n, action);
            let (tone, icon, _) = self::action(i18n, Some(action), "");
            return (tone, icon, words);
        }
        let by = decided.by.label().unwrap_or_default();
        return action(i18n, decided.action.as_ref(), by);
    }
    if let Some(entry) = decision {
        return decision_state(i18n, entry);
    }
    match row.blocked {
        Some(blocked) if blocked.is_in_process() => {
            (Tone::Process, IconName::Clock, self::blocked(i18n, blocked))
        }
        Some(blocked) => (Tone::Outline, IconName::Lock, self::blocked(i18n, blocked)),
        None => {
            let since = row.asked.created.as_ref().map(|at| i18n.relative(at, workspace.shell.now()));
            (Tone::Waiting, IconName::Clock, since.unwrap_or_else(|| i18n.t(Msg::ProgressWaiting)))
        }
    }
}

/// A decision as the service reports it.
pub fn action(i18n: I18n, action: Option<&ApprovalAction>, by: &str) -> Mark {
    let named = |with: Msg, without: Msg| {
        if by.is_empty() { i18n.t(without) } else { i18n.with(with, &[("name", by)]) }
    };
    match action {
        Some(ApprovalAction::Approved) => {
            (Tone::Positive, IconName::Tick, named(Msg::StepApprovedBy, Msg::StepApproved))
        }
        Some(ApprovalAction::Rejected) => {
            (Tone::Negative, IconName::Cross, named(Msg::StepDeniedBy, Msg::StepDenied))
        }
        Some(ApprovalAction::Forwarded) => {
            (Tone::Neutral, IconName::ArrowRight, i18n.t(Msg::ApprovalsForwarded))
        }
        Some(ApprovalAction::Unknown(text)) => (Tone::Neutral, IconName::Info, words::code(i18n, text)),
        None => (Tone::Neutral, IconName::Info, i18n.t(Msg::ProgressUnknown)),
    }
}

/// Item and recipient of a decision.
pub fn subject(entry: &Entry) -> String {
    match entry.decision() {
        Some(decision) if decision.person.is_empty() => decision.item.clone(),
        Some(decision) => format!("{}, {}", decision.item, decision.person),
        None => String::new(),
    }
}

/// The state of one of the viewer's decisions.
pub fn decision_state(i18n: I18n, entry: &Entry) -> Mark {
    let t = |message| i18n.t(message);
    match (entry.state(), entry.outcome()) {
        (_, Some(ReadBack::ByYou(action))) => by_you(i18n, action),
        (_, Some(ReadBack::ByOther { action, by, .. })) => {
            let by = by.as_deref().unwrap_or_default();
            let (_, icon, what) = self::action(i18n, action.as_ref(), by);
            let what = if action.is_none() { t(Msg::DecisionGone) } else { what };
            (Tone::Neutral, icon, i18n.with(Msg::DecisionByOther, &[("what", &what)]))
        }
        (_, Some(ReadBack::NoLongerYours)) => (Tone::Neutral, IconName::Info, t(Msg::DecisionNoLongerYours)),
        (_, Some(ReadBack::Failed(why))) => {
            let why = i18n.text(why.code()).unwrap_or_else(|| why.code().to_owned());
            (Tone::Negative, IconName::Warning, with_error(i18n, &why, entry.error()))
        }
        (WriteState::Prepared, _) => (Tone::Outline, IconName::Clock, t(Msg::DecisionWaiting)),
        (WriteState::Sent, _) => (Tone::Process, IconName::Clock, t(Msg::ProgressSending)),
        (WriteState::Unknown, _) => {
            (Tone::Waiting, IconName::Clock, with_error(i18n, &t(Msg::DecisionUnknown), entry.error()))
        }
        (WriteState::Elsewhere, _) => (Tone::Waiting, IconName::Clock, t(Msg::DecisionElsewhere)),
        (WriteState::Refused, _) => {
            let why = entry.error().map(|error| reason(i18n, error)).unwrap_or_default();
            (Tone::Negative, IconName::Cross, i18n.with(Msg::DecisionRefused, &[("why", &why)]))
        }
        _ => (Tone::Process, IconName::Clock, t(Msg::DecisionProcessing)),
    }
}

/// The viewer's decision as the service reports it; it may differ from the one sent where another window decided first.
fn by_you(i18n: I18n, action: &ApprovalAction) -> Mark {
    let message = match action {
        ApprovalAction::Approved => Msg::DecisionApproved,
        ApprovalAction::Rejected => Msg::DecisionDenied,
        ApprovalAction::Forwarded => Msg::DecisionForwarded,
        ApprovalAction::Unknown(text) => return (Tone::Neutral, IconName::Info, text.clone()),
    };
    (Tone::Positive, IconName::Tick, i18n.t(message))
}

/// A sentence, with the service's own words about an error, or the error's title where the service said nothing.
fn with_error(i18n: I18n, sentence: &str, error: Option<&ApiError>) -> String {
    match error {
        Some(error) => {
            let said = error.sentences.first().map_or("", String::as_str);
            let why = if said.is_empty() { words::error_title(i18n, error) } else { String::new() };
            i18n.with(Msg::DecisionSaid, &[("what", sentence), ("said", said), ("why", &why)])
        }
        None => sentence.to_owned(),
    }
}

/// The service's first error sentence, else the error's title.
fn reason(i18n: I18n, error: &ApiError) -> String {
    error.sentences.first().cloned().unwrap_or_else(|| words::error_title(i18n, error))
}
