//! The viewer's reports as the page provides them: calls `directReports({ signal })` once, and again for every new function.
//! Knows no list and no view.

use super::latest::Latest;
use super::people::Person;
use crate::api::{Abort, unless_aborted};
use crate::signal::{Signal, Stored, effect};
use js_sys::{Array, Function, Object, Promise, Reflect};
use leptos::task::spawn_local;
use request_center_models::id::IdentityId;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortController;

/// The state of the page's answer.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) enum Answer {
    /// The page provides no function.
    #[default]
    NotProvided,
    /// The call is under way.
    Loading,
    /// That many people; [`PageReports::take_people`] returns them.
    Listed(usize),
    /// The call failed, or returned something other than a list.
    Failed,
}

/// The page's list for one widget's viewer.
#[derive(Clone, Copy)]
pub(super) struct PageReports {
    /// The state of its answer.
    pub(super) answer: Signal<Answer>,
    people: Stored<Vec<Person>>,
    ids: Stored<Vec<IdentityId>>,
    function: Stored<Option<Function>>,
    latest: Latest,
}

impl PageReports {
    /// Calls the page's function, if it provides one, and every function that replaces it.
    pub(super) fn new(function: Signal<Option<Function>>) -> Self {
        let reports = Self {
            answer: Signal::default(),
            people: Stored::new(Vec::new()),
            ids: Stored::new(Vec::new()),
            function: Stored::new(None),
            latest: Latest::default(),
        };
        let mut known = None;
        effect(move || {
            let function = function.get();
            if known.replace(function.clone()) != Some(function.clone()) {
                reports.function.set(function);
                reports.request();
            }
        });
        reports
    }

    /// Calls the page's function, again after a failure.
    pub(super) fn request(self) {
        self.latest.stop();
        let Some(function) = self.function.try_get().flatten() else {
            return self.answer.set(Answer::NotProvided);
        };
        let abort = self.latest.renew();
        self.answer.set(Answer::Loading);
        spawn_local(async move {
            if let Some(people) = call(&function, &abort).await {
                let answer = people.as_ref().map_or(Answer::Failed, |people| Answer::Listed(people.len()));
                let people = people.unwrap_or_default();
                self.ids.set(people.iter().map(|person| person.id.clone()).collect());
                self.people.set(people);
                self.answer.set(answer);
            }
        });
    }

    /// Returns whether the page provides a function.
    pub(super) fn is_provided(self) -> bool {
        self.answer.with_untracked(|answer| *answer != Answer::NotProvided)
    }

    /// Returns whether the page answered that there are no reports. Reactive.
    pub(super) fn is_empty(self) -> bool {
        self.answer.with(|answer| *answer == Answer::Listed(0))
    }

    /// Returns whether the page names that person as a direct report. Reactive.
    pub(super) fn names(self, id: &IdentityId) -> bool {
        self.answer.track();
        self.ids.try_with(|ids| ids.contains(id)) == Some(true)
    }

    /// The people of the last answer; empty once they were taken.
    pub(super) fn take_people(self) -> Vec<Person> {
        self.people.try_update(std::mem::take).unwrap_or_default()
    }
}

/// Aborts the signal passed to the page when dropped.
struct AbortOnDrop(AbortController);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Calls the page's function. The inner `None` means that it failed or returned something other than a list, the outer one an
/// abort.
async fn call(function: &Function, abort: &Abort) -> Option<Option<Vec<Person>>> {
    let argument = Object::new();
    let on_drop = AbortController::new().ok().map(AbortOnDrop);
    if let Some(AbortOnDrop(controller)) = &on_drop {
        let _ = Reflect::set(&argument, &JsValue::from_str("signal"), &controller.signal());
    }
    let Ok(answer) = function.call1(&JsValue::UNDEFINED, &argument) else { return Some(None) };
    let answer = unless_aborted(Some(abort), JsFuture::from(Promise::resolve(&answer))).await?;
    Some(answer.ok().and_then(|value| value.dyn_into::<Array>().ok()).map(|rows| people(&rows)))
}

/// The people of the rows `{ identityId, name, email?, about?, active? }`; rows without an id are skipped.
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
