//! The client's calls about approvals.

use super::query::summary_query;
use super::send::decode;
use super::{Abort, ApiError, ApprovalsQuery, Client, Page, Priority};
use request_center_models::moment::Moment;
use request_center_models::operation::Operation;
use request_center_models::wire::approval::{ApprovalSummary, CompletedApproval, PendingApproval};

impl Client {
    /// Approvals that wait for the person.
    ///
    /// # Errors
    /// Anything on the way; see [`super::ErrorKind`].
    pub async fn list_pending_approvals(
        &self,
        query: &ApprovalsQuery,
        priority: Priority,
        abort: &Abort,
    ) -> Result<Page<PendingApproval>, ApiError> {
        self.list(Operation::ListPendingApprovals, &query.to_query(), priority, abort).await
    }

    /// Approvals the person, or somebody for them, has decided.
    ///
    /// # Errors
    /// Anything on the way; see [`super::ErrorKind`].
    pub async fn list_completed_approvals(
        &self,
        query: &ApprovalsQuery,
        priority: Priority,
        abort: &Abort,
    ) -> Result<Page<CompletedApproval>, ApiError> {
        self.list(Operation::ListCompletedApprovals, &query.to_query(), priority, abort).await
    }

    /// How many wait, were approved and were denied; the last two since `from`, where it is given.
    ///
    /// # Errors
    /// Anything on the way; see [`super::ErrorKind`].
    pub async fn get_access_request_approval_summary(
        &self,
        from: Option<&Moment>,
        priority: Priority,
        abort: &Abort,
    ) -> Result<ApprovalSummary, ApiError> {
        let operation = Operation::GetAccessRequestApprovalSummary;
        let answer = self.0.read(operation, &[], &summary_query(from), priority, abort).await?;
        decode(operation, &answer)
    }
}
