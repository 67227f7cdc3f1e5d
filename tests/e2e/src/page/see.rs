//! What a user must or must not see, or hear from a screen reader.

use super::{Page, Query, button, heading, row};
use serde_json::{Value, json};

impl Page {
    /// Sees at least one such element.
    pub(crate) async fn see(&self, query: Query) {
        self.tab.wait("some", query.to_json(), &format!("sees {query:?}")).await;
    }

    /// Sees no such element, at the latest soon. The containing element must exist, and the effect of the last action must have
    /// been seen: before it there may be none either.
    pub(crate) async fn see_no(&self, query: Query) {
        self.tab.wait("none", query.to_json(), &format!("sees no {query:?}")).await;
    }

    /// Sees exactly that many of them.
    pub(crate) async fn see_count(&self, query: Query, count: usize) {
        self.tab.wait("count", query.with("count", count), &format!("sees {count} of {query:?}")).await;
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
        self.tab.wait("text", json!({ "wanted": text }), &format!("sees the text {text:?}")).await;
    }

    /// Does not see this text anywhere on the page, at the latest soon; the effect of the last action must have been seen.
    pub(crate) async fn see_no_text(&self, text: &str) {
        self.tab.wait("noText", json!({ "wanted": text }), &format!("does not see the text {text:?}")).await;
    }

    /// Sees this text, with a long time limit for a page that keeps changing.
    pub(crate) async fn see_text_slow(&self, text: &str) {
        let script = "return window.look.text(document.body).includes(arguments[0])";
        self.tab
            .until_slow(&format!("sees the text {text:?}"), async || {
                let seen = self.tab.script(script, &[json!(text)]).await;
                if seen == Value::Bool(true) { Ok(()) } else { Err("it was never there".to_owned()) }
            })
            .await;
    }

    /// Sees this text inside the element.
    pub(crate) async fn see_text_in(&self, place: Query, text: &str) {
        let query = json!({ "wanted": text, "within": place.to_json() });
        self.tab.wait("text", query, &format!("sees the text {text:?} in {place:?}")).await;
    }

    /// Sees the element without this text in it, at the latest soon.
    pub(crate) async fn see_no_text_in(&self, place: Query, text: &str) {
        let query = json!({ "wanted": text, "within": place.to_json() });
        self.tab.wait("noText", query, &format!("does not see the text {text:?} in {place:?}")).await;
    }

    /// Sees a row with that title that contains this text.
    pub(crate) async fn see_row(&self, title: &str, text: &str) {
        self.see_text_in(row(title), text).await;
    }

    /// Sees this text announced to screen readers.
    pub(crate) async fn see_announced(&self, text: &str) {
        self.tab.wait("announced", json!({ "wanted": text }), &format!("is told {text:?}")).await;
    }

    /// Sees this text in the field.
    pub(crate) async fn see_value(&self, field: Query, text: &str) {
        self.tab.wait("value", field.with("wanted", text), &format!("sees {text:?} in {field:?}")).await;
    }

    /// The text in the field.
    pub(crate) async fn value_of(&self, field: Query) -> String {
        let element = self.element(&field).await;
        element.value().await.ok().flatten().unwrap_or_default()
    }

    /// Sees this error at the field, which is marked as invalid.
    pub(crate) async fn see_error_at(&self, field: Query, text: &str) {
        self.tab
            .wait("invalid", field.with("wanted", text), &format!("sees the error {text:?} at {field:?}"))
            .await;
    }

    /// Sees the field without an error.
    pub(crate) async fn see_no_error_at(&self, field: Query) {
        self.tab.wait("valid", field.to_json(), &format!("sees no error at {field:?}")).await;
    }

    /// Sees the element with this description, such as why a button is disabled.
    pub(crate) async fn see_described(&self, query: Query, text: &str) {
        let wish = format!("sees {query:?} described by {text:?}");
        self.tab.wait("described", query.with("wanted", text), &wish).await;
    }

    /// Sees the focus on the element.
    pub(crate) async fn see_focus(&self, query: Query) {
        self.tab.wait("focus", query.to_json(), &format!("has the focus on {query:?}")).await;
    }

    /// Sees the focus on the element or inside it.
    pub(crate) async fn see_focus_within(&self, query: Query) {
        self.tab.wait("focusWithin", query.to_json(), &format!("has the focus within {query:?}")).await;
    }

    /// Sees the focus on an element with this text.
    pub(crate) async fn see_focus_text(&self, text: &str) {
        let query = json!({ "wanted": text });
        self.tab.wait("focusText", query, &format!("has the focus on something that says {text:?}")).await;
    }

    /// Sees the combobox with its list open or closed.
    pub(crate) async fn see_expanded(&self, query: Query, is_open: bool) {
        let wish = format!("sees the list of {query:?} {}", if is_open { "open" } else { "closed" });
        let wanted = if is_open { "true" } else { "false" };
        self.tab.wait("state", query.with_state("aria-expanded", wanted), &wish).await;
    }

    /// Sees the checkbox unchecked.
    pub(crate) async fn see_unchecked(&self, query: Query) {
        self.tab.wait("unchecked", query.to_json(), &format!("sees no tick in {query:?}")).await;
    }

    /// Sees the focus inside the widget.
    pub(crate) async fn see_focus_inside(&self) {
        self.tab.wait("focusInside", json!({}), "has the focus somewhere inside the widget").await;
    }

    /// The accessibility tree of the element as indented text, one line per node.
    pub(crate) async fn tree(&self, place: Query) -> String {
        self.see(place.clone()).await;
        let tree = self.tab.script("return window.look.tree(arguments[0])", &[place.to_json()]).await;
        tree.as_str().unwrap_or_else(|| panic!("no text: {tree}")).to_owned()
    }

    /// The violations axe rates serious or critical.
    pub(crate) async fn axe_serious(&self) -> Vec<String> {
        let script = "const done = arguments[0]; window.look.audit().then(done, (error) => done([String(error.stack)]));";
        let found = self.tab.driver.execute_async(script, Vec::new()).await.expect("axe runs");
        found.convert().expect("a list of sentences")
    }

    /// The elements that overflow the window sideways.
    pub(crate) async fn overflow(&self) -> Vec<String> {
        serde_json::from_value(self.tab.script("return window.look.overflow()", &[]).await)
            .expect("a list of sentences")
    }
}
