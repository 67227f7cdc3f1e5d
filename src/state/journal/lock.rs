//! The browser's Web Locks, shared by all tabs of an origin. Without them (old browsers, pages without https) the journal alone
//! keeps other tabs out.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_futures::spawn_local;

/// The result of asking for a lock.
pub(super) enum Lock {
    /// Held until this is dropped.
    Held(LockGuard),
    /// Another tab holds it.
    Busy,
    /// The browser offers no locks to this page.
    Unsupported,
}

/// A held lock, released when dropped.
pub(super) struct LockGuard {
    release: Function,
    _granted: Closure<dyn FnMut(JsValue) -> JsValue>,
}

impl Drop for LockGuard {
    fn drop(&mut self) {
        let _ = self.release.call0(&JsValue::UNDEFINED);
    }
}

/// Takes the lock if it is free; never waits.
pub(super) async fn take(name: &str) -> Lock {
    let Some((locks, request)) = locks() else { return Lock::Unsupported };
    let (Some((answer, answered)), Some((until, release))) = (pair(), pair()) else {
        return Lock::Unsupported;
    };
    let granted = {
        let answered = answered.clone();
        Closure::<dyn FnMut(JsValue) -> JsValue>::new(move |lock: JsValue| {
            let _ = answered.call1(&JsValue::UNDEFINED, &JsValue::from_bool(!lock.is_null()));
            // The lock is held until the returned promise resolves.
            if lock.is_null() { JsValue::UNDEFINED } else { until.clone().into() }
        })
    };
    let options = Object::new();
    let _ = Reflect::set(&options, &JsValue::from_str("ifAvailable"), &JsValue::TRUE);
    let asked = request.call3(&locks, &JsValue::from_str(name), &options, granted.as_ref());
    let Ok(asked) = asked.map(|asked| Promise::resolve(&asked)) else { return Lock::Unsupported };
    spawn_local(async move {
        if JsFuture::from(asked).await.is_err() {
            let _ = answered.call1(&JsValue::UNDEFINED, &JsValue::UNDEFINED);
        }
    });
    match JsFuture::from(answer).await.ok().and_then(|answer| answer.as_bool()) {
        Some(true) => Lock::Held(LockGuard { release, _granted: granted }),
        Some(false) => Lock::Busy,
        None => Lock::Unsupported,
    }
}

fn locks() -> Option<(JsValue, Function)> {
    let navigator = web_sys::window()?.navigator();
    let locks = Reflect::get(&navigator, &JsValue::from_str("locks")).ok().filter(JsValue::is_object)?;
    let request = Reflect::get(&locks, &JsValue::from_str("request")).ok()?.dyn_into().ok()?;
    Some((locks, request))
}

/// A promise and the function that resolves it.
fn pair() -> Option<(Promise, Function)> {
    let mut fulfil = None;
    let promise = Promise::new(&mut |resolve, _| fulfil = Some(resolve));
    Some((promise, fulfil?))
}
