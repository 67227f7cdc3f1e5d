//! The form that changes when held access ends, for oneself or for reports: one item, one new end, sent as a request for what is held.
//! Every keystroke is stored. Sending it is `send`. Knows no panel.

mod phase;
mod rules;
mod send;

pub use phase::EndChangePhase;
pub use rules::EndRules;

use super::form::Form;
use super::holding::PersonHoldings;
use super::host::Host;
use super::journal::state::WriteState;
use super::journal::{IntentChange, Journal};
use super::key::new_key;
use super::lost_date::LostDates;
use super::requests::Requests;
use super::shell::Shell;
use super::storage::{Document, Store};
use crate::api::{Abort, ApiError, Client};
use crate::signal::{Memo, Signal, Stored};
use leptos::task::spawn_local;
use request_center_models::draft::{SubmitKey, TypedDate};
use request_center_models::end_change::{EndChangeBlocked, EndChangeDraft, EndHolder};
use request_center_models::holding::Holding;
use request_center_models::id::{IdentityId, ItemId};
use request_center_models::moment::Moment;
use request_center_models::rule::Violations;
use request_center_models::wire::reference::ItemType;
use time::OffsetDateTime;

/// The form of one panel. Nothing is changed while its draft is `None`.
#[derive(Clone, Copy)]
pub struct EndChange {
    form: Form<Option<EndChangeDraft>>,
    /// How far the change is, derived from the journal.
    pub phase: Memo<EndChangePhase>,
    /// The limits of the configuration, as far as they were read.
    pub rules: Signal<EndRules>,
    refused: Signal<Option<ApiError>>,
    /// Why the access of people of the change may not be changed, by how it was given.
    origins: Signal<Vec<(IdentityId, EndChangeBlocked)>>,
    lost_date: LostDates,
    shell: Shell,
    requests: Requests,
    /// Every write of the viewer.
    pub journal: Journal,
    host: Host,
    client: Stored<Client>,
    store: Stored<Store>,
    abort: Stored<Abort>,
}

impl EndChange {
    /// The stored change of this panel, if there is one: of the viewer's `own` access, or of that of others.
    #[must_use]
    pub fn new(
        shell: Shell,
        client: Client,
        store: &Store,
        (journal, requests): (Journal, Requests),
        own: bool,
    ) -> Self {
        let viewer = shell.viewer().id;
        let is_mine =
            move |change: &EndChangeDraft| change.people.iter().all(|person| person.id == viewer) == own;
        let stored = store.end_changes().into_iter().rev().find(is_mine);
        let lost_date = LostDates::default();
        if let Some(stored) = &stored {
            lost_date.restore(&ItemId::default(), &stored.remove_date);
        }
        let form = Form::new(stored, store.clone(), save);
        let refused: Signal<Option<ApiError>> = Signal::default();
        let phase = Memo::new(move || {
            let Some(key) = form.with(|change| change.as_ref().map(|change| change.key.clone())) else {
                return EndChangePhase::Writing;
            };
            let intent = journal.intent(&key);
            EndChangePhase::of(intent.as_deref(), journal.is_sending(&key), refused.get())
        });
        let change = Self {
            form,
            phase,
            rules: Signal::default(),
            refused,
            origins: Signal::default(),
            lost_date,
            shell,
            requests,
            journal,
            host: shell.session.options.host,
            client: Stored::new(client),
            abort: Stored::new(Abort::on_cleanup()),
            store: Stored::new(store.clone()),
        };
        let _until_cleanup = Stored::new(store.listen(move |document| change.sync_from(document)));
        if change.is_open_untracked() {
            change.read_rules();
        }
        change
    }

    /// The change being made; `None` while there is none. Reactive.
    #[must_use]
    pub fn draft(self) -> Option<EndChangeDraft> {
        self.form.get()
    }

    /// Reads the change being made. Reactive.
    pub fn with<R: Default>(self, read: impl FnOnce(&EndChangeDraft) -> R) -> R {
        self.form.with(|change| change.as_ref().map(read).unwrap_or_default())
    }

    /// True while there is a change. Reactive.
    #[must_use]
    pub fn is_open(self) -> bool {
        self.form.with(Option::is_some)
    }

    /// Begins the change of that item for these people, with what was typed for the same before; `false` while another one is being
    /// sent or looked up.
    pub fn begin(self, item: &Holding, people: Vec<EndHolder>) -> bool {
        if self.is_locked() {
            return false;
        }
        let is_same = |change: &EndChangeDraft| {
            let others = change.people.iter().map(|person| &person.id);
            change.id == item.id && others.eq(people.iter().map(|person| &person.id))
        };
        let stored = || {
            let stored = self.store.try_with(Store::end_changes).unwrap_or_default();
            stored.into_iter().rev().find(|change| is_same(change))
        };
        let before = self.form.get_untracked().or_else(stored);
        let is_over = self.phase.with_untracked(EndChangePhase::has_arrived);
        // What was typed for another item stays stored, for when its change is begun again.
        if let Some(before) = before.as_ref().filter(|before| is_over || !before.is_touched()) {
            self.forget(&before.key);
        }
        let mut change = before.filter(|before| !is_over && is_same(before)).unwrap_or_else(|| {
            self.refused.set(None);
            self.form.reopen();
            EndChangeDraft::new(new_key(), item.id.clone(), item.r#type.clone(), item.name.clone())
        });
        change.people = people;
        change.comment_required = item.comment_required;
        self.form.write(|draft| *draft = Some(change));
        self.read_rules();
        true
    }

    /// Closes the form. What was typed is dropped, unless it is still being sent or looked up.
    pub fn close(self) {
        let key = self.form.with_untracked(|change| change.as_ref().map(|change| change.key.clone()));
        if let Some(key) = key.filter(|_| !self.is_locked()) {
            self.forget(&key);
        }
        self.refused.set(None);
        self.form.reset(None);
    }

    /// Hides the form; what was typed stays stored, and is there again when the same change is begun.
    pub fn hide(self) {
        if self.phase.with_untracked(EndChangePhase::has_arrived) {
            return self.close();
        }
        self.refused.set(None);
        self.form.reset(None);
    }

    /// Sets the new end.
    pub fn set_end(self, date: TypedDate) {
        if self.lost_date.record_input(&ItemId::default(), &date) {
            self.change(|change| change.remove_date = date);
        }
    }

    /// Switches between a new end and none; the date is kept.
    pub fn set_without_end(self, without_end: bool) {
        self.change(|change| change.without_end = without_end);
    }

    /// Sets the comment.
    pub fn set_comment(self, text: String) {
        self.change(|change| change.comment = text);
    }

    /// True while a date typed only in part is missing after a reload. Reactive.
    #[must_use]
    pub fn has_lost_date(self) -> bool {
        self.with(|change| self.lost_date.is_lost(&ItemId::default(), &change.remove_date))
    }

    /// The violations, once the form was submitted. Reactive.
    #[must_use]
    pub fn shown_violations(self) -> Violations {
        self.form.shown(|| {
            let limits = self.rules.get().limits;
            let change = self.sendable();
            change.and_then(|change| change.validate(self.now(), &limits).err()).unwrap_or_default()
        })
    }

    /// True where the service would refuse the item without an end. Reactive.
    #[must_use]
    pub fn is_end_required(self) -> bool {
        let is_entitlement = self.with(|change| change.r#type == ItemType::Entitlement);
        is_entitlement && self.rules.with(|rules| rules.limits.end_required)
    }

    /// The latest end the service would accept, for access that begins now; `None` where nothing says so. Reactive.
    #[must_use]
    pub fn latest_end(self) -> Option<Moment> {
        let is_entitlement = self.with(|change| change.r#type == ItemType::Entitlement);
        let longest = self.rules.with(|rules| rules.limits.longest).filter(|_| is_entitlement)?;
        longest.end_from(self.now()).map(Moment::at)
    }

    /// Why a request cannot change when that item of that person ends, as far as is known without the configuration. Reactive.
    #[must_use]
    pub fn blocked(self, person: &IdentityId, item: &Holding) -> Option<EndChangeBlocked> {
        let under_way = self.is_under_way(person, &item.id).then_some(EndChangeBlocked::UnderWay);
        under_way.or_else(|| item.end_change_blocked())
    }

    /// Follows how the access of the change's people was given, which is read after the form was opened.
    pub(super) fn merge(self, all: &[PersonHoldings]) {
        let mut origins = Vec::new();
        self.with(|change| {
            for person in &change.people {
                let holdings = all.iter().find(|holdings| holdings.person == person.id);
                let item = holdings.and_then(|known| known.items.iter().find(|item| item.id == change.id));
                let reason = item.and_then(Holding::end_change_blocked);
                origins.extend(reason.map(|reason| (person.id.clone(), reason)));
            }
        });
        if self.origins.with_untracked(|before| *before != origins) {
            self.origins.set(origins);
        }
    }

    /// The people of the change it cannot be sent for, each with the reason. Reactive.
    #[must_use]
    pub fn refused_people(self) -> Vec<(EndHolder, EndChangeBlocked)> {
        let viewer = self.shell.viewer().id;
        let on_behalf = self.rules.with(|rules| rules.on_behalf);
        let arrived =
            self.phase.with(EndChangePhase::is_busy) || self.phase.with(EndChangePhase::has_arrived);
        let Some(change) = self.draft().filter(|_| !arrived) else { return Vec::new() };
        let mut refused = Vec::new();
        for person in change.people {
            let under_way = self.is_under_way(&person.id, &change.id).then_some(EndChangeBlocked::UnderWay);
            let by_policy = || EndChangeBlocked::by_policy(on_behalf, &viewer, &person.id, person.report);
            let by_origin = || {
                self.origins.with(|origins| {
                    origins.iter().find(|(of, _)| *of == person.id).map(|(_, reason)| *reason)
                })
            };
            let reason = under_way.or_else(by_policy).or_else(by_origin);
            refused.extend(reason.map(|reason| (person, reason)));
        }
        refused
    }

    /// The change without the people it cannot be sent for. Reactive.
    #[must_use]
    pub fn sendable(self) -> Option<EndChangeDraft> {
        let refused = self.refused_people();
        let mut change = self.draft()?;
        change.people.retain(|person| refused.iter().all(|(other, _)| other.id != person.id));
        change.comment_required |=
            change.r#type == ItemType::Entitlement && self.rules.with(|rules| rules.entitlement_comment);
        Some(change)
    }

    /// True while a request about that item of that person is open, or was sent and is not listed yet. Reactive.
    fn is_under_way(self, person: &IdentityId, item: &ItemId) -> bool {
        let is_listed = self.requests.list.rows.with(|rows| {
            rows.iter().any(|row| {
                let recipient = row.requested_for.as_ref().and_then(|recipient| recipient.id.as_ref());
                row.id.as_ref() == Some(item) && recipient == Some(person) && row.is_open()
            })
        });
        let own = self.form.with(|change| change.as_ref().map(|change| change.key.clone()));
        is_listed
            || self.journal.intents.with(|intents| {
                intents.iter().any(|one| {
                    let is_awaited = one.state.is_looked_up() && Some(&one.key) != own.as_ref();
                    is_awaited && one.write.asks_for(item) && one.write.is_for(person)
                })
            })
    }

    fn change(self, change: impl FnOnce(&mut EndChangeDraft)) {
        if self.is_locked() || self.phase.with_untracked(EndChangePhase::has_arrived) {
            return;
        }
        self.refused.set(None);
        self.form.write(|draft| {
            if let Some(draft) = draft {
                change(draft);
            }
        });
    }

    fn is_locked(self) -> bool {
        self.phase.with_untracked(EndChangePhase::is_busy)
    }

    fn is_open_untracked(self) -> bool {
        self.form.with_untracked(Option::is_some)
    }

    /// Reads the rules. Where they cannot be read, those known stay.
    fn read_rules(self) {
        let (Some(client), Some(abort)) = (self.client.try_get(), self.abort.try_get()) else { return };
        let read = client.get_limits(&abort);
        spawn_local(async move {
            if let Ok(setting) = read.await {
                let rules = EndRules::of(setting.config());
                self.rules.try_update(|known| *known = rules);
            }
        });
    }

    fn forget(self, key: &SubmitKey) {
        self.store.try_with(|store| store.drop_end_change(key));
        self.journal.forget(|intent| intent.key == *key && intent.state == WriteState::NotFound);
    }

    /// Follows what another tab has typed in the same change.
    fn sync_from(self, stored: &Document) {
        let Some(Some(here)) = self.form.try_get_untracked() else { return };
        let there = stored.end_changes.iter().find(|change| change.key == here.key);
        if let Some(there) = there.filter(|_| !self.is_locked()) {
            self.form.sync_from(&Some(there.clone()));
        }
    }

    fn now(self) -> OffsetDateTime {
        self.client.try_with(Client::now).unwrap_or(OffsetDateTime::UNIX_EPOCH)
    }
}

fn save(store: &Store, change: &Option<EndChangeDraft>) -> bool {
    change.as_ref().is_none_or(|change| store.save_end_change(change))
}

/// Effect on the stored document: a change that has arrived is no longer a draft.
pub(super) fn forget_sent(document: &mut Document, change: &IntentChange) {
    if change.arrived() {
        document.end_changes.retain(|draft| draft.key != change.intent.key);
    }
}
