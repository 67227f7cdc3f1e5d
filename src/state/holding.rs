//! The access of the people opened: roles and access profiles from the list of requestable objects, dates and ids from role
//! assignments, entitlements one by one. One refused answer does not hide the others. Knows no view and no removal.

mod person;

pub use person::PersonHoldings;

use crate::api::{Abort, Client, ErrorKind, Priority, RequestableQuery};
use crate::signal::{Signal, Stored};
use crate::state::list::{End, Fetched, LeftOut, LoadState, Paging, read_pages};
use crate::state::people::Person;
use leptos::task::spawn_local;
use person::set_state;
use request_center_models::holding::Holding;
use request_center_models::id::{IdentityId, ItemId};
use request_center_models::wire::catalog::ItemRequestStatus;
use request_center_models::wire::reference::ItemType;

/// The access of all people opened so far.
#[derive(Clone, Copy)]
pub struct Holdings {
    /// One entry per person, in the order they were opened.
    pub all: Signal<Vec<PersonHoldings>>,
    client: Stored<Client>,
    abort: Stored<Abort>,
}

/// The roles and access profiles read of one person.
#[derive(Default)]
struct Objects {
    items: Vec<Holding>,
    total: Option<u32>,
    left_out: Vec<LeftOut>,
}

impl Holdings {
    /// Nothing read yet.
    #[must_use]
    pub fn new(client: Client) -> Self {
        Self { all: Signal::default(), client: Stored::new(client), abort: Stored::new(Abort::on_cleanup()) }
    }

    /// The access of that person, as far as it is known. Reactive.
    #[must_use]
    pub fn of(self, person: &IdentityId) -> Option<PersonHoldings> {
        self.all.with(|all| of(all, person).cloned())
    }

    /// Reads the access of that person unless it was read before; failed parts are read again.
    pub fn open(self, person: &Person) {
        let known = self.all.with_untracked(|all| of(all, &person.id).cloned());
        let unread = |state: &LoadState| *state == LoadState::Idle || state.error().is_some();
        let is_unread = |known: &PersonHoldings| {
            let has_failed = known.entitlements.iter().any(|(_, state)| state.error().is_some());
            unread(&known.objects) || unread(&known.assignments) || has_failed
        };
        if known.is_none_or(|known| is_unread(&known)) {
            self.read(&person.id);
        }
    }

    /// Reads the access of that person; items known stay until the answers replace them.
    pub fn read(self, person: &IdentityId) {
        let person = person.clone();
        let started = self.client.try_with(Client::now);
        let mut looked_up = Vec::new();
        self.update(&person, |holdings| {
            holdings.objects = LoadState::Loading;
            holdings.assignments = LoadState::Loading;
            looked_up.extend(holdings.entitlements.iter().map(|(id, _)| id.clone()));
        });
        for entitlement in looked_up {
            self.look_up(&person, &entitlement);
        }
        self.spawn(move |client, abort| async move {
            let mut objects = Objects::default();
            let Some(end) = read_objects(&client, &person, &abort, &mut objects).await else { return };
            let assignments = client.get_role_assignments(&person, None, Priority::User, &abort).await;
            if abort.is_aborted() {
                return;
            }
            self.update(&person, |holdings| {
                let has_items = !objects.items.is_empty();
                if matches!(end, End::Failed(_)) {
                    holdings.add(objects.items);
                } else {
                    holdings.read = objects.items.len();
                    holdings.total = objects.total;
                    holdings.replace(objects.items);
                    holdings.read_at = started;
                }
                holdings.objects = LoadState::Loading.after(end, has_items);
                holdings.left_out = objects.left_out;
                match assignments {
                    Ok(page) => {
                        let rows = page.rows;
                        holdings.left_out.extend(LeftOut::of(None, page.left_out));
                        holdings.drop_unassigned(&rows);
                        holdings.merge_assignments(&rows);
                        // The origin of an assignment never changes, so that it need not be read again.
                        let mut full = std::mem::take(&mut holdings.full_assignments);
                        full.retain(|known| rows.iter().any(|row| row.id == known.id));
                        holdings.merge_origin(&full);
                        holdings.assignments = LoadState::READY;
                    }
                    Err(error) => holdings.assignments = LoadState::Failed(error),
                }
            });
        });
    }

    /// Marks everything as outdated: the access of the people `shown` is read at once, that of others when they are opened.
    pub fn invalidate(self, shown: &[Person]) {
        self.all.update(|all| {
            for holdings in all.iter_mut().filter(|holdings| holdings.objects.is_settled()) {
                holdings.objects = LoadState::Idle;
            }
        });
        for person in shown {
            self.read(&person.id);
        }
    }

    /// Reads the origin of an item: of a role its own assignment, of an access profile the roles that may include it. Each role
    /// costs a call, so this is done only for items that are unfolded or picked.
    pub fn read_origin(self, person: &IdentityId, item: &Holding) {
        let Some(known) = self.all.with_untracked(|all| of(all, person).cloned()) else { return };
        if item.r#type == ItemType::Entitlement
            || matches!(known.origin(&item.id), LoadState::Loading | LoadState::Ready { .. })
        {
            return;
        }
        let mut roles: Vec<ItemId> = Vec::new();
        if item.r#type == ItemType::Role {
            roles.push(item.id.clone());
        } else {
            for other in known.items.iter().filter(|other| other.r#type == ItemType::Role) {
                if !roles.contains(&other.id) && !known.origin(&other.id).is_whole() {
                    roles.push(other.id.clone());
                }
            }
        }
        let (person, id) = (person.clone(), item.id.clone());
        self.update(&person, |holdings| set_state(&mut holdings.origins, &id, LoadState::Loading));
        self.spawn(move |client, abort| async move {
            let mut outcome = LoadState::READY;
            for role in &roles {
                match client.get_role_assignments(&person, Some(role), Priority::User, &abort).await {
                    Ok(page) => self.update(&person, |holdings| {
                        holdings.merge_origin(&page.rows);
                        holdings.left_out.extend(LeftOut::of(None, page.left_out));
                        set_state(&mut holdings.origins, role, LoadState::READY);
                    }),
                    Err(error) if error.kind == ErrorKind::Aborted => return,
                    Err(error) => outcome = LoadState::Failed(error),
                }
            }
            self.update(&person, |holdings| set_state(&mut holdings.origins, &id, outcome));
        });
    }

    /// Looks up whether that person has that entitlement, on which accounts, and whether it can be removed.
    pub fn look_up(self, person: &IdentityId, entitlement: &ItemId) {
        let state =
            self.all.with_untracked(|all| of(all, person).map(|holdings| holdings.entitlement(entitlement)));
        if state == Some(LoadState::Loading) {
            return;
        }
        let (person, id) = (person.clone(), entitlement.clone());
        self.update(&person, |holdings| set_state(&mut holdings.entitlements, &id, LoadState::Loading));
        self.spawn(move |client, abort| async move {
            let answer =
                client.get_entitlement_details_for_identity(&person, &id, Priority::User, &abort).await;
            let outcome = match answer {
                Ok(details) => {
                    self.update(&person, |holdings| {
                        holdings.items.retain(|item| item.id != id);
                        holdings.items.extend(Holding::of_entitlement(&details));
                    });
                    LoadState::READY
                }
                Err(error) if error.kind == ErrorKind::Aborted => return,
                Err(error) => LoadState::Failed(error),
            };
            self.update(&person, |holdings| set_state(&mut holdings.entitlements, &id, outcome));
        });
    }

    fn spawn<F: Future<Output = ()> + 'static>(self, work: impl FnOnce(Client, Abort) -> F) {
        if let (Some(client), Some(abort)) = (self.client.try_get(), self.abort.try_get()) {
            spawn_local(work(client, abort));
        }
    }

    fn update(self, person: &IdentityId, change: impl FnOnce(&mut PersonHoldings)) {
        self.update_boxed(person, Box::new(change));
    }

    /// The same for every change, so that it is compiled once.
    fn update_boxed(self, person: &IdentityId, change: Box<dyn FnOnce(&mut PersonHoldings) + '_>) {
        self.all.update(|all| {
            if let Some(known) = all.iter_mut().find(|known| known.person == *person) {
                return change(known);
            }
            let mut new = PersonHoldings { person: person.clone(), ..PersonHoldings::default() };
            change(&mut new);
            all.push(new);
        });
    }
}

fn of<'a>(all: &'a [PersonHoldings], person: &IdentityId) -> Option<&'a PersonHoldings> {
    all.iter().find(|holdings| holdings.person == *person)
}

/// Reads the roles and access profiles assigned to that person.
async fn read_objects(
    client: &Client,
    person: &IdentityId,
    abort: &Abort,
    objects: &mut Objects,
) -> Option<End> {
    let mut page = async |offset, _| {
        let query = RequestableQuery {
            identity: Some(person.clone()),
            statuses: vec![ItemRequestStatus::Assigned],
            sorters: Some("name".to_owned()),
            offset,
            // Counting is costly, and only a second page may be followed by more than are read.
            count: offset > 0,
            ..RequestableQuery::default()
        };
        let page = client.list_requestable_objects(&query, Priority::User, abort).await?;
        objects.left_out.extend(LeftOut::of(Some(offset), page.left_out.clone()));
        for item in page.rows.iter().filter_map(Holding::of_object) {
            if objects.items.iter().all(|known| known.id != item.id) {
                objects.items.push(item);
            }
        }
        objects.total = page.total.or(objects.total);
        Ok(Fetched::new(&page, |row| row.id.as_ref().map(ItemId::as_str)))
    };
    read_pages(Paging::default(), abort, &mut page).await
}
