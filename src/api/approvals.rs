//! The client's operations on approvals.

use super::query::summary_query;
use super::{Abort, ApiError, ApprovalsQuery, Client, Page, Priority};
use request_center_models::moment::Moment;
use request_center_models::operation::Operation;
use request_center_models::wire::approval::{ApprovalSummary, CompletedApproval, PendingApproval};

impl Client {
    /// Lists the viewer's pending approvals.
    ///
    /// # Errors
    /// See [`super::ErrorKind`].
    pub fn list_pending_approvals(
        &self,
        query: &ApprovalsQuery,
        priority: Priority,
        abort: &Abort,
    ) -> impl Future<Output = Result<Page<PendingApproval>, ApiError>> + use<> {
        self.list(Operation::ListPendingApprovals, &[], &query.to_query(), priority, abort)
    }

    /// Lists the approvals the viewer, or somebody on their behalf, has decided.
    ///
    /// # Errors
    /// See [`super::ErrorKind`].
    pub fn list_completed_approvals(
        &self,
        query: &ApprovalsQuery,
        priority: Priority,
        abort: &Abort,
    ) -> impl Future<Output = Result<Page<CompletedApproval>, ApiError>> + use<> {
        self.list(Operation::ListCompletedApprovals, &[], &query.to_query(), priority, abort)
    }

    /// Counts the pending, approved and denied approvals; with `from`, the last two since that time.
    ///
    /// # Errors
    /// See [`super::ErrorKind`].
    pub fn get_access_request_approval_summary(
        &self,
        from: Option<&Moment>,
        priority: Priority,
        abort: &Abort,
    ) -> impl Future<Output = Result<ApprovalSummary, ApiError>> + use<> {
        let query = summary_query(from);
        self.get(Operation::GetAccessRequestApprovalSummary, &[], &query, priority, abort)
    }
}
