//! Merging copies of the journal: a tab's, the stored one, and one that could not be stored. Pure.

use super::intent::Intent;
use request_center_models::draft::SubmitKey;
use std::sync::Arc;

/// The intents of one person, oldest first.
pub type Intents = Vec<Arc<Intent>>;

/// How many ended intents are stored beside those of open forms; closes are counted apart, because their outcomes are shown
/// until the person clears them.
const OVER_STORED: usize = 30;
/// How many ended closes are stored.
const CLOSES_STORED: usize = 1_000;

/// Returns whether both hold the same intents in the same states.
#[must_use]
pub fn is_same(intents: &Intents, others: &Intents) -> bool {
    intents.len() == others.len() && intents.iter().zip(others).all(|(one, other)| Arc::ptr_eq(one, other))
}

impl Intent {
    /// Returns whether this copy of an intent is later than the other.
    fn is_later_than(&self, other: &Self) -> bool {
        let order = |one: &Self| (one.attempt, one.state.rank(), one.since.instant());
        order(self) > order(other)
    }
}

/// The position of the intent with that key. Nearly always the same as in the other copy: searching all of thousands for each
/// would take seconds.
fn find<'a>(intents: &'a Intents, key: &SubmitKey, near: usize) -> Option<(usize, &'a Arc<Intent>)> {
    let is_it = |intent: &Arc<Intent>| intent.key == *key;
    match intents.get(near).filter(|intent| is_it(intent)) {
        Some(intent) => Some((near, intent)),
        None => intents.iter().enumerate().find(|(_, intent)| is_it(intent)),
    }
}

/// Merges two copies: each intent once, the later of its copies. Which copy comes first only affects the order.
#[must_use]
pub fn merged(mut intents: Intents, others: Intents) -> Intents {
    for (near, other) in others.into_iter().enumerate() {
        let known =
            find(&intents, &other.key, near).map(|(place, known)| (place, other.is_later_than(known)));
        match known {
            Some((place, true)) => {
                if let Some(known) = intents.get_mut(place) {
                    *known = other;
                }
            }
            Some((_, false)) => {}
            None => intents.push(other),
        }
    }
    intents
}

/// The intents a tab shows after reading `stored`: those, with what only this tab knows of them, and those of a group it saw end
/// that are no longer stored.
#[must_use]
pub fn shown(stored: &Intents, known: &Intents) -> Intents {
    let mut shown = stored.clone();
    for (near, own) in known.iter().enumerate() {
        let same = |intent: &Intent| {
            (own.attempt, own.state, &own.since) == (intent.attempt, intent.state, &intent.since)
        };
        match find(stored, &own.key, near) {
            Some((place, intent)) => {
                if let Some(slot) = shown.get_mut(place).filter(|_| same(intent)) {
                    slot.clone_from(own);
                }
            }
            None if own.state.is_over() && own.group.is_some() => shown.push(Arc::clone(own)),
            None => {}
        }
    }
    shown
}

/// Drops the oldest ended intents. Those of a group with an open intent stay, so that its counts stay right; those of an open
/// form, whose keys begin with one of `forms`, stay, so that a tab that still shows the form does not send it again.
pub fn trim(intents: &mut Intents, forms: &[SubmitKey]) {
    let mut open: Vec<String> = Vec::new();
    for intent in intents.iter().filter(|intent| !intent.state.is_over()) {
        open.extend(intent.group.clone().filter(|group| !open.contains(group)));
    }
    intents.retain(|intent| intent.write.is_stored(intent.state));
    drop_oldest(intents, CLOSES_STORED, is_close);
    drop_oldest(intents, OVER_STORED, |intent| {
        let of_form = forms.iter().any(|form| intent.key.as_str().starts_with(form.as_str()));
        let of_group = intent.group.as_ref().is_some_and(|group| open.contains(group));
        intent.state.is_over() && !is_close(intent) && !of_form && !of_group
    });
}

fn is_close(intent: &Intent) -> bool {
    matches!(intent.write, super::write::Write::Close { .. })
}

fn drop_oldest(intents: &mut Intents, most: usize, counts: impl Fn(&Intent) -> bool) {
    let mut surplus = intents.iter().filter(|intent| counts(intent)).count().saturating_sub(most);
    if surplus > 0 {
        intents.retain(|intent| {
            let drop = surplus > 0 && counts(intent);
            surplus = surplus.saturating_sub(usize::from(drop));
            !drop
        });
    }
}
