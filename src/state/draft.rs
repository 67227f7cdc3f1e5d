//! The request being put together: what is typed is kept at every stroke, checked before it is reviewed, looked at once more
//! before it is sent, and sent once.

pub mod precheck;
mod send;

use super::catalog::item::{CatalogItem, Standing};
use super::host::Host;
use super::outbox::{EntryState, OutboxEntry};
use super::requests::Requests;
use super::storage::Store;
use super::submit::OutboxState;
use crate::api::{Abort, ApiError, Client, ErrorKind};
use crate::signal::{Kept, Var, watch};
use leptos::prelude::*;
use precheck::{Findings, Obstacle};
use request_center_models::cancel::Viewer;
use request_center_models::draft::{Draft, DraftItem, SubmitKey, TypedDate};
use request_center_models::id::ItemId;
use request_center_models::moment::Moment;
use request_center_models::rule::Violations;

/// Where the request is on its way.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum Phase {
    /// Fields are being filled in.
    #[default]
    Writing,
    /// The last look before sending.
    Reviewing,
    /// What the person holds and has asked for is being read afresh.
    Checking,
    /// It has left, the answer is awaited.
    Sending,
    /// The outcome is not known and is being looked up.
    Unknown,
    /// It was looked for long enough: it did not arrive and may be sent again.
    NotFound,
    /// The service took it up.
    Accepted(Receipt),
    /// Nothing was done, and why.
    Refused(ApiError),
    /// Another tab has sent this very draft.
    OtherTab,
}

impl Phase {
    fn is_over(&self) -> bool {
        matches!(self, Self::Accepted(_) | Self::OtherTab)
    }

    fn is_locked(&self) -> bool {
        matches!(self, Self::Checking | Self::Sending | Self::Unknown)
    }
}

/// What the service said to each part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Receipt {
    /// Name and outcome of each item.
    pub parts: Vec<(String, PartOutcome)>,
    /// Whether it was found by looking, not by an answer.
    pub found: bool,
}

/// What became of one item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartOutcome {
    /// Taken up.
    New,
    /// It had been asked for before.
    Existing,
    /// The answer did not say.
    Unsaid,
}

/// The request of one widget's viewer.
#[derive(Clone, Copy)]
pub struct Cart {
    /// What was typed.
    pub draft: Var<Draft>,
    /// Where it is on its way.
    pub phase: Var<Phase>,
    findings: Var<Findings>,
    entitlements_forbidden: Var<bool>,
    checked: Var<bool>,
    viewer: Kept<Viewer>,
    client: Kept<Client>,
    store: Kept<Store>,
    /// Whether the draft was sent from here, so that another tab is not blamed for it.
    sent_here: Kept<bool>,
    catalog_read: Var<Option<Moment>>,
    outbox: OutboxState,
    requests: Requests,
    host: Host,
    abort: Kept<Abort>,
}

impl Cart {
    /// The draft that was kept, or an empty one; what was sent and is unfinished is looked up.
    #[must_use]
    pub fn new(
        client: Client,
        viewer: Viewer,
        store: Store,
        outbox: OutboxState,
        requests: Requests,
        catalog_read: Var<Option<Moment>>,
        host: Host,
    ) -> Self {
        let kept = store.draft();
        let cart = Self {
            draft: Var::new(kept.unwrap_or_else(|| fresh(&viewer))),
            phase: Var::new(Phase::Writing),
            findings: Var::default(),
            entitlements_forbidden: Var::new(false),
            checked: Var::new(false),
            viewer: Kept::new(viewer),
            client: Kept::new(client),
            store: Kept::new(store),
            sent_here: Kept::new(false),
            catalog_read,
            outbox,
            requests,
            host,
            abort: Kept::new(Abort::on_cleanup()),
        };
        cart.follow_outbox();
        let hear =
            cart.store.try_with(|store| store.listen(move |document| cart.adopt(document.draft.as_ref())));
        let _until_cleanup = Kept::new(hear);
        cart
    }

    /// What an item is to the person by all that is known: the catalog, their open requests, what was just sent.
    #[must_use]
    pub fn standing(self, item: &CatalogItem) -> Standing {
        if let Some(row) = self.requests.open_grant_of(&item.id) {
            return Standing::Requested(row.created.clone());
        }
        if let Some(entry) = self.unseen().into_iter().find(|entry| entry.holds(&item.id)) {
            return Standing::Requested(Some(entry.created));
        }
        self.requests.outcome_since(item, self.catalog_read.get().as_ref())
    }

    /// Requests that were sent and whose rows have not been seen.
    #[must_use]
    pub fn unseen(self) -> Vec<OutboxEntry> {
        self.outbox.entries.with(|entries| {
            let unseen = |entry: &&OutboxEntry| {
                entry.cancels().is_none()
                    && matches!(
                        entry.state,
                        EntryState::Sent { .. } | EntryState::Unknown { .. } | EntryState::Accepted { .. }
                    )
            };
            entries.iter().filter(unseen).cloned().collect()
        })
    }

    /// Puts an item in; what is in it already stays as it is. After an outcome a new request begins; `false` while one is on
    /// its way, because then nothing can be added.
    pub fn put_in(self, item: &CatalogItem) -> bool {
        if matches!(self.phase.get_untracked(), Phase::Accepted(_) | Phase::OtherTab) {
            self.start_another();
        }
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
        self.phase.set(Phase::Writing);
        true
    }

    /// Takes an item out.
    pub fn remove(self, id: &ItemId) {
        self.change(|draft| draft.items.retain(|item| item.id != *id));
        self.findings.update(|findings| {
            findings.obstacles.remove(id);
        });
        if self.phase.with_untracked(|phase| *phase == Phase::Reviewing) {
            self.phase.set(Phase::Writing);
        }
    }

    /// Takes the comment as typed.
    pub fn write_comment(self, id: &ItemId, text: String) {
        self.change_item(id, |item| item.comment = text);
    }

    /// Takes the end date as typed.
    pub fn write_end(self, id: &ItemId, date: TypedDate) {
        self.change_item(id, |item| item.remove_date = date);
    }

    /// Whether the item is in the request being put together; what has been sent is no longer in it.
    #[must_use]
    pub fn holds(self, id: &ItemId) -> bool {
        let over = self.phase.with(|phase| matches!(phase, Phase::Accepted(_) | Phase::OtherTab));
        !over && self.draft.with(|draft| draft.contains(id))
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
        self.findings.with(|findings| findings.obstacles.get(id).copied())
    }

    /// How many items something stands in the way of.
    #[must_use]
    pub fn obstacles_count(self) -> usize {
        self.findings.with(|findings| findings.obstacles.len())
    }

    /// What is wrong, once the person has asked to go on; nothing is red before.
    #[must_use]
    pub fn shown_violations(self) -> Violations {
        if self.checked.get() { self.violations() } else { Violations::default() }
    }

    /// The configuration forbids entitlements, or no longer does.
    pub fn forbid_entitlements(self, forbidden: bool) {
        self.entitlements_forbidden.set(forbidden);
    }

    /// On to the last look; `false` where something must be mended first.
    pub fn review(self) -> bool {
        self.checked.set(true);
        // What stood in the way at the last look may be gone; submitting looks afresh.
        self.findings.set(Findings::default());
        let good = self.violations().is_empty();
        if good {
            self.phase.set(Phase::Reviewing);
        }
        good
    }

    /// Back to the fields.
    pub fn edit(self) {
        if !self.is_locked() {
            self.phase.set(Phase::Writing);
        }
    }

    /// The connection is back: that it was gone is no longer what keeps the request from being sent.
    pub fn forget_offline(self) {
        let offline =
            |phase: &Phase| matches!(phase, Phase::Refused(error) if error.kind == ErrorKind::Offline);
        if self.phase.try_with_untracked(offline) == Some(true) {
            self.phase.set(Phase::Writing);
        }
    }

    /// Sends it: looks afresh at what the person holds, then sends once.
    pub fn submit(self) {
        send::submit(self);
    }

    /// An empty request; what was sent stays in the outbox.
    pub fn start_another(self) {
        if self.is_locked() {
            return;
        }
        let viewer = self.viewer.try_get().unwrap_or_default();
        self.store.try_with(Store::forget_draft);
        self.draft.set(fresh(&viewer));
        self.findings.set(Findings::default());
        self.sent_here.set(false);
        self.checked.set(false);
        self.phase.set(Phase::Writing);
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
        self.outbox.patience_minutes()
    }

    /// While it is on its way nothing may be changed.
    #[must_use]
    pub fn is_on_its_way(self) -> bool {
        self.phase.with(Phase::is_locked)
    }

    fn is_locked(self) -> bool {
        self.phase.with_untracked(Phase::is_locked)
    }

    fn violations(self) -> Violations {
        let now = self.client.try_with(Client::now);
        let Some(now) = now else { return Violations::default() };
        let forbidden = self.entitlements_forbidden.get();
        self.draft.with(|draft| draft.validate(now, forbidden)).err().unwrap_or_default()
    }

    fn change_item(self, id: &ItemId, change: impl FnOnce(&mut DraftItem)) {
        self.change(|draft| {
            if let Some(item) = draft.items.iter_mut().find(|item| item.id == *id) {
                change(item);
            }
        });
    }

    fn change(self, change: impl FnOnce(&mut Draft)) {
        if self.is_locked() {
            return;
        }
        self.draft.update(change);
        self.keep();
    }

    /// Another tab or widget has typed on: what is here follows, so that nobody writes over what somebody else has typed.
    fn adopt(self, typed: Option<&Draft>) {
        let Some(typed) = typed else { return };
        let here = self.draft.try_with_untracked(|draft| draft == typed);
        let writing = self.phase.try_with_untracked(|phase| !phase.is_locked() && !phase.is_over());
        if (here, writing) == (Some(false), Some(true)) {
            self.draft.set(typed.clone());
        }
    }

    fn keep(self) {
        self.store.try_with(|store| self.draft.with_untracked(|draft| store.save_draft(draft)));
    }

    /// Says in the panel what the outbox learns of this draft: another tab's sending, a late find, nothing found.
    fn follow_outbox(self) {
        watch(move || {
            let key = self.draft.with_untracked(|draft| draft.key.clone());
            let state = self.outbox.entries.with(|entries| {
                entries.iter().find(|entry| entry.key == key).map(|entry| entry.state.clone())
            });
            send::follow(self, state.as_ref());
        });
    }
}

/// An empty request for the person, under a key of its own.
fn fresh(viewer: &Viewer) -> Draft {
    Draft { key: new_key(), recipients: vec![viewer.id.clone()], items: Vec::new() }
}

/// A key nobody else has.
pub(super) fn new_key() -> SubmitKey {
    let random = || format!("{:08x}", (js_sys::Math::random() * f64::from(u32::MAX)) as u32);
    SubmitKey::from(format!("rc-{}{}{}", random(), random(), random()))
}
