//! The rules for requests as an administrator reads and changes them. What is typed is kept at every stroke; saving reads again
//! first, replaces the whole and reads back, so that nothing of somebody else's is overwritten unseen.

pub mod workspace;
mod phase;
mod save;
pub mod stuck;

pub use phase::{SaveOutcome, Section, SettingsPhase};

use super::host::Host;
use super::journal::Journal;
use super::journal::intent::configuration_key;
use super::journal::probe::configuration::ConfigurationProbe;
use super::journal::state::WriteState;
use super::latest::Latest;
use super::list::LoadState;
use super::people::PeopleSearch;
use super::storage::{SettingDraft, Store};
use crate::api::{Abort, Client, ErrorKind, Priority};
use crate::signal::{Derived, Signal, Stored, effect};
use leptos::prelude::{on_cleanup, untrack};
use leptos::task::spawn_local;
use request_center_models::cancel::Viewer;
use request_center_models::operation::Family;
use request_center_models::rule::Violations;
use request_center_models::setting::{Change, Contrast, NewSetting, Setting, SettingForm, difference, merge};
use std::rc::Rc;
use stuck::StuckRequests;

/// The name of the requests that hang, in links.
const STUCK: &str = "stuck";

/// The settings of one widget's viewer, who is an administrator: nobody else has the panel.
#[derive(Clone, Copy)]
pub struct Settings {
    /// Which half is open.
    pub section: Signal<Section>,
    /// What stands there, as last read.
    pub read: Signal<Setting>,
    /// How far it has been read.
    pub load: Signal<LoadState>,
    /// Whether the API's own names of the fields are shown.
    pub names: Signal<bool>,
    /// What is typed and chosen.
    pub form: Signal<SettingForm>,
    /// Where the change is on its way.
    pub phase: Signal<SettingsPhase>,
    /// What became of the last saving.
    pub outcome: Signal<Option<SaveOutcome>>,
    /// What differs, field by field, while somebody else's change is in the way.
    pub contrasts: Signal<Vec<Contrast>>,
    /// The person being looked up as fallback approver.
    pub approver: PeopleSearch,
    /// Requests that hang.
    pub stuck: StuckRequests,
    base: Signal<Setting>,
    submitted: Signal<bool>,
    approver_known: Signal<bool>,
    /// What was sent or is to be sent, and what stands there, while the two are compared.
    sides: Stored<(Setting, Setting)>,
    /// The configuration as it was read back last.
    last_read: Stored<Option<Setting>>,
    client: Stored<Client>,
    latest: Latest,
    checking: Stored<Abort>,
    store: Stored<Store>,
    journal: Journal,
    host: Host,
}

impl Settings {
    /// Nothing read yet; a change that was being put together is there again.
    #[must_use]
    pub fn new(
        client: Client,
        viewer: Viewer,
        store: Store,
        journal: Journal,
        first_seconds: Derived<u32>,
        host: Host,
    ) -> Self {
        let kept = store.setting();
        let settings = Self {
            section: Signal::default(),
            read: Signal::default(),
            load: Signal::default(),
            names: Signal::default(),
            form: Signal::default(),
            phase: Signal::default(),
            outcome: Signal::default(),
            contrasts: Signal::default(),
            approver: PeopleSearch::for_one(client.clone()),
            stuck: StuckRequests::new(client.clone(), viewer, &store, journal, first_seconds, host),
            base: Signal::default(),
            submitted: Signal::default(),
            approver_known: Signal::new(true),
            sides: Stored::new((Setting::default(), Setting::default())),
            last_read: Stored::new(None),
            client: Stored::new(client.clone()),
            latest: Latest::default(),
            checking: Stored::new(Abort::new()),
            store: Stored::new(store),
            journal,
            host,
        };
        if let Some(draft) = kept {
            settings.base.set(draft.base);
            settings.form.set(draft.form);
            // What was sent before a reload is still being looked up.
            let state = untrack(|| journal.state(&configuration_key()));
            let saving = state.is_some_and(WriteState::is_looked_up);
            settings.phase.set(if saving { SettingsPhase::Saving } else { SettingsPhase::Writing });
        }
        on_cleanup(move || {
            settings.checking.try_with(Abort::abort);
        });
        journal.register(ConfigurationProbe {
            client,
            abort: Abort::on_cleanup(),
            on_read: Rc::new(move |read| settings.last_read.set(Some(read.clone()))),
            on_look_up: Rc::new(move |outcome| save::on_look_up(settings, outcome)),
        });
        effect(move || {
            journal.intents.track();
            save::follow(settings);
        });
        settings
    }

    /// Somebody looks at the panel: reading begins, where it has not.
    pub fn open(self) {
        if self.load.with_untracked(|load| *load == LoadState::Idle) {
            self.refresh();
        }
    }

    /// The half that is open, by its name in links; the first has none. Reactive.
    #[must_use]
    pub fn linked(self) -> Option<String> {
        (self.section.get() == Section::Stuck).then(|| STUCK.to_owned())
    }

    /// Opens the half a link names.
    pub fn follow_link(self, name: &str) {
        self.turn_to(if name == STUCK { Section::Stuck } else { Section::Rules });
    }

    /// Opens one half.
    pub fn turn_to(self, section: Section) {
        self.section.set(section);
        if section == Section::Stuck {
            self.stuck.open();
        }
    }

    /// Reads what stands there now; what is typed stays.
    pub fn refresh(self) {
        let (abort, Some(client)) = (self.latest.renew(), self.client.try_get()) else { return };
        self.load.set(LoadState::Loading);
        spawn_local(async move {
            match client.get_access_request_config(Priority::User, &abort).await {
                Ok(read) => self.arrive(read),
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
        let read = self.read.get_untracked();
        self.begin(read);
        self.phase.set(SettingsPhase::Writing);
    }

    /// Changes the form, unless it is on its way.
    pub fn change(self, change: impl FnOnce(&mut SettingForm)) {
        if self.phase.with_untracked(|phase| *phase != SettingsPhase::Writing) {
            return;
        }
        self.form.update(change);
        self.outcome.set(None);
        self.approver_known.set(true);
        self.keep();
    }

    /// Forgets what was typed.
    pub fn discard(self) {
        self.finish(self.read.get_untracked(), None);
    }

    /// What would be sent. Reactive.
    pub fn new_setting(self) -> Result<NewSetting, Violations> {
        let known = self.approver_known.get();
        self.base.with(|base| self.form.with(|form| form.validate(base, Family::V3, known)))
    }

    /// What is wrong: with a number at once, because the beginning of a good one is good; with all else once the person has
    /// asked to go on. Reactive.
    #[must_use]
    pub fn shown_violations(self) -> Violations {
        if self.submitted.get() {
            return self.new_setting().err().unwrap_or_default();
        }
        self.base.with(|base| self.form.with(|form| form.number_violations(base, Family::V3)))
    }

    /// What saving would change, but for what is wrong. Reactive.
    #[must_use]
    pub fn changes(self) -> Vec<Change> {
        let known = self.approver_known.get();
        self.base.with(|base| self.form.with(|form| form.changes(base, Family::V3, known)))
    }

    /// Whether anything was touched, valid or not. Reactive.
    #[must_use]
    pub fn is_touched(self) -> bool {
        self.base.with(|base| self.form.with(|form| *form != SettingForm::of(base)))
    }

    /// Whether what stands there, as far as it has been read, is no longer what the form started from. Reactive.
    #[must_use]
    pub fn is_outdated(self) -> bool {
        self.load.with(LoadState::is_whole)
            && self.base.with(|base| self.read.with(|read| !difference(base, read).is_empty()))
    }

    /// On to the last look; `false` where something must be mended first.
    pub fn review(self) -> bool {
        self.submitted.set(true);
        save::review(self)
    }

    /// Back to the form.
    pub fn back(self) {
        if self.phase.with_untracked(|phase| *phase == SettingsPhase::Reviewing) {
            self.phase.set(SettingsPhase::Writing);
        }
    }

    /// Saves, once.
    pub fn save(self) {
        save::save(self);
    }

    /// Reads back once more what was sent.
    pub fn read_back(self) {
        self.journal.look_up_now(|_| false);
        // It may be settled already, and only what is there now could not be read.
        save::follow(self);
    }

    /// Takes this side's value of a field that both changed, or the other's.
    pub fn take(self, at: usize, mine: bool) {
        self.contrasts.update(|contrasts| {
            if let Some(contrast) = contrasts.get_mut(at) {
                contrast.take_mine = mine;
            }
        });
    }

    /// Goes on from what stands there now, with the values chosen.
    pub fn use_choices(self) {
        let Some((mine, theirs)) = self.sides.try_get() else { return };
        let merged = self.contrasts.with_untracked(|contrasts| merge(&mine, &theirs, contrasts));
        self.begin(theirs.clone());
        self.form.set(SettingForm::of(&merged));
        if difference(&theirs, &merged).is_empty() {
            return self.finish(theirs, Some(SaveOutcome::TheirsTaken));
        }
        self.read.set(theirs);
        self.phase.set(SettingsPhase::Writing);
        self.keep();
    }

    fn arrive(self, read: Setting) {
        self.load.set(LoadState::READY);
        if self.phase.try_with_untracked(|phase| *phase == SettingsPhase::Looking) != Some(false) {
            return self.begin(read);
        }
        self.read.set(read);
    }

    /// Starts from what stands there.
    fn begin(self, setting: Setting) {
        self.form.set(SettingForm::of(&setting));
        self.base.set(setting.clone());
        self.read.set(setting);
        self.submitted.set(false);
        self.approver_known.set(true);
        self.outcome.set(None);
    }

    /// The change has come to its end.
    fn finish(self, setting: Setting, outcome: Option<SaveOutcome>) {
        self.begin(setting);
        self.outcome.set(outcome);
        self.phase.set(SettingsPhase::Looking);
        self.store.try_with(|store| store.save_setting(None));
    }

    fn keep(self) {
        let draft = SettingDraft { base: self.base.get_untracked(), form: self.form.get_untracked() };
        self.store.try_with(|store| store.save_setting(Some(draft)));
    }
}
