//! The client: one method per operation; the only layer that speaks HTTP. Knows no panel and no words: errors carry codes.
//!
//! Bottom first: the clock and timers, what can be aborted, addresses, errors, tokens, the rate budget, one exchange, and on
//! top of them [`Client`].

mod abort;
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
use leptos::prelude::ArcRwSignal;
use request_center_models::id::IdentityId;
use request_center_models::json::FromJson;
use request_center_models::moment::instant_from_unix_millis;
use request_center_models::operation::Operation;
use request_center_models::setting::Setting;
use request_center_models::wire::catalog::{Entitlement, RequestableObject};
use request_center_models::wire::status::RequestedItemStatus;
use request_center_models::wire::token::Claims;
use send::{Core, decode, decode_rows};
use std::rc::Rc;
use time::OffsetDateTime;

/// One page of a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// How many there are in all: `X-Total-Count`, where it was asked for and can be read.
    pub total: Option<u32>,
}

/// Speaks to the API for one widget. Clones share everything; the rate budget is shared by the page, per api-base.
#[derive(Clone)]
pub struct Client(Rc<Core>);

impl Client {
    /// A client. Without a `tokenProvider` it sends no token and leaves the rest to the browser's cookies.
    #[must_use]
    pub fn new(options: ClientOptions, token_provider: Option<Function>) -> Self {
        Self(Rc::new(Core::new(options, token_provider)))
    }

    /// Puts another `tokenProvider` in place and forgets the token of the one before. The same function changes nothing.
    pub fn set_token_provider(&self, provider: Option<Function>) {
        self.0.tokens.set_provider(provider);
    }

    /// Says whose client this is: a token that names another person is never kept nor used, the call it was for counts as not
    /// sent, and `on_other_person` is called.
    pub fn belong_to(&self, viewer: IdentityId, on_other_person: impl Fn() + 'static) {
        self.0.tokens.belong_to(viewer, Rc::new(on_other_person));
    }

    /// The address of the API it speaks to, as given in the options.
    #[must_use]
    pub fn base(&self) -> &str {
        &self.0.options.base
    }

    /// What the token says of the person: asks for one where there is none. `None` without a provider (cookies), and
    /// where the token is not a JWT.
    ///
    /// # Errors
    /// Where no token could be had.
    pub async fn claims(&self, abort: &Abort) -> Result<Option<Claims>, ApiError> {
        let token = self.0.tokens.current(None, self.0.options.token_timeout, Some(abort)).await?;
        Ok(token.as_deref().and_then(token::claims))
    }

    /// The service's time where its `Date` header can be read, with what has passed since; else the browser's.
    #[must_use]
    pub fn now(&self) -> OffsetDateTime {
        let millis = self.0.clock.now(clock::browser_millis());
        instant_from_unix_millis(millis).unwrap_or(OffsetDateTime::UNIX_EPOCH)
    }

    /// Whether [`Client::now`] is the service's time; otherwise it is the browser's, which may be wrong.
    #[must_use]
    pub fn hears_the_clock(&self) -> bool {
        self.0.clock.is_heard()
    }

    /// What the person's or the widget's calls are waiting for, while the budget or the service makes them wait.
    #[must_use]
    pub fn wait(&self) -> ArcRwSignal<Option<Wait>> {
        self.0.wait.clone()
    }

    /// Until when calls are held back (service time), `None` while they are not. Reactive.
    #[must_use]
    pub fn waiting_until(&self) -> Option<OffsetDateTime> {
        use leptos::prelude::Get;
        let wait = self.0.wait.try_get().flatten()?;
        instant_from_unix_millis(self.0.clock.now(wait.until_browser_millis))
    }

    /// Whether it is the service that asked for the wait; otherwise the widget keeps the service's limit by itself. Reactive.
    #[must_use]
    pub fn is_told_to_wait(&self) -> bool {
        use leptos::prelude::Get;
        self.0.wait.try_get().flatten().is_some_and(|wait| wait.asked_by_service)
    }

    /// Roles and access profiles that can be asked for.
    ///
    /// # Errors
    /// Anything on the way; see [`ErrorKind`].
    pub async fn list_requestable_objects(
        &self,
        query: &RequestableQuery,
        priority: Priority,
        abort: &Abort,
    ) -> Result<Page<RequestableObject>, ApiError> {
        self.list(Operation::ListRequestableObjects, &query.to_query(), priority, abort).await
    }

    /// Entitlements (`beta` where the preferred family is `v3`).
    ///
    /// # Errors
    /// Anything on the way; see [`ErrorKind`].
    pub async fn list_entitlements(
        &self,
        query: &EntitlementsQuery,
        priority: Priority,
        abort: &Abort,
    ) -> Result<Page<Entitlement>, ApiError> {
        self.list(Operation::ListEntitlements, &query.to_query(), priority, abort).await
    }

    /// What was asked for and where it stands: one row per person and item.
    ///
    /// # Errors
    /// Anything on the way; see [`ErrorKind`].
    pub async fn list_access_request_status(
        &self,
        query: &StatusQuery,
        priority: Priority,
        abort: &Abort,
    ) -> Result<Page<RequestedItemStatus>, ApiError> {
        self.list(Operation::ListAccessRequestStatus, &query.to_query(), priority, abort).await
    }

    /// How requests are configured, as it came: in the shape of v3 and beta, whatever family is preferred.
    ///
    /// # Errors
    /// Anything on the way; see [`ErrorKind`].
    pub async fn get_access_request_config(
        &self,
        priority: Priority,
        abort: &Abort,
    ) -> Result<Setting, ApiError> {
        let operation = Operation::GetAccessRequestConfig;
        let answer = self.0.read(operation, &[], "", priority, abort).await?;
        decode(operation, &answer)
    }

    async fn list<T: FromJson>(
        &self,
        operation: Operation,
        query: &str,
        priority: Priority,
        abort: &Abort,
    ) -> Result<Page<T>, ApiError> {
        let answer = self.0.read(operation, &[], query, priority, abort).await?;
        Ok(Page { rows: decode_rows(operation, &answer)?, total: answer.total })
    }
}
