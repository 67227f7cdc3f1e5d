//! Reads the facts about recipients while the review is open: first those about all, then person by person, those in sight before the
//! others. Every read is in the background, so that a person's own actions go first. What was read stays as long as the draft.

use super::Cells;
use super::checks::CellRead;
use super::facts::{Common, PeopleFacts, objects_of};
use crate::api::{
    Abort, ApiError, Client, EntitlementsQuery, ErrorKind, Filter, PeopleQuery, Priority, RequestableQuery,
};
use leptos::task::spawn_local;
use request_center_models::cell::{Access, AccessEnd};
use request_center_models::draft::RequestDraft;
use request_center_models::id::{IdentityId, ItemId};
use request_center_models::wire::reference::ItemType;

/// Reads at a time.
const WORKERS: usize = 4;
/// Ids in one filter, so that no address becomes too long.
const IDS: usize = 50;

impl Cells {
    /// The review was opened: reads what is not known yet.
    pub fn open(self) {
        let key = self.cart.draft.with_untracked(|draft| draft.key.clone());
        if self.read_for.try_get().as_ref() != Some(&key) {
            self.read_for.set(key);
            self.people.set(PeopleFacts::default());
            self.common.set(Common::default());
        }
        let abort = self.checks.latest.renew();
        self.checks.abort.set(Some(abort.clone()));
        self.checks.taken.set(Vec::new());
        self.checks.running.set(0);
        let Some(client) = self.client() else { return };
        self.checks.ready.set(false);
        self.checks.running.set(1);
        spawn_local(async move {
            self.read_common(&client, &abort).await;
            if !abort.is_aborted() {
                self.checks.ready.set(true);
                self.checks.running.set(0);
                self.work();
            }
        });
    }

    /// The review was closed: stops reading.
    pub fn close(self) {
        self.checks.latest.stop();
        self.checks.abort.set(None);
        self.checks.running.set(0);
    }

    /// Reads everything again.
    pub fn check_again(self) {
        self.people.update(PeopleFacts::forget_access);
        self.requests.refresh();
        self.open();
    }

    /// These cells are in sight: they are read first, and their entitlements at all.
    pub fn show(self, people: Vec<IdentityId>, items: Vec<ItemId>) {
        self.checks.in_sight.set((people, items));
        if self.checks.ready.try_get() == Some(true) {
            self.work();
        }
    }

    /// Starts workers up to their number.
    fn work(self) {
        let Some(abort) = self.checks.abort.try_get().flatten() else { return };
        let Some(client) = self.client() else { return };
        let running = self.checks.running.get_untracked();
        for _ in running..WORKERS {
            let Some(first) = self.next_job() else { return };
            self.checks.running.update(|running| *running = running.saturating_add(1));
            let (client, abort) = (client.clone(), abort.clone());
            spawn_local(async move {
                let mut job = Some(first);
                while let Some(one) = job {
                    self.read(&client, &abort, &one).await;
                    if abort.is_aborted() {
                        return;
                    }
                    self.checks.taken.try_update(|taken| taken.retain(|other| *other != one));
                    job = self.next_job();
                }
                self.checks.running.update(|running| *running = running.saturating_sub(1));
            });
        }
    }

    /// Takes the next thing to read: in sight, then anywhere.
    fn next_job(self) -> Option<CellRead> {
        let (people, items) = self.checks.in_sight.try_get()?;
        let draft = self.cart.draft.try_get_untracked()?;
        let taken = self.checks.taken.try_get()?;
        let found = self.people.with_untracked(|known| {
            let objects = objects_of(&draft);
            let unread = |person: &&IdentityId| {
                !known.is_read(person, &objects) && !taken.contains(&CellRead::Objects((*person).clone()))
            };
            if let Some(person) = people.iter().find(unread) {
                return Some(CellRead::Objects(person.clone()));
            }
            let viewer = self.shell.viewer().id;
            let common = self.common.get_untracked();
            for person in &people {
                let facts = known.or_none(person);
                if !facts.is_readable(&viewer, &common) {
                    continue;
                }
                let is_open = |item: &&ItemId| {
                    is_entitlement(&draft, item)
                        && facts.access(item).is_none()
                        && !taken.contains(&CellRead::Entitlement(person.clone(), (*item).clone()))
                };
                if let Some(item) = items.iter().find(is_open) {
                    return Some(CellRead::Entitlement(person.clone(), item.clone()));
                }
            }
            draft.recipients.iter().find(unread).map(|person| CellRead::Objects(person.clone()))
        })?;
        self.checks.taken.try_update(|taken| taken.push(found.clone()));
        Some(found)
    }

    async fn read(self, client: &Client, abort: &Abort, job: &CellRead) {
        match job {
            CellRead::Objects(person) => self.read_objects(client, abort, person).await,
            CellRead::Entitlement(person, item) => {
                let answer =
                    client.get_entitlement_details_for_identity(person, item, Priority::Background, abort);
                let access = match answer.await {
                    Ok(details) => Access::of_entitlement(&details),
                    Err(error) => untold(&error),
                };
                if !abort.is_aborted() {
                    let now = client.now();
                    self.people.update(|people| {
                        people.change(person, |facts| {
                            facts.read_at = facts.read_at.or(Some(now));
                            facts.set(item.clone(), access);
                        });
                    });
                }
            }
        }
    }

    /// Reads a person's roles and access profiles of the draft, and when roles held end.
    async fn read_objects(self, client: &Client, abort: &Abort, person: &IdentityId) {
        let Some(draft) = self.cart.draft.try_get_untracked() else { return };
        let viewer = self.shell.viewer().id;
        let identity = (*person != viewer).then(|| person.clone());
        let started = client.now();
        let mut access = Vec::new();
        for ids in objects_of(&draft).chunks(IDS) {
            let query = RequestableQuery {
                identity: identity.clone(),
                filters: Some(Filter::any_of("id", ids.iter().map(ItemId::as_str))),
                ..RequestableQuery::default()
            };
            let answer = client.list_requestable_objects(&query, Priority::Background, abort).await;
            for id in ids {
                let one = match &answer {
                    Ok(page) => page
                        .rows
                        .iter()
                        .find(|row| row.id.as_ref() == Some(id))
                        .map_or(Access::NotListed, Access::of_object),
                    Err(error) => untold(error),
                };
                access.push((id.clone(), one));
            }
        }
        let common = self.common.get_untracked();
        let facts = self.people.with_untracked(|people| people.or_none(person));
        let is_held_role = |(id, access): &(ItemId, Access)| {
            matches!(access, Access::Held(_)) && is_kind(&draft, id, &ItemType::Role)
        };
        if facts.is_readable(&viewer, &common) && access.iter().any(is_held_role) {
            let answer = client.get_role_assignments(person, None, Priority::Background, abort).await;
            if let Ok(page) = answer {
                for one in access.iter_mut().filter(|one| is_held_role(one)) {
                    one.1 = Access::Held(AccessEnd::of_role(&one.0, &page.rows));
                }
            }
        }
        if abort.is_aborted() {
            return;
        }
        self.people.update(|people| {
            people.change(person, |facts| {
                facts.read_at = Some(started);
                for (item, one) in access {
                    facts.set(item, one);
                }
            });
        });
    }

    /// Reads what concerns all: for whom the viewer may ask, who the people are, and what is offered to the viewer.
    async fn read_common(self, client: &Client, abort: &Abort) {
        let Some(draft) = self.cart.draft.try_get_untracked() else { return };
        let mut common = Common { is_admin: self.shell.viewer().is_admin(), ..self.common.get_untracked() };
        if let Ok(setting) = client.get_access_request_config(Priority::Background, abort).await {
            let behalf = setting.config().request_on_behalf_of_config.clone().flatten().unwrap_or_default();
            let is_on = |switch: Option<Option<bool>>| switch.flatten() == Some(true);
            common.switches = Some((
                is_on(behalf.allow_request_on_behalf_of_anyone_by_anyone),
                is_on(behalf.allow_request_on_behalf_of_employee_by_manager),
            ));
        }
        for ids in draft.recipients.chunks(IDS) {
            let wanted = Filter::any_of("id", ids.iter().map(IdentityId::as_str));
            let query = PeopleQuery { filter: Some(wanted), ..PeopleQuery::default() };
            let Ok(page) = client.get_public_identities(&query, Priority::Background, abort).await else {
                break;
            };
            self.people.update(|people| {
                for row in page.rows {
                    let has_left = row.has_left();
                    let manager = row.manager.and_then(|manager| manager.id);
                    let Some(id) = row.id else { continue };
                    people.change(&id, |facts| {
                        (facts.is_known, facts.has_left, facts.manager) = (true, has_left, manager);
                    });
                }
            });
        }
        if let Ok(offered) = read_offered(client, &draft, &self.shell.viewer().id, abort).await {
            common.offered = offered;
        }
        if !abort.is_aborted() {
            self.common.set(common);
        }
    }
}

/// The items of the draft, and whether the viewer's own lists have them.
async fn read_offered(
    client: &Client,
    draft: &RequestDraft,
    viewer: &IdentityId,
    abort: &Abort,
) -> Result<Vec<(ItemId, bool)>, ApiError> {
    let mut offered = Vec::new();
    for ids in objects_of(draft).chunks(IDS) {
        let filters = Some(Filter::any_of("id", ids.iter().map(ItemId::as_str)));
        let query = RequestableQuery { filters, ..RequestableQuery::default() };
        let page = client.list_requestable_objects(&query, Priority::Background, abort).await?;
        for id in ids {
            offered.push((id.clone(), page.rows.iter().any(|row| row.id.as_ref() == Some(id))));
        }
    }
    let entitlements: Vec<ItemId> = draft
        .items
        .iter()
        .filter(|item| item.r#type == ItemType::Entitlement)
        .map(|item| item.id.clone())
        .collect();
    for ids in entitlements.chunks(IDS) {
        let query = EntitlementsQuery {
            filters: Some(Filter::any_of("id", ids.iter().map(ItemId::as_str))),
            segmented_for: Some(viewer.clone()),
            ..EntitlementsQuery::default()
        };
        let page = client.list_entitlements(&query, Priority::Background, abort).await?;
        for id in ids {
            offered.push((id.clone(), page.rows.iter().any(|row| row.id.as_ref() == Some(id))));
        }
    }
    Ok(offered)
}

/// A refusal stays; anything else may work the next time.
fn untold(error: &ApiError) -> Access {
    match error.kind {
        ErrorKind::Forbidden | ErrorKind::BadRequest | ErrorKind::NotFound => Access::Untold,
        _ => Access::Failed,
    }
}

fn is_entitlement(draft: &RequestDraft, id: &ItemId) -> bool {
    is_kind(draft, id, &ItemType::Entitlement)
}

fn is_kind(draft: &RequestDraft, id: &ItemId, kind: &ItemType) -> bool {
    draft.items.iter().any(|item| item.id == *id && item.r#type == *kind)
}
