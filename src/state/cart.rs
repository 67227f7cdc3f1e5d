//! The cart: the request being put together. Every keystroke is stored; the draft is validated before the review, checked against
//! the service before it is sent (`precheck`), and sent once (`send`).

mod accounts;
pub mod again;
mod cells;
mod dates;
pub mod item_date;
pub mod judge;
mod limits;
mod phase;
mod planned;
pub mod precheck;
mod recipients;
mod receipt;
mod send;
mod violations;

use item_date::LostItemDates;
use judge::Judge;
pub use phase::{CartPhase, RequestStep};
pub(super) use planned::forget_ids;
pub use receipt::{Part, PartOutcome, Receipt, Told};

use super::catalog::Catalog;
use super::catalog::item::{Availability, CatalogItem};
use super::host::Host;
use super::journal::intent::Intent;
use super::journal::lookup_minutes;
use super::journal::state::WriteState;
use super::journal::{IntentChange, Journal};
use super::key::new_key;
use super::requests::Requests;
use super::storage::{Document, Obstacle, Obstructed, SentPlans, Store, rest_of};
use crate::api::{Abort, Client, ErrorKind};
use crate::signal::{Memo, Signal, Stored, effect};
use crate::state::form::Form;
use leptos::prelude::*;
use request_center_models::accounts::AccountQuestion;
use request_center_models::cancel::Viewer;
use request_center_models::draft::{DraftItem, RequestDraft, RequestedApp, SubmitKey};
use request_center_models::id::{IdentityId, ItemId};
use request_center_models::rule::OnBehalf;
use std::sync::Arc;

/// The cart of one viewer.
#[derive(Clone, Copy)]
pub struct Cart {
    /// The draft as typed.
    pub draft: Form<RequestDraft>,
    /// How far the draft is, derived from the step and the journal.
    pub phase: Memo<CartPhase>,
    /// For whom access can be requested; `None` until it was read.
    pub on_behalf: Signal<Option<OnBehalf>>,
    step: Signal<RequestStep>,
    asks_for_others: Signal<bool>,
    was_asked: Stored<bool>,
    blocked_recipients: Signal<Vec<IdentityId>>,
    judge: Signal<Option<Judge>>,
    /// The outcome of the previous request, until the person dismisses it.
    pub receipt: Signal<Option<Receipt>>,
    /// The submitted plans, until the person dismisses them.
    pub plans: Signal<SentPlans>,
    account_questions: Signal<Vec<AccountQuestion>>,
    obstacles: Signal<Vec<Obstructed>>,
    lost_dates: LostItemDates,
    viewer: Stored<Viewer>,
    client: Stored<Client>,
    store: Stored<Store>,
    catalog: Catalog,
    journal: Journal,
    requests: Requests,
    host: Host,
    abort: Stored<Abort>,
}

impl Cart {
    /// Restores the stored draft, or starts an empty one.
    #[must_use]
    pub fn new(
        client: Client,
        viewer: Viewer,
        store: Store,
        journal: Journal,
        requests: Requests,
        catalog: Catalog,
        host: Host,
    ) -> Self {
        let on_behalf = limits::follow(catalog, client.clone());
        let mut draft = store.draft().unwrap_or_else(|| empty_draft(&viewer));
        if draft.recipients.is_empty() {
            // Those of a damaged entry are gone, and no field asks for them.
            draft.recipients.push(viewer.id.clone());
        }
        let obstacles = store.obstacles();
        let lost_dates = LostItemDates::default();
        lost_dates.restore(&draft);
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
            on_behalf,
            step,
            // A pasted list of people is waiting.
            asks_for_others: Signal::new(!store.update(|document| document.pasted.is_empty())),
            was_asked: Stored::new(false),
            blocked_recipients: Signal::default(),
            judge: Signal::default(),
            receipt: Signal::default(),
            plans: Signal::new(store.read(|document| document.plans.clone())),
            account_questions: Signal::default(),
            obstacles: Signal::new(obstacles),
            lost_dates,
            viewer: Stored::new(viewer),
            client: Stored::new(client),
            store: Stored::new(store),
            catalog,
            journal,
            requests,
            host,
            abort: Stored::new(Abort::on_cleanup()),
        };
        effect(move || {
            journal.intents.track();
            untrack(|| cart.follow_journal());
        });
        let on_change = cart.store.try_with(|store| store.listen(move |document| cart.sync_from(document)));
        let _until_cleanup = Stored::new(on_change);
        cart
    }

    /// The item's availability by the catalog, the open requests and what was just sent. Reactive.
    #[must_use]
    pub fn availability(self, item: &CatalogItem) -> Availability {
        if let Some(row) = self.requests.open_grant_of(&item.id) {
            return Availability::Pending(row.created.clone());
        }
        let viewer = self.viewer.try_get().unwrap_or_default().id;
        let is_asked = |intent: &Arc<Intent>| intent.write.asks_for(&item.id) && intent.write.is_for(&viewer);
        if let Some(intent) = self.not_listed().into_iter().find(is_asked) {
            return Availability::Pending(Some(intent.created.clone()));
        }
        self.requests.availability_of(item, self.catalog.read_at.get().as_ref())
    }

    /// Requests and removals that were sent and are not in the status list yet. Reactive.
    #[must_use]
    pub fn not_listed(self) -> Vec<Arc<Intent>> {
        let awaited = |intent: &&Arc<Intent>| {
            let request = intent.write.is_listed() && intent.write.cancels().is_none();
            request && intent.state.is_looked_up()
        };
        self.journal.intents.with(|intents| intents.iter().filter(awaited).cloned().collect())
    }

    /// Forgets a request that was accepted but never listed, after the person has read so.
    pub fn dismiss(self, key: &SubmitKey) {
        self.journal.forget(|intent| intent.key == *key && intent.state == WriteState::NotListed);
    }

    /// Adds an item, with the application it was found in if it was found in one, unless the draft has it already. Returns `false` while
    /// the draft is being sent, when nothing can be added.
    pub fn add_item(self, item: &CatalogItem, app: Option<RequestedApp>) -> bool {
        if self.is_locked() {
            return false;
        }
        self.change(|draft| {
            if !draft.contains(&item.id) {
                draft.items.push(DraftItem {
                    comment_required: item.comment_required,
                    app,
                    ..DraftItem::new(item.id.clone(), item.r#type.clone(), item.name.clone())
                });
            }
        });
        self.step.set(RequestStep::Writing);
        true
    }

    /// Removes an item.
    pub fn remove(self, id: &ItemId) {
        self.change(|draft| draft.items.retain(|item| item.id != *id));
        let others =
            self.obstacles.with_untracked(|all| all.iter().filter(|o| o.item != *id).cloned().collect());
        self.obstruct(others);
        if self.step.with_untracked(|step| *step == RequestStep::Reviewing) {
            self.step.set(RequestStep::Writing);
        }
    }

    /// Sets an item's comment.
    pub fn write_comment(self, id: &ItemId, text: String) {
        self.change_item(id, |item| item.comment = text);
    }

    /// Returns whether the draft contains the item. Reactive.
    #[must_use]
    pub fn holds(self, id: &ItemId) -> bool {
        self.draft.with(|draft| draft.contains(id))
    }

    /// The item's position in the draft, from 0. Reactive.
    #[must_use]
    pub fn position(self, id: &ItemId) -> Option<usize> {
        self.draft.with(|draft| draft.items.iter().position(|item| item.id == *id))
    }

    /// The draft's item. Reactive.
    #[must_use]
    pub fn item(self, id: &ItemId) -> Option<DraftItem> {
        self.draft.with(|draft| draft.items.iter().find(|item| item.id == *id).cloned())
    }

    /// The item's obstacle, as the last pre-submit check found. Reactive.
    #[must_use]
    pub fn obstacle(self, id: &ItemId) -> Option<Obstacle> {
        self.obstacles.with(|all| all.iter().find(|o| o.item == *id).map(|o| o.by))
    }

    /// The number of blocked items. Reactive.
    #[must_use]
    pub fn obstacles_count(self) -> usize {
        self.obstacles.with(Vec::len)
    }

    /// Opens the review; returns `false` where the draft has violations.
    pub fn review(self) -> bool {
        if self.draft.is_submitted() {
            self.leave_out_lost_dates();
        }
        self.draft.submit();
        // What blocked an item may be gone; submitting checks again.
        self.obstruct(Vec::new());
        let is_valid = self.violations().is_empty();
        if is_valid {
            self.step.set(RequestStep::Reviewing);
        }
        is_valid
    }

    /// Returns from the review to the form.
    pub fn edit(self) {
        if !self.is_locked() {
            self.step.set(RequestStep::Writing);
        }
    }

    /// Clears a refusal for want of a connection, now that it is back.
    pub fn forget_offline(self) {
        let offline = |step: &RequestStep| matches!(step, RequestStep::Refused(error) if error.kind == ErrorKind::Offline);
        if self.step.try_with_untracked(offline) == Some(true) {
            self.step.set(RequestStep::Writing);
        }
    }

    /// The outcome of one part of the previous request, by its rows in the status list. Reactive.
    #[must_use]
    pub fn outcome_of(self, receipt: &Receipt, part: &Part) -> PartOutcome {
        self.requests.list.rows.with(|rows| receipt.settled(part, rows.iter().map(AsRef::as_ref)))
    }

    /// Dismisses the previous request's outcome; My requests still shows it.
    pub fn dismiss_receipt(self) {
        self.receipt.set(None);
    }

    /// Starts the next draft, with what was typed while this one was being sent, and shows this one's outcome above it.
    fn start_next(self, receipt: Option<Receipt>) {
        let sent = self.draft.try_get_untracked().unwrap_or_default();
        let rest = self.store.try_with(|store| store.keep_rest(&sent)).flatten();
        let viewer = self.viewer.try_get().unwrap_or_default();
        self.draft.reset(rest.unwrap_or_else(|| empty_draft(&viewer)));
        self.obstacles.set(Vec::new());
        self.asks_for_others.set(false);
        self.step.set(RequestStep::Writing);
        self.receipt.set(receipt);
    }

    /// Why a reload would lose what is typed, as a message code; `None` where it is stored. Reactive.
    #[must_use]
    pub fn storage_trouble(self) -> Option<&'static str> {
        let trouble = self.store.try_with(Store::trouble)?;
        trouble.get().map(|trouble| trouble.code())
    }

    /// How long an unknown outcome is looked up, in minutes.
    #[must_use]
    pub fn patience_minutes(self) -> usize {
        lookup_minutes()
    }

    /// Returns whether the draft is being checked, sent or looked up, so that it cannot be edited. Reactive.
    #[must_use]
    pub fn is_being_sent(self) -> bool {
        self.phase.with(CartPhase::is_locked)
    }

    fn is_locked(self) -> bool {
        self.phase.with_untracked(CartPhase::is_locked)
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
            // Another tab has sent this draft, and its storage event is still to come.
            self.start_after_other_tab();
        }
    }

    /// Follows what another tab or widget has typed, so that neither overwrites the other.
    fn sync_from(self, kept: &Document) {
        let Some(here) = self.draft.try_get_untracked() else { return };
        self.plans.set(kept.plans.clone());
        if kept.plans.iter().any(|plan| *plan.key() == here.key) {
            return self.start_after_plan();
        }
        let Some(typed) = &kept.draft else { return };
        if self.phase.with_untracked(CartPhase::is_locked) || kept.is_sent(&here.key) {
            return;
        }
        self.draft.sync_from(typed);
        if self.obstacles.with_untracked(|here| *here != kept.obstacles) {
            self.obstacles.set(kept.obstacles.clone());
        }
    }

    /// Stores and shows what blocks items.
    fn obstruct(self, obstacles: Vec<Obstructed>) {
        self.store.try_with(|store| store.save_obstacles(&obstacles));
        self.obstacles.set(obstacles);
    }

    /// Starts the next draft once the journal says that this one has arrived, whichever tab sent it.
    fn follow_journal(self) {
        let Some(draft) = self.draft.try_get_untracked() else { return };
        let key = draft.key.clone();
        let arrived = self.journal.intent(&key).filter(|intent| intent.state.has_arrived());
        if let Some(intent) = arrived.filter(|_| !self.journal.is_sending(&key)) {
            let told = Told::of(&intent, self.journal.was_sent_here(&key));
            self.start_next(Some(Receipt::of(&draft, told, intent.answer.as_ref())));
        }
    }
}

/// Effect on the stored document: once a draft has arrived, only what another tab typed meanwhile is kept of it.
pub(super) fn keep_rest(document: &mut Document, change: &IntentChange) {
    if change.arrived()
        && let Some(draft) = document.draft.take_if(|draft| draft.key == change.intent.key)
    {
        document.draft = rest_of(&draft, &change.intent);
    }
}

/// An empty request for the viewer under a new key.
fn empty_draft(viewer: &Viewer) -> RequestDraft {
    RequestDraft { key: new_key(), recipients: vec![viewer.id.clone()], ..RequestDraft::default() }
}
