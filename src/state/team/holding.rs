//! What people hold, as far as it could be read: roles and access profiles from their catalog, dates and ids from their role
//! assignments, entitlements one by one. What was refused is named, the rest still works.

mod held;

pub use held::HeldItem;

use crate::api::{Abort, Client, ErrorKind, Priority, RequestableQuery};
use crate::signal::{Signal, Stored};
use crate::state::list::{End, Fetched, LoadState, Paging, read_pages};
use crate::state::people::Person;
use held::note_in;
use leptos::task::spawn_local;
use request_center_models::holding::Holding;
use request_center_models::id::{IdentityId, ItemId};
use request_center_models::wire::catalog::ItemRequestStatus;
use request_center_models::wire::reference::ItemType;

/// What the people looked at hold.
#[derive(Clone, Copy)]
pub struct Holdings {
    /// One entry a person, in the order they were opened.
    pub of: Signal<Vec<HeldItem>>,
    client: Stored<Client>,
    abort: Stored<Abort>,
}

impl Holdings {
    /// Nothing read yet.
    #[must_use]
    pub fn new(client: Client) -> Self {
        Self { of: Signal::default(), client: Stored::new(client), abort: Stored::new(Abort::on_cleanup()) }
    }

    /// What that person holds, as far as it is known. Reactive.
    #[must_use]
    pub fn held_by(self, person: &IdentityId) -> Option<HeldItem> {
        self.of.with(|all| all.iter().find(|held| held.person == *person).cloned())
    }

    /// Reads what somebody holds, where that has not been read; failed parts are read again.
    pub fn open(self, person: &Person) {
        let known = self.of.with_untracked(|all| all.iter().find(|held| held.person == person.id).cloned());
        let wanted = |state: &LoadState| *state == LoadState::Idle || state.error().is_some();
        if known.is_none_or(|held| wanted(&held.objects) || wanted(&held.assignments)) {
            self.read(&person.id);
        }
    }

    /// Reads it anew; what is shown stays until better is there.
    pub fn read(self, person: &IdentityId) {
        let person = person.clone();
        let asked = self.client.try_with(Client::now);
        let mut looked_up = Vec::new();
        self.change(&person, |held| {
            held.objects = LoadState::Loading;
            held.assignments = LoadState::Loading;
            looked_up.extend(held.entitlements.iter().map(|(id, _)| id.clone()));
        });
        for entitlement in looked_up {
            self.look_up(&person, &entitlement);
        }
        self.work(move |client, abort| async move {
            let mut items = Vec::new();
            let Some(end) = read_objects(&client, &person, &abort, &mut items).await else { return };
            let assignments = client.get_role_assignments(&person, None, Priority::User, &abort).await;
            if abort.is_aborted() {
                return;
            }
            self.change(&person, |held| {
                let shown = !items.is_empty();
                if matches!(end, End::Failed(_)) {
                    held.add(items);
                } else {
                    held.items.retain(|item| item.r#type == ItemType::Entitlement);
                    held.items.splice(0..0, items);
                    held.origins.clear();
                    held.read_at = asked;
                }
                held.objects = LoadState::Loading.after(end, shown);
                match assignments {
                    Ok(rows) => {
                        held.drop_unassigned(&rows);
                        held.take_assignments(&rows);
                        // How an assignment came to be does not change as long as it is there.
                        let mut known = std::mem::take(&mut held.full);
                        known.retain(|known| rows.iter().any(|row| row.id == known.id));
                        held.take_origin(&known);
                        held.assignments = LoadState::READY;
                    }
                    Err(error) => held.assignments = LoadState::Failed(error),
                }
            });
        });
    }

    /// What is held has changed: what is shown of these people is read anew, of everybody else at the next opening.
    pub(super) fn renew(self, shown: &[Person]) {
        self.of.update(|all| {
            for held in all.iter_mut().filter(|held| held.objects.is_whole()) {
                held.objects = LoadState::Idle;
            }
        });
        for person in shown {
            self.read(&person.id);
        }
    }

    /// Reads how something came to somebody: for a role its own assignment, for an access profile the roles that may bring it
    /// along. Each role costs a call, so this happens only for what somebody looks at or picks.
    pub fn read_details(self, person: &IdentityId, item: &Holding) {
        let Some(held) = self.of.with_untracked(|all| all.iter().find(|h| h.person == *person).cloned())
        else {
            return;
        };
        if item.r#type == ItemType::Entitlement
            || matches!(held.origin(&item.id), LoadState::Loading | LoadState::Ready { .. })
        {
            return;
        }
        let mut roles: Vec<ItemId> = Vec::new();
        if item.r#type == ItemType::Role {
            roles.push(item.id.clone());
        } else {
            for other in held.items.iter().filter(|other| other.r#type == ItemType::Role) {
                if !roles.contains(&other.id) && !held.origin(&other.id).is_whole() {
                    roles.push(other.id.clone());
                }
            }
        }
        let (person, id) = (person.clone(), item.id.clone());
        self.change(&person, |held| note_in(&mut held.origins, &id, LoadState::Loading));
        self.work(move |client, abort| async move {
            let mut outcome = LoadState::READY;
            for role in &roles {
                match client.get_role_assignments(&person, Some(role), Priority::User, &abort).await {
                    Ok(rows) => self.change(&person, |held| {
                        held.take_origin(&rows);
                        note_in(&mut held.origins, role, LoadState::READY);
                    }),
                    Err(error) if error.kind == ErrorKind::Aborted => return,
                    Err(error) => outcome = LoadState::Failed(error),
                }
            }
            self.change(&person, |held| note_in(&mut held.origins, &id, outcome));
        });
    }

    /// Looks up whether somebody holds that entitlement, on which accounts, and whether it can be taken away.
    pub fn look_up(self, person: &IdentityId, entitlement: &ItemId) {
        let known = self.of.with_untracked(|all| {
            all.iter().find(|held| held.person == *person).map(|held| held.entitlement(entitlement))
        });
        if known == Some(LoadState::Loading) {
            return;
        }
        let (person, id) = (person.clone(), entitlement.clone());
        self.change(&person, |held| note_in(&mut held.entitlements, &id, LoadState::Loading));
        self.work(move |client, abort| async move {
            let found =
                client.get_entitlement_details_for_identity(&person, &id, Priority::User, &abort).await;
            let outcome = match found {
                Ok(details) => {
                    self.change(&person, |held| {
                        held.items.retain(|item| item.id != id);
                        held.items.extend(Holding::of_entitlement(&details));
                    });
                    LoadState::READY
                }
                Err(error) if error.kind == ErrorKind::Aborted => return,
                Err(error) => LoadState::Failed(error),
            };
            self.change(&person, |held| note_in(&mut held.entitlements, &id, outcome));
        });
    }

    fn work<F: Future<Output = ()> + 'static>(self, work: impl FnOnce(Client, Abort) -> F) {
        if let (Some(client), Some(abort)) = (self.client.try_get(), self.abort.try_get()) {
            spawn_local(work(client, abort));
        }
    }

    fn change(self, person: &IdentityId, change: impl FnOnce(&mut HeldItem)) {
        self.of.update(|all| {
            if let Some(held) = all.iter_mut().find(|held| held.person == *person) {
                return change(held);
            }
            let mut held = HeldItem { person: person.clone(), ..HeldItem::default() };
            change(&mut held);
            all.push(held);
        });
    }
}

/// Reads the roles and access profiles that somebody holds.
async fn read_objects(
    client: &Client,
    person: &IdentityId,
    abort: &Abort,
    items: &mut Vec<Holding>,
) -> Option<End> {
    let mut page = async |offset, _| {
        let query = RequestableQuery {
            identity: Some(person.clone()),
            statuses: vec![ItemRequestStatus::Assigned],
            sorters: Some("name".to_owned()),
            offset,
            ..RequestableQuery::default()
        };
        let page = client.list_requestable_objects(&query, Priority::User, abort).await?;
        for item in page.rows.iter().filter_map(Holding::of_object) {
            if items.iter().all(|known| known.id != item.id) {
                items.push(item);
            }
        }
        Ok(Fetched::new(&page, |row| row.id.as_ref().map(ItemId::as_str)))
    };
    read_pages(Paging::default(), abort, &mut page).await
}
