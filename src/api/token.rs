//! Tokens from the page's `tokenProvider`: one request at a time, in memory only, renewed when they expire or are rejected. A token of
//! another person is not used. A token is never stored, logged, shown or part of an error. Knows no operation.

mod jwt;
mod reply;

pub(super) use jwt::claims;

use super::abort::{Abort, unless_aborted};
use super::clock::browser_millis;
use super::error::{ApiError, ErrorKind};
use js_sys::{Function, Object, Promise, Reflect};
use request_center_models::id::IdentityId;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortController;

/// The token provider and the current token.
pub(super) struct Tokens {
    provider: RefCell<Option<Function>>,
    current: RefCell<Option<Token>>,
    pending: RefCell<Option<Pending>>,
    last_number: Cell<u32>,
    owner: RefCell<Option<Owner>>,
}

/// The person the tokens belong to.
struct Owner {
    id: IdentityId,
    /// The person of the last token, where it was not the owner.
    other: Option<IdentityId>,
    /// Called once for each other person whose token the page returns.
    on_other_person: Rc<dyn Fn()>,
}

#[derive(Clone)]
struct Token {
    text: Rc<str>,
    /// By the browser's clock; `None` where the expiry is unknown: then a 401 ends it.
    renew_at: Option<f64>,
}

/// A call of the provider that has not settled. Dropping it aborts its signal.
struct Pending {
    number: u32,
    promise: Promise,
    /// Fires when it is dropped, so that no call waits for it.
    dropped: Abort,
    controller: Option<AbortController>,
}

impl Drop for Pending {
    fn drop(&mut self) {
        if let Some(controller) = &self.controller {
            controller.abort();
        }
        self.dropped.abort();
    }
}

impl Tokens {
    pub(super) fn new(provider: Option<Function>) -> Self {
        Self {
            provider: RefCell::new(provider),
            current: RefCell::default(),
            pending: RefCell::default(),
            last_number: Cell::new(0),
            owner: RefCell::default(),
        }
    }

    /// Sets the owner: a token of another person is refused from then on. A token without an identity is accepted.
    pub(super) fn set_owner(&self, id: IdentityId, on_other_person: Rc<dyn Fn()>) {
        *self.owner.borrow_mut() = Some(Owner { id, other: None, on_other_person });
    }

    /// Returns whether the token is another person's, and calls `on_other_person` the first time.
    fn is_of_other_person(&self, token: &str) -> bool {
        let named = claims(token).and_then(|claims| claims.identity_id);
        let named = named.filter(|id| !id.as_str().is_empty());
        let callback = {
            let mut owner = self.owner.borrow_mut();
            let Some(owner) = owner.as_mut() else { return false };
            let other = named.filter(|named| *named != owner.id);
            let previous = std::mem::replace(&mut owner.other, other.clone());
            let Some(other) = other else { return false };
            (previous != Some(other)).then(|| Rc::clone(&owner.on_other_person))
        };
        if let Some(on_other_person) = callback {
            on_other_person();
        }
        true
    }

    /// Replaces the provider; the current token and a pending call belonged to the old one.
    pub(super) fn set_provider(&self, provider: Option<Function>) {
        if *self.provider.borrow() == provider {
            return;
        }
        *self.provider.borrow_mut() = provider;
        *self.current.borrow_mut() = None;
        let pending = self.pending.borrow_mut().take();
        drop(pending);
    }

    /// The token to send; `None` without a provider. `rejected` is a token the service has answered with 401.
    pub(super) async fn current(
        &self,
        rejected: Option<&str>,
        timeout: u32,
        abort: Option<&Abort>,
    ) -> Result<Option<Rc<str>>, ApiError> {
        loop {
            let Some(provider) = self.provider.borrow().clone() else { return Ok(None) };
            let reason = match &*self.current.borrow() {
                None => "initial",
                Some(token) if rejected == Some(&*token.text) => "rejected",
                Some(token) if token.renew_at.is_some_and(|at| at <= browser_millis()) => "expired",
                Some(token) => return Ok(Some(Rc::clone(&token.text))),
            };
            let (number, promise, dropped) = self.request(&provider, reason);
            let settled = unless_aborted(Some(&dropped), JsFuture::from(promise));
            let in_time = with_timeout(timeout, settled);
            let Some(in_time) = unless_aborted(abort, in_time).await else {
                return Err(ApiError::new(ErrorKind::Aborted));
            };
            match in_time {
                // The provider was replaced meanwhile: the new one is called.
                Some(None) => {}
                None => return Err(self.fail(number)),
                Some(Some(Err(_))) => return Err(self.fail(number)),
                Some(Some(Ok(value))) => {
                    if !self.is_pending(number) {
                        // Another call has already read this token, or the provider was replaced.
                        let is_new = self
                            .current
                            .borrow()
                            .as_ref()
                            .is_some_and(|token| Some(&*token.text) != rejected);
                        if is_new || self.pending.borrow().is_some() {
                            continue;
                        }
                    }
                    let reply = reply::read(&value).map(|reply| reply.with_renewal(browser_millis()));
                    let Some((token, renew_at)) = reply else { return Err(self.fail(number)) };
                    if self.is_of_other_person(&token) {
                        let _ = self.fail(number);
                        return Err(ApiError::new(ErrorKind::OtherPerson));
                    }
                    let token: Rc<str> = token.into();
                    *self.current.borrow_mut() = Some(Token { text: Rc::clone(&token), renew_at });
                    self.succeed(number);
                    return Ok(Some(token));
                }
            }
        }
    }

    /// The pending call of the provider, or a new one.
    fn request(&self, provider: &Function, reason: &str) -> (u32, Promise, Abort) {
        if let Some(pending) = &*self.pending.borrow() {
            return (pending.number, pending.promise.clone(), pending.dropped.clone());
        }
        let controller = AbortController::new().ok();
        let argument = Object::new();
        let _ = Reflect::set(&argument, &JsValue::from_str("reason"), &JsValue::from_str(reason));
        if let Some(controller) = &controller {
            let _ = Reflect::set(&argument, &JsValue::from_str("signal"), &controller.signal());
        }
        let returned = provider.call1(&JsValue::UNDEFINED, &argument);
        // One that throws is shared like one that rejects.
        let promise = returned.map_or_else(|error| Promise::reject(&error), |value| Promise::resolve(&value));
        let number = self.last_number.get().wrapping_add(1);
        self.last_number.set(number);
        let dropped = Abort::new();
        *self.pending.borrow_mut() =
            Some(Pending { number, promise: promise.clone(), dropped: dropped.clone(), controller });
        (number, promise, dropped)
    }

    fn is_pending(&self, number: u32) -> bool {
        self.pending.borrow().as_ref().is_some_and(|pending| pending.number == number)
    }

    /// Takes the pending call, where it is that one. Calls that share it go on to read the promise themselves.
    fn take_pending(&self, number: u32) -> Option<Pending> {
        if !self.is_pending(number) {
            return None;
        }
        let mut pending = self.pending.borrow_mut().take()?;
        pending.dropped = Abort::new();
        Some(pending)
    }

    /// Ends a call that returned a token; its signal does not fire.
    fn succeed(&self, number: u32) {
        if let Some(mut pending) = self.take_pending(number) {
            pending.controller = None;
        }
    }

    /// Ends a call without a token, so that the next request calls the provider again.
    fn fail(&self, number: u32) -> ApiError {
        drop(self.take_pending(number));
        ApiError::new(ErrorKind::NoToken)
    }
}

/// The output of `work`, or `None` where it takes longer.
async fn with_timeout<T>(millis: u32, work: impl Future<Output = T>) -> Option<T> {
    let timeout = Abort::new();
    let _timer = {
        let timeout = timeout.clone();
        super::clock::Timer::after(f64::from(millis), move || timeout.abort())
    };
    unless_aborted(Some(&timeout), work).await
}
