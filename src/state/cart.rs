//! The request being put together: what is typed is kept at every stroke, checked before it is reviewed, looked at once more
//! before it is sent, and sent once.

mod phase;
pub mod precheck;
mod receipt;
mod send;

pub use phase::{CartPhase, RequestStep};
pub use receipt::{Part, PartOutcome, Receipt, Told};

use super::catalog::item::{Availability, CatalogItem};
use super::host::Host;
use super::journal::intent::Intent;
use super::journal::lookup_minutes;
use super::journal::state::WriteState;
use super::journal::{IntentChange, Journal};
use super::key::new_key;
use super::lost_date::LostDates;
use super::requests::Requests;
use super::storage::{Document, Obstacle, Obstructed, Store, rest_of};
use crate::api::{Abort, Client, ErrorKind};
use crate::signal::{Memo, Signal, Stored, effect};
use crate::state::form::Form;
use leptos::prelude::*;
use request_center_models::cancel::Viewer;
use request_center_models::draft::{DraftItem, RequestDraft, SubmitKey, TypedDate};
use request_center_models::id::ItemId;
use request_center_models::moment::Moment;
use request_center_models::rule::{EntitlementLimits, Violations};
use std::sync::Arc;

/// The request of one widget's viewer.
#[derive(Clone, Copy)]
pub struct Cart {
    /// What was typed.
    pub draft: Form<RequestDraft>,
    /// Where it is on its way.
    pub phase: Memo<CartPhase>,
    /// What the person is doing with it.
    step: Signal<RequestStep>,
    /// What became of the request before this one, until it is put away.
    pub receipt: Signal<Option<Receipt>>,
    obstacles: Signal<Vec<Obstructed>>,
    entitlements_forbidden: Signal<bool>,
    lost_dates: LostDates,
    viewer: Stored<Viewer>,
    client: Stored<Client>,
    store: Stored<Store>,
    catalog_read: Signal<Option<Moment>>,
    journal: Journal,
    requests: Requests,
    host: Host,
    abort: Stored<Abort>,
}

impl Cart {
    /// The draft that was kept, or an empty one; what was sent and is unfinished is looked up.
    #[must_use]
    pub fn new(
        client: Client,
        viewer: Viewer,
        store: Store,
        journal: Journal,
        requests: Requests,
        catalog_read: Signal<Option<Moment>>,
        host: Host,
    ) -> Self {
        let draft = store.draft().unwrap_or_else(|| fresh(&viewer));
        let obstacles = store.obstacles();
        let lost_dates = LostDates::default();
        for item in &draft.items {
            lost_dates.recall(&item.id, &item.remove_date);
        }
        let draft = Form::new(draft, store.clone(), Store::save_draft);
        let step: Signal<RequestStep> = Signal::default();
        let phase = Memo::new(move || {
            let key = draft.with(|draft| draft.key.clone());
            let state = journal.state(&key);
            step.with(|step| CartPhase::of(step, state, journal.is_sending(&key)))
        });
        let cart = Self {
            draft,
            phase,
            step,
            receipt: Signal::default(),
            obstacles: Signal::new(obstacles),
            entitlements_forbidden: Signal::new(false),
            lost_dates,
            viewer: Stored::new(viewer),
            client: Stored::new(client),
            store: Stored::new(store),
            catalog_read,
            journal,
            requests,
            host,
            abort: Stored::new(Abort::on_cleanup()),
        };
        effect(move || {
            journal.intents.track();
            untrack(|| cart.follow());
        });
        let on_change = cart.store.try_with(|store| store.listen(move |document| cart.sync_from(document)));
        let _until_cleanup = Stored::new(on_change);
        cart
    }

    /// What an item is to the person by all that is known: the catalog, their open requests, what was just sent.
    #[must_use]
    pub fn availability(self, item: &CatalogItem) -> Availability {
        if let Some(row) = self.requests.open_grant_of(&item.id) {
            return Availability::Pending(row.created.clone());
        }
        if let Some(intent) = self.not_listed().into_iter().find(|one| one.write.asks_for(&item.id)) {
            return Availability::Pending(Some(intent.created.clone()));
        }
        self.requests.outcome_since(item, self.catalog_read.get().as_ref())
    }

    /// Requests and removals that were sent and are not listed yet.
    #[must_use]
    pub fn not_listed(self) -> Vec<Arc<Intent>> {
        let awaited = |intent: &&Arc<Intent>| {
            let request = intent.write.is_listed() && intent.write.cancels().is_none();
            request && intent.state.is_looked_up()
        };
        self.journal.intents.with(|intents| intents.iter().filter(awaited).cloned().collect())
    }

    /// Forgets what was accepted and is listed nowhere, because the person has read so.
    pub fn dismiss(self, key: &SubmitKey) {
        self.journal.forget(|intent| intent.key == *key && intent.state == WriteState::NotListed);
    }

    /// Puts an item in; what is in it already stays as it is. `false` while one is on its way, because then nothing can be
    /// added.
    pub fn add_item(self, item: &CatalogItem) -> bool {
        if self.is_locked() {
            return false;
        }
        self.change(|draft| {
            if !draft.contains(&item.id) {
                draft.items.push(DraftItem {
                    id: item.id.clone(),
                    r#type: item.r#type.clone(),
                    name: item.name.clone(),
                    comment_required: item.comment_required,
                    comment: String::new(),
                    remove_date: TypedDate::default(),
                });
            }
        });
        self.step.set(RequestStep::Writing);
        true
    }

    /// Takes an item out.
    pub fn remove(self, id: &ItemId) {
        self.change(|draft| draft.items.retain(|item| item.id != *id));
        let others =
            self.obstacles.with_untracked(|all| all.iter().filter(|o| o.item != *id).cloned().collect());
        self.obstruct(others);
        if self.step.with_untracked(|step| *step == RequestStep::Reviewing) {
            self.step.set(RequestStep::Writing);
        }
    }

    /// Takes the comment as typed.
    pub fn write_comment(self, id: &ItemId, text: String) {
        self.change_item(id, |item| item.comment = text);
    }

    /// Takes the end date as typed.
    pub fn write_end(self, id: &ItemId, date: TypedDate) {
        if self.lost_dates.on_change(id, &date) {
            self.change_item(id, |item| item.remove_date = date);
        }
    }

    /// Whether the item's end date was half typed when the page went, so that it could not be kept, and nobody has been at the
    /// field since.
    #[must_use]
    pub fn has_lost_date(self, id: &ItemId) -> bool {
        self.item(id).is_some_and(|item| self.lost_dates.has(id, &item.remove_date))
    }

    /// Whether the item is in the request being put together; what has been sent is no longer in it.
    #[must_use]
    pub fn holds(self, id: &ItemId) -> bool {
        self.draft.with(|draft| draft.contains(id))
    }

    /// The item's place in the request, from 0.
    #[must_use]
    pub fn position(self, id: &ItemId) -> Option<usize> {
        self.draft.with(|draft| draft.items.iter().position(|item| item.id == *id))
    }

    /// The item as typed.
    #[must_use]
    pub fn item(self, id: &ItemId) -> Option<DraftItem> {
        self.draft.with(|draft| draft.items.iter().find(|item| item.id == *id).cloned())
    }

    /// What stands in the item's way, as found by the last look.
    #[must_use]
    pub fn obstacle(self, id: &ItemId) -> Option<Obstacle> {
        self.obstacles.with(|all| all.iter().find(|o| o.item == *id).map(|o| o.by))
    }

    /// How many items something stands in the way of.
    #[must_use]
    pub fn obstacles_count(self) -> usize {
        self.obstacles.with(Vec::len)
    }

    /// What is wrong, once the person has asked to go on; nothing is red before.
    #[must_use]
    pub fn shown_violations(self) -> Violations {
        self.draft.shown(|| self.violations())
    }

    /// The configuration forbids entitlements, or no longer does.
    pub fn forbid_entitlements(self, forbidden: bool) {
        self.entitlements_forbidden.set(forbidden);
    }

    /// On to the last look; `false` where something must be mended first.
    pub fn review(self) -> bool {
        if self.draft.is_submitted() {
            self.leave_out_lost_dates();
        }
        self.draft.submit();
        // What stood in the way at the last look may be gone; submitting looks afresh.
        self.obstruct(Vec::new());
        let good = self.violations().is_empty();
        if good {
            self.step.set(RequestStep::Reviewing);
        }
        good
    }

    /// The person was told that these dates were not kept, left the fields empty and goes on.
    fn leave_out_lost_dates(self) {
        let mut without = self.draft.get_untracked();
        let mut left_out = false;
        for item in &mut without.items {
            left_out |= self.lost_dates.give_up(&item.id, &mut item.remove_date);
        }
        if left_out {
            self.change(|draft| *draft = without);
        }
    }

    /// Back to the fields.
    pub fn edit(self) {
        if !self.is_locked() {
            self.step.set(RequestStep::Writing);
        }
    }

    /// The connection is back: that it was gone is no longer what keeps the request from being sent.
    pub fn forget_offline(self) {
        let offline = |step: &RequestStep| matches!(step, RequestStep::Refused(error) if error.kind == ErrorKind::Offline);
        if self.step.try_with_untracked(offline) == Some(true) {
            self.step.set(RequestStep::Writing);
        }
    }

    /// Sends it: looks afresh at what the person holds, then sends once.
    pub fn submit(self) {
        send::submit(self);
    }

    /// What became of one part of the last request, by what its rows tell by now.
    #[must_use]
    pub fn outcome_of(self, receipt: &Receipt, part: &Part) -> PartOutcome {
        self.requests.list.rows.with(|rows| receipt.settled(part, rows.iter().map(AsRef::as_ref)))
    }

    /// Puts the last request's outcome away; it stays in the journal and among the requests.
    pub fn put_receipt_away(self) {
        self.receipt.set(None);
    }

    /// The draft was sent: its outcome stands above what goes on, which is what was typed beside it, or a new one.
    fn go_on(self, receipt: Receipt) {
        let sent = self.draft.try_get_untracked().unwrap_or_default();
        let rest = self.store.try_with(|store| store.keep_rest(&sent)).flatten();
        let viewer = self.viewer.try_get().unwrap_or_default();
        self.draft.reset(rest.unwrap_or_else(|| fresh(&viewer)));
        self.obstacles.set(Vec::new());
        self.step.set(RequestStep::Writing);
        self.receipt.set(Some(receipt));
    }

    /// Why a reload might lose what is typed, as a message code.
    #[must_use]
    pub fn storage_trouble(self) -> Option<&'static str> {
        let trouble = self.store.try_with(Store::trouble)?;
        trouble.get().map(|trouble| trouble.code())
    }

    /// For how long an unknown outcome is looked up, in minutes.
    #[must_use]
    pub fn patience_minutes(self) -> usize {
        lookup_minutes()
    }

    /// While it is on its way nothing may be changed.
    #[must_use]
    pub fn is_on_its_way(self) -> bool {
        self.phase.with(CartPhase::is_locked)
    }

    fn is_locked(self) -> bool {
        self.phase.with_untracked(CartPhase::is_locked)
    }

    fn violations(self) -> Violations {
        let now = self.client.try_with(Client::now);
        let Some(now) = now else { return Violations::default() };
        let forbidden = self.entitlements_forbidden.get();
        self.draft
            .with(|draft| draft.validate(now, &EntitlementLimits { forbidden, ..Default::default() }))
            .err()
            .unwrap_or_default()
    }

    fn change_item(self, id: &ItemId, change: impl FnOnce(&mut DraftItem)) {
        self.change(|draft| {
            if let Some(item) = draft.items.iter_mut().find(|item| item.id == *id) {
                change(item);
            }
        });
    }

    fn change(self, change: impl FnOnce(&mut RequestDraft)) {
        if self.is_locked() {
            return;
        }
        if !self.draft.write(change) {
            // Another tab was faster than its word of it.
            self.go_on(Receipt::of(&self.draft.get_untracked(), Told::OtherTab, None));
        }
    }

    /// Another tab or widget has typed on: what is here follows, so that nobody writes over what somebody else has typed.
    fn sync_from(self, kept: &Document) {
        let Some(typed) = &kept.draft else { return };
        let Some(here) = self.draft.try_get_untracked() else { return };
        if self.phase.with_untracked(CartPhase::is_locked) || kept.has_arrived(&here.key) {
            return;
        }
        self.draft.sync_from(typed);
        if self.obstacles.with_untracked(|here| *here != kept.obstacles) {
            self.obstacles.set(kept.obstacles.clone());
        }
    }

    /// Notes and keeps what stands in the way.
    fn obstruct(self, obstacles: Vec<Obstructed>) {
        self.store.try_with(|store| store.save_obstacles(&obstacles));
        self.obstacles.set(obstacles);
    }

    /// What the journal knows of this draft moves the panel along: once it has arrived, from here or another tab, what comes next
    /// is something new.
    fn follow(self) {
        let Some(draft) = self.draft.try_get_untracked() else { return };
        let key = draft.key.clone();
        let arrived = self.journal.intent(&key).filter(|intent| intent.state.has_arrived());
        if let Some(intent) = arrived.filter(|_| !self.journal.is_sending(&key)) {
            let told = Told::of(&intent, self.journal.was_sent_here(&key));
            self.go_on(Receipt::of(&draft, told, intent.answer.as_ref()));
        }
    }
}

/// Once a draft has arrived, what is kept of it is what was typed beside it: another tab may have typed on while this one was
/// sending.
pub(super) fn keep_rest(document: &mut Document, change: &IntentChange) {
    if change.arrived()
        && let Some(draft) = document.draft.take_if(|draft| draft.key == change.intent.key)
    {
        document.draft = rest_of(&draft, &change.intent);
    }
}

/// An empty request for the person, under a key of its own.
fn fresh(viewer: &Viewer) -> RequestDraft {
    RequestDraft { key: new_key(), recipients: vec![viewer.id.clone()], items: Vec::new() }
}
