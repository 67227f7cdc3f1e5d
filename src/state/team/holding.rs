//! What people hold, as far as it could be read: roles and access profiles from their catalog, dates and ids from their role
//! assignments, entitlements one by one. What was refused is named, the rest still works.

use super::person::Person;
use crate::api::{Abort, ApiError, Client, ErrorKind, PAGE_LIMIT, Priority, RequestableQuery};
use crate::signal::{Kept, Var};
use leptos::prelude::on_cleanup;
use leptos::task::spawn_local;
use request_center_models::holding::Holding;
use request_center_models::id::{IdentityId, ItemId};
use request_center_models::wire::assignment::RoleAssignment;
use request_center_models::wire::catalog::ItemRequestStatus;
use request_center_models::wire::reference::ItemType;
use time::OffsetDateTime;

/// How far something of one person has been read.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Part {
    /// Nobody has asked.
    #[default]
    Unread,
    /// On its way.
    Reading,
    /// Here.
    Read,
    /// Refused or broken.
    Failed(ApiError),
}

/// What one person holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Held {
    /// Whose it is.
    pub person: IdentityId,
    /// Everything known, roles and access profiles first.
    pub items: Vec<Holding>,
    /// How far roles and access profiles have been read.
    pub objects: Part,
    /// How far the assignments of roles have been read.
    pub assignments: Part,
    /// Things whose origin was asked for, and how far that is.
    pub origins: Vec<(ItemId, Part)>,
    /// Entitlements looked up, and how far that is.
    pub entitlements: Vec<(ItemId, Part)>,
    /// What the answers about one role said of their assignments.
    pub full: Vec<RoleAssignment>,
    /// When roles and access profiles were asked for (service time).
    pub read_at: Option<OffsetDateTime>,
}

impl Held {
    /// How far the origin of that thing has been read.
    #[must_use]
    pub fn origin(&self, id: &ItemId) -> Part {
        state_in(&self.origins, id)
    }

    /// How far that entitlement has been looked up.
    #[must_use]
    pub fn entitlement(&self, id: &ItemId) -> Part {
        state_in(&self.entitlements, id)
    }

    /// What the answer about its role said of the assignment of that thing, where it was asked for.
    #[must_use]
    pub fn assignment_of(&self, item: &Holding) -> Option<&RoleAssignment> {
        self.full.iter().find(|row| {
            row.role.as_ref().and_then(|role| role.id.as_ref()) == Some(&item.id)
                && (item.assignment_id.is_none() || row.id == item.assignment_id)
        })
    }

    /// How many things, once that is known.
    #[must_use]
    pub fn count(&self) -> Option<usize> {
        (self.objects == Part::Read).then_some(self.items.len())
    }

    /// Takes the roles' assignments in: each role once for each assignment, and those the catalog does not list.
    fn take_assignments(&mut self, rows: &[RoleAssignment]) {
        for row in rows {
            let Some(held) = Holding::of_assignment(row) else { continue };
            let known = self
                .items
                .iter_mut()
                .find(|item| item.id == held.id && (item.assignment_id.is_none() || item.is_same(&held)));
            match known {
                Some(item) => item.note_assignment(row),
                None => self.items.push(held),
            }
        }
    }

    /// Takes in what the full answer about one role says, of the role and of what it brings along.
    fn take_origin(&mut self, rows: &[RoleAssignment]) {
        self.take_assignments(rows);
        for row in rows {
            self.full.retain(|known| known.id != row.id);
            self.full.push(row.clone());
            for item in &mut self.items {
                item.note_role(row);
            }
        }
    }
}

fn state_in(list: &[(ItemId, Part)], id: &ItemId) -> Part {
    list.iter().find(|(known, _)| known == id).map(|(_, part)| part.clone()).unwrap_or_default()
}

fn note_in(list: &mut Vec<(ItemId, Part)>, id: &ItemId, part: Part) {
    list.retain(|(known, _)| known != id);
    list.push((id.clone(), part));
}

/// What the people looked at hold.
#[derive(Clone, Copy)]
pub struct Holdings {
    /// One entry a person, in the order they were opened.
    pub of: Var<Vec<Held>>,
    client: Kept<Client>,
    abort: Kept<Abort>,
}

impl Holdings {
    /// Nothing read yet.
    #[must_use]
    pub fn new(client: Client) -> Self {
        let holdings = Self { of: Var::default(), client: Kept::new(client), abort: Kept::new(Abort::new()) };
        on_cleanup(move || {
            holdings.abort.try_with(Abort::abort);
        });
        holdings
    }

    /// What that person holds, as far as it is known. Reactive.
    #[must_use]
    pub fn held_by(self, person: &IdentityId) -> Option<Held> {
        self.of.with(|all| all.iter().find(|held| held.person == *person).cloned())
    }

    /// Reads what somebody holds, where that has not been read; failed parts are read again.
    pub fn open(self, person: &Person) {
        let known = self.of.with_untracked(|all| all.iter().find(|held| held.person == person.id).cloned());
        let wanted = |part: &Part| matches!(part, Part::Unread | Part::Failed(_));
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
            held.objects = Part::Reading;
            held.assignments = Part::Reading;
            looked_up.extend(held.entitlements.iter().map(|(id, _)| id.clone()));
        });
        for entitlement in looked_up {
            self.look_up(&person, &entitlement);
        }
        self.work(move |client, abort| async move {
            let objects = objects_of(&client, &person, &abort).await;
            let assignments = client.get_role_assignments(&person, None, Priority::User, &abort).await;
            if abort.is_aborted() {
                return;
            }
            self.change(&person, |held| {
                match objects {
                    Ok(items) => {
                        held.items.retain(|item| item.r#type == ItemType::Entitlement);
                        held.items.splice(0..0, items);
                        held.origins.clear();
                        held.read_at = asked;
                        held.objects = Part::Read;
                    }
                    Err(error) => held.objects = Part::Failed(error),
                }
                match assignments {
                    Ok(rows) => {
                        held.take_assignments(&rows);
                        // How an assignment came to be does not change as long as it is there.
                        let mut known = std::mem::take(&mut held.full);
                        known.retain(|known| rows.iter().any(|row| row.id == known.id));
                        held.take_origin(&known);
                        held.assignments = Part::Read;
                    }
                    Err(error) => held.assignments = Part::Failed(error),
                }
            });
        });
    }

    /// What is held has changed: what is shown of these people is read anew, of everybody else at the next opening.
    pub(super) fn renew(self, shown: &[Person]) {
        self.of.update(|all| {
            for held in all.iter_mut().filter(|held| held.objects == Part::Read) {
                held.objects = Part::Unread;
            }
        });
        for person in shown {
            self.read(&person.id);
        }
    }

    /// Reads how something came to somebody: for a role its own assignment, for an access profile the roles that may bring it
    /// along. Each role costs a call, so this happens only for what somebody looks at or picks.
    pub fn look_into(self, person: &IdentityId, item: &Holding) {
        let Some(held) = self.of.with_untracked(|all| all.iter().find(|h| h.person == *person).cloned())
        else {
            return;
        };
        if item.r#type == ItemType::Entitlement || matches!(held.origin(&item.id), Part::Reading | Part::Read)
        {
            return;
        }
        let mut roles: Vec<ItemId> = Vec::new();
        if item.r#type == ItemType::Role {
            roles.push(item.id.clone());
        } else {
            for other in held.items.iter().filter(|other| other.r#type == ItemType::Role) {
                if !roles.contains(&other.id) && held.origin(&other.id) != Part::Read {
                    roles.push(other.id.clone());
                }
            }
        }
        let (person, id) = (person.clone(), item.id.clone());
        self.change(&person, |held| note_in(&mut held.origins, &id, Part::Reading));
        self.work(move |client, abort| async move {
            let mut outcome = Part::Read;
            for role in &roles {
                match client.get_role_assignments(&person, Some(role), Priority::User, &abort).await {
                    Ok(rows) => self.change(&person, |held| {
                        held.take_origin(&rows);
                        note_in(&mut held.origins, role, Part::Read);
                    }),
                    Err(error) if error.kind == ErrorKind::Aborted => return,
                    Err(error) => outcome = Part::Failed(error),
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
        if known == Some(Part::Reading) {
            return;
        }
        let (person, id) = (person.clone(), entitlement.clone());
        self.change(&person, |held| note_in(&mut held.entitlements, &id, Part::Reading));
        self.work(move |client, abort| async move {
            let found =
                client.get_entitlement_details_for_identity(&person, &id, Priority::User, &abort).await;
            let outcome = match found {
                Ok(details) => {
                    self.change(&person, |held| {
                        held.items.retain(|item| item.id != id);
                        held.items.extend(Holding::of_entitlement(&details));
                    });
                    Part::Read
                }
                Err(error) if error.kind == ErrorKind::Aborted => return,
                Err(error) => Part::Failed(error),
            };
            self.change(&person, |held| note_in(&mut held.entitlements, &id, outcome));
        });
    }

    fn work<F: Future<Output = ()> + 'static>(self, work: impl FnOnce(Client, Abort) -> F) {
        if let (Some(client), Some(abort)) = (self.client.try_get(), self.abort.try_get()) {
            spawn_local(work(client, abort));
        }
    }

    fn change(self, person: &IdentityId, change: impl FnOnce(&mut Held)) {
        self.of.update(|all| {
            if let Some(held) = all.iter_mut().find(|held| held.person == *person) {
                return change(held);
            }
            let mut held = Held { person: person.clone(), ..Held::default() };
            change(&mut held);
            all.push(held);
        });
    }
}

async fn objects_of(client: &Client, person: &IdentityId, abort: &Abort) -> Result<Vec<Holding>, ApiError> {
    let mut items = Vec::new();
    let mut offset = 0;
    loop {
        let query = RequestableQuery {
            identity: Some(person.clone()),
            statuses: vec![ItemRequestStatus::Assigned],
            sorters: Some("name".to_owned()),
            offset,
            ..RequestableQuery::default()
        };
        let page = client.list_requestable_objects(&query, Priority::User, abort).await?;
        let read = u32::try_from(page.rows.len()).unwrap_or(u32::MAX);
        for row in &page.rows {
            items.extend(Holding::of_object(row));
        }
        if read < PAGE_LIMIT {
            return Ok(items);
        }
        offset = offset.saturating_add(read);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use request_center_models::holding::{Given, RemovalBlocked};
    use request_center_models::tree::from_json;

    fn role(id: &str) -> Holding {
        Holding::new(ItemType::Role, id.into(), id.to_owned())
    }

    fn rows(json: &str) -> Vec<RoleAssignment> {
        from_json(json).expect("assignments")
    }

    #[test]
    fn a_role_held_twice_stands_there_twice_and_one_the_catalog_hides_is_added() {
        let mut held = Held { items: vec![role("r1")], ..Held::default() };
        let assignments = rows(
            r#"[{"id":"a1","role":{"id":"r1"}},{"id":"a2","role":{"id":"r1"}},{"id":"a3","role":{"id":"r9"}}]"#,
        );
        held.take_assignments(&assignments);
        held.take_assignments(&assignments);
        let found: Vec<_> =
            held.items.iter().map(|item| (item.id.as_str(), item.assignment_id.as_deref())).collect();
        assert_eq!(found, [("r1", Some("a1")), ("r1", Some("a2")), ("r9", Some("a3"))]);
    }

    #[test]
    fn the_origin_of_a_role_says_what_it_brings_along() {
        let mut held = Held { items: vec![role("r1")], ..Held::default() };
        held.items.push(Holding::new(ItemType::AccessProfile, "p1".into(), "Payroll viewer".to_owned()));
        held.take_origin(&rows(
            r#"[{"id":"a1","role":{"id":"r1","name":"Finance reader"},"assignmentSource":"ROLE_MEMBERSHIP",
                 "accountTargets":[{"role":{"type":"ACCESS_PROFILE","id":"p1"}}]}]"#,
        ));
        let [role, profile] = held.items.as_slice() else { panic!("two things held") };
        assert_eq!(role.given, Some(Given::Membership));
        assert_eq!(role.removal_blocked(OffsetDateTime::UNIX_EPOCH), Some(RemovalBlocked::Membership));
        assert_eq!(profile.part_of, ["Finance reader"]);
    }
}
