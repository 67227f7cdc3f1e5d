//! Texts, colours and icons of the models' values: the one place that turns a state, kind, rule or error into a sentence.

mod code;
mod conflicts;
mod held_end;
mod history;
pub mod in_doubt;
pub mod list_trouble;
pub mod trouble;

pub use code::code;
pub use conflicts::conflicts;
pub use held_end::{end_change_blocked, end_effect, ends_soon, held_end};
pub use history::history;
pub use in_doubt::{CheckNow, InDoubt, in_doubt};
pub use list_trouble::{ListCapped, ListIncomplete, ListTrouble, capped_text};
pub use trouble::{Trouble, error_body, error_title};

use super::ui::{Badge, IconName, Tone};
use crate::i18n::{I18n, Msg};
use crate::state::journal::state::WriteState;
use crate::state::people::Person;
use leptos::prelude::*;
use request_center_models::cancel::Viewer;
use request_center_models::moment::Moment;
use request_center_models::progress::{Approvers, Progress};
use request_center_models::rule::Rule;
use request_center_models::wire::reference::{ItemType, OwnerRef, RequestType};
use request_center_models::wire::status::RequestedItemStatus;

/// A state or kind as colour, icon and text, because not everybody can tell colours apart.
pub type Mark = (Tone, IconName, String);

/// The icon of a kind of access.
#[must_use]
pub fn item_icon(kind: Option<&ItemType>) -> IconName {
    match kind {
        Some(ItemType::Role) => IconName::Role,
        Some(ItemType::AccessProfile) => IconName::AccessProfile,
        _ => IconName::Entitlement,
    }
}

/// The name of a person, their id where they have none, or *someone who’s no longer there*: never taken for the viewer.
#[must_use]
pub fn person(i18n: I18n, person: Option<&OwnerRef>) -> String {
    person.and_then(OwnerRef::label).map_or_else(|| i18n.t(Msg::PersonGone), str::to_owned)
}

/// The name of somebody in the directory, with a mark if they have left.
#[must_use]
pub fn person_name(i18n: I18n, person: &Person) -> String {
    if person.has_left {
        i18n.with(Msg::PersonLeftNamed, &[("name", &person.name)])
    } else {
        person.name.clone()
    }
}

/// The mark of somebody who has left; nothing for others.
#[must_use]
pub fn person_left(i18n: I18n, person: &Person) -> Option<AnyView> {
    person.has_left.then(|| {
        let text = i18n.label(Msg::PersonLeft);
        view! { <Badge tone=Tone::Negative icon=IconName::Warning text/> }.into_any()
    })
}

/// Returns whether this is the viewer; somebody without an id is not.
#[must_use]
pub fn is_viewer(person: Option<&OwnerRef>, viewer: &Viewer) -> bool {
    person.and_then(|person| person.id.as_ref()) == Some(&viewer.id)
}

/// The name of a kind of access; an unknown kind as the service sent it.
#[must_use]
pub fn item_kind(i18n: I18n, kind: &ItemType) -> String {
    i18n.text(&format!("item_type.{kind}")).unwrap_or_else(|| kind.to_string())
}

/// The kind of a request: grant, removal or change.
#[must_use]
pub fn request_kind(i18n: I18n, kind: Option<&RequestType>) -> Mark {
    match kind {
        None | Some(RequestType::Grant) => (Tone::Positive, IconName::Plus, i18n.t(Msg::RequestsKindGrant)),
        Some(RequestType::Revoke) => (Tone::Negative, IconName::Minus, i18n.t(Msg::RequestsKindRemoval)),
        Some(RequestType::Modify) => (Tone::Process, IconName::Calendar, i18n.t(Msg::RequestsKindChange)),
        Some(RequestType::Unknown(other)) => (Tone::Neutral, IconName::Info, code(i18n, other)),
    }
}

/// The progress of a request.
#[must_use]
pub fn progress(i18n: I18n, row: &RequestedItemStatus) -> Mark {
    let t = |message| i18n.t(message);
    match Progress::of(row) {
        Progress::Accepted => (Tone::Outline, IconName::Clock, t(Msg::ProgressAccepted)),
        Progress::Waiting { step, steps, .. } => {
            (Tone::Waiting, IconName::Clock, waiting(i18n, row.asked_now(), step, steps))
        }
        Progress::BeingProcessed => {
            let message = match row.request_type {
                Some(RequestType::Revoke) => Msg::ProgressRemoving,
                Some(RequestType::Modify) => Msg::ProgressChanging,
                _ => Msg::ProgressSettingUp,
            };
            (Tone::Process, IconName::Clock, t(message))
        }
        Progress::Verifying => (Tone::Process, IconName::Clock, t(Msg::ProgressVerifying)),
        Progress::Done => (Tone::Positive, IconName::Tick, t(Msg::ProgressDone)),
        Progress::PartlyDone => (Tone::Negative, IconName::Warning, t(Msg::ProgressPartlyDone)),
        Progress::Denied => (Tone::Negative, IconName::Cross, t(Msg::ProgressDenied)),
        Progress::Cancelled => (Tone::Neutral, IconName::Cross, t(Msg::ProgressCancelled)),
        Progress::Failed => (Tone::Negative, IconName::Cross, t(Msg::ProgressFailed)),
        Progress::Unknown(text) if text.is_empty() => {
            (Tone::Neutral, IconName::Info, t(Msg::ProgressUnknown))
        }
        Progress::Unknown(text) => (Tone::Neutral, IconName::Info, code(i18n, &text)),
    }
}

/// The state of a request that was sent and is not listed yet; the message counts the minutes of its look-up.
#[must_use]
pub fn not_listed(state: WriteState) -> Msg {
    match state {
        WriteState::Accepted => Msg::ProgressNotVisible,
        WriteState::Unknown => Msg::ProgressOutcomeUnknown,
        WriteState::NotListed => Msg::ProgressUnseen,
        _ => Msg::ProgressSending,
    }
}

/// Who is asked and at which step, in one line: of several people of a group the group alone.
fn waiting(i18n: I18n, asked: Approvers, step: usize, steps: usize) -> String {
    let Approvers { who, any_of, group } = asked;
    let (who, group) = match (any_of.is_empty(), group) {
        (true, group) => (who, group),
        (false, None) => (Some(i18n.alternatives(&any_of)), None),
        (false, group) => (group, None),
    };
    let (step, of) = (i18n.number(step), i18n.number(steps));
    let Some(name) = who else {
        return match steps {
            0 | 1 => i18n.t(Msg::ProgressWaiting),
            _ => i18n.with(Msg::ProgressWaitingStep, &[("step", &step), ("steps", &of)]),
        };
    };
    let message = if steps > 1 { Msg::ProgressWaitingOnStep } else { Msg::ProgressWaitingOn };
    let group = group.unwrap_or_default();
    i18n.with(message, &[("name", &name), ("group", &group), ("step", &step), ("steps", &of)])
}

/// A date in the user's time zone and, if the two differ, in UTC.
#[must_use]
pub fn date_in_both(i18n: I18n, at: &Moment) -> String {
    let (local, utc) = (i18n.date_time(at), i18n.date_time_utc(at));
    if utc.starts_with(&local) { utc } else { format!("{local} · {utc}") }
}

/// The sentence of a violated rule.
#[must_use]
pub fn rule(i18n: I18n, rule: Rule) -> String {
    let limit = rule.limit().map(|limit| i18n.number(limit as usize)).unwrap_or_default();
    i18n.text_with(&format!("rule.{}", rule.code()), &[("limit", &limit)])
        .unwrap_or_else(|| rule.code().to_owned())
}
