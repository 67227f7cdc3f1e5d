//! From *Save settings* to the journal: the approver is looked up, the settings are read again, replaced whole and read back. The
//! service cannot tell two writers apart, so what somebody else does is seen by reading before and after.

use super::{SaveOutcome, Settings, SettingsPhase};
use crate::api::{Abort, ApiError, Client, ErrorKind, PreparedWrite, Priority};
use crate::state::journal::intent::{Intent, configuration_key};
use crate::state::journal::probe::configuration::sides;
use crate::state::journal::state::WriteState;
use crate::state::journal::write::Write;
use crate::state::journal::{LookOutcome, Sending};
use leptos::prelude::untrack;
use leptos::task::spawn_local;
use request_center_models::setting::{NewSetting, Setting, Side, difference, three_way, unsaved};
use std::sync::Arc;

pub(super) fn review(settings: Settings) -> bool {
    let Ok(_) = settings.new_setting() else { return false };
    let Some(client) = settings.client.try_get() else { return false };
    if settings.phase.get_untracked() != SettingsPhase::Writing {
        return true;
    }
    settings.outcome.set(None);
    let Some(person) = settings.form.with_untracked(|form| form.fallback_approver.clone()) else {
        settings.phase.set(SettingsPhase::Reviewing);
        return true;
    };
    let abort = Abort::new();
    settings.checking.try_with(Abort::abort);
    settings.checking.set(abort.clone());
    settings.phase.set(SettingsPhase::Checking);
    spawn_local(async move {
        // Where nobody can say, the service will.
        let known = client.knows_person(&person.id, &abort).await.unwrap_or(true);
        let waits = settings.phase.try_with_untracked(|phase| *phase == SettingsPhase::Checking);
        if abort.is_aborted() || waits != Some(true) {
            return;
        }
        settings.approver_known.set(known);
        settings.phase.set(if known { SettingsPhase::Reviewing } else { SettingsPhase::Writing });
    });
    true
}

pub(super) fn save(settings: Settings) {
    if settings.phase.get_untracked() != SettingsPhase::Reviewing {
        return;
    }
    let (Ok(new), Some(client)) = (settings.new_setting(), settings.client.try_get()) else {
        return settings.phase.set(SettingsPhase::Writing);
    };
    let base = settings.base.get_untracked();
    settings.phase.set(SettingsPhase::Saving);
    spawn_local(async move { replace(settings, &client, base, new).await });
}

async fn replace(settings: Settings, client: &Client, base: Setting, new: NewSetting) {
    let now = match client.get_access_request_config(Priority::User, &Abort::new()).await {
        Ok(now) => now,
        Err(error) => return back(settings, SaveOutcome::NotSaved(error)),
    };
    if !difference(&base, &now).is_empty() {
        return compare(settings, &base, new.setting(), now, false);
    }
    let write = Write::Configure { base: base.json().clone(), sent: new.setting().json().clone() };
    let intent = settings.journal.intend(configuration_key(), write);
    let call = Box::new(move |_: &[_]| PreparedWrite::set_access_request_config(&new));
    match settings.journal.send(vec![intent], call).await {
        Sending::Refused(error) => back(settings, SaveOutcome::NotSaved(error)),
        // Another tab saves at this moment; what it makes of them is somebody else's change.
        Sending::AlreadySent => {
            settings.phase.set(SettingsPhase::Writing);
            settings.refresh();
        }
        _ => follow(settings),
    }
}

/// Follows what the journal learns of the change that is being saved.
pub(super) fn follow(settings: Settings) {
    let Some(intent) = untrack(|| settings.journal.intent(&configuration_key())) else { return };
    if !is_awaited(settings) || untrack(|| settings.journal.is_sending(&intent.key)) {
        return;
    }
    let error = || intent.error.clone().unwrap_or_else(|| ApiError::new(ErrorKind::Timeout));
    match intent.state {
        WriteState::Done | WriteState::TooLate => settle(settings, intent),
        WriteState::NotFound | WriteState::NotListed => back(settings, SaveOutcome::NotArrived(error())),
        WriteState::Unknown if settings.phase.with_untracked(|phase| *phase == SettingsPhase::Saving) => {
            settings.phase.set(SettingsPhase::Unknown(error()));
        }
        _ => {}
    }
}

/// Whether a change that was sent is still to be settled here.
fn is_awaited(settings: Settings) -> bool {
    let awaited = |phase: &SettingsPhase| matches!(phase, SettingsPhase::Saving | SettingsPhase::Unknown(_));
    settings.phase.try_with_untracked(awaited) == Some(true)
}

/// It was read back, from here or another tab. What is there now is shown, or compared with what was sent.
fn settle(settings: Settings, intent: Arc<Intent>) {
    let Some(client) = settings.client.try_get() else { return };
    spawn_local(async move {
        let Some((base, sent)) = sides(&intent) else { return };
        let seen = settings.last_read.try_get().flatten();
        let told = |read: &Setting| unsaved(&sent, read).is_empty() == (intent.state == WriteState::Done);
        let read = match seen.filter(told) {
            Some(read) => read,
            None => match client.get_access_request_config(Priority::User, &Abort::new()).await {
                Ok(read) => read,
                Err(error) => {
                    settings.host.error(&error);
                    return settings.phase.set(SettingsPhase::Unknown(error));
                }
            },
        };
        // The journal may have said so more than once.
        if !is_awaited(settings) {
            return;
        }
        if unsaved(&sent, &read).is_empty() {
            settings.finish(read, Some(SaveOutcome::Saved));
        } else {
            compare(settings, &base, &sent, read, intent.error.is_none());
        }
    });
}

/// A look whether it was saved went well or went wrong.
pub(super) fn on_look_up(settings: Settings, outcome: LookOutcome) {
    if let Err((error, 1)) = outcome
        && settings.phase.try_with_untracked(|phase| *phase == SettingsPhase::Saving) == Some(true)
    {
        settings.host.error(&error);
        settings.phase.set(SettingsPhase::Unknown(error));
    }
}

/// Shows what differs, with nothing of theirs given up.
fn compare(settings: Settings, base: &Setting, mine: &Setting, theirs: Setting, saved: bool) {
    let mut contrasts = three_way(base, mine, &theirs);
    if saved {
        // What the service filled in by itself is nobody's change.
        let changed = unsaved(mine, &theirs);
        contrasts.retain(|contrast| changed.iter().any(|change| change.path == contrast.path));
        // Ours stood there, so whatever stands there now was put there by somebody else, what was before included.
        for contrast in contrasts.iter_mut().filter(|contrast| contrast.side == Side::Mine) {
            contrast.side = Side::Conflict;
            contrast.take_mine = false;
        }
    }
    settings.contrasts.set(contrasts);
    settings.sides.set((mine.clone(), theirs));
    settings.phase.set(SettingsPhase::Conflict { saved });
}

/// Back to the form with what went wrong; what was typed stays.
fn back(settings: Settings, outcome: SaveOutcome) {
    if let SaveOutcome::NotSaved(error) | SaveOutcome::NotArrived(error) = &outcome {
        settings.host.error(error);
    }
    settings.outcome.set(Some(outcome));
    settings.phase.set(SettingsPhase::Writing);
}
