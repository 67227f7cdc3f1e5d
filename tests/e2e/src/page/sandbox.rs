//! The sandbox behind the page: its clock, planted trouble, and what really happened in its database.

use super::Tab;
use crate::sandbox::Server;
use request_center_models::operation::Operation;
use request_center_sandbox::{
    fault::{Fault, Target},
    options::Settings,
    person::Person,
};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What the sandbox answers to a bad request it was told to refuse: how it goes on after *Service message:*.
pub(crate) const BAD_REQUEST: &str =
    "The request was syntactically correct but its content is semantically invalid.";

/// What the sandbox answers to a call it was told to fail at.
pub(crate) const FAILURE: &str = "An internal fault occurred.";

/// Everything the sandbox tells of what arrived and of what callers changed.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Tally {
    access_requests: u64,
    requested_items: u64,
    cancels: u64,
    pub(super) closes: u64,
    calls: BTreeMap<String, u64>,
    /// Decisions that were carried out, by approval.
    pub(super) by_approval: BTreeMap<String, Vec<String>>,
    /// Decisions that arrived, by approval, whatever became of them.
    pub(super) calls_by_approval: BTreeMap<String, u64>,
}

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

/// The sandbox, as somebody behind the scenes sees and turns it.
pub(crate) struct Sandbox {
    pub(super) tab: Tab,
    pub(super) server: Server,
}

impl Sandbox {
    pub(super) fn new(tab: Tab, server: Server) -> Self {
        Self { tab, server }
    }

    /// Lets this many virtual seconds pass.
    pub(crate) async fn advance(&self, seconds: u32) {
        self.server.call("advance", Some(json!({ "seconds": seconds }))).await;
    }

    /// Changes settings of the running sandbox.
    pub(crate) fn change_settings(&self, change: impl FnOnce(&mut Settings)) {
        let mut settings = self.server.service.settings();
        change(&mut settings);
        self.server.service.change_settings(settings);
    }

    /// Plants a fault that strikes that operation.
    pub(crate) fn plant_fault(&self, operation: impl Into<Target>, fault: impl Into<Fault>) {
        let planted = self.server.service.faults().plant(fault.into().of(operation));
        planted.unwrap_or_else(|wrong| panic!("{wrong}"));
    }

    /// Takes all planted faults away.
    pub(crate) fn clear_faults(&self) {
        self.server.service.faults().clear();
    }

    /// Puts back the file of the site that was missing.
    pub(crate) fn mend_site(&self) {
        self.server.mend_site();
    }

    /// Puts another file of the site in its place.
    pub(crate) fn mix_up_site(&self, other: &str) {
        self.server.mix_up_site(other);
    }

    /// Takes that file of the site away again.
    pub(crate) fn break_site(&self) {
        self.server.break_site();
    }

    /// A header of the answer for an address of the site.
    pub(crate) async fn header(&self, path: &str, name: &str) -> String {
        self.server.header(path, name).await
    }

    /// The names of everybody a visitor of the sandbox can be.
    pub(crate) async fn personas(&self) -> Vec<String> {
        let personas = self.server.service.act(|tx, _| Person::personas(tx)).await;
        personas.unwrap_or_else(|error| panic!("{error:?}"))
    }

    /// The id of the person a persona stands for.
    pub(crate) async fn id_of(&self, persona: &str) -> String {
        let token = self.server.token(persona).await;
        token["identity_id"].as_str().unwrap_or_else(|| panic!("no identity_id in {token}")).to_owned()
    }

    /// Calls the API beside the page, as somebody else or in another tab would.
    pub(crate) async fn post_as(&self, persona: &str, path: &str, body: Value) {
        self.server.post_as(persona, path, body).await;
    }

    /// Somebody else decides an approval, beside the page.
    pub(crate) async fn decide_beside(&self, persona: &str, id: &str, way: &str, comment: &str) {
        let path = format!("/isc/v3/access-request-approvals/{id}/{way}");
        self.post_as(persona, &path, json!({ "comment": comment })).await;
    }

    /// Makes a catalog item vanish.
    pub(crate) async fn remove_item(&self, id: &str) {
        self.server.call(&format!("items/{id}/remove"), Some(json!({}))).await;
    }

    /// The configuration as the sandbox keeps it.
    pub(crate) async fn config(&self) -> Value {
        self.server.call("config", None).await
    }

    /// Somebody else changes the members named.
    pub(crate) async fn change_config(&self, change: Value) {
        self.server.call("config", Some(json!({ "change": change }))).await;
    }

    /// What the sandbox has noted of who changed and closed what.
    pub(crate) async fn audit(&self) -> Value {
        self.server.call("audit", None).await
    }

    /// What really happened so far.
    pub(crate) async fn effects(&self) -> Effects {
        let tally = self.tally().await;
        Effects { requests: tally.access_requests, items: tally.requested_items, cancels: tally.cancels }
    }

    /// Waits until exactly this has happened, and fails as soon as more has.
    pub(crate) async fn see_effects(&self, wanted: Effects) {
        self.tab
            .until(&format!("sees {wanted:?}"), async || {
                let now = self.effects().await;
                let too_much = now.requests > wanted.requests
                    || now.items > wanted.items
                    || now.cancels > wanted.cancels;
                assert!(!too_much, "wanted {wanted:?}, there is {now:?}");
                if now == wanted { Ok(()) } else { Err(format!("there is {now:?}")) }
            })
            .await;
    }

    /// Waits until so many access requests were really closed, and fails as soon as more are.
    pub(crate) async fn see_closes(&self, wanted: u64) {
        self.tab
            .until(&format!("sees {wanted} access requests closed"), async || {
                let now = self.tally().await.closes;
                assert!(now <= wanted, "wanted {wanted} closes, there are {now}");
                if now == wanted { Ok(()) } else { Err(format!("there are {now}")) }
            })
            .await;
    }

    /// How often that operation was called so far, whatever became of the calls.
    pub(crate) async fn calls(&self, operation: Operation) -> u64 {
        self.calls_of(operation.name()).await
    }

    /// How often a token was asked for.
    pub(crate) async fn token_calls(&self) -> u64 {
        self.calls_of("token").await
    }

    /// Waits until that operation was called so often, and fails as soon as it was called more often.
    pub(crate) async fn see_calls(&self, operation: Operation, wanted: u64) {
        self.tab
            .until(&format!("sees {wanted} calls of {operation:?}"), async || {
                let now = self.calls(operation).await;
                assert!(now <= wanted, "wanted {wanted} calls of {operation:?}, there are {now}");
                if now == wanted { Ok(()) } else { Err(format!("there are {now}")) }
            })
            .await;
    }

    /// Waits until that operation was called more often than that, and says how often by then.
    pub(crate) async fn see_more_calls(&self, operation: Operation, than: u64) -> u64 {
        self.tab
            .until(&format!("sees more than {than} calls of {operation:?}"), async || {
                let now = self.calls(operation).await;
                if now > than { Ok(now) } else { Err(format!("there are {now}")) }
            })
            .await
    }

    async fn calls_of(&self, name: &str) -> u64 {
        self.tally().await.calls.get(name).copied().unwrap_or_default()
    }

    pub(super) async fn tally(&self) -> Tally {
        let answer = self.server.call("effects", None).await;
        serde_json::from_value(answer).unwrap_or_else(|error| panic!("the effects: {error}"))
    }
}
