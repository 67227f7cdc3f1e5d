//! Sends one call: token, rate budget, exchange, retry. Not generic, so that all operations share the code.

use super::abort::{Abort, unless_aborted};
use super::budget::{self, Budget, Denied, Priority, Wait};
use super::clock::{ServerClock, browser_millis, sleep};
use super::error::{ApiError, ErrorKind};
use super::options::ClientOptions;
use super::query::StatusQuery;
use super::retry::{self, Attempts, Next};
use super::token::Tokens;
use super::transport::{ApiResponse, Exchange, Outgoing, browser_is_offline, exchange};
use js_sys::Function;
use leptos::prelude::{ArcRwSignal, GetUntracked, Set};
use request_center_models::json::{DecodeError, FromJson, Value, each_row, object_from_json};
use request_center_models::operation::{Family, Method, Operation};
use request_center_models::setting::form_family;
use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;

/// A read in progress.
type ReadFuture = Pin<Box<dyn Future<Output = Result<ApiResponse, ApiError>>>>;

/// The state that clones of a client share.
pub(super) struct Core {
    pub(super) options: ClientOptions,
    pub(super) tokens: Tokens,
    pub(super) clock: ServerClock,
    pub(super) wait: ArcRwSignal<Option<Wait>>,
    /// True from a call that failed for want of a sign-in to the next one that is answered.
    pub(super) signed_out: ArcRwSignal<bool>,
    budget: Rc<RefCell<Budget>>,
}

/// One call.
pub(super) struct Call<'a> {
    operation: Operation,
    url: String,
    body: Option<&'a str>,
    priority: Priority,
    abort: Option<&'a Abort>,
    /// Called right before the request is sent; `false` stops it.
    may_send: &'a dyn Fn() -> bool,
}

impl Core {
    pub(super) fn new(options: ClientOptions, token_provider: Option<Function>) -> Self {
        Self {
            tokens: Tokens::new(token_provider),
            clock: ServerClock::default(),
            wait: ArcRwSignal::new(None),
            signed_out: ArcRwSignal::new(false),
            budget: budget::of_base(&options.base),
            options,
        }
    }

    /// Sends a read and returns its complete 2xx response. `ids` are those in its path. Boxed, so that the state machines of the many
    /// callers stay small.
    pub(super) fn read(
        self: &Rc<Self>,
        operation: Operation,
        ids: &[&str],
        query: &str,
        priority: Priority,
        abort: &Abort,
    ) -> ReadFuture {
        self.read_url(operation, self.url(operation, ids, query), priority, abort)
    }

    /// The same for an operation without ids and query, in that family.
    pub(super) fn read_in(
        self: &Rc<Self>,
        family: Family,
        operation: Operation,
        abort: &Abort,
    ) -> ReadFuture {
        let url = format!("{}{}", self.options.base, operation.path(family, &[]));
        self.read_url(operation, url, Priority::User, abort)
    }

    fn read_url(
        self: &Rc<Self>,
        operation: Operation,
        url: String,
        priority: Priority,
        abort: &Abort,
    ) -> ReadFuture {
        let (core, abort) = (Rc::clone(self), abort.clone());
        Box::pin(async move {
            let abort = Some(&abort);
            let call = Call { operation, url, body: None, priority, abort, may_send: &|| true };
            match core.send(&call).await? {
                Exchange::Complete(response) => Ok(response),
                incomplete => Err(incomplete_error(operation, &incomplete)),
            }
        })
    }

    /// Sends a question that is too long for an address, so that it is the body of a POST. It changes nothing, so it may be aborted.
    pub(super) fn ask(self: &Rc<Self>, operation: Operation, body: String, abort: &Abort) -> ReadFuture {
        let url = self.url(operation, &[], "");
        let (core, abort) = (Rc::clone(self), abort.clone());
        Box::pin(async move {
            let (abort, priority) = (Some(&abort), Priority::Background);
            let call = Call { operation, url, body: Some(&body), priority, abort, may_send: &|| true };
            match core.send(&call).await? {
                Exchange::Complete(response) => Ok(response),
                incomplete => Err(incomplete_error(operation, &incomplete)),
            }
        })
    }

    /// Sends a write and returns the body of its 2xx response, `None` for a 202 whose body broke off. `id` is the one in its path.
    pub(super) async fn write(
        self: &Rc<Self>,
        operation: Operation,
        id: Option<&str>,
        body: Option<&str>,
        may_send: &dyn Fn() -> bool,
    ) -> Result<Option<String>, ApiError> {
        let Some(body) = body else { return Err(ApiError::new(ErrorKind::BadRequest).of(operation)) };
        self.refuse_while_offline(operation).await?;
        let priority = Priority::User;
        let url = self.url(operation, id.as_slice(), "");
        let call = Call { operation, url, body: Some(body), priority, abort: None, may_send };
        match self.send(&call).await? {
            Exchange::Complete(response) if response.status == 202 => Ok(Some(response.body)),
            // The service answers in JSON.
            Exchange::Complete(response) => {
                let body = response.body.trim();
                if body.is_empty() || body.starts_with('{') {
                    Ok(Some(response.body))
                } else {
                    Err(ApiError::unreadable(operation, response.status, response.tracking_id))
                }
            }
            Exchange::HeadOnly(response, _) if response.status == 202 => Ok(None),
            incomplete => Err(incomplete_error(operation, &incomplete)),
        }
    }

    /// Where the browser reports that it is offline, tries a small read first: if that fails too, the write is certain not to have been
    /// sent.
    async fn refuse_while_offline(self: &Rc<Self>, operation: Operation) -> Result<(), ApiError> {
        if !browser_is_offline() {
            return Ok(());
        }
        let query = StatusQuery { limit: 1, ..StatusQuery::by_me() }.to_query();
        let list = Operation::ListAccessRequestStatus;
        let probe = self.read(list, &[], &query, Priority::User, &Abort::new()).await;
        match probe {
            Err(error)
                if matches!(error.kind, ErrorKind::Offline | ErrorKind::Network | ErrorKind::Timeout) =>
            {
                Err(ApiError::new(ErrorKind::Offline).of(operation))
            }
            _ => Ok(()),
        }
    }

    fn url(&self, operation: Operation, ids: &[&str], query: &str) -> String {
        let family = match operation {
            Operation::GetAccessRequestConfig | Operation::SetAccessRequestConfig => {
                form_family(self.options.family)
            }
            operation => operation.family(self.options.family),
        };
        format!("{}{}{query}", self.options.base, operation.path(family, ids))
    }

    async fn send(&self, call: &Call<'_>) -> Result<Exchange, ApiError> {
        let method = call.operation.method();
        let is_read = method == Method::Get;
        let timeout = if is_read { self.options.read_timeout } else { self.options.write_timeout };
        let family = call.operation.family(self.options.family);
        let is_experimental = call.operation.is_experimental_in(family);
        let mut attempts = Attempts::default();
        let mut rejected: Option<Rc<str>> = None;
        loop {
            let token =
                self.tokens.current(rejected.as_deref(), self.options.token_timeout, call.abort).await;
            let token = token.map_err(|error| {
                self.follow_sign_in(Some(error.kind));
                error.of(call.operation)
            })?;
            budget::acquire(&self.budget, call.priority, call.abort, &|wait| self.set_wait(wait))
                .await
                .map_err(|denied| denied_error(denied, call.operation))?;
            if !(call.may_send)() {
                return Err(ApiError::new(ErrorKind::Aborted).of(call.operation));
            }
            let (url, body, token_text) = (&call.url, call.body, token.as_deref());
            let outgoing = Outgoing { method, url, body, token: token_text, timeout, is_experimental };
            let sent_at = browser_millis();
            let outcome = exchange(&outgoing, call.abort).await;
            self.sync_clock(&outcome);
            let now = self.clock.now(browser_millis());
            match retry::next(&outcome, method, call.priority, token.is_some(), now, &mut attempts) {
                Next::Done => return self.finish(outcome, call.operation, sent_at),
                Next::Reauthorize => rejected = token,
                Next::Limited { seconds, again, reported } => {
                    let (now, millis) = (browser_millis(), f64::from(seconds) * 1_000.0);
                    let named = self.budget.borrow_mut().pause(now, millis, reported);
                    if !again {
                        return checked(outcome, call.operation, reported.then_some(named));
                    }
                }
                Next::Backoff(millis) => {
                    if unless_aborted(call.abort, sleep(millis)).await.is_none() {
                        return Err(ApiError::new(ErrorKind::Aborted).of(call.operation));
                    }
                }
            }
        }
    }

    /// The result of a call that was sent at that time and is not sent again.
    fn finish(&self, outcome: Exchange, operation: Operation, sent_at: f64) -> Result<Exchange, ApiError> {
        if matches!(outcome, Exchange::NoResponse(_)) {
            return Ok(outcome);
        }
        let result = checked(outcome, operation, None);
        if result.is_ok() {
            self.budget.borrow_mut().resume(sent_at);
        }
        self.follow_sign_in(result.as_ref().err().map(|error| error.kind));
        result
    }

    /// Records whether an answer, or that error, shows that the sign-in has ended.
    fn follow_sign_in(&self, error: Option<ErrorKind>) {
        let has_ended = match error {
            None => false,
            Some(ErrorKind::NoToken | ErrorKind::Unauthorized | ErrorKind::SignedOut) => true,
            Some(_) => return,
        };
        if self.signed_out.get_untracked() != has_ended {
            self.signed_out.set(has_ended);
        }
    }

    fn set_wait(&self, wait: Option<Wait>) {
        self.wait.set(wait);
    }

    fn sync_clock(&self, outcome: &Exchange) {
        let (Exchange::Complete(response) | Exchange::HeadOnly(response, _)) = outcome else { return };
        if let Some(millis) = response.service_millis() {
            self.clock.sync(millis, browser_millis());
        }
    }
}

/// The error of an exchange without a complete response.
fn incomplete_error(operation: Operation, exchange: &Exchange) -> ApiError {
    let (error, status) = match exchange {
        Exchange::NoResponse(error) => (*error, None),
        Exchange::HeadOnly(response, error) => (*error, Some(response.status)),
        Exchange::Complete(response) => {
            return ApiError::unreadable(operation, response.status, response.tracking_id.clone());
        }
    };
    ApiError::from_exchange(operation, error, status, browser_is_offline())
}

/// Milliseconds as a whole number, saturated.
fn whole(millis: f64) -> u64 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturates")]
    let whole = millis as u64;
    whole
}

fn denied_error(denied: Denied, operation: Operation) -> ApiError {
    match denied {
        Denied::Aborted => ApiError::new(ErrorKind::Aborted).of(operation),
        Denied::TooLong(until) => {
            ApiError { retry_at: Some(whole(until)), ..ApiError::new(ErrorKind::RateLimited).of(operation) }
        }
    }
}

/// The exchange, or the error of a response that is not the service's 2xx.
fn checked(outcome: Exchange, operation: Operation, retry_at: Option<f64>) -> Result<Exchange, ApiError> {
    let (Exchange::Complete(response) | Exchange::HeadOnly(response, _)) = &outcome else {
        return Ok(outcome);
    };
    if (200..300).contains(&response.status) && !response.is_sign_in() {
        Ok(outcome)
    } else {
        let error = ApiError::from_response(operation, response);
        Err(ApiError { retry_at: retry_at.map(whole), ..error })
    }
}

/// Reads one object.
pub(super) async fn decoded<T: FromJson>(operation: Operation, read: ReadFuture) -> Result<T, ApiError> {
    decode(operation, &read.await?)
}

/// Decodes the body as an object; a field that cannot be read does not affect the others.
pub(super) fn decode<T: FromJson>(operation: Operation, response: &ApiResponse) -> Result<T, ApiError> {
    object_from_json(&response.body)
        .map(|object| object.value)
        .map_err(|_| ApiError::unreadable(operation, response.status, response.tracking_id.clone()))
}

/// Decodes the body as a list, and names the fields that could not be read; they do not affect the others.
pub(super) fn decode_rows<T: FromJson>(
    operation: Operation,
    response: &ApiResponse,
) -> Result<(Vec<T>, Vec<String>), ApiError> {
    let mut rows = Vec::new();
    let left_out = read_rows(operation, response, &mut |row| {
        rows.push(T::from_value(row)?);
        Ok(())
    })?;
    Ok((rows, left_out))
}

/// Passes each row of the body to `take`. Not generic: all lists share it.
fn read_rows(
    operation: Operation,
    response: &ApiResponse,
    take: &mut dyn FnMut(Value) -> Result<(), DecodeError>,
) -> Result<Vec<String>, ApiError> {
    let left_out = each_row(&response.body, take)
        .map_err(|_| ApiError::unreadable(operation, response.status, response.tracking_id.clone()))?;
    Ok(left_out.into_iter().map(|field| format!("{}/{field}", operation.name())).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::transport::ExchangeError;

    const LIST: Operation = Operation::ListRequestableObjects;

    fn complete(status: u16, body: &str) -> ApiResponse {
        ApiResponse { status, body: body.to_owned(), ..ApiResponse::default() }
    }

    #[test]
    fn truncated_json_is_a_decode_error() {
        for body in ["[{\"id\":\"a\"},{\"na", "", "{}"] {
            let error = decode_rows::<serde_json::Value>(LIST, &complete(200, body)).expect_err("not a list");
            assert_eq!((error.kind, error.status), (ErrorKind::Decode, Some(200)), "{body}");
        }
    }

    #[test]
    fn two_megabytes_of_rows_are_decoded() {
        let row = format!("{{\"description\":\"{}\"}}", "x".repeat(1_000));
        let body = format!("[{}]", vec![row; 2_100].join(","));
        assert!(body.len() > 2_000_000);
        let (rows, _): (Vec<serde_json::Value>, _) =
            decode_rows(LIST, &complete(200, &body)).expect("a list");
        assert_eq!(rows.len(), 2_100);
    }

    #[test]
    fn a_refusal_without_its_body_is_still_a_refusal() {
        let outcome = Exchange::HeadOnly(complete(403, ""), ExchangeError::Network);
        let error = checked(outcome, Operation::CreateAccessRequest, None).err().expect("refused");
        assert_eq!((error.kind, error.outcome_unknown()), (ErrorKind::Forbidden, false));
    }

    #[test]
    fn a_wait_that_is_too_long_is_reported_with_its_end() {
        let error = denied_error(Denied::TooLong(600_000.0), LIST);
        assert_eq!((error.kind, error.retry_at, error.sent), (ErrorKind::RateLimited, Some(600_000), false));
    }
}
