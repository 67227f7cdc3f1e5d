//! The client's operations on applications.

use super::query::{apps_query, profiles_query};
use super::{Abort, ApiError, Client, Page, Priority};
use request_center_models::operation::Operation;
use request_center_models::wire::source_app::{AppAccessProfile, SourceApp};

impl Client {
    /// Lists the applications that can be requested, by name (`beta` where the preferred family is `v3`).
    ///
    /// # Errors
    /// See [`super::ErrorKind`].
    pub fn list_available_source_apps(
        &self,
        offset: u32,
        priority: Priority,
        abort: &Abort,
    ) -> impl Future<Output = Result<Page<SourceApp>, ApiError>> + use<> {
        self.list(Operation::ListAvailableSourceApps, &[], &apps_query(offset), priority, abort)
    }

    /// Lists the access profiles of an application (`beta` where the preferred family is `v3`).
    ///
    /// # Errors
    /// See [`super::ErrorKind`].
    pub fn list_access_profiles_for_source_app(
        &self,
        app: &str,
        offset: u32,
        priority: Priority,
        abort: &Abort,
    ) -> impl Future<Output = Result<Page<AppAccessProfile>, ApiError>> + use<> {
        let operation = Operation::ListAccessProfilesForSourceApp;
        self.list(operation, &[app], &profiles_query(offset), priority, abort)
    }
}
