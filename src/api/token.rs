//! Tokens: asked of the page one at a time, kept in memory only, renewed when they end or are refused; one of another person is
//! neither kept nor used. A token is never written, logged, shown or put into an error. Knows no operation.

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

/// Where tokens come from and the one at hand.
pub(super) struct Tokens {
    provider: RefCell<Option<Function>>,
    held: RefCell<Option<Held>>,
    asking: RefCell<Option<Asking>>,
    asked: Cell<u32>,
    owner: RefCell<Option<Owner>>,
}

/// Whose tokens these are.
struct Owner {
    id: IdentityId,
    /// The other person whose token came last, until one of the owner's comes again.
    other: Option<IdentityId>,
    /// Called when the page hands out a token of somebody else, once for each.
    on_other_person: Rc<dyn Fn()>,
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
            owner: RefCell::default(),
        }
    }

    /// From now on tokens that name another person are refused. One that names nobody cannot be judged and is taken.
    pub(super) fn belong_to(&self, id: IdentityId, on_other_person: Rc<dyn Fn()>) {
        *self.owner.borrow_mut() = Some(Owner { id, other: None, on_other_person });
    }

    /// Whether that token names another person than the one these tokens belong to; whoever cares is told the first time.
    fn is_of_other_person(&self, token: &str) -> bool {
        let named = claims(token).and_then(|claims| claims.identity_id);
        let named = named.filter(|id| !id.as_str().is_empty());
        let met = {
            let mut owner = self.owner.borrow_mut();
            let Some(owner) = owner.as_mut() else { return false };
            let other = named.filter(|named| *named != owner.id);
            let known = std::mem::replace(&mut owner.other, other.clone());
            let Some(other) = other else { return false };
            (known != Some(other)).then(|| Rc::clone(&owner.on_other_person))
        };
        if let Some(on_other_person) = met {
            on_other_person();
        }
        true
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
                    let reply = reply::read(&value).map(|reply| reply.held(browser_millis()));
                    let Some((token, renew_at)) = reply else { return Err(self.give_up(number)) };
                    if self.is_of_other_person(&token) {
                        let _ = self.give_up(number);
                        return Err(ApiError::new(ErrorKind::OtherPerson));
                    }
                    let token: Rc<str> = token.into();
                    *self.held.borrow_mut() = Some(Held { token: Rc::clone(&token), renew_at });
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
    let lazy_module = Abort::new();
    let _timer = {
        let lazy_module = lazy_module.clone();
        super::clock::Timer::after(f64::from(millis), move || lazy_module.abort())
    };
    unless_aborted(Some(&lazy_module), work).await
}
