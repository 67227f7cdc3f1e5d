//! The access of one person, merged from answers that each know a part of it. Pure.

use crate::state::list::{LeftOut, LoadState};
use request_center_models::holding::Holding;
use request_center_models::id::{IdentityId, ItemId};
use request_center_models::wire::assignment::RoleAssignment;
use request_center_models::wire::reference::ItemType;
use time::OffsetDateTime;

/// The access items of one person.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PersonHoldings {
    /// The person's id.
    pub person: IdentityId,
    /// All items known, roles and access profiles first.
    pub items: Vec<Holding>,
    /// How far roles and access profiles have been read.
    pub objects: LoadState,
    /// How many roles and access profiles have been read.
    pub read: usize,
    /// How many the service counts, if it says so.
    pub total: Option<u32>,
    /// How far role assignments have been read.
    pub assignments: LoadState,
    /// How far the origin of each item has been read.
    pub origins: Vec<(ItemId, LoadState)>,
    /// How far each entitlement has been looked up.
    pub entitlements: Vec<(ItemId, LoadState)>,
    /// The assignments with all their fields, which only the answer about a single role has.
    pub full_assignments: Vec<RoleAssignment>,
    /// The fields of roles, access profiles and assignments that could not be read.
    pub left_out: Vec<LeftOut>,
    /// When the request for roles and access profiles left (service time).
    pub read_at: Option<OffsetDateTime>,
}

impl PersonHoldings {
    /// How far the origin of that item has been read.
    #[must_use]
    pub fn origin(&self, id: &ItemId) -> LoadState {
        state_in(&self.origins, id)
    }

    /// How far that entitlement has been looked up.
    #[must_use]
    pub fn entitlement(&self, id: &ItemId) -> LoadState {
        state_in(&self.entitlements, id)
    }

    /// The assignment of that item with all its fields, if it was read.
    #[must_use]
    pub fn assignment_of(&self, item: &Holding) -> Option<&RoleAssignment> {
        self.full_assignments.iter().find(|row| {
            row.role.as_ref().and_then(|role| role.id.as_ref()) == Some(&item.id)
                && (item.assignment_id.is_none() || row.id == item.assignment_id)
        })
    }

    /// The number of items, once all are read.
    #[must_use]
    pub fn count(&self) -> Option<usize> {
        self.objects.is_whole().then_some(self.items.len())
    }

    /// Adds the items read before a failure to those known.
    pub(super) fn add(&mut self, mut items: Vec<Holding>) {
        items.retain(|item| self.items.iter().all(|known| known.id != item.id));
        self.items.append(&mut items);
    }

    /// Replaces roles and access profiles; entitlements looked up stay.
    pub(super) fn replace(&mut self, items: Vec<Holding>) {
        self.items.retain(|item| item.r#type == ItemType::Entitlement);
        self.items.splice(0..0, items);
        self.origins.clear();
    }

    /// Drops roles whose assignment is not in `rows`, the complete list.
    pub(super) fn drop_unassigned(&mut self, rows: &[RoleAssignment]) {
        self.items.retain(|item| {
            item.r#type != ItemType::Role
                || item.assignment_id.is_none()
                || rows.iter().any(|row| row.id == item.assignment_id)
        });
    }

    /// Merges the roles' assignments: each role once per assignment, and those the catalog does not list.
    pub(super) fn merge_assignments(&mut self, rows: &[RoleAssignment]) {
        for row in rows {
            let Some(assigned) = Holding::of_assignment(row) else { continue };
            let known = self.items.iter_mut().find(|item| {
                item.id == assigned.id && (item.assignment_id.is_none() || item.is_same(&assigned))
            });
            match known {
                Some(item) => item.note_assignment(row),
                None => self.items.push(assigned),
            }
        }
    }

    /// Merges the full answer about one role: its assignments, and the items it includes.
    pub(super) fn merge_origin(&mut self, rows: &[RoleAssignment]) {
        self.merge_assignments(rows);
        for row in rows {
            self.full_assignments.retain(|known| known.id != row.id);
            self.full_assignments.push(row.clone());
            for item in &mut self.items {
                item.note_role(row);
            }
        }
    }
}

fn state_in(list: &[(ItemId, LoadState)], id: &ItemId) -> LoadState {
    list.iter().find(|(known, _)| known == id).map(|(_, state)| state.clone()).unwrap_or_default()
}

/// Sets how far that item has been read.
pub(super) fn set_state(list: &mut Vec<(ItemId, LoadState)>, id: &ItemId, state: LoadState) {
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
    fn a_role_assigned_twice_is_listed_twice_and_one_missing_from_the_catalog_is_added() {
        let mut holdings = PersonHoldings { items: vec![role("r1")], ..PersonHoldings::default() };
        let assignments = rows(
            r#"[{"id":"a1","role":{"id":"r1"}},{"id":"a2","role":{"id":"r1"}},{"id":"a3","role":{"id":"r9"}}]"#,
        );
        holdings.merge_assignments(&assignments);
        holdings.merge_assignments(&assignments);
        let found: Vec<_> =
            holdings.items.iter().map(|item| (item.id.as_str(), item.assignment_id.as_deref())).collect();
        assert_eq!(found, [("r1", Some("a1")), ("r1", Some("a2")), ("r9", Some("a3"))]);
    }

    #[test]
    fn a_role_without_its_assignment_is_dropped_and_other_items_are_kept() {
        let entitlement = Holding {
            assignment_id: Some("e1".to_owned()),
            ..Holding::new(ItemType::Entitlement, "n1".into(), String::new())
        };
        let mut holdings =
            PersonHoldings { items: vec![role("r1"), role("r3"), entitlement], ..PersonHoldings::default() };
        holdings
            .merge_assignments(&rows(r#"[{"id":"a1","role":{"id":"r1"}},{"id":"a2","role":{"id":"r2"}}]"#));
        holdings.drop_unassigned(&rows(r#"[{"id":"a1","role":{"id":"r1"}}]"#));
        let found: Vec<_> = holdings.items.iter().map(|item| item.id.as_str()).collect();
        assert_eq!(found, ["r1", "r3", "n1"]);
    }

    #[test]
    fn the_origin_of_a_role_names_the_access_profiles_it_includes() {
        let mut holdings = PersonHoldings { items: vec![role("r1")], ..PersonHoldings::default() };
        holdings.items.push(Holding::new(ItemType::AccessProfile, "p1".into(), "Payroll viewer".to_owned()));
        holdings.merge_origin(&rows(
            r#"[{"id":"a1","role":{"id":"r1","name":"Finance reader"},"assignmentSource":"ROLE_MEMBERSHIP",
                 "accountTargets":[{"role":{"type":"ACCESS_PROFILE","id":"p1"}}]}]"#,
        ));
        let [role, profile] = holdings.items.as_slice() else { panic!("two items") };
        assert_eq!(role.given, Some(Given::Membership));
        assert_eq!(role.removal_blocked(OffsetDateTime::UNIX_EPOCH), Some(RemovalBlocked::Membership));
        assert_eq!(profile.part_of, ["Finance reader"]);
    }
}
