//! The writes: one constructor per operation, and one method that sends any of them. A write is never aborted.

use super::{ApiError, Client, ErrorKind};
use request_center_models::cancel::NewCancel;
use request_center_models::close::NewClose;
use request_center_models::decision::NewDecision;
use request_center_models::draft::NewRequest;
use request_center_models::id::ApprovalId;
use request_center_models::operation::Operation;
use request_center_models::setting::NewSetting;
use serde::Serialize;

/// A write ready to be sent; the default is none.
#[derive(Default)]
pub struct PreparedWrite {
    /// `None` where no operation exists for it.
    pub(super) operation: Option<Operation>,
    /// The id in its path, where it has one.
    pub(super) id: Option<String>,
    pub(super) body: Option<String>,
}

impl PreparedWrite {
    fn new(operation: Operation, body: &impl Serialize) -> Self {
        Self { operation: Some(operation), id: None, body: serde_json::to_string(body).ok() }
    }

    /// Requests access or its removal; the response is an `AccessRequestResponse`.
    #[must_use]
    pub fn create_access_request(request: &NewRequest) -> Self {
        Self::new(Operation::CreateAccessRequest, request)
    }

    /// Cancels the open items of an access request.
    #[must_use]
    pub fn cancel_access_request(cancel: &NewCancel) -> Self {
        Self::new(Operation::CancelAccessRequest, cancel)
    }

    /// Approves, denies or forwards; the service accepts it and processes it later.
    #[must_use]
    pub fn decide(id: &ApprovalId, decision: &NewDecision) -> Self {
        let operation = decision.kind().operation();
        Self { operation, id: Some(id.to_string()), ..Self::new(Operation::ApproveAccessRequest, decision) }
    }

    /// Closes stuck access requests (`beta` where the preferred family is `v3`).
    #[must_use]
    pub fn close_access_request(close: &NewClose) -> Self {
        Self::new(Operation::CloseAccessRequest, close)
    }

    /// Replaces the whole configuration; read it again for the outcome.
    #[must_use]
    pub fn set_access_request_config(setting: &NewSetting) -> Self {
        Self::new(Operation::SetAccessRequestConfig, setting)
    }
}

impl Client {
    /// Sends a write. `may_send` is called right before each attempt, after token and rate budget; `false` stops it. Returns the body
    /// of the response, `None` for a 202 whose body broke off.
    ///
    /// # Errors
    /// See [`ErrorKind`]; [`ApiError::outcome_unknown`] returns whether it may have been executed.
    pub async fn write(
        &self,
        write: &PreparedWrite,
        may_send: &dyn Fn() -> bool,
    ) -> Result<Option<String>, ApiError> {
        let Some(operation) = write.operation else { return Err(ApiError::new(ErrorKind::BadRequest)) };
        self.0.write(operation, write.id.as_deref(), write.body.as_deref(), may_send).await
    }
}
