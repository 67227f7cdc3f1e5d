//! The client's operations on identities and their access.

use super::query::assignments_query;
use super::{Abort, ApiError, Client, Page, PeopleQuery, Priority};
use request_center_models::id::{IdentityId, ItemId};
use request_center_models::operation::Operation;
use request_center_models::wire::assignment::RoleAssignment;
use request_center_models::wire::identity::PublicIdentity;
use request_center_models::wire::revocable::IdentityEntitlementDetails;

impl Client {
    /// Lists identities by name. The service has no list of reports: read all identities and filter by `manager`.
    ///
    /// # Errors
    /// See [`super::ErrorKind`].
    pub fn get_public_identities(
        &self,
        query: &PeopleQuery,
        priority: Priority,
        abort: &Abort,
    ) -> impl Future<Output = Result<Page<PublicIdentity>, ApiError>> + use<> {
        self.list(Operation::GetPublicIdentities, &[], &query.to_query(), priority, abort)
    }

    /// Lists the roles assigned to a person, each as a reference with its dates; for a single role also the source of the assignment
    /// (`beta` where the preferred family is `v3`).
    ///
    /// # Errors
    /// See [`super::ErrorKind`].
    pub fn get_role_assignments(
        &self,
        person: &IdentityId,
        role: Option<&ItemId>,
        priority: Priority,
        abort: &Abort,
    ) -> impl Future<Output = Result<Page<RoleAssignment>, ApiError>> + use<> {
        let query = assignments_query(role);
        self.list(Operation::GetRoleAssignments, &[person.as_str()], &query, priority, abort)
    }

    /// The accounts through which a person has an entitlement, and whether it can be revoked (`v2024` where the preferred family is
    /// older).
    ///
    /// # Errors
    /// See [`super::ErrorKind`].
    pub fn get_entitlement_details_for_identity(
        &self,
        person: &IdentityId,
        entitlement: &ItemId,
        priority: Priority,
        abort: &Abort,
    ) -> impl Future<Output = Result<IdentityEntitlementDetails, ApiError>> + use<> {
        let ids = [person.as_str(), entitlement.as_str()];
        self.get(Operation::GetEntitlementDetailsForIdentity, &ids, "", priority, abort)
    }
}
