//! The facts read about recipients, and those about all of them. Pure.

use request_center_models::cell::{Access, Permission};
use request_center_models::draft::RequestDraft;
use request_center_models::id::{IdentityId, ItemId};
use request_center_models::wire::reference::ItemType;
use std::rc::Rc;
use time::OffsetDateTime;

/// The facts that do not depend on a person.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Common {
    /// The switches of the configuration: anyone may ask for anyone, managers for their reports.
    pub switches: Option<(bool, bool)>,
    /// The items of the draft, and whether the viewer's own list offers them.
    pub offered: Vec<(ItemId, bool)>,
    /// True if the viewer is an administrator, who may read everybody's entitlements.
    pub is_admin: bool,
}

impl Common {
    /// Returns whether the viewer's own list offers the item; `None` where it was not read.
    pub(super) fn offers(&self, item: &ItemId) -> Option<bool> {
        self.offered.iter().find(|(id, _)| id == item).map(|(_, offers)| *offers)
    }
}

/// The facts read about one person.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PersonFacts {
    /// Their id.
    pub id: IdentityId,
    /// The manager they report to, once the directory was read.
    pub manager: Option<IdentityId>,
    /// True if the directory was read and knows them.
    pub is_known: bool,
    /// True if they have left.
    pub has_left: bool,
    /// Their access to items, as far as it was read, sorted by the items' ids.
    access: Vec<(ItemId, Access)>,
    /// When it was read (service time).
    pub read_at: Option<OffsetDateTime>,
}

impl PersonFacts {
    /// Returns whether the person reports to the viewer; `None` where the directory was not read.
    pub(super) fn reports_to(&self, viewer: &IdentityId) -> Option<bool> {
        self.is_known.then(|| self.manager.as_ref() == Some(viewer))
    }

    /// The viewer's right to ask for them.
    pub(super) fn permission(&self, viewer: &IdentityId, common: &Common) -> Permission {
        Permission::of(viewer, &self.id, common.switches, self.reports_to(viewer))
    }

    /// Returns whether the service tells the viewer about their entitlements and the ends of their roles.
    pub(super) fn is_readable(&self, viewer: &IdentityId, common: &Common) -> bool {
        common.is_admin || self.id == *viewer || self.reports_to(viewer) == Some(true)
    }

    /// Their access to an item, if it was read.
    pub(super) fn access(&self, item: &ItemId) -> Option<&Access> {
        let at = self.access.binary_search_by(|(id, _)| id.cmp(item)).ok()?;
        self.access.get(at).map(|(_, access)| access)
    }

    /// Replaces their access to an item.
    pub(super) fn set(&mut self, item: ItemId, access: Access) {
        match self.access.binary_search_by(|(id, _)| id.cmp(&item)) {
            Ok(at) => {
                if let Some((_, known)) = self.access.get_mut(at) {
                    *known = access;
                }
            }
            Err(at) => self.access.insert(at, (item, access)),
        }
    }
}

/// The facts about everybody.
#[derive(Clone, Debug, Default)]
pub(super) struct PeopleFacts(Vec<Rc<PersonFacts>>);

impl PeopleFacts {
    /// The facts about a person.
    pub(super) fn of(&self, id: &IdentityId) -> Option<Rc<PersonFacts>> {
        self.0.iter().find(|facts| facts.id == *id).map(Rc::clone)
    }

    /// The facts about a person, none but their id where nothing was read.
    pub(super) fn or_none(&self, id: &IdentityId) -> Rc<PersonFacts> {
        self.of(id).unwrap_or_else(|| Rc::new(PersonFacts { id: id.clone(), ..PersonFacts::default() }))
    }

    /// Changes the facts about a person.
    pub(super) fn change(&mut self, id: &IdentityId, change: impl FnOnce(&mut PersonFacts)) {
        let at = self.0.iter().position(|facts| facts.id == *id);
        let mut facts = PersonFacts::clone(&self.or_none(id));
        change(&mut facts);
        let facts = Rc::new(facts);
        match at.and_then(|at| self.0.get_mut(at)) {
            Some(known) => *known = facts,
            None => self.0.push(facts),
        }
    }

    /// Returns whether these roles and access profiles of a person were read.
    pub(super) fn is_read(&self, id: &IdentityId, objects: &[ItemId]) -> bool {
        let facts = self.0.iter().find(|facts| facts.id == *id);
        objects.iter().all(|item| facts.is_some_and(|facts| facts.access(item).is_some()))
    }

    /// The time of the oldest read.
    pub(super) fn oldest(&self) -> Option<OffsetDateTime> {
        self.0.iter().filter_map(|facts| facts.read_at).min()
    }

    /// Forgets the access that was read, so that it is read again.
    pub(super) fn forget_access(&mut self) {
        for facts in &mut self.0 {
            *facts = Rc::new(PersonFacts { access: Vec::new(), read_at: None, ..PersonFacts::clone(facts) });
        }
    }
}

/// The roles and access profiles of a draft.
pub(super) fn objects_of(draft: &RequestDraft) -> Vec<ItemId> {
    let objects = draft.items.iter().filter(|item| item.r#type != ItemType::Entitlement);
    objects.map(|item| item.id.clone()).collect()
}
