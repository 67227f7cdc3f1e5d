//! The calls that change something. Each is prepared by a function named after its operation and sent by one for all, never twice
//! and never aborted.

use super::{ApiError, Client, ErrorKind};
use request_center_models::cancel::NewCancel;
use request_center_models::close::NewClose;
use request_center_models::decision::NewDecision;
use request_center_models::draft::NewRequest;
use request_center_models::id::ApprovalId;
use request_center_models::operation::Operation;
use request_center_models::setting::NewSetting;
use serde::Serialize;

/// A call that changes something, ready to be sent; the default is none.
#[derive(Default)]
pub struct PreparedWrite {
    /// `None` where no operation does it.
    pub(super) operation: Option<Operation>,
    /// The id in its path, where it has one.
    pub(super) id: Option<String>,
    pub(super) body: Option<String>,
}

impl PreparedWrite {
    fn new(operation: Operation, body: &impl Serialize) -> Self {
        Self { operation: Some(operation), id: None, body: serde_json::to_string(body).ok() }
    }

    /// Asks for access, or for its removal. Answered by an `AccessRequestResponse`.
    #[must_use]
    pub fn create_access_request(request: &NewRequest) -> Self {
        Self::new(Operation::CreateAccessRequest, request)
    }

    /// Ends the still-open rows of an access request.
    #[must_use]
    pub fn cancel_access_request(cancel: &NewCancel) -> Self {
        Self::new(Operation::CancelAccessRequest, cancel)
    }

    /// Approves, denies or forwards; the service accepts it and carries it out later.
    #[must_use]
    pub fn decide(id: &ApprovalId, decision: &NewDecision) -> Self {
        let operation = decision.kind().operation();
        Self { operation, id: Some(id.to_string()), ..Self::new(Operation::ApproveAccessRequest, decision) }
    }

    /// Ends stuck access requests (`beta` where the preferred family is `v3`).
    #[must_use]
    pub fn close_access_request(close: &NewClose) -> Self {
        Self::new(Operation::CloseAccessRequest, close)
    }

    /// Replaces the configuration, whole. What became of it only reading it again tells.
    #[must_use]
    pub fn set_access_request_config(setting: &NewSetting) -> Self {
        Self::new(Operation::SetAccessRequestConfig, setting)
    }
}

impl Client {
    /// Sends a prepared call. `leaving` is called right before each time it leaves the browser, once a token and room in the budget
    /// are there; where it says `false`, the call does not leave. Returns the text of the answer, `None` for a 202 whose text broke
    /// off.
    ///
    /// # Errors
    /// Anything on the way; [`ApiError::outcome_unknown`] tells whether it may have been executed.
    pub async fn write(
        &self,
        write: PreparedWrite,
        leaving: &dyn Fn() -> bool,
    ) -> Result<Option<String>, ApiError> {
        let PreparedWrite { operation, id, body } = write;
        let Some(operation) = operation else { return Err(ApiError::new(ErrorKind::BadRequest)) };
        self.0.write(operation, id.as_deref(), body, leaving).await
    }
}
