//! What a person sees, hears from a screen reader, or must not see.

use super::{Page, Query, button, heading, row};
use serde_json::{Value, json};

impl Page {
    /// Sees at least one such element.
    pub(crate) async fn see(&self, query: Query) {
        self.wait("some", query.to_json(), &format!("sees {query:?}")).await;
    }

    /// Sees no such element, at the latest soon. The place it is looked for in must be there, and what was done before must have
    /// been seen to be done: before that there is none either.
    pub(crate) async fn see_no(&self, query: Query) {
        self.wait("none", query.to_json(), &format!("sees no {query:?}")).await;
    }

    /// Sees exactly so many of them.
    pub(crate) async fn see_count(&self, query: Query, count: usize) {
        self.wait("count", query.with("count", count), &format!("sees {count} of {query:?}")).await;
    }

    /// Sees a button with that name.
    pub(crate) async fn see_button(&self, name: &str) {
        self.see(button(name)).await;
    }

    /// Sees a heading with that name.
    pub(crate) async fn see_heading(&self, name: &str) {
        self.see(heading(name)).await;
    }

    /// Sees this text somewhere on the page.
    pub(crate) async fn see_text(&self, text: &str) {
        self.wait("text", json!({ "wanted": text }), &format!("sees the text {text:?}")).await;
    }

    /// Does not see this text anywhere on the page, at the latest soon; what was done before must have been seen to be done.
    pub(crate) async fn see_no_text(&self, text: &str) {
        self.wait("noText", json!({ "wanted": text }), &format!("does not see the text {text:?}")).await;
    }

    /// Sees this text, however long it takes while the page goes on changing.
    pub(crate) async fn see_text_after_long(&self, text: &str) {
        let script = "return window.look.text(document.body).includes(arguments[0])";
        self.until_after_long(&format!("sees the text {text:?}"), async || {
            let seen = self.script(script, &[json!(text)]).await;
            if seen == Value::Bool(true) { Ok(()) } else { Err("it was never there".to_owned()) }
        })
        .await;
    }

    /// Waits until that script, the text of a function's body, says yes.
    pub(crate) async fn see_true(&self, script: &str) {
        self.until(script, async || {
            let says = self.script(script, &[]).await;
            if says == Value::Bool(true) { Ok(()) } else { Err(format!("it says {says}")) }
        })
        .await;
    }

    /// Sees this text inside what the query finds.
    pub(crate) async fn see_text_in(&self, place: Query, text: &str) {
        let query = json!({ "wanted": text, "within": place.to_json() });
        self.wait("text", query, &format!("sees the text {text:?} in {place:?}")).await;
    }

    /// Sees the place and not this text in it, at the latest soon.
    pub(crate) async fn see_no_text_in(&self, place: Query, text: &str) {
        let query = json!({ "wanted": text, "within": place.to_json() });
        self.wait("noText", query, &format!("does not see the text {text:?} in {place:?}")).await;
    }

    /// Sees a row of a list, named by its title, that says this.
    pub(crate) async fn see_row(&self, title: &str, text: &str) {
        self.see_text_in(row(title), text).await;
    }

    /// A screen reader is told this without being asked.
    pub(crate) async fn hear(&self, text: &str) {
        self.wait("announced", json!({ "wanted": text }), &format!("is told {text:?}")).await;
    }

    /// Sees this text in the field.
    pub(crate) async fn see_value(&self, field: Query, text: &str) {
        self.wait("value", field.with("wanted", text), &format!("sees {text:?} in {field:?}")).await;
    }

    /// What stands in the field.
    pub(crate) async fn value_of(&self, field: Query) -> String {
        let element = self.element(&field).await;
        element.value().await.ok().flatten().unwrap_or_default()
    }

    /// Sees this message at the field, which is marked as wrong.
    pub(crate) async fn see_error_at(&self, field: Query, text: &str) {
        self.wait("invalid", field.with("wanted", text), &format!("sees the error {text:?} at {field:?}"))
            .await;
    }

    /// Sees the field and no error at it.
    pub(crate) async fn see_no_error_at(&self, field: Query) {
        self.wait("valid", field.to_json(), &format!("sees no error at {field:?}")).await;
    }

    /// Sees what the query finds, and that it says this of itself: why a button cannot be pressed.
    pub(crate) async fn see_described(&self, query: Query, text: &str) {
        let wish = format!("sees {query:?} described by {text:?}");
        self.wait("described", query.with("wanted", text), &wish).await;
    }

    /// The focus is on what the query finds.
    pub(crate) async fn see_focus(&self, query: Query) {
        self.wait("focus", query.to_json(), &format!("has the focus on {query:?}")).await;
    }

    /// The focus is on what the query finds, or on something in it.
    pub(crate) async fn see_focus_within(&self, query: Query) {
        self.wait("focusWithin", query.to_json(), &format!("has the focus within {query:?}")).await;
    }

    /// Nothing but this is left on the window and the document, by a count the test has put there.
    pub(crate) async fn see_left_behind(&self, wanted: &str) {
        self.wait("leftBehind", json!({ "wanted": wanted }), &format!("sees {wanted} left behind")).await;
    }

    /// Sees this title of the page.
    pub(crate) async fn see_title(&self, title: &str) {
        self.wait("title", json!({ "wanted": title }), &format!("sees the title {title:?}")).await;
    }

    /// The focus is somewhere inside the widget, not lost to the page.
    pub(crate) async fn see_focus_inside(&self) {
        self.wait("focusInside", json!({}), "has the focus somewhere inside the widget").await;
    }

    /// The page was told so many events of that name by the element, and no more: neither by now, nor at the end of the test,
    /// unless that asks for more meanwhile.
    pub(crate) async fn see_event(&self, name: &str, count: usize) {
        let kind = format!("request-center-{name}");
        self.wait("event", json!({ "type": kind, "count": count }), &format!("hears {count} of {kind}"))
            .await;
    }

    /// What the element's events of that name carried, in order.
    pub(crate) async fn events(&self, name: &str) -> Vec<Value> {
        let script = "return window.look.events.filter(({ type }) => type === arguments[0]).map(({ detail }) => detail)";
        match self.script(script, &[json!(format!("request-center-{name}"))]).await {
            Value::Array(events) => events,
            other => panic!("{other}"),
        }
    }

    /// The names of files with that ending that were loaded, each as often as it was, in the order of the alphabet.
    pub(crate) async fn loaded(&self, ending: &str) -> Vec<String> {
        let script =
            "return performance.getEntriesByType('resource').map(({ name }) => name.split('/').pop())
            .filter((name) => name.endsWith(arguments[0])).sort()";
        let names = self.script(script, &[json!(ending)]).await;
        names
            .as_array()
            .expect("names")
            .iter()
            .map(|name| name.as_str().unwrap_or_default().to_owned())
            .collect()
    }

    /// What axe finds serious or worse.
    pub(crate) async fn axe_serious(&self) -> Vec<String> {
        let script = "const done = arguments[0]; window.look.audit().then(done, (error) => done([String(error.stack)]));";
        let found = self.driver.execute_async(script, Vec::new()).await.expect("axe runs");
        found.convert().expect("a list of sentences")
    }

    /// What the page's policy blocked.
    pub(crate) async fn csp_violations(&self) -> Vec<String> {
        serde_json::from_value(self.script("return window.look.violations", &[]).await)
            .expect("a list of sentences")
    }

    /// Sees that the page's policy blocked something under that directive.
    pub(crate) async fn see_policy_broken(&self, directive: &str) {
        self.wait("blocked", json!({ "wanted": directive }), &format!("sees {directive} broken")).await;
    }

    /// What reaches out of the window sideways.
    pub(crate) async fn overflow(&self) -> Vec<String> {
        serde_json::from_value(self.script("return window.look.overflow()", &[]).await)
            .expect("a list of sentences")
    }
}
