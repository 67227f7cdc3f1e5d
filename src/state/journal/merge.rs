//! How copies of the journal are put together: what a tab knows, what the browser stores, what could not be stored. Pure.

use super::intent::Intent;
use request_center_models::draft::SubmitKey;
use std::sync::Arc;

/// The intents of one person, oldest first.
pub type Intents = Vec<Arc<Intent>>;

/// How many intents that are over are stored beside those of forms still open; closes have their own number, because their
/// outcomes are shown until the person clears them.
const OVER_STORED: usize = 30;
/// How many outcomes of closes are stored.
const CLOSES_STORED: usize = 1_000;

/// Whether both hold the same intents, in none of which something has happened since.
#[must_use]
pub fn is_same(intents: &Intents, others: &Intents) -> bool {
    intents.len() == others.len() && intents.iter().zip(others).all(|(one, other)| Arc::ptr_eq(one, other))
}

impl Intent {
    /// Whether this copy of the same intent is later than that one.
    fn is_later_than(&self, other: &Self) -> bool {
        let order = |one: &Self| (one.attempt, one.state.rank(), one.since.instant());
        order(self) > order(other)
    }
}

/// Where the intent with that key is. Nearly always at the same place as in another copy: looking for each of thousands among all
/// would take seconds.
fn find<'a>(intents: &'a Intents, key: &SubmitKey, near: usize) -> Option<(usize, &'a Arc<Intent>)> {
    let is_it = |intent: &Arc<Intent>| intent.key == *key;
    match intents.get(near).filter(|intent| is_it(intent)) {
        Some(intent) => Some((near, intent)),
        None => intents.iter().enumerate().find(|(_, intent)| is_it(intent)),
    }
}

/// Both copies of a journal: each intent once, the later of its copies. Which copy comes first makes no difference but to the
/// order.
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

/// What a tab shows once it has read `stored`: those intents, with what only this tab knows of them, and those of a group it saw
/// come to their end that are no longer stored.
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

/// Drops what is of no more use to any tab: the oldest of those that are over. Intents of a group in which any is open stay, so that
/// how many are over is known; intents of a form that is still open, whose keys begin with one of `forms`, stay, so that a tab that still shows it does
/// not send it again.
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
            surplus -= usize::from(drop);
            !drop
        });
    }
}
