//! The client's operation on the accounts that can be chosen before a grant.

use super::send::decoded;
use super::{Abort, ApiError, Client};
use request_center_models::operation::Operation;
use request_center_models::wire::access_request::AccessRequest;
use request_center_models::wire::accounts_selection::AccountsSelectionResponse;

impl Client {
    /// The accounts each person of a request has for each item of it (`v2024` where the preferred family is older). It changes nothing.
    ///
    /// # Errors
    /// See [`super::ErrorKind`].
    pub fn load_account_selections(
        &self,
        request: &AccessRequest,
        abort: &Abort,
    ) -> impl Future<Output = Result<AccountsSelectionResponse, ApiError>> + use<> {
        let operation = Operation::LoadAccountSelections;
        let body = serde_json::to_string(request).unwrap_or_default();
        decoded(operation, self.0.ask(operation, body, abort))
    }
}
