//! Tokens: asked of the page one at a time, kept in memory only, renewed when they end or are refused. A token is never
//! written, logged, shown or put into an error. Knows no operation.

mod jwt;

pub(super) use jwt::claims;

use super::abort::{Abort, unless_aborted};
use super::clock::browser_millis;
use super::error::{ApiError, ErrorKind};
use js_sys::{Function, Object, Promise, Reflect};
use request_center_models::moment::Moment;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortController;

/// A token is renewed this much before its end (milliseconds), a short-lived one at nine tenths of its life.
const LEEWAY: f64 = 30_000.0;

/// Where tokens come from and the one at hand.
pub(super) struct Tokens {
    provider: RefCell<Option<Function>>,
    held: RefCell<Option<Held>>,
    asking: RefCell<Option<Asking>>,
    asked: Cell<u32>,
}

#[derive(Clone)]
struct Held {
    token: Rc<str>,
    /// By the browser's clock; `None` where unknown, then only a refusal ends it.
    renew_at: Option<f64>,
}

/// A call of the provider that has not answered. Dropped, it is told so through its signal.
struct Asking {
    number: u32,
    answer: Promise,
    /// Fires when the question is dropped, so that nobody waits for its answer.
    gone: Abort,
    controller: Option<AbortController>,
}

impl Drop for Asking {
    fn drop(&mut self) {
        if let Some(controller) = &self.controller {
            controller.abort();
        }
        self.gone.abort();
    }
}

impl Tokens {
    pub(super) fn new(provider: Option<Function>) -> Self {
        Self {
            provider: RefCell::new(provider),
            held: RefCell::default(),
            asking: RefCell::default(),
            asked: Cell::new(0),
        }
    }

    /// Another provider: the token at hand and an open question belong to the one before.
    pub(super) fn set_provider(&self, provider: Option<Function>) {
        if *self.provider.borrow() == provider {
            return;
        }
        *self.provider.borrow_mut() = provider;
        *self.held.borrow_mut() = None;
        let asking = self.asking.borrow_mut().take();
        drop(asking);
    }

    /// The token to send, `None` without a provider. `rejected` is one the service has just refused.
    pub(super) async fn current(
        &self,
        rejected: Option<&str>,
        timeout: u32,
        abort: Option<&Abort>,
    ) -> Result<Option<Rc<str>>, ApiError> {
        loop {
            let Some(provider) = self.provider.borrow().clone() else { return Ok(None) };
            let reason = match &*self.held.borrow() {
                None => "initial",
                Some(held) if rejected == Some(&*held.token) => "rejected",
                Some(held) if held.renew_at.is_some_and(|at| at <= browser_millis()) => "expired",
                Some(held) => return Ok(Some(Rc::clone(&held.token))),
            };
            let (number, answer, gone) = self.ask(&provider, reason)?;
            let answered = unless_aborted(Some(&gone), JsFuture::from(answer));
            let in_time = unless_late(timeout, answered);
            let Some(in_time) = unless_aborted(abort, in_time).await else {
                return Err(ApiError::new(ErrorKind::Aborted));
            };
            match in_time {
                // Replaced by another provider meanwhile: ask that one.
                Some(None) => {}
                None => return Err(self.give_up(number)),
                Some(Some(Err(_))) => return Err(self.give_up(number)),
                Some(Some(Ok(value))) => {
                    let mine = self.asking.borrow().as_ref().is_some_and(|asking| asking.number == number);
                    if !mine {
                        // Another call has taken this answer in already, or the provider was replaced.
                        let same = self.held.borrow().as_ref().is_some_and(|h| Some(&*h.token) != rejected);
                        if same || self.asking.borrow().is_some() {
                            continue;
                        }
                    }
                    let held = read_reply(&value).map(|reply| reply.held(browser_millis()));
                    let Some(held) = held else { return Err(self.give_up(number)) };
                    let token = Rc::clone(&held.token);
                    *self.held.borrow_mut() = Some(held);
                    self.answered(number);
                    return Ok(Some(token));
                }
            }
        }
    }

    /// The open question, or a new one where there is none.
    fn ask(&self, provider: &Function, reason: &str) -> Result<(u32, Promise, Abort), ApiError> {
        if let Some(asking) = &*self.asking.borrow() {
            return Ok((asking.number, asking.answer.clone(), asking.gone.clone()));
        }
        let controller = AbortController::new().ok();
        let argument = Object::new();
        let _ = Reflect::set(&argument, &JsValue::from_str("reason"), &JsValue::from_str(reason));
        if let Some(controller) = &controller {
            let _ = Reflect::set(&argument, &JsValue::from_str("signal"), &controller.signal());
        }
        let answer = provider.call1(&JsValue::UNDEFINED, &argument);
        let answer = Promise::resolve(&answer.map_err(|_| ApiError::new(ErrorKind::NoToken))?);
        let number = self.asked.get().wrapping_add(1);
        self.asked.set(number);
        let gone = Abort::new();
        *self.asking.borrow_mut() =
            Some(Asking { number, answer: answer.clone(), gone: gone.clone(), controller });
        Ok((number, answer, gone))
    }

    /// The question is answered: its signal stays silent, those who share it read the answer by themselves.
    fn answered(&self, number: u32) {
        let mut asking = self.asking.borrow_mut();
        if asking.as_ref().is_some_and(|asking| asking.number == number)
            && let Some(mut answered) = asking.take()
        {
            answered.controller = None;
            answered.gone = Abort::new();
        }
    }

    /// No token came of it; the next call asks anew.
    fn give_up(&self, number: u32) -> ApiError {
        let mine = self.asking.borrow().as_ref().is_some_and(|asking| asking.number == number);
        if mine {
            let mut asking = self.asking.borrow_mut().take();
            if let Some(asking) = &mut asking {
                asking.gone = Abort::new();
            }
        }
        ApiError::new(ErrorKind::NoToken)
    }
}

/// The outcome, `None` where it takes longer.
async fn unless_late<T>(millis: u32, work: impl Future<Output = T>) -> Option<T> {
    let late = Abort::new();
    let _timer = {
        let late = late.clone();
        super::clock::Timer::after(f64::from(millis), move || late.abort())
    };
    unless_aborted(Some(&late), work).await
}

/// What a provider answered.
#[derive(Clone, Debug, PartialEq)]
struct Reply {
    token: String,
    /// Milliseconds since 1970.
    expires_at: Option<f64>,
}

impl Reply {
    fn held(self, now: f64) -> Held {
        let expires_at =
            self.expires_at.or_else(|| claims(&self.token)?.exp.map(|seconds| seconds * 1_000.0));
        Held { token: self.token.into(), renew_at: expires_at.and_then(|at| renew_at(at, now)) }
    }
}

/// When to renew a token that ends then. One that seems to have ended on arrival says that the browser's clock is wrong:
/// asking again would not help, the service will say when it is over.
fn renew_at(expires_at: f64, now: f64) -> Option<f64> {
    let left = expires_at - now;
    (left > 0.0).then(|| expires_at - LEEWAY.min(left / 10.0))
}

/// A string, or `{ token, expiresAt? }` with a date, its text, or a number since 1970.
fn read_reply(value: &JsValue) -> Option<Reply> {
    if let Some(text) = value.as_string() {
        return reply(&text, None);
    }
    let field = |name: &str| Reflect::get(value, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED);
    let expires = field("expiresAt");
    let expires_at = match (expires.as_string(), expires.as_f64()) {
        (Some(text), _) => Moment::from(text).unix_millis(),
        (None, Some(number)) => Some(number_as_millis(number)),
        _ => expires.dyn_ref::<js_sys::Date>().map(js_sys::Date::get_time),
    };
    reply(&field("token").as_string()?, expires_at)
}

/// The reply, where the token is one that a header can carry. `await response.text()` often brings a line break along.
fn reply(text: &str, expires_at: Option<f64>) -> Option<Reply> {
    let token = text.trim();
    let sendable = !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_graphic());
    sendable.then(|| Reply { token: token.to_owned(), expires_at: expires_at.filter(|at| at.is_finite()) })
}

/// Numbers this small are seconds since 1970, as in a token's own `exp`.
fn number_as_millis(number: f64) -> f64 {
    if number < 100_000_000_000.0 { number * 1_000.0 } else { number }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_taken_without_the_line_break_around_it() {
        assert_eq!(
            reply(" abc.def.ghi\n", None),
            Some(Reply { token: "abc.def.ghi".to_owned(), expires_at: None })
        );
    }

    #[test]
    fn what_no_header_can_carry_is_no_token() {
        for text in ["", " \n", "a b", "a\nb", "tökén", "<html>\n<body>Sign in</body></html>"] {
            assert_eq!(reply(text, None), None, "{text}");
        }
    }

    #[test]
    fn an_end_may_be_given_in_seconds_or_milliseconds() {
        assert!((number_as_millis(1_800_000_000.0) - 1_800_000_000_000.0).abs() < 1.0);
        assert!((number_as_millis(1_800_000_000_000.0) - 1_800_000_000_000.0).abs() < 1.0);
    }

    #[test]
    fn a_token_is_renewed_shortly_before_its_end() {
        assert_eq!(renew_at(1_000_000.0, 0.0), Some(970_000.0));
        assert_eq!(renew_at(10_000.0, 0.0), Some(9_000.0), "a short one at nine tenths");
    }

    #[test]
    fn a_token_that_has_ended_on_arrival_is_used_until_it_is_refused() {
        assert_eq!(renew_at(1_000.0, 2_000.0), None);
    }

    #[test]
    fn the_end_given_goes_before_the_end_in_the_token() {
        // {"exp":2000}
        let token = "e30.eyJleHAiOjIwMDB9.x".to_owned();
        let held = |expires_at| Reply { token: token.clone(), expires_at }.held(0.0).renew_at;
        assert_eq!(held(None), Some(1_970_000.0));
        assert_eq!(held(Some(1_000_000.0)), Some(970_000.0));
    }
}
