//! The HTTP client: one method per API operation, with tokens, rate limit and retries. The only layer that sends requests. Knows no
//! panel and no words: an error carries a code.

mod abort;
mod accounts;
mod applications;
mod approvals;
mod budget;
mod clock;
mod error;
mod options;
mod people;
mod query;
mod retry;
mod send;
mod settings;
mod token;
mod transport;
mod writes;

pub use abort::Abort;
pub(crate) use abort::unless_aborted;
pub use budget::{Priority, Wait};
pub(crate) use clock::{browser_millis, sleep};
pub use error::{ApiError, ErrorKind};
pub use options::{ClientOptions, READ_TIMEOUT, TOKEN_TIMEOUT, WRITE_TIMEOUT};
pub use query::{
    ApprovalsQuery, EntitlementsQuery, Filter, PAGE_LIMIT, PeopleQuery, RequestableQuery, StatusQuery, Whose,
};
pub use writes::PreparedWrite;

use js_sys::Function;
use request_center_models::id::IdentityId;
use request_center_models::json::FromJson;
use request_center_models::moment::instant_from_unix_millis;
use request_center_models::operation::Operation;
use request_center_models::setting::{Setting, limits_family};
use request_center_models::wire::catalog::{Entitlement, RequestableObject};
use request_center_models::wire::status::RequestedItemStatus;
use request_center_models::wire::token::Claims;
use send::{Core, decode_rows, decoded};
use std::rc::Rc;
use time::OffsetDateTime;

/// A page of a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// The total number of rows, from `X-Total-Count`; `None` unless it was requested and can be read.
    pub total: Option<u32>,
    /// The fields that could not be read, each with the operation, the id or number of its row, and the value in short.
    pub left_out: Vec<String>,
    /// When the service wrote it, by its header `Date`, in milliseconds since 1970; `None` where it names no time.
    pub written_at: Option<f64>,
}

/// The API client of one widget. Clones share its state; the rate budget is shared by all widgets of the page, per `api-base`.
#[derive(Clone)]
pub struct Client(Rc<Core>);

impl Client {
    /// A client. Without a `tokenProvider` it sends no token and relies on the browser's cookies.
    #[must_use]
    pub fn new(options: ClientOptions, token_provider: Option<Function>) -> Self {
        Self(Rc::new(Core::new(options, token_provider)))
    }

    /// Replaces the `tokenProvider` and drops the current token. The same function changes nothing.
    pub fn set_token_provider(&self, provider: Option<Function>) {
        self.0.tokens.set_provider(provider);
    }

    /// Sets the viewer. From then on a token of another person is not used: its request is not sent, and `on_other_person` is called.
    pub fn set_owner(&self, viewer: IdentityId, on_other_person: impl Fn() + 'static) {
        self.0.tokens.set_owner(viewer, Rc::new(on_other_person));
    }

    /// The API's address, as in the options.
    #[must_use]
    pub fn base(&self) -> &str {
        &self.0.options.base
    }

    /// The claims of the token, which is requested first where there is none. `None` without a provider, and for a token that is no
    /// JWT.
    ///
    /// # Errors
    /// If the provider returns no token.
    pub async fn claims(&self, abort: &Abort) -> Result<Option<Claims>, ApiError> {
        let token = self.0.tokens.current(None, self.0.options.token_timeout, Some(abort)).await?;
        Ok(token.as_deref().and_then(token::claims))
    }

    /// The service's time, from the `Date` header of its responses; the browser's time until one can be read.
    #[must_use]
    pub fn now(&self) -> OffsetDateTime {
        let millis = self.0.clock.now(clock::browser_millis());
        instant_from_unix_millis(millis).unwrap_or(OffsetDateTime::UNIX_EPOCH)
    }

    /// Returns whether [`Client::now`] is the service's time and not the browser's, which may be wrong.
    #[must_use]
    pub fn has_service_time(&self) -> bool {
        self.0.clock.is_synced()
    }

    /// Returns whether the sign-in had ended at the last call: without a token, with one that is refused, or with a sign-in page in place
    /// of an answer. Reactive.
    #[must_use]
    pub fn is_signed_out(&self) -> bool {
        use leptos::prelude::Get;
        self.0.signed_out.get()
    }

    /// The wait in effect while the budget or the service holds requests back. Reactive.
    #[must_use]
    pub fn wait(&self) -> Option<Wait> {
        use leptos::prelude::Get;
        self.0.wait.try_get().flatten()
    }

    /// Lists the roles and access profiles that can be requested.
    ///
    /// # Errors
    /// See [`ErrorKind`].
    pub fn list_requestable_objects(
        &self,
        query: &RequestableQuery,
        priority: Priority,
        abort: &Abort,
    ) -> impl Future<Output = Result<Page<RequestableObject>, ApiError>> + use<> {
        self.list(Operation::ListRequestableObjects, &[], &query.to_query(), priority, abort)
    }

    /// Lists entitlements (`beta` where the preferred family is `v3`).
    ///
    /// # Errors
    /// See [`ErrorKind`].
    pub fn list_entitlements(
        &self,
        query: &EntitlementsQuery,
        priority: Priority,
        abort: &Abort,
    ) -> impl Future<Output = Result<Page<Entitlement>, ApiError>> + use<> {
        self.list(Operation::ListEntitlements, &[], &query.to_query(), priority, abort)
    }

    /// Lists requested items with their status, one row per recipient and item.
    ///
    /// # Errors
    /// See [`ErrorKind`].
    pub fn list_access_request_status(
        &self,
        query: &StatusQuery,
        priority: Priority,
        abort: &Abort,
    ) -> impl Future<Output = Result<Page<RequestedItemStatus>, ApiError>> + use<> {
        self.list(Operation::ListAccessRequestStatus, &[], &query.to_query(), priority, abort)
    }

    /// The request configuration, in the shape of v3 and beta whatever family is preferred.
    ///
    /// # Errors
    /// See [`ErrorKind`].
    pub fn get_access_request_config(
        &self,
        priority: Priority,
        abort: &Abort,
    ) -> impl Future<Output = Result<Setting, ApiError>> + use<> {
        self.get(Operation::GetAccessRequestConfig, &[], "", priority, abort)
    }

    /// The request configuration in a family that has the limits of end dates, which v3 and beta cannot express.
    ///
    /// # Errors
    /// See [`ErrorKind`].
    pub fn get_limits(&self, abort: &Abort) -> impl Future<Output = Result<Setting, ApiError>> + use<> {
        let operation = Operation::GetAccessRequestConfig;
        decoded(operation, self.0.read_in(limits_family(self.0.options.family), operation, abort))
    }

    /// Reads one object. `ids` are those in the path.
    fn get<T: FromJson>(
        &self,
        operation: Operation,
        ids: &[&str],
        query: &str,
        priority: Priority,
        abort: &Abort,
    ) -> impl Future<Output = Result<T, ApiError>> + use<T> {
        decoded(operation, self.0.read(operation, ids, query, priority, abort))
    }

    /// Reads one page of a list. `ids` are those in the path.
    fn list<T: FromJson>(
        &self,
        operation: Operation,
        ids: &[&str],
        query: &str,
        priority: Priority,
        abort: &Abort,
    ) -> impl Future<Output = Result<Page<T>, ApiError>> + use<T> {
        let response = self.0.read(operation, ids, query, priority, abort);
        async move {
            let response = response.await?;
            let (rows, left_out) = decode_rows(operation, &response)?;
            Ok(Page { rows, total: response.total, left_out, written_at: response.service_millis() })
        }
    }
}
