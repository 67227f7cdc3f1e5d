//! The page's own list of reports: `directReports({ signal })` and what it may answer.

use super::person::Person;
use crate::api::{Abort, unless_aborted};
use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortController;

/// Tells the page through its signal that nobody waits any more.
struct Question(AbortController);

impl Drop for Question {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Asks the page. The inner `None` is a page that failed or answered something else than a list, the outer one an abort.
pub(super) async fn ask(list: &Function, abort: &Abort) -> Option<Option<Vec<Person>>> {
    let argument = Object::new();
    let question = AbortController::new().ok().map(Question);
    if let Some(Question(controller)) = &question {
        let _ = Reflect::set(&argument, &JsValue::from_str("signal"), &controller.signal());
    }
    let Ok(answer) = list.call1(&JsValue::UNDEFINED, &argument) else { return Some(None) };
    let answer = unless_aborted(Some(abort), JsFuture::from(Promise::resolve(&answer))).await?;
    Some(answer.ok().and_then(|value| value.dyn_into::<Array>().ok()).map(|rows| people(&rows)))
}

/// `{ identityId, name, email?, about?, active? }` each; rows without an id are passed over.
fn people(rows: &Array) -> Vec<Person> {
    let mut people = Vec::new();
    for row in rows.iter() {
        let text = |name: &str| get(&row, name).as_string().unwrap_or_default();
        let id = text("identityId");
        if !id.is_empty() {
            let active = get(&row, "active").as_bool();
            people.push(Person::new(id.into(), &text("name"), text("about"), &text("email"), active));
        }
    }
    people
}

fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
}
