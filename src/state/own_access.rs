//! The viewer's own access and its ends, for My requests: the access the service lists, and access a request gave until a date, where
//! the service does not say whether it is still held. Knows no view.

use super::end_change::EndChange;
use super::holding::{Holdings, PersonHoldings};
use super::list::LoadState;
use super::people::Person;
use super::requests::SharedRequest;
use super::workspace::Workspace;
use crate::signal::{Memo, Stored, effect};
use request_center_models::end_change::{EndChangeBlocked, EndHolder};
use request_center_models::holding::{HeldEnd, Holding};
use request_center_models::id::{IdentityId, ItemId};
use request_center_models::moment::Moment;
use request_center_models::order::sort_by;
use request_center_models::wire::reference::ItemType;
use request_center_models::wire::status::RequestState;
use time::OffsetDateTime;

/// The most entitlements looked up: each costs a call.
const LOOK_UPS: usize = 8;

/// One item the viewer holds.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnItem {
    /// The item.
    pub held: Holding,
    /// When it ends.
    pub end: HeldEnd,
    /// The reason why its end cannot be changed, `None` if it can as far as is known.
    pub blocked: Option<EndChangeBlocked>,
}

/// The viewer's own access.
#[derive(Clone, Copy)]
pub struct OwnAccess {
    /// The change of an end being made.
    pub change: EndChange,
    /// All items, those that end next first, those without a known end last.
    pub items: Memo<Vec<OwnItem>>,
    holdings: Holdings,
    viewer: Stored<Person>,
}

impl OwnAccess {
    /// Reads nothing before [`OwnAccess::open`]. `None` once the viewer has gone.
    #[must_use]
    pub fn new(workspace: Workspace) -> Option<Self> {
        let shell = workspace.shell;
        let (client, viewer) = (shell.client()?, shell.viewer());
        let person = Person::new(viewer.id, &viewer.name, String::new(), "", Some(true));
        let holdings = Holdings::new(client.clone());
        let change =
            EndChange::new(shell, client, &workspace.store()?, (workspace.journal, workspace.requests), true);
        let id = person.id.clone();
        let items = Memo::new(move || items(workspace, holdings, change, &id));
        effect(move || holdings.all.with(|all| change.merge(all)));
        let access = Self { change, items, holdings, viewer: Stored::new(person) };
        access.follow(workspace);
        Some(access)
    }

    /// Reads the viewer's access unless it was read before; failed parts are read again.
    pub fn open(self) {
        if let Some(person) = self.viewer.try_get() {
            self.holdings.open(&person);
        }
    }

    /// How far roles and access profiles have been read, and role assignments. Reactive.
    #[must_use]
    pub fn load_states(self) -> (LoadState, LoadState) {
        let holdings = self.viewer.try_get().and_then(|person| self.holdings.of(&person.id));
        holdings.map(|holdings| (holdings.objects, holdings.assignments)).unwrap_or_default()
    }

    /// Begins the change of an item's end; `false` while another one is being sent or looked up.
    pub fn begin(self, item: &OwnItem) -> bool {
        let Some(person) = self.viewer.try_get() else { return false };
        let holder = EndHolder { id: person.id, name: person.name, end: item.end.clone(), report: None };
        self.change.begin(&item.held, vec![holder])
    }

    /// Looks up entitlements that requests gave with an end, and reads again what a completed request has changed.
    fn follow(self, workspace: Workspace) {
        let mut completed_before = None;
        let mut looked_up: Vec<ItemId> = Vec::new();
        effect(move || {
            let Some(person) = self.viewer.try_get() else { return };
            let has_begun =
                self.holdings.of(&person.id).is_some_and(|holdings| holdings.objects != LoadState::Idle);
            let rows = given(workspace, &person.id);
            if !has_begun || !workspace.requests.list.load.state.with(LoadState::is_whole) {
                return;
            }
            if completed_before.replace(rows.len()).is_some_and(|before| before < rows.len()) {
                self.holdings.invalidate(std::slice::from_ref(&person));
            }
            let now = leptos::prelude::untrack(|| workspace.shell.now());
            let ends = |row: &&SharedRequest| {
                row.r#type == Some(ItemType::Entitlement)
                    && row.remove_date.as_ref().and_then(Moment::instant).is_some_and(|end| end > now)
            };
            for id in rows.iter().filter(ends).filter_map(|row| row.id.clone()) {
                if looked_up.len() < LOOK_UPS && !looked_up.contains(&id) {
                    self.holdings.look_up(&person.id, &id);
                    looked_up.push(id);
                }
            }
        });
    }
}

/// The completed requests for that person, removals too.
fn given(workspace: Workspace, person: &IdentityId) -> Vec<SharedRequest> {
    let is_given = |row: &&SharedRequest| {
        row.state == Some(RequestState::Completed)
            && row.requested_for.as_ref().and_then(|recipient| recipient.id.as_ref()) == Some(person)
    };
    workspace.requests.list.rows.with(|rows| rows.iter().filter(is_given).cloned().collect())
}

fn items(workspace: Workspace, holdings: Holdings, change: EndChange, person: &IdentityId) -> Vec<OwnItem> {
    let rows = given(workspace, person);
    let now = workspace.shell.now();
    let known = holdings.of(person).unwrap_or_default();
    let mut all = known.items.clone();
    for row in &rows {
        let Some(held) = Holding::of_row(row) else { continue };
        if !is_judged(&known, &held) && all.iter().all(|other| other.id != held.id) {
            let ends = held.end(person, &rows, now).instant().is_some_and(|end| end > now);
            all.extend(ends.then_some(held));
        }
    }
    let own = |held: Holding| OwnItem {
        end: held.end(person, &rows, now),
        blocked: change.blocked(person, &held),
        held,
    };
    let mut items: Vec<OwnItem> = all.into_iter().map(own).collect();
    let key = |item: &OwnItem| {
        let end = item.end.instant();
        (end.is_none(), end.unwrap_or(OffsetDateTime::UNIX_EPOCH))
    };
    sort_by(&mut items, |a, b| key(a).cmp(&key(b)));
    items
}

/// True if the service has said whether the person holds it, so that a request of theirs says nothing more.
fn is_judged(known: &PersonHoldings, held: &Holding) -> bool {
    match held.r#type {
        ItemType::Entitlement => known.entitlement(&held.id).is_whole(),
        _ => known.objects.is_whole(),
    }
}
