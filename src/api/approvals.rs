//! The client's operations on approvals.

use super::query::summary_query;
use super::send::decode;
use super::{Abort, ApiError, ApprovalsQuery, Client, Page, Priority};
use request_center_models::moment::Moment;
use request_center_models::operation::Operation;
use request_center_models::wire::approval::{ApprovalSummary, CompletedApproval, PendingApproval};

impl Client {
    /// Lists the viewer's pending approvals.
    ///
    /// # Errors
    /// See [`super::ErrorKind`].
    pub async fn list_pending_approvals(
        &self,
        query: &ApprovalsQuery,
        priority: Priority,
        abort: &Abort,
    ) -> Result<Page<PendingApproval>, ApiError> {
        self.list(Operation::ListPendingApprovals, &query.to_query(), priority, abort).await
    }

    /// Lists the approvals the viewer, or somebody on their behalf, has decided.
    ///
    /// # Errors
    /// See [`super::ErrorKind`].
    pub async fn list_completed_approvals(
        &self,
        query: &ApprovalsQuery,
        priority: Priority,
        abort: &Abort,
    ) -> Result<Page<CompletedApproval>, ApiError> {
        self.list(Operation::ListCompletedApprovals, &query.to_query(), priority, abort).await
    }

    /// Counts the pending, approved and denied approvals; with `from`, the last two since that time.
    ///
    /// # Errors
    /// See [`super::ErrorKind`].
    pub async fn get_access_request_approval_summary(
        &self,
        from: Option<&Moment>,
        priority: Priority,
        abort: &Abort,
    ) -> Result<ApprovalSummary, ApiError> {
        let operation = Operation::GetAccessRequestApprovalSummary;
        let response = self.0.read(operation, &[], &summary_query(from), priority, abort).await?;
        decode(operation, &response)
    }
}
