//! From *Save settings* to saved: the approver is looked up, the settings are read again, replaced whole and read back. The
//! service cannot tell two writers apart, so what somebody else does is seen by reading before and after.

use super::{Outcome, Phase, Settings};
use crate::api::{Abort, ApiError, Client, Priority};
use leptos::task::spawn_local;
use request_center_models::setting::{NewSetting, Setting, Side, difference, three_way, unsaved};

pub(super) fn review(settings: Settings) -> bool {
    let Ok(_) = settings.new_setting() else { return false };
    let Some(client) = settings.client.try_get() else { return false };
    if settings.phase.get_untracked() != Phase::Writing {
        return true;
    }
    settings.outcome.set(None);
    let Some(person) = settings.form.with_untracked(|form| form.fallback_approver.clone()) else {
        settings.phase.set(Phase::Reviewing);
        return true;
    };
    let abort = Abort::new();
    settings.checking.try_with(Abort::abort);
    settings.checking.set(abort.clone());
    settings.phase.set(Phase::Checking);
    spawn_local(async move {
        // Where nobody can say, the service will.
        let known = client.knows_person(&person.id, &abort).await.unwrap_or(true);
        let waits = settings.phase.try_with_untracked(|phase| *phase == Phase::Checking);
        if abort.is_aborted() || waits != Some(true) {
            return;
        }
        settings.approver_known.set(known);
        settings.phase.set(if known { Phase::Reviewing } else { Phase::Writing });
    });
    true
}

pub(super) fn save(settings: Settings) {
    if settings.phase.get_untracked() != Phase::Reviewing {
        return;
    }
    let (Ok(new), Some(client)) = (settings.new_setting(), settings.client.try_get()) else {
        return settings.phase.set(Phase::Writing);
    };
    let base = settings.base.get_untracked();
    settings.phase.set(Phase::Saving);
    spawn_local(async move { replace(settings, &client, &base, &new).await });
}

pub(super) fn look_back(settings: Settings) {
    let (Ok(new), Some(client)) = (settings.new_setting(), settings.client.try_get()) else { return };
    let Phase::Unknown(error) = settings.phase.get_untracked() else { return };
    let base = settings.base.get_untracked();
    settings.phase.set(Phase::Saving);
    spawn_local(async move { read_back(settings, &client, &base, new.setting(), Some(error)).await });
}

async fn replace(settings: Settings, client: &Client, base: &Setting, new: &NewSetting) {
    let now = match client.get_access_request_config(Priority::User, &Abort::new()).await {
        Ok(now) => now,
        Err(error) => return back(settings, Outcome::NotSaved(error)),
    };
    if !difference(base, &now).is_empty() {
        return compare(settings, base, new.setting(), now, false);
    }
    match client.set_access_request_config(new).await {
        Err(error) if !error.outcome_unknown() => back(settings, Outcome::NotSaved(error)),
        answer => read_back(settings, client, base, new.setting(), answer.err()).await,
    }
}

/// What the service says of a write is not asked: only what stands there afterwards counts.
async fn read_back(
    settings: Settings,
    client: &Client,
    base: &Setting,
    sent: &Setting,
    unclear: Option<ApiError>,
) {
    let read = match client.get_access_request_config(Priority::User, &Abort::new()).await {
        Ok(read) => read,
        Err(error) => {
            settings.host.error(&error);
            return settings.phase.set(Phase::Unknown(unclear.unwrap_or(error)));
        }
    };
    if unsaved(sent, &read).is_empty() {
        return settings.finish(read, Some(Outcome::Saved));
    }
    match unclear {
        Some(error) if difference(base, &read).is_empty() => back(settings, Outcome::NotArrived(error)),
        Some(_) => compare(settings, base, sent, read, false),
        None => compare(settings, base, sent, read, true),
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
    settings.phase.set(Phase::Conflict { saved });
}

/// Back to the form with what went wrong; what was typed stays.
fn back(settings: Settings, outcome: Outcome) {
    if let Outcome::NotSaved(error) | Outcome::NotArrived(error) = &outcome {
        settings.host.error(error);
    }
    settings.outcome.set(Some(outcome));
    settings.phase.set(Phase::Writing);
}
