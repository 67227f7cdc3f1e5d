//! Words, icons and colours of the states of cells.

use crate::components::ui::{IconName, Tone};
use crate::components::words::Mark;
use crate::i18n::{I18n, Msg};
use request_center_models::cell::{AccessEnd, CellKind, CellState, NotAllowed, NotKnown};

/// The name of a kind of state.
#[must_use]
pub fn kind(i18n: I18n, kind: CellKind) -> String {
    i18n.t(match kind {
        CellKind::New => Msg::CellNew,
        CellKind::Held => Msg::CellHeld,
        CellKind::Requested => Msg::CellRequested,
        CellKind::DateChange => Msg::CellDate,
        CellKind::NotAllowed => Msg::CellNotAllowed,
        CellKind::Unknown => Msg::CellUnknown,
    })
}

/// The state of a cell as it is drawn in it.
#[must_use]
pub fn mark(i18n: I18n, state: &CellState) -> Mark {
    let word = match state {
        CellState::DateChange { to: None, .. } => i18n.t(Msg::CellEndRemoved),
        CellState::Unknown(NotKnown::Unread) => i18n.t(Msg::CellUnread),
        other => kind(i18n, other.kind()),
    };
    let (tone, icon) = match state.kind() {
        CellKind::New => (Tone::Positive, IconName::Plus),
        CellKind::Held => (Tone::Neutral, IconName::Tick),
        CellKind::Requested => (Tone::Waiting, IconName::Clock),
        CellKind::DateChange => (Tone::Process, IconName::Calendar),
        CellKind::NotAllowed => (Tone::Negative, IconName::Lock),
        CellKind::Unknown => (Tone::Outline, IconName::Info),
    };
    (tone, icon, word)
}

/// The dates of a change, old and new.
#[must_use]
pub fn dates(i18n: I18n, state: &CellState) -> Option<String> {
    let CellState::DateChange { from, to } = state else { return None };
    let to = to.as_ref().map_or_else(|| i18n.t(Msg::CellNoEnd), |to| i18n.date(to));
    Some(i18n.with(Msg::CellDates, &[("from", &end(i18n, from)), ("to", &to)]))
}

/// The state in a sentence.
#[must_use]
pub fn sentence(i18n: I18n, state: &CellState) -> String {
    let message = match state {
        CellState::New => Msg::CellSayNew,
        CellState::Held(AccessEnd::Unknown) => Msg::CellSayHeldUnknown,
        CellState::Held(AccessEnd::Never) => Msg::CellSayHeld,
        CellState::Held(AccessEnd::At(at)) => {
            return i18n.with(Msg::CellSayHeldUntil, &[("date", &i18n.date(at))]);
        }
        CellState::Requested(_) => Msg::CellSayRequested,
        CellState::DateChange { from, to: Some(to) } => {
            let values = [("from", &*end(i18n, from)), ("to", &*i18n.date(to))];
            return i18n.with(Msg::CellSayDate, &values);
        }
        CellState::DateChange { from, to: None } => {
            return i18n.with(Msg::CellSayEndRemoved, &[("from", &end(i18n, from))]);
        }
        CellState::NotAllowed(why) => match why {
            NotAllowed::SelfOnly => Msg::CellSaySelfOnly,
            NotAllowed::ReportsOnly => Msg::CellSayReportsOnly,
            NotAllowed::NotOffered => Msg::CellSayNotOffered,
            NotAllowed::StartOfHeld => Msg::CellSayStart,
        },
        CellState::Unknown(why) => match why {
            NotKnown::Unread => Msg::CellSayUnread,
            NotKnown::Untold => Msg::CellSayUntold,
            NotKnown::Failed => Msg::CellSayFailed,
            NotKnown::NotListed => Msg::CellSayNotListed,
            NotKnown::Permission => Msg::CellSayPermission,
            NotKnown::EndOfHeld => Msg::CellSayEndUnknown,
        },
    };
    i18n.t(message)
}

fn end(i18n: I18n, end: &AccessEnd) -> String {
    match end {
        AccessEnd::At(at) => i18n.date(at),
        AccessEnd::Never | AccessEnd::Unknown => i18n.t(Msg::CellNoEnd),
    }
}
