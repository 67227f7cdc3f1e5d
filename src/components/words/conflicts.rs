//! Conflicts of duties as sentences, for approvers and requesters alike.

use crate::i18n::{I18n, Msg};
use request_center_models::approval::{Conflict, ConflictCheck, ConflictSide};

/// Separation-of-duties conflicts, each with the side that person already has; without a name it is the viewer.
#[must_use]
pub fn conflicts(i18n: I18n, check: &ConflictCheck, person: Option<&str>) -> Vec<String> {
    let mut sentences: Vec<String> =
        check.conflicts.iter().map(|conflict| sentence(i18n, conflict, person)).collect();
    if check.failed {
        sentences.push(i18n.t(Msg::ConflictFailed));
    }
    sentences
}

fn sentence(i18n: I18n, conflict: &Conflict, person: Option<&str>) -> String {
    let all = |side: &ConflictSide| {
        let mut names = side.held.clone();
        names.extend(side.asked.iter().cloned());
        names.extend(side.unclear.iter().cloned());
        i18n.list(&names)
    };
    let policy = conflict.policy.as_str();
    if let Some((held, asked)) = conflict.held_and_asked() {
        let (held, asked) = (i18n.list(&held.held), i18n.list(&asked.asked));
        let name = person.unwrap_or_default();
        let values = [("person", name), ("held", &held), ("asked", &asked), ("policy", policy)];
        let message = if person.is_some() { Msg::ConflictHeld } else { Msg::ConflictHeldYou };
        return i18n.with(message, &values);
    }
    let (left, right) = (all(&conflict.left), all(&conflict.right));
    if left.is_empty() && right.is_empty() {
        return i18n.with(Msg::ConflictPolicy, &[("policy", policy)]);
    }
    i18n.with(Msg::ConflictUnclear, &[("left", &left), ("right", &right), ("policy", policy)])
}
