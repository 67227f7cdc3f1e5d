//! The client's calls about people and what they hold.

use super::query::assignments_query;
use super::send::{decode, decode_rows};
use super::{Abort, ApiError, Client, Page, PeopleQuery, Priority};
use request_center_models::id::{IdentityId, ItemId};
use request_center_models::operation::Operation;
use request_center_models::wire::assignment::RoleAssignment;
use request_center_models::wire::identity::PublicIdentity;
use request_center_models::wire::revocable::IdentityEntitlementDetails;

impl Client {
    /// People, by name. The service lists nobody's reports; whoever wants those reads everybody and looks at `manager`.
    ///
    /// # Errors
    /// Anything on the way; see [`super::ErrorKind`].
    pub async fn get_public_identities(
        &self,
        query: &PeopleQuery,
        priority: Priority,
        abort: &Abort,
    ) -> Result<Page<PublicIdentity>, ApiError> {
        self.list(Operation::GetPublicIdentities, &query.to_query(), priority, abort).await
    }

    /// The roles somebody holds, each as a reference with its dates; asked about one role, also how it was given
    /// (`beta` where the preferred family is `v3`).
    ///
    /// # Errors
    /// Anything on the way; see [`super::ErrorKind`].
    pub async fn get_role_assignments(
        &self,
        person: &IdentityId,
        role: Option<&ItemId>,
        priority: Priority,
        abort: &Abort,
    ) -> Result<Vec<RoleAssignment>, ApiError> {
        let operation = Operation::GetRoleAssignments;
        let query = assignments_query(role);
        let answer = self.0.read(operation, &[person.as_str()], &query, priority, abort).await?;
        decode_rows(operation, &answer)
    }

    /// One entitlement of one person: the accounts that have it and whether it can be taken away (`v2024` where the
    /// preferred family is older).
    ///
    /// # Errors
    /// Anything on the way; see [`super::ErrorKind`].
    pub async fn get_entitlement_details_for_identity(
        &self,
        person: &IdentityId,
        entitlement: &ItemId,
        priority: Priority,
        abort: &Abort,
    ) -> Result<IdentityEntitlementDetails, ApiError> {
        let operation = Operation::GetEntitlementDetailsForIdentity;
        let ids = [person.as_str(), entitlement.as_str()];
        let answer = self.0.read(operation, &ids, "", priority, abort).await?;
        decode(operation, &answer)
    }
}
