//! The client's calls of administrators: replacing the configuration, and closing what hangs.

use super::{Abort, ApiError, Client, PeopleQuery, Priority};
use request_center_models::close::NewClose;
use request_center_models::id::IdentityId;
use request_center_models::operation::Operation;
use request_center_models::setting::NewSetting;

impl Client {
    /// Replaces the configuration, whole. What became of it only reading it again tells. Never sent twice by the client,
    /// never aborted by it; `leaving` as in [`Client::create_access_request`].
    ///
    /// # Errors
    /// Anything on the way; [`ApiError::outcome_unknown`] tells whether it may have been executed.
    pub async fn set_access_request_config(
        &self,
        setting: &NewSetting,
        leaving: &dyn Fn() -> bool,
    ) -> Result<(), ApiError> {
        let body = serde_json::to_string(setting).ok();
        self.0.write(Operation::SetAccessRequestConfig, &[], body, leaving).await.map(|_| ())
    }

    /// Ends access requests that hang (`beta` where the preferred family is `v3`). Never sent twice by the client, never
    /// aborted by it; `leaving` as in [`Client::create_access_request`].
    ///
    /// # Errors
    /// Anything on the way; [`ApiError::outcome_unknown`] tells whether it may have been executed.
    pub async fn close_access_request(
        &self,
        close: &NewClose,
        leaving: &dyn Fn() -> bool,
    ) -> Result<(), ApiError> {
        let body = serde_json::to_string(close).ok();
        self.0.write(Operation::CloseAccessRequest, &[], body, leaving).await.map(|_| ())
    }

    /// Whether the directory has that person.
    ///
    /// # Errors
    /// Anything on the way; see [`super::ErrorKind`].
    pub async fn knows_person(&self, person: &IdentityId, abort: &Abort) -> Result<bool, ApiError> {
        let query = PeopleQuery { id: Some(person.clone()), limit: 1, ..PeopleQuery::default() };
        let page = self.get_public_identities(&query, Priority::User, abort).await?;
        Ok(page.rows.iter().any(|row| row.id.as_ref() == Some(person)))
    }
}
