//! The way of one call: token, room in the budget, exchange, and again where that is right. Not generic, so that every
//! operation shares its code.

use super::abort::{Abort, unless_aborted};
use super::budget::{self, Budget, Denied, Priority, Wait};
use super::clock::{ServerClock, browser_millis, http_date_millis, sleep};
use super::error::{ApiError, ErrorKind};
use super::options::ClientOptions;
use super::query::StatusQuery;
use super::retry::{self, Next, Tried};
use super::token::Tokens;
use super::transport::{Answer, Exchange, Outgoing, browser_is_offline, exchange};
use js_sys::Function;
use leptos::prelude::{ArcRwSignal, Set};
use request_center_models::json::{FromJson, from_json, rows_from_json};
use request_center_models::operation::{Method, Operation};
use request_center_models::setting::form_family;
use std::cell::RefCell;
use std::rc::Rc;

/// What the clones of a client share.
pub(super) struct Core {
    pub(super) options: ClientOptions,
    pub(super) tokens: Tokens,
    pub(super) clock: ServerClock,
    pub(super) wait: ArcRwSignal<Option<Wait>>,
    budget: Rc<RefCell<Budget>>,
}

/// One call.
pub(super) struct Call<'a> {
    operation: Operation,
    /// The ids in its path, in order.
    ids: &'a [&'a str],
    query: &'a str,
    body: Option<&'a str>,
    priority: Priority,
    abort: Option<&'a Abort>,
    leaving: &'a dyn Fn() -> bool,
}

impl Core {
    pub(super) fn new(options: ClientOptions, token_provider: Option<Function>) -> Self {
        Self {
            tokens: Tokens::new(token_provider),
            clock: ServerClock::default(),
            wait: ArcRwSignal::new(None),
            budget: budget::of_base(&options.base),
            options,
        }
    }

    /// A read: the answer, whole and with a 2xx. `ids` are those in its path.
    pub(super) async fn read(
        &self,
        operation: Operation,
        ids: &[&str],
        query: &str,
        priority: Priority,
        abort: &Abort,
    ) -> Result<Answer, ApiError> {
        let call =
            Call { operation, ids, query, body: None, priority, abort: Some(abort), leaving: &|| true };
        match self.send(&call).await? {
            Exchange::Whole(answer) => Ok(answer),
            Exchange::HeadOnly(answer, trouble) => {
                Err(ApiError::from_trouble(operation, trouble, Some(answer.status), browser_is_offline()))
            }
            Exchange::Nothing(trouble) => {
                Err(ApiError::from_trouble(operation, trouble, None, browser_is_offline()))
            }
        }
    }

    /// A write: the text of the answer where it can be told to be one, `None` for a 202 without it. `id` is the one in its
    /// path.
    pub(super) async fn write(
        &self,
        operation: Operation,
        id: Option<&str>,
        body: Option<String>,
        leaving: &dyn Fn() -> bool,
    ) -> Result<Option<String>, ApiError> {
        let Some(body) = body else { return Err(ApiError::new(ErrorKind::BadRequest).of(operation)) };
        self.refuse_while_offline(operation).await?;
        let priority = Priority::User;
        let ids: Vec<&str> = id.into_iter().collect();
        let call =
            Call { operation, ids: &ids, query: "", body: Some(&body), priority, abort: None, leaving };
        match self.send(&call).await? {
            Exchange::Whole(answer) if answer.status == 202 => Ok(Some(answer.body)),
            // A 200 may be a sign-in page a proxy put in the way; only an answer in the service's own language counts.
            Exchange::Whole(answer) => {
                let told = answer.body.trim();
                if told.is_empty() || told.starts_with('{') {
                    Ok(Some(answer.body))
                } else {
                    Err(ApiError::unreadable(operation, answer.status, answer.tracking_id))
                }
            }
            Exchange::HeadOnly(answer, _) if answer.status == 202 => Ok(None),
            Exchange::HeadOnly(answer, trouble) => {
                Err(ApiError::from_trouble(operation, trouble, Some(answer.status), browser_is_offline()))
            }
            Exchange::Nothing(trouble) => {
                Err(ApiError::from_trouble(operation, trouble, None, browser_is_offline()))
            }
        }
    }

    /// Where the browser says it is offline, a small read finds out before a write is risked: if that does not get through
    /// either, nothing was sent, and that is known for sure.
    async fn refuse_while_offline(&self, operation: Operation) -> Result<(), ApiError> {
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

    async fn send(&self, call: &Call<'_>) -> Result<Exchange, ApiError> {
        let method = call.operation.method();
        let family = match call.operation {
            Operation::GetAccessRequestConfig | Operation::SetAccessRequestConfig => {
                form_family(self.options.family)
            }
            operation => operation.family(self.options.family),
        };
        let url = format!("{}{}{}", self.options.base, call.operation.path(family, call.ids), call.query);
        let read = method == Method::Get;
        let timeout = if read { self.options.read_timeout } else { self.options.write_timeout };
        let mut tried = Tried::default();
        let mut rejected: Option<Rc<str>> = None;
        loop {
            let token =
                self.tokens.current(rejected.as_deref(), self.options.token_timeout, call.abort).await;
            let token = token.map_err(|error| error.of(call.operation))?;
            budget::acquire(&self.budget, call.priority, call.abort, &|wait| self.set_wait(wait))
                .await
                .map_err(|denied| denied_error(denied, call.operation))?;
            if !(call.leaving)() {
                return Err(ApiError::new(ErrorKind::Aborted).of(call.operation));
            }
            let outgoing = Outgoing { method, url: &url, body: call.body, token: token.as_deref(), timeout };
            let outcome = exchange(&outgoing, call.abort).await;
            self.sync_clock(&outcome);
            let now = self.clock.now(browser_millis());
            match retry::next(&outcome, method, call.priority, token.is_some(), now, &mut tried) {
                Next::Done => return judged(outcome, call.operation, None),
                Next::Reauthorize => rejected = token,
                Next::Limited { seconds, again } => {
                    self.budget.borrow_mut().pause(browser_millis(), f64::from(seconds) * 1_000.0);
                    if !again {
                        return judged(outcome, call.operation, Some(seconds));
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

    fn set_wait(&self, wait: Option<Wait>) {
        self.wait.set(wait);
    }

    fn sync_clock(&self, outcome: &Exchange) {
        let (Exchange::Whole(answer) | Exchange::HeadOnly(answer, _)) = outcome else { return };
        if let Some(millis) = answer.date.as_deref().and_then(http_date_millis) {
            self.clock.sync(millis, browser_millis());
        }
    }
}

fn denied_error(denied: Denied, operation: Operation) -> ApiError {
    match denied {
        Denied::Aborted => ApiError::new(ErrorKind::Aborted).of(operation),
        Denied::TooLong(seconds) => ApiError {
            retry_after_seconds: Some(seconds),
            ..ApiError::new(ErrorKind::RateLimited).of(operation)
        },
    }
}

/// The exchange where it went well or has no whole answer, the error the answer means where it does not.
fn judged(outcome: Exchange, operation: Operation, retry_after: Option<u32>) -> Result<Exchange, ApiError> {
    let (Exchange::Whole(answer) | Exchange::HeadOnly(answer, _)) = &outcome else { return Ok(outcome) };
    if (200..300).contains(&answer.status) {
        Ok(outcome)
    } else {
        Err(ApiError::from_answer(operation, answer, retry_after))
    }
}

/// The body as what it should be.
pub(super) fn decode<T: FromJson>(operation: Operation, answer: &Answer) -> Result<T, ApiError> {
    from_json(&answer.body)
        .map_err(|_| ApiError::unreadable(operation, answer.status, answer.tracking_id.clone()))
}

/// The body as a list, whose rows suffer alone where something in one of them is odd.
pub(super) fn decode_rows<T: FromJson>(operation: Operation, answer: &Answer) -> Result<Vec<T>, ApiError> {
    rows_from_json(&answer.body)
        .map(|rows| rows.value)
        .map_err(|_| ApiError::unreadable(operation, answer.status, answer.tracking_id.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::transport::Trouble;

    const LIST: Operation = Operation::ListRequestableObjects;

    fn whole(status: u16, body: &str) -> Answer {
        Answer { status, body: body.to_owned(), ..Answer::default() }
    }

    #[test]
    fn cut_json_and_html_are_unreadable_answers() {
        for body in ["[{\"id\":\"a\"},{\"na", "<html><body>Sign in</body></html>", "", "{}"] {
            let error = decode_rows::<serde_json::Value>(LIST, &whole(200, body)).expect_err("not a list");
            assert_eq!((error.kind, error.status), (ErrorKind::Decode, Some(200)), "{body}");
        }
    }

    #[test]
    fn two_megabytes_of_rows_are_read() {
        let row = format!("{{\"description\":\"{}\"}}", "x".repeat(1_000));
        let body = format!("[{}]", vec![row; 2_100].join(","));
        assert!(body.len() > 2_000_000);
        let rows: Vec<serde_json::Value> = decode_rows(LIST, &whole(200, &body)).expect("a list");
        assert_eq!(rows.len(), 2_100);
    }

    #[test]
    fn a_refusal_whose_body_broke_off_is_still_a_refusal() {
        let outcome = Exchange::HeadOnly(whole(403, ""), Trouble::Broken);
        let error = judged(outcome, Operation::CreateAccessRequest, None).err().expect("refused");
        assert_eq!((error.kind, error.outcome_unknown()), (ErrorKind::Forbidden, false));
    }

    #[test]
    fn a_silence_too_long_to_wait_through_is_reported_with_its_length() {
        let error = denied_error(Denied::TooLong(600), LIST);
        assert_eq!(
            (error.kind, error.retry_after_seconds, error.sent),
            (ErrorKind::RateLimited, Some(600), false)
        );
    }
}
