//! The sandbox behind the page: its clock, planted faults, and the effects recorded in its database.

use super::Tab;
use crate::sandbox::Server;
use request_center_models::operation::Operation;
use request_center_sandbox::{
    fault::{Fault, Kind, Target},
    options::Settings,
    person::Person,
};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The service carries the call out and every answer is lost: a browser repeats such a call on each connection it has kept, of which
/// there may be six.
pub(crate) fn lost_answer() -> Fault {
    Fault::from(Kind::ResetAfter).times(12)
}

/// The sandbox's message for a planted bad request, as shown after *Service message:*.
pub(crate) const BAD_REQUEST: &str =
    "The request was syntactically correct but its content is semantically invalid.";

/// The sandbox's message for a planted server error.
pub(crate) const FAILURE: &str = "An internal fault occurred.";

/// The sandbox's record of the calls that arrived and of their effects.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Tally {
    access_requests: u64,
    requested_items: u64,
    cancels: u64,
    pub(super) closes: u64,
    calls: BTreeMap<String, u64>,
    /// Decisions carried out, by approval.
    pub(super) by_approval: BTreeMap<String, Vec<String>>,
    /// Decisions that arrived, by approval, whatever their outcome.
    pub(super) calls_by_approval: BTreeMap<String, u64>,
}

/// The effects of the calls on the sandbox's database.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Effects {
    /// Access requests created.
    pub(crate) requests: u64,
    /// Items in them.
    pub(crate) items: u64,
    /// Cancels that had an effect.
    pub(crate) cancels: u64,
}

/// The sandbox, with the controls a test has over it.
pub(crate) struct Sandbox {
    pub(super) tab: Tab,
    pub(super) server: Server,
}

impl Sandbox {
    pub(super) fn new(tab: Tab, server: Server) -> Self {
        Self { tab, server }
    }

    /// Advances the virtual clock by that many seconds.
    pub(crate) async fn advance(&self, seconds: u32) {
        self.server.call("advance", Some(json!({ "seconds": seconds }))).await;
    }

    /// Changes settings of the running sandbox.
    pub(crate) fn change_settings(&self, change: impl FnOnce(&mut Settings)) {
        let mut settings = self.server.service.settings();
        change(&mut settings);
        self.server.service.change_settings(settings);
    }

    /// Plants a fault in that operation.
    pub(crate) fn plant_fault(&self, operation: impl Into<Target>, fault: impl Into<Fault>) {
        let planted = self.server.service.faults().plant(fault.into().of(operation));
        planted.unwrap_or_else(|wrong| panic!("{wrong}"));
    }

    /// Removes all planted faults.
    pub(crate) fn clear_faults(&self) {
        self.server.service.faults().clear();
    }

    /// Restores the missing or replaced file of the site.
    pub(crate) fn restore_file(&self) {
        self.server.restore_file();
    }

    /// Serves another file of the site in its place.
    pub(crate) fn replace_file(&self, other: &str) {
        self.server.replace_file(other);
    }

    /// Removes that file of the site again.
    pub(crate) fn remove_file(&self) {
        self.server.remove_file();
    }

    /// A header of the response for an address of the site.
    pub(crate) async fn header(&self, path: &str, name: &str) -> String {
        self.server.header(path, name).await
    }

    /// The names of all personas.
    pub(crate) async fn personas(&self) -> Vec<String> {
        let personas = self.server.service.act(|tx, _| Person::personas(tx)).await;
        personas.unwrap_or_else(|error| panic!("{error:?}"))
    }

    /// The id of the person behind a persona.
    pub(crate) async fn id_of(&self, persona: &str) -> String {
        let token = self.server.token(persona).await;
        token["identity_id"].as_str().unwrap_or_else(|| panic!("no identity_id in {token}")).to_owned()
    }

    /// Ids and names that a query of its database finds.
    pub(crate) async fn ids(&self, query: &'static str) -> Vec<(String, String)> {
        let found = self.server.service.act(move |tx, _| {
            let mut statement = tx.prepare(query)?;
            let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(rows.collect::<Result<_, _>>()?)
        });
        found.await.unwrap_or_else(|error| panic!("{error:?}"))
    }

    /// Calls the API from outside the page, as another user or tab would.
    pub(crate) async fn post_as(&self, persona: &str, path: &str, body: Value) {
        self.server.post_as(persona, path, body).await;
    }

    /// Decides an approval as another user, from outside the page.
    pub(crate) async fn decide_elsewhere(&self, persona: &str, id: &str, way: &str, comment: &str) {
        let path = format!("/isc/v3/access-request-approvals/{id}/{way}");
        self.post_as(persona, &path, json!({ "comment": comment })).await;
    }

    /// Deletes a catalog item.
    pub(crate) async fn remove_item(&self, id: &str) {
        self.server.call(&format!("items/{id}/remove"), Some(json!({}))).await;
    }

    /// The configuration stored in the sandbox.
    pub(crate) async fn config(&self) -> Value {
        self.server.call("config", None).await
    }

    /// Changes members of the configuration as another administrator.
    pub(crate) async fn change_config(&self, change: Value) {
        self.server.call("config", Some(json!({ "change": change }))).await;
    }

    /// The same, in the shape of v2024.
    pub(crate) async fn change_newer_config(&self, change: Value) {
        self.server.call("config", Some(json!({ "family": "v2024", "change": change }))).await;
    }

    /// The sandbox's audit log of changes and closes.
    pub(crate) async fn audit(&self) -> Value {
        self.server.call("audit", None).await
    }

    /// The effects so far.
    pub(crate) async fn effects(&self) -> Effects {
        let tally = self.tally().await;
        Effects { requests: tally.access_requests, items: tally.requested_items, cancels: tally.cancels }
    }

    /// The number of effects of that write: access requests made, cancelled or closed, or decisions carried out.
    pub(crate) async fn effects_of(&self, write: Operation) -> usize {
        let tally = self.tally().await;
        let count = match write {
            Operation::CreateAccessRequest => tally.access_requests,
            Operation::CancelAccessRequest => tally.cancels,
            Operation::CloseAccessRequest => tally.closes,
            _ => return tally.by_approval.values().map(Vec::len).sum(),
        };
        usize::try_from(count).expect("a small number")
    }

    /// Waits for exactly these effects, and fails as soon as there are more.
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

    /// Waits until that many requests were closed, and fails as soon as more are.
    pub(crate) async fn see_closes(&self, wanted: u64) {
        self.tab
            .until(&format!("sees {wanted} access requests closed"), async || {
                let now = self.tally().await.closes;
                assert!(now <= wanted, "wanted {wanted} closes, there are {now}");
                if now == wanted { Ok(()) } else { Err(format!("there are {now}")) }
            })
            .await;
    }

    /// The number of calls of that operation so far, whatever their outcome.
    pub(crate) async fn calls(&self, operation: Operation) -> u64 {
        self.calls_of(operation.name()).await
    }

    /// The number of tokens issued.
    pub(crate) async fn token_calls(&self) -> u64 {
        self.calls_of("token").await
    }

    /// Waits for that many calls of the operation, and fails as soon as there are more.
    pub(crate) async fn see_calls(&self, operation: Operation, wanted: u64) {
        self.tab
            .until(&format!("sees {wanted} calls of {operation:?}"), async || {
                let now = self.calls(operation).await;
                assert!(now <= wanted, "wanted {wanted} calls of {operation:?}, there are {now}");
                if now == wanted { Ok(()) } else { Err(format!("there are {now}")) }
            })
            .await;
    }

    /// Waits for more than that many calls of the operation, and returns their number.
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
