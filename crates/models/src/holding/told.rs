//! The facts each answer of the service contains about held access. A fact missing from an answer stays as it was.

use super::{Given, Holding, RemovalUnderWay};
use crate::id::IdentityId;
use crate::progress::Progress;
use crate::wire::assignment::{AssignmentSource, RoleAssignment, RoleTarget};
use crate::wire::catalog::RequestableObject;
use crate::wire::reference::{ItemType, RequestType};
use crate::wire::revocable::{AccountTarget, IdentityEntitlementDetails};
use crate::wire::status::RequestedItemStatus;
use std::borrow::Borrow;

impl Holding {
    /// The access in a row of `listRequestableObjects`, asked for one person with `statuses=ASSIGNED`; `None` where the row has no
    /// id.
    #[must_use]
    pub fn of_object(row: &RequestableObject) -> Option<Self> {
        let kind = row.r#type.clone().unwrap_or_else(ItemType::missing);
        let mut held = Self::new(kind, row.id.clone()?, row.name.clone().unwrap_or_default());
        held.comment_required = row.request_comments_required == Some(true);
        Some(held)
    }

    /// The access a completed row of `listAccessRequestStatus` gave; `None` where the row names none.
    #[must_use]
    pub fn of_row(row: &RequestedItemStatus) -> Option<Self> {
        let kind = row.r#type.clone().unwrap_or_else(ItemType::missing);
        Some(Self::new(kind, row.id.clone()?, row.name.clone().unwrap_or_default()))
    }

    /// The access in a row of `getRoleAssignments`; `None` where it names no role.
    ///
    /// ```
    /// use request_center_models::holding::{Given, Holding};
    /// use request_center_models::wire::assignment::RoleAssignment;
    /// let text = r#"{"id":"a1","role":{"id":"r1","name":"Crane driver"},"assignmentSource":"ROLE_MEMBERSHIP"}"#;
    /// let row: RoleAssignment = serde_json::from_str(text).unwrap();
    /// assert_eq!(Holding::of_assignment(&row).unwrap().given, Some(Given::Membership));
    /// ```
    #[must_use]
    pub fn of_assignment(row: &RoleAssignment) -> Option<Self> {
        let role = row.role.as_ref()?;
        let mut held = Self::new(ItemType::Role, role.id.clone()?, role.name.clone().unwrap_or_default());
        held.note_assignment(row);
        Some(held)
    }

    /// Takes over what a row of `getRoleAssignments` says of this role; what it does not say stays as it was.
    pub fn note_assignment(&mut self, row: &RoleAssignment) {
        replace(&mut self.assignment_id, row.id.as_ref());
        replace(&mut self.since, row.added_date.as_ref());
        replace(&mut self.remove_date, row.remove_date.as_ref());
        if let Some(source) = &row.assignment_source {
            self.given = Some(match source {
                AssignmentSource::Ui | AssignmentSource::AccessRequest => Given::Request,
                AssignmentSource::RoleMembership => Given::Membership,
                AssignmentSource::Birthright => Given::Birthright,
                AssignmentSource::Unknown(text) => Given::Unknown(text.clone()),
            });
        }
        let matched = row.assignment_context.as_ref().and_then(|context| context.matched.as_ref());
        self.matched |= matched.is_some_and(|matched| !matched.is_empty());
    }

    /// Takes over that this role brings an access profile along, where the assignment of the role names it.
    pub fn note_role(&mut self, role: &RoleAssignment) {
        let brought =
            |target: &RoleTarget| target.role.as_ref().and_then(|part| part.id.as_ref()) == Some(&self.id);
        let name = role.role.as_ref().and_then(|role| role.name.clone()).unwrap_or_default();
        if self.r#type != ItemType::Role
            && role.account_targets.iter().flatten().any(brought)
            && !self.part_of.contains(&name)
        {
            self.part_of.push(name);
        }
    }

    /// The access in `getEntitlementDetailsForIdentity`: one piece of access for each account that has the entitlement, none where
    /// the person does not hold it. An account is named to the server only where one source has several.
    #[must_use]
    pub fn of_entitlement(details: &IdentityEntitlementDetails) -> Vec<Self> {
        let Some(entitlement) = &details.entitlement else { return Vec::new() };
        let Some(id) = &entitlement.id else { return Vec::new() };
        let targets: &[AccountTarget] = details.account_targets.as_deref().unwrap_or_default();
        let mut held = Vec::new();
        for target in targets {
            let mut one =
                Self::new(ItemType::Entitlement, id.clone(), entitlement.name.clone().unwrap_or_default());
            let several = targets.iter().filter(|other| other.source_id == target.source_id).count() > 1;
            one.native_identity = target.account_name.clone().filter(|_| several);
            one.account_name.clone_from(&target.account_name);
            one.source_name = target.source_name.clone().or_else(|| entitlement.source_name.clone());
            one.assignment_id.clone_from(&target.assignment_id);
            one.remove_date.clone_from(&target.remove_date);
            one.revocable = target.revocable;
            held.push(one);
        }
        held
    }

    /// Takes over the removal under way out of rows of `listAccessRequestStatus`: the open one for that person and this item
    /// (and account, where the row names accounts); none where there is none.
    pub fn note_rows<R: Borrow<RequestedItemStatus>>(&mut self, person: &IdentityId, rows: &[R]) {
        let mut rows = rows.iter().map(Borrow::borrow);
        self.removal = rows.find(|row| row.is_open() && self.is_removed_by(person, row)).map(|row| {
            let waits_on = match Progress::of(row) {
                Progress::Waiting { on, .. } => on,
                _ => None,
            };
            RemovalUnderWay {
                request: row.access_request_id.clone().unwrap_or_default(),
                waits_on,
                on: row.remove_date.clone(),
            }
        });
    }

    /// True if that row of `listAccessRequestStatus` is about taking this away from that person, open or over: the same item,
    /// and the same account where the row names accounts. A row names no assignment of a role.
    #[must_use]
    pub fn is_removed_by(&self, person: &IdentityId, row: &RequestedItemStatus) -> bool {
        let accounts = row.requested_accounts.as_deref().unwrap_or_default();
        let here = accounts.is_empty()
            || self.native_identity.is_none()
            || accounts
                .iter()
                .any(|account| [&account.account_id, &account.name].contains(&&self.native_identity));
        row.request_type == Some(RequestType::Revoke)
            && row.id.as_ref() == Some(&self.id)
            && row.requested_for.as_ref().and_then(|person| person.id.as_ref()) == Some(person)
            && here
    }
}

fn replace<T: Clone>(into: &mut Option<T>, from: Option<&T>) {
    if let Some(value) = from {
        *into = Some(value.clone());
    }
}
