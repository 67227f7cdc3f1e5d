//! The end of held access as a fact and as a mark, and the effect of a change on it.

use crate::components::ui::{IconName, Tone};
use crate::i18n::{I18n, Msg};
use request_center_models::end_change::{EndChangeBlocked, EndEffect, EndHolder};
use request_center_models::holding::{EndSource, HeldEnd};
use request_center_models::moment::Moment;
use time::OffsetDateTime;

/// When it ends, and how that is known.
#[must_use]
pub fn held_end(i18n: I18n, end: &HeldEnd) -> String {
    let is_asked = end.source == Some(EndSource::Request);
    match (&end.at, &end.source) {
        (Some(at), _) => {
            let message = if is_asked { Msg::EndsOnAsked } else { Msg::EndsOn };
            i18n.with(message, &[("date", &i18n.date_time(at))])
        }
        (None, Some(_)) => i18n.t(if is_asked { Msg::EndsNeverAsked } else { Msg::EndsNever }),
        (None, None) => i18n.t(Msg::EndsUnknown),
    }
}

/// The mark of access that ends soon; nothing for other.
#[must_use]
pub fn ends_soon(i18n: I18n, end: &HeldEnd, now: OffsetDateTime) -> Option<(Tone, IconName, String)> {
    let at = end.at.as_ref().filter(|_| end.is_soon(now))?;
    let text = i18n.with(Msg::EndsSoon, &[("when", &i18n.relative(at, now))]);
    Some((Tone::Waiting, IconName::Clock, text))
}

/// The effect of a new end, or of none, on that person's access.
#[must_use]
pub fn end_effect(i18n: I18n, person: &EndHolder, new: Option<&Moment>) -> String {
    let date = |at: Option<&Moment>| at.map(|at| i18n.date_time(at)).unwrap_or_default();
    let message = match person.effect(new.and_then(Moment::instant)) {
        EndEffect::Extended => Msg::EndChangeExtended,
        EndEffect::Shortened => Msg::EndChangeShortened,
        EndEffect::Added => Msg::EndChangeAdded,
        EndEffect::Removed => Msg::EndChangeRemoved,
        EndEffect::Unchanged => Msg::EndChangeUnchanged,
        EndEffect::Unknown if new.is_some() => Msg::EndChangeSet,
        EndEffect::Unknown => Msg::EndChangeSetNone,
    };
    i18n.with(message, &[("before", &date(person.end.at.as_ref())), ("after", &date(new))])
}

/// Why an end cannot be changed, as a sentence.
#[must_use]
pub fn end_change_blocked(i18n: I18n, reason: EndChangeBlocked) -> String {
    i18n.text(reason.code()).unwrap_or_else(|| reason.to_string())
}
