//! The browser's locks, which reach over all tabs of an origin: one name, one holder. Where there are none (old browsers, pages
//! without https), the journal alone keeps others out.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_futures::spawn_local;

/// What came of asking for a lock.
pub(super) enum Lock {
    /// It is ours until this is dropped.
    Held(LockGuard),
    /// Somebody else has it.
    Busy,
    /// The browser has no locks for this page.
    Unsupported,
}

/// A lock held; dropped, it is free.
pub(super) struct LockGuard {
    release: Function,
    _granted: Closure<dyn FnMut(JsValue) -> JsValue>,
}

impl Drop for LockGuard {
    fn drop(&mut self) {
        let _ = self.release.call0(&JsValue::UNDEFINED);
    }
}

/// Takes the lock of that name if it is free; never waits for another holder.
pub(super) async fn take(name: &str) -> Lock {
    let Some((locks, request)) = locks() else { return Lock::Unsupported };
    let (Some((answer, answered)), Some((until, release))) = (pair(), pair()) else {
        return Lock::Unsupported;
    };
    let granted = {
        let answered = answered.clone();
        Closure::<dyn FnMut(JsValue) -> JsValue>::new(move |lock: JsValue| {
            let _ = answered.call1(&JsValue::UNDEFINED, &JsValue::from_bool(!lock.is_null()));
            // The lock is held for as long as the promise returned is open.
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

/// A promise and the function that fulfils it.
fn pair() -> Option<(Promise, Function)> {
    let mut fulfil = None;
    let promise = Promise::new(&mut |resolve, _| fulfil = Some(resolve));
    Some((promise, fulfil?))
}
