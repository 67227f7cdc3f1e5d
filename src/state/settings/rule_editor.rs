//! The access request configuration as read, and the form that changes it: its values, violations, changes and phase.
//! Knows nothing of how a change is sent.

use super::phase::{SaveOutcome, SettingsPhase};
use crate::api::{Abort, Client, ErrorKind, Priority};
use crate::signal::{Signal, Stored};
use crate::state::form::Form;
use crate::state::host::Host;
use crate::state::journal::Journal;
use crate::state::journal::intent::configuration_key;
use crate::state::journal::state::WriteState;
use crate::state::latest::Latest;
use crate::state::list::LoadState;
use crate::state::storage::{SettingDraft, Store};
use leptos::prelude::{on_cleanup, untrack};
use leptos::task::spawn_local;
use request_center_models::operation::Family;
use request_center_models::rule::Violations;
use request_center_models::setting::{Change, Contrast, NewSetting, Setting, SettingForm, difference};

/// The editor of the request rules.
#[derive(Clone, Copy)]
pub struct RuleEditor {
    /// The configuration as last read.
    pub current: Signal<Setting>,
    /// How far it has been read.
    pub load: Signal<LoadState>,
    /// The phase of the change.
    pub phase: Signal<SettingsPhase>,
    /// The result of the last save.
    pub outcome: Signal<Option<SaveOutcome>>,
    /// The fields that differ, during a conflict.
    pub comparison: Signal<Vec<Contrast>>,
    /// The values being edited, with the configuration they started from.
    pub(super) form: Form<SettingDraft>,
    /// False once the API has answered that the chosen fallback approver does not exist.
    pub(super) approver_exists: Signal<bool>,
    /// Our configuration and the one on the server, during a conflict.
    pub(super) sides: Stored<(Setting, Setting)>,
    /// The configuration as the journal last read it back.
    pub(super) read_back: Stored<Option<Setting>>,
    pub(super) approver_check: Stored<Abort>,
    pub(super) client: Stored<Client>,
    /// Every write of the viewer.
    pub journal: Journal,
    pub(super) host: Host,
    store: Stored<Store>,
    latest: Latest,
}

impl RuleEditor {
    /// Starts without a configuration; restores a stored change.
    #[must_use]
    pub(super) fn new(client: Client, store: Store, journal: Journal, host: Host) -> Self {
        let stored = store.setting();
        let phase = match &stored {
            None => SettingsPhase::Viewing,
            // A change sent before a reload is still being looked up.
            Some(_) if is_looked_up(journal) => SettingsPhase::Saving,
            Some(_) => SettingsPhase::Editing,
        };
        let editor = Self {
            current: Signal::default(),
            load: Signal::default(),
            form: Form::new(stored.unwrap_or_default(), store.clone(), save_draft),
            phase: Signal::new(phase),
            outcome: Signal::default(),
            comparison: Signal::default(),
            approver_exists: Signal::new(true),
            sides: Stored::default(),
            read_back: Stored::default(),
            approver_check: Stored::new(Abort::new()),
            client: Stored::new(client),
            journal,
            host,
            store: Stored::new(store),
            latest: Latest::default(),
        };
        on_cleanup(move || {
            editor.approver_check.try_with(Abort::abort);
        });
        editor
    }

    /// Reads the configuration, if that has not begun.
    pub(super) fn open(self) {
        if self.load.with_untracked(|load| *load == LoadState::Idle) {
            self.refresh();
        }
    }

    /// Reads the configuration again; typed values stay.
    pub fn refresh(self) {
        let (abort, Some(client)) = (self.latest.renew(), self.client.try_get()) else { return };
        self.load.set(LoadState::Loading);
        spawn_local(async move {
            match client.get_access_request_config(Priority::User, &abort).await {
                Ok(read) => self.show(read),
                Err(error) if error.kind == ErrorKind::Aborted => {}
                Err(error) => {
                    self.host.error(&error);
                    self.load.set(LoadState::Failed(error));
                }
            }
        });
    }

    /// Opens the form.
    pub fn edit(self) {
        self.start_from(self.current.get_untracked());
        self.phase.set(SettingsPhase::Editing);
    }

    /// Reads the values being edited. Reactive.
    pub fn with_form<R>(self, read: impl FnOnce(&SettingForm) -> R) -> R {
        self.form.with(|draft| read(&draft.form))
    }

    /// Changes a value, unless the change is being checked or sent.
    pub fn change(self, change: impl FnOnce(&mut SettingForm)) {
        if self.phase.with_untracked(|phase| *phase != SettingsPhase::Editing) {
            return;
        }
        self.form.write(|draft| change(&mut draft.form));
        self.outcome.set(None);
        self.approver_exists.set(true);
    }

    /// Discards the change.
    pub fn discard(self) {
        self.finish(self.current.get_untracked(), None);
    }

    /// Returns from the review to the form.
    pub fn back(self) {
        if self.phase.with_untracked(|phase| *phase == SettingsPhase::Reviewing) {
            self.phase.set(SettingsPhase::Editing);
        }
    }

    /// The configuration to send. Reactive.
    pub fn new_setting(self) -> Result<NewSetting, Violations> {
        let exists = self.approver_exists.get();
        self.form.with(|draft| draft.form.validate(&draft.base, Family::V3, exists))
    }

    /// The violations to show: those of numbers at once, because every prefix of a valid number is valid; all others once the
    /// form was submitted. Reactive.
    #[must_use]
    pub fn shown_violations(self) -> Violations {
        let numbers = || self.form.with(|draft| draft.form.number_violations(&draft.base, Family::V3));
        self.form.shown_or(|| self.new_setting().err().unwrap_or_default(), numbers)
    }

    /// The changes that saving would make, without invalid values. Reactive.
    #[must_use]
    pub fn changes(self) -> Vec<Change> {
        let exists = self.approver_exists.get();
        self.form.with(|draft| draft.form.changes(&draft.base, Family::V3, exists))
    }

    /// Returns whether any value was edited, valid or not. Reactive.
    #[must_use]
    pub fn is_touched(self) -> bool {
        self.form.with(|draft| draft.form != SettingForm::of(&draft.base))
    }

    /// Returns whether the configuration on the server has changed since the form was opened. Reactive.
    #[must_use]
    pub fn is_outdated(self) -> bool {
        self.load.with(LoadState::is_whole)
            && self
                .form
                .with(|draft| self.current.with(|current| !difference(&draft.base, current).is_empty()))
    }

    /// Resets the form to that configuration.
    pub(super) fn start_from(self, setting: Setting) {
        self.form.reset(SettingDraft { form: SettingForm::of(&setting), base: setting.clone() });
        self.current.set(setting);
        self.approver_exists.set(true);
        self.outcome.set(None);
    }

    /// Closes the form and forgets the stored change.
    pub(super) fn finish(self, setting: Setting, outcome: Option<SaveOutcome>) {
        self.start_from(setting);
        self.outcome.set(outcome);
        self.phase.set(SettingsPhase::Viewing);
        self.store.try_with(|store| store.save_setting(None));
    }

    fn show(self, read: Setting) {
        self.load.set(LoadState::READY);
        if self.phase.try_with_untracked(|phase| *phase == SettingsPhase::Viewing) != Some(false) {
            return self.start_from(read);
        }
        self.current.set(read);
    }
}

fn is_looked_up(journal: Journal) -> bool {
    untrack(|| journal.state(&configuration_key())).is_some_and(WriteState::is_looked_up)
}

fn save_draft(store: &Store, draft: &SettingDraft) -> bool {
    store.save_setting(Some(draft.clone()));
    true
}
