//! Steps through Approvals: opening an approval, deciding it, and reading the list. They must not know what a test is about.

use super::{Page, Query, button, checkbox, field, heading};
use serde_json::Value;

/// The comment field of a decision.
pub(crate) const WORDS: &str = "Comment (required to deny)";

impl Page {
    /// Opens Approvals as that persona and waits for the pending list.
    pub(crate) async fn open_approvals(&self, persona: &str) {
        self.host.open(&format!("/?persona={persona}&rc-view=approvals")).await;
        self.see_text("Updated").await;
    }

    /// Opens the detail of an approval, named by item and person.
    pub(crate) async fn open_approval(&self, title: &str) {
        self.click_button(title).await;
        self.see(heading(title)).await;
    }

    /// Opens an approval and approves it.
    pub(crate) async fn approve(&self, title: &str) {
        self.open_approval(title).await;
        self.click_button("Approve").await;
    }

    /// Opens the filters of the list.
    pub(crate) async fn open_filters(&self) {
        self.click_button("Filters").await;
        self.see(field("Request type")).await;
    }

    /// The id of the open approval, from the page's address.
    pub(crate) async fn open_id(&self) -> String {
        let query = self.host.address_query().await;
        let id = query.split('&').find_map(|pair| pair.strip_prefix("rc-id="));
        id.unwrap_or_else(|| panic!("no approval in {query}")).to_owned()
    }

    /// The titles of the rows, in order.
    pub(crate) async fn titles(&self) -> Vec<String> {
        let script =
            "return [...document.querySelector('request-center').shadowRoot.querySelectorAll('[part~=row]')]
            .filter((row) => row.checkVisibility())
            .map((row) => window.look.text(row.querySelector('button')));";
        let titles = self.tab.script(script, &[]).await;
        serde_json::from_value(titles.clone()).unwrap_or_else(|error| panic!("{error}: {titles}"))
    }

    /// Waits until the rows have that order.
    pub(crate) async fn see_titles(&self, wanted: &[&str]) {
        self.tab
            .until(&format!("sees the rows {wanted:?}"), async || {
                let titles = self.titles().await;
                if titles == wanted { Ok(()) } else { Err(format!("the rows are {titles:?}")) }
            })
            .await;
    }

    /// Sees the element completely in the window without scrolling, and uncovered.
    pub(crate) async fn see_in_viewport(&self, query: Query) {
        self.see(query.clone()).await;
        let script = "const [query] = arguments;
            return window.look.all(query).some((element) => {
                const box = element.getBoundingClientRect();
                const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
                let top = document.elementFromPoint(x, y);
                while (top?.shadowRoot?.elementFromPoint(x, y)) top = top.shadowRoot.elementFromPoint(x, y);
                return box.top >= 0 && box.bottom <= innerHeight && element.contains(top);
            });";
        self.tab
            .until(&format!("has {query:?} in sight"), async || {
                let seen = self.tab.script(script, &[query.to_json()]).await;
                if seen == Value::Bool(true) { Ok(()) } else { Err("it is out of sight".to_owned()) }
            })
            .await;
    }

    /// The distance from the top of the window, in whole pixels.
    pub(crate) async fn top_of(&self, query: Query) -> Option<i64> {
        self.see(query.clone()).await;
        let script = "return Math.round(window.look.all(arguments[0])[0].getBoundingClientRect().top)";
        self.tab.script(script, &[query.to_json()]).await.as_i64()
    }
}

/// The checkbox of an approval, named by kind, item and person.
pub(crate) fn pick(name: &str) -> Query {
    checkbox(&format!("Select {name}"))
}

/// The button that excludes an approval from the selection.
pub(crate) fn exclude(name: &str) -> Query {
    button(&format!("Deselect {name}"))
}
