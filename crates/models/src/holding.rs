//! What one person holds, put together from what different operations say of it, and whether a request can take it away.
//! What nobody said stays *not known*; nothing is guessed. Knows no clock.

mod removal;

pub use removal::RemovalBlocked;

use crate::id::{AccessRequestId, IdentityId, ItemId};
use crate::moment::Moment;
use crate::open_enum::open_enum;
use crate::progress::Progress;
use crate::tree::{FromTree, Members, Misfit, deserialize_from_tree};
use crate::wire::assignment::{AssignmentSource, RoleAssignment};
use crate::wire::catalog::RequestableObject;
use crate::wire::reference::{ItemType, RequestType};
use crate::wire::revocable::{AccountTarget, IdentityEntitlementDetails};
use crate::wire::status::RequestedItemStatus;
use serde::Serialize;
use serde_json::Value;

open_enum! {
    /// How somebody came to hold something.
    Given {
        /// Somebody asked for it.
        Request = "REQUEST",
        /// The person matches the criteria of a role.
        Membership = "MEMBERSHIP",
        /// Everybody of their kind gets it.
        Birthright = "BIRTHRIGHT",
        /// It is part of a role the person holds.
        PartOfRole = "PART_OF_ROLE",
    }
}

/// One piece of access one person holds. A draft keeps it, so it can be kept by the browser.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Holding {
    /// Id of the role, access profile or entitlement.
    pub id: ItemId,
    /// Kind of access.
    pub r#type: ItemType,
    /// Name.
    pub name: String,
    /// How it was given, where that is known.
    pub given: Option<Given>,
    /// Names of the roles held that bring it along, as far as they were read.
    pub part_of: Vec<String>,
    /// Whether the person matches the criteria of this role too, so that it is given back after a removal.
    pub matched: bool,
    /// Since when.
    pub since: Option<Moment>,
    /// When it ends by itself.
    pub remove_date: Option<Moment>,
    /// The assignment to take away (roles).
    pub assignment_id: Option<String>,
    /// The account to take it away from, where the person has it on several of one source (entitlements).
    pub native_identity: Option<String>,
    /// The account's name, for showing it (entitlements).
    pub account_name: Option<String>,
    /// The source's name, for showing it (entitlements).
    pub source_name: Option<String>,
    /// Whether the server says it can be taken away (entitlements); `None` where it did not say.
    pub revocable: Option<bool>,
    /// The removal asked for already, where one is under way.
    pub removal: Option<RemovalUnderWay>,
}

/// A removal that was asked for and has not come to its end.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RemovalUnderWay {
    /// The access request, for following or cancelling it.
    pub request: AccessRequestId,
    /// Who has to decide now, where that is known.
    pub waits_on: Option<String>,
    /// The date it is to take effect, `None` for as soon as possible.
    pub on: Option<Moment>,
}

impl FromTree for Holding {
    fn from_tree(tree: Value) -> Result<Self, Misfit> {
        let mut members = Members::verbatim(tree);
        let mut made =
            Self::new(members.required("type")?, members.required("id")?, members.or_default("name")?);
        made.part_of = members.or_default("part_of")?;
        made.matched = members.or_default("matched")?;
        members.take("given", &mut made.given);
        members.take("since", &mut made.since);
        members.take("remove_date", &mut made.remove_date);
        members.take("assignment_id", &mut made.assignment_id);
        members.take("native_identity", &mut made.native_identity);
        members.take("account_name", &mut made.account_name);
        members.take("source_name", &mut made.source_name);
        members.take("revocable", &mut made.revocable);
        members.take("removal", &mut made.removal);
        members.finish()?;
        Ok(made)
    }
}

impl FromTree for RemovalUnderWay {
    fn from_tree(tree: Value) -> Result<Self, Misfit> {
        let mut members = Members::verbatim(tree);
        let mut made = Self { request: members.or_default("request")?, ..Self::default() };
        members.take("waits_on", &mut made.waits_on);
        members.take("on", &mut made.on);
        members.finish()?;
        Ok(made)
    }
}

deserialize_from_tree!(Holding, RemovalUnderWay);

impl Holding {
    /// Something held, of which no more is known.
    #[must_use]
    pub fn new(r#type: ItemType, id: ItemId, name: String) -> Self {
        Self {
            id,
            r#type,
            name,
            given: None,
            part_of: Vec::new(),
            matched: false,
            since: None,
            remove_date: None,
            assignment_id: None,
            native_identity: None,
            account_name: None,
            source_name: None,
            revocable: None,
            removal: None,
        }
    }

    /// What a row of `listRequestableObjects` says, asked for one person with `statuses=ASSIGNED`; `None` where the row has no
    /// id or kind.
    #[must_use]
    pub fn of_object(row: &RequestableObject) -> Option<Self> {
        Some(Self::new(row.r#type.clone()?, row.id.clone()?, row.name.clone().unwrap_or_default()))
    }

    /// What a row of `getRoleAssignments` says; `None` where it names no role.
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
        let brought = |target: &crate::wire::assignment::RoleTarget| {
            target.role.as_ref().and_then(|part| part.id.as_ref()) == Some(&self.id)
        };
        let name = role.role.as_ref().and_then(|role| role.name.clone()).unwrap_or_default();
        if self.r#type != ItemType::Role
            && role.account_targets.iter().flatten().any(brought)
            && !self.part_of.contains(&name)
        {
            self.part_of.push(name);
        }
    }

    /// What `getEntitlementDetailsForIdentity` says: one piece of access for each account that has the entitlement, none where
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
    pub fn note_rows(&mut self, person: &IdentityId, rows: &[RequestedItemStatus]) {
        self.removal = rows.iter().find(|row| self.is_removed_by(person, row)).map(|row| {
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

    fn is_removed_by(&self, person: &IdentityId, row: &RequestedItemStatus) -> bool {
        let accounts = row.requested_accounts.as_deref().unwrap_or_default();
        let here = accounts.is_empty()
            || self.native_identity.is_none()
            || accounts
                .iter()
                .any(|account| [&account.account_id, &account.name].contains(&&self.native_identity));
        row.request_type == Some(RequestType::Revoke)
            && row.is_open()
            && row.id.as_ref() == Some(&self.id)
            && row.requested_for.as_ref().and_then(|person| person.id.as_ref()) == Some(person)
            && here
    }

    /// Whether both are the same piece of access: the same item and account, and the same assignment where both name one
    /// (it may have been read later).
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        let named = self.assignment_id.is_some() && other.assignment_id.is_some();
        self.id == other.id
            && self.native_identity == other.native_identity
            && (!named || self.assignment_id == other.assignment_id)
    }

    /// Whether it is likely to be given back after a removal, at the service's nightly look: the person matches the role's
    /// criteria, or holds a role that brings it along.
    #[must_use]
    pub fn comes_back(&self) -> bool {
        self.matched || !self.part_of.is_empty()
    }
}

fn replace<T: Clone>(into: &mut Option<T>, from: Option<&T>) {
    if let Some(value) = from {
        *into = Some(value.clone());
    }
}
