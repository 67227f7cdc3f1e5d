//! The client's calls about approvals.

use super::query::summary_query;
use super::send::decode;
use super::{Abort, ApiError, ApprovalsQuery, Client, Page, Priority};
use request_center_models::decision::NewDecision;
use request_center_models::id::ApprovalId;
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

    /// Approves, denies or hands on. Never sent twice by the client, never aborted by it; the service takes it in and carries
    /// it out later; `leaving` as in [`Client::create_access_request`].
    ///
    /// # Errors
    /// Anything on the way; [`ApiError::outcome_unknown`] tells whether it may have been executed.
    pub async fn decide(
        &self,
        id: &ApprovalId,
        decision: &NewDecision,
        leaving: &dyn Fn() -> bool,
    ) -> Result<(), ApiError> {
        let Some(operation) = decision.kind().operation() else {
            return Err(ApiError::new(super::ErrorKind::BadRequest));
        };
        let body = serde_json::to_string(decision).ok();
        self.0.write(operation, &[id.as_str()], body, leaving).await.map(|_| ())
    }
}
