//! What one person holds, put together from answers that say different things of it. Pure.

use crate::state::list::LoadState;
use request_center_models::holding::Holding;
use request_center_models::id::{IdentityId, ItemId};
use request_center_models::wire::assignment::RoleAssignment;
use request_center_models::wire::reference::ItemType;
use time::OffsetDateTime;

/// What one person holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HeldItem {
    /// Whose it is.
    pub person: IdentityId,
    /// Everything known, roles and access profiles first.
    pub items: Vec<Holding>,
    /// How far roles and access profiles have been read.
    pub objects: LoadState,
    /// How far the assignments of roles have been read.
    pub assignments: LoadState,
    /// Things whose origin was asked for, and how far that is.
    pub origins: Vec<(ItemId, LoadState)>,
    /// Entitlements looked up, and how far that is.
    pub entitlements: Vec<(ItemId, LoadState)>,
    /// What the answers about one role said of their assignments.
    pub full: Vec<RoleAssignment>,
    /// When roles and access profiles were asked for (service time).
    pub read_at: Option<OffsetDateTime>,
}

impl HeldItem {
    /// How far the origin of that thing has been read.
    #[must_use]
    pub fn origin(&self, id: &ItemId) -> LoadState {
        state_in(&self.origins, id)
    }

    /// How far that entitlement has been looked up.
    #[must_use]
    pub fn entitlement(&self, id: &ItemId) -> LoadState {
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
        self.objects.is_whole().then_some(self.items.len())
    }

    /// Adds what was read before a reading failed, beside what is known.
    pub(super) fn add(&mut self, mut items: Vec<Holding>) {
        items.retain(|item| self.items.iter().all(|known| known.id != item.id));
        self.items.append(&mut items);
    }

    /// Drops roles whose assignment is not among all there are.
    pub(super) fn drop_unassigned(&mut self, rows: &[RoleAssignment]) {
        self.items.retain(|item| {
            item.r#type != ItemType::Role
                || item.assignment_id.is_none()
                || rows.iter().any(|row| row.id == item.assignment_id)
        });
    }

    /// Takes the roles' assignments in: each role once for each assignment, and those the catalog does not list.
    pub(super) fn take_assignments(&mut self, rows: &[RoleAssignment]) {
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
    pub(super) fn take_origin(&mut self, rows: &[RoleAssignment]) {
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

fn state_in(list: &[(ItemId, LoadState)], id: &ItemId) -> LoadState {
    list.iter().find(|(known, _)| known == id).map(|(_, state)| state.clone()).unwrap_or_default()
}

/// Notes how far that thing has been read.
pub(super) fn note_in(list: &mut Vec<(ItemId, LoadState)>, id: &ItemId, state: LoadState) {
    list.retain(|(known, _)| known != id);
    list.push((id.clone(), state));
}

#[cfg(test)]
mod tests {
    use super::*;
    use request_center_models::holding::{Given, RemovalBlocked};
    use request_center_models::json::from_json;

    fn role(id: &str) -> Holding {
        Holding::new(ItemType::Role, id.into(), id.to_owned())
    }

    fn rows(json: &str) -> Vec<RoleAssignment> {
        from_json(json).expect("assignments")
    }

    #[test]
    fn a_role_held_twice_stands_there_twice_and_one_the_catalog_hides_is_added() {
        let mut held = HeldItem { items: vec![role("r1")], ..HeldItem::default() };
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
    fn a_role_whose_assignment_is_gone_goes_and_what_has_none_stays() {
        let entitlement = Holding {
            assignment_id: Some("e1".to_owned()),
            ..Holding::new(ItemType::Entitlement, "n1".into(), String::new())
        };
        let mut held = HeldItem { items: vec![role("r1"), role("r3"), entitlement], ..HeldItem::default() };
        held.take_assignments(&rows(r#"[{"id":"a1","role":{"id":"r1"}},{"id":"a2","role":{"id":"r2"}}]"#));
        held.drop_unassigned(&rows(r#"[{"id":"a1","role":{"id":"r1"}}]"#));
        let found: Vec<_> = held.items.iter().map(|item| item.id.as_str()).collect();
        assert_eq!(found, ["r1", "r3", "n1"]);
    }

    #[test]
    fn the_origin_of_a_role_says_what_it_brings_along() {
        let mut held = HeldItem { items: vec![role("r1")], ..HeldItem::default() };
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
