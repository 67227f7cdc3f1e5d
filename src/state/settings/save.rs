//! Saving a change of the configuration: checks the approver, reads the configuration again, replaces it as a whole and reads it
//! back. The API cannot tell two writers apart, so changes by others are found by reading before and after.

use super::phase::{SaveOutcome, SettingsPhase};
use super::rule_editor::RuleEditor;
use crate::api::{Abort, ApiError, Client, ErrorKind, PreparedWrite, Priority};
use crate::signal::effect;
use crate::state::journal::intent::{Intent, configuration_key};
use crate::state::journal::probe::configuration::{ConfigurationProbe, sides};
use crate::state::journal::state::WriteState;
use crate::state::journal::write::Write;
use crate::state::journal::{LookOutcome, Sending};
use leptos::prelude::untrack;
use leptos::task::spawn_local;
use request_center_models::setting::{NewSetting, Setting, difference, unsaved};
use std::rc::Rc;
use std::sync::Arc;

impl RuleEditor {
    /// Subscribes to the journal, which settles what was sent.
    pub(super) fn follow_journal(self) {
        let Some(client) = self.client.try_get() else { return };
        self.journal.register(ConfigurationProbe {
            client,
            abort: Abort::on_cleanup(),
            on_read: Rc::new(move |read| self.read_back.set(Some(read.clone()))),
            on_look_up: Rc::new(move |outcome| self.on_look_up(outcome)),
        });
        effect(move || {
            self.journal.intents.track();
            self.sync_with_journal();
        });
    }

    /// Submits the form: opens the review, once the approver is known to exist. Returns false if there are violations.
    pub fn review(self) -> bool {
        self.form.submit();
        let (Ok(_), Some(client)) = (self.new_setting(), self.client.try_get()) else { return false };
        if self.phase.get_untracked() != SettingsPhase::Editing {
            return true;
        }
        self.outcome.set(None);
        let Some(person) = self.form.with_untracked(|draft| draft.form.fallback_approver.clone()) else {
            self.phase.set(SettingsPhase::Reviewing);
            return true;
        };
        let abort = Abort::new();
        self.approver_check.try_with(Abort::abort);
        self.approver_check.set(abort.clone());
        self.phase.set(SettingsPhase::Checking);
        spawn_local(async move {
            // Without an answer the service itself judges the approver.
            let exists = client.knows_person(&person.id, &abort).await.unwrap_or(true);
            let checking = self.phase.try_with_untracked(|phase| *phase == SettingsPhase::Checking);
            if abort.is_aborted() || checking != Some(true) {
                return;
            }
            self.approver_exists.set(exists);
            self.phase.set(if exists { SettingsPhase::Reviewing } else { SettingsPhase::Editing });
        });
        true
    }

    /// Saves the reviewed change, once.
    pub fn save(self) {
        if self.phase.get_untracked() != SettingsPhase::Reviewing {
            return;
        }
        let (Ok(new), Some(client)) = (self.new_setting(), self.client.try_get()) else {
            return self.phase.set(SettingsPhase::Editing);
        };
        let base = self.form.with_untracked(|draft| draft.base.clone());
        self.phase.set(SettingsPhase::Saving);
        spawn_local(async move { self.replace(&client, base, new).await });
    }

    /// Reads the configuration back once more, after a save without a clear answer.
    pub fn look_up_again(self) {
        self.journal.look_up_now(|_| false);
        // The journal may have settled it already, and only the read that follows may have failed.
        self.sync_with_journal();
    }

    async fn replace(self, client: &Client, base: Setting, new: NewSetting) {
        let now = match client.get_access_request_config(Priority::User, &Abort::new()).await {
            Ok(now) => now,
            Err(error) => return self.reopen(SaveOutcome::NotSaved(error)),
        };
        if !difference(&base, &now).is_empty() {
            return self.compare(&base, new.setting(), now, false);
        }
        let write = Write::Configure { base: base.json().clone(), sent: new.setting().json().clone() };
        let intent = self.journal.intend(configuration_key(), write);
        let call = Box::new(move |_: &[_]| PreparedWrite::set_access_request_config(&new));
        match self.journal.send(vec![intent], call).await {
            Sending::Refused(error) => self.reopen(SaveOutcome::NotSaved(error)),
            // Another tab is saving: its result counts as somebody else's change.
            Sending::AlreadySent => {
                self.phase.set(SettingsPhase::Editing);
                self.refresh();
            }
            _ => self.sync_with_journal(),
        }
    }

    /// Takes over the state of the intent that is being saved.
    fn sync_with_journal(self) {
        let Some(intent) = untrack(|| self.journal.intent(&configuration_key())) else { return };
        if !self.is_pending() || untrack(|| self.journal.is_sending(&intent.key)) {
            return;
        }
        let error = || intent.error.clone().unwrap_or_else(|| ApiError::new(ErrorKind::Timeout));
        match intent.state {
            WriteState::Done | WriteState::TooLate => self.settle(intent),
            WriteState::NotFound | WriteState::NotListed => self.reopen(SaveOutcome::NotArrived(error())),
            WriteState::Unknown if self.is_saving() => self.phase.set(SettingsPhase::Unknown(error())),
            _ => {}
        }
    }

    /// Compares what was sent with the configuration read back, from here or from another tab.
    fn settle(self, intent: Arc<Intent>) {
        let Some(client) = self.client.try_get() else { return };
        spawn_local(async move {
            let Some((base, sent)) = sides(&intent) else { return };
            let agrees =
                |read: &Setting| unsaved(&sent, read).is_empty() == (intent.state == WriteState::Done);
            let read = match self.read_back.try_get().flatten().filter(agrees) {
                Some(read) => read,
                None => match client.get_access_request_config(Priority::User, &Abort::new()).await {
                    Ok(read) => read,
                    Err(error) => {
                        self.host.error(&error);
                        return self.phase.set(SettingsPhase::Unknown(error));
                    }
                },
            };
            // The journal may notify more than once.
            if !self.is_pending() {
                return;
            }
            if unsaved(&sent, &read).is_empty() {
                self.finish(read, Some(SaveOutcome::Saved));
            } else {
                self.compare(&base, &sent, read, intent.error.is_none());
            }
        });
    }

    fn on_look_up(self, outcome: LookOutcome) {
        if let Err((error, 1)) = outcome
            && self.is_saving()
        {
            self.host.error(&error);
            self.phase.set(SettingsPhase::Unknown(error));
        }
    }

    /// Returns to the form with the reason why nothing was saved; typed values stay.
    fn reopen(self, outcome: SaveOutcome) {
        if let SaveOutcome::NotSaved(error) | SaveOutcome::NotArrived(error) = &outcome {
            self.host.error(error);
        }
        self.outcome.set(Some(outcome));
        self.phase.set(SettingsPhase::Editing);
    }

    /// True while a change was sent and is not settled.
    fn is_pending(self) -> bool {
        let pending =
            |phase: &SettingsPhase| matches!(phase, SettingsPhase::Saving | SettingsPhase::Unknown(_));
        self.phase.try_with_untracked(pending) == Some(true)
    }

    fn is_saving(self) -> bool {
        self.phase.try_with_untracked(|phase| *phase == SettingsPhase::Saving) == Some(true)
    }
}
