//! Who reports to the viewer, where the page knows: `directReports({ signal })` and what it may answer. Asked once, and again
//! when the page hands over another function.

use super::latest::Latest;
use super::people::Person;
use crate::api::{Abort, unless_aborted};
use crate::signal::{Signal, Stored, effect};
use js_sys::{Array, Function, Object, Promise, Reflect};
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortController;

/// What the page says.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) enum Answer {
    /// It does not know: it was not even asked.
    #[default]
    Silent,
    /// It is being asked.
    Loading,
    /// So many; [`PageReports::take_named`] has them.
    Named(usize),
    /// It failed, or answered something else than a list.
    Failed,
}

/// The page's own list of one widget's viewer.
#[derive(Clone, Copy)]
pub(super) struct PageReports {
    /// What it says by now.
    pub(super) answer: Signal<Answer>,
    named: Stored<Vec<Person>>,
    list: Stored<Option<Function>>,
    latest: Latest,
}

impl PageReports {
    /// Asks the page where it knows, and follows what it knows.
    pub(super) fn new(list: Signal<Option<Function>>) -> Self {
        let reports = Self {
            answer: Signal::default(),
            named: Stored::new(Vec::new()),
            list: Stored::new(None),
            latest: Latest::default(),
        };
        let mut known = None;
        effect(move || {
            let list = list.get();
            if known.replace(list.clone()) != Some(list.clone()) {
                reports.list.set(list);
                reports.ask();
            }
        });
        reports
    }

    /// Asks the page, once more after a failure.
    pub(super) fn ask(self) {
        self.latest.stop();
        let Some(list) = self.list.try_get().flatten() else { return self.answer.set(Answer::Silent) };
        let abort = self.latest.renew();
        self.answer.set(Answer::Loading);
        spawn_local(async move {
            if let Some(people) = ask(&list, &abort).await {
                let answer = people.as_ref().map_or(Answer::Failed, |people| Answer::Named(people.len()));
                self.named.set(people.unwrap_or_default());
                self.answer.set(answer);
            }
        });
    }

    /// Whether the page knows at all.
    pub(super) fn is_known(self) -> bool {
        self.answer.with_untracked(|answer| *answer != Answer::Silent)
    }

    /// Whether the page knows that nobody does. Reactive.
    pub(super) fn has_none(self) -> bool {
        self.answer.with(|answer| *answer == Answer::Named(0))
    }

    /// Whom it has named and nobody has taken yet.
    pub(super) fn take_named(self) -> Vec<Person> {
        self.named.try_update(std::mem::take).unwrap_or_default()
    }
}

/// Tells the page through its signal that nobody waits any more.
struct Question(AbortController);

impl Drop for Question {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Asks the page. The inner `None` is a page that failed or answered something else than a list, the outer one an abort.
async fn ask(list: &Function, abort: &Abort) -> Option<Option<Vec<Person>>> {
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
