//! The client's operations for administrators.

use super::{Abort, ApiError, Client, PeopleQuery, Priority};
use request_center_models::id::IdentityId;

impl Client {
    /// Returns whether the directory has that person.
    ///
    /// # Errors
    /// See [`super::ErrorKind`].
    pub async fn knows_person(&self, person: &IdentityId, abort: &Abort) -> Result<bool, ApiError> {
        let page = self.get_public_identities(&PeopleQuery::person(person), Priority::User, abort).await?;
        Ok(page.rows.iter().any(|row| row.id.as_ref() == Some(person)))
    }
}
