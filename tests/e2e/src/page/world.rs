//! The sandbox behind the page: its clock, planted trouble, and what really happened in its database.

use super::{PATIENCE, Page};
use serde_json::{Value, json};
use tokio::time::Instant;

/// What callers changed in the sandbox's database.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Effects {
    /// Access requests that came into being.
    pub(crate) requests: u64,
    /// The items in them.
    pub(crate) items: u64,
    /// Cancels that ended something.
    pub(crate) cancels: u64,
}

impl Page {
    /// Lets this many virtual seconds pass.
    pub(crate) async fn advance(&self, seconds: u32) {
        self.sandbox.call("advance", Some(json!({ "seconds": seconds }))).await;
    }

    /// Plants a fault: which operation it strikes, and what goes wrong, as `/sandbox/faults` takes it.
    pub(crate) async fn plant_fault(&self, operation: &str, fault: Value) {
        let mut planting = fault;
        planting["operation"] = json!(operation);
        self.sandbox.call("faults", Some(planting)).await;
    }

    /// Takes all planted faults away.
    pub(crate) async fn clear_faults(&self) {
        self.sandbox.clear_faults().await;
    }

    /// Puts back the file of the site that was missing.
    pub(crate) fn mend_site(&self) {
        self.sandbox.mend_site();
    }

    /// Puts another file of the site in its place.
    pub(crate) fn mix_up_site(&self, other: &str) {
        self.sandbox.mix_up_site(other);
    }

    /// Takes that file of the site away again.
    pub(crate) fn break_site(&self) {
        self.sandbox.break_site();
    }

    /// Changes settings of the running sandbox.
    pub(crate) async fn settings(&self, changes: Value) {
        self.sandbox.call("settings", Some(changes)).await;
    }

    /// Makes a catalog item vanish.
    pub(crate) async fn remove_item(&self, id: &str) {
        self.sandbox.call(&format!("items/{id}/remove"), Some(json!({}))).await;
    }

    /// What really happened so far.
    pub(crate) async fn effects(&self) -> Effects {
        let told = self.sandbox.call("effects", None).await;
        let count = |name: &str| told[name].as_u64().unwrap_or_else(|| panic!("no {name} in {told}"));
        Effects {
            requests: count("accessRequests"),
            items: count("requestedItems"),
            cancels: count("cancels"),
        }
    }

    /// Waits until exactly this has happened, and fails as soon as more has.
    pub(crate) async fn see_effects(&self, wanted: Effects) {
        let end = Instant::now() + PATIENCE;
        loop {
            let now = self.effects().await;
            if now == wanted {
                return;
            }
            let too_much =
                now.requests > wanted.requests || now.items > wanted.items || now.cancels > wanted.cancels;
            assert!(!too_much && Instant::now() < end, "wanted {wanted:?}, there is {now:?}");
            self.see_text("").await; // as long as one look at the page takes
        }
    }

    /// Waits until that operation was called more often than that, and says how often by then.
    pub(crate) async fn see_more_calls(&self, operation: &str, than: u64) -> u64 {
        let end = Instant::now() + PATIENCE;
        loop {
            let now = self.calls(operation).await;
            if now > than {
                return now;
            }
            assert!(Instant::now() < end, "{operation} was called {now} times and not once more");
            self.see_text("").await; // as long as one look at the page takes
        }
    }

    /// How often that operation was called so far.
    pub(crate) async fn calls(&self, operation: &str) -> u64 {
        self.sandbox.call("effects", None).await["calls"][operation].as_u64().unwrap_or(0)
    }

    /// Everything the sandbox tells of what happened.
    pub(crate) async fn told(&self) -> Value {
        self.sandbox.call("effects", None).await
    }

    /// The id of the person a persona stands for.
    pub(crate) async fn id_of(&self, persona: &str) -> String {
        let token = self.sandbox.token(persona).await;
        token["identity_id"].as_str().unwrap_or_else(|| panic!("no identity_id in {token}")).to_owned()
    }

    /// Calls the API beside the page, as somebody else or in another tab would.
    pub(crate) async fn post_as(&self, persona: &str, path: &str, body: Value) {
        self.sandbox.post_as(persona, path, body).await;
    }
}
