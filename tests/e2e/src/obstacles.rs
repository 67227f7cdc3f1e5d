//! Items that cannot be requested: deleted meanwhile, already requested, or held.

use crate::{
    page::{Effects, Query, comment_for, region, row},
    sandbox::World,
    visit::{visit, visit_in},
};
use request_center_models::operation::Operation;
use request_center_sandbox::fault::Fault;
use serde_json::json;

fn card(item: &str) -> Query {
    region(item)
}

#[test]
fn an_item_deleted_meanwhile_is_named_before_sending() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        page.add(&["Museum guide", "Travel booker"]).await;
        page.type_keys(comment_for("Travel booker"), "Team offsite").await;
        page.sandbox.remove_item("role-museum-guide").await;
        page.submit().await;
        page.see_text_in(card("Museum guide"), "You can no longer request this.").await;
        page.see_value(comment_for("Travel booker"), "Team offsite").await;
        assert_eq!(page.sandbox.effects().await, Effects::default());
        page.click_button("Remove Museum guide from the request").await;
        page.submit().await;
        page.see_text("Your request was submitted").await;
        assert_eq!(page.sandbox.effects().await, Effects { requests: 1, items: 1, cancels: 0 });
    });
}

#[test]
fn the_warning_about_a_deleted_item_survives_a_reload() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        page.add(&["Museum guide"]).await;
        page.sandbox.remove_item("role-museum-guide").await;
        page.submit().await;
        page.see_text_in(card("Museum guide"), "You can no longer request this.").await;
        page.host.reload().await;
        page.see_text_in(card("Museum guide"), "You can no longer request this.").await;
    });
}

#[test]
fn access_requested_in_another_tab_is_not_requested_twice() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        page.add(&["Travel booker"]).await;
        let body = json!({
            "requestedFor": [page.sandbox.id_of("employee").await],
            "requestedItems": [{ "type": "ACCESS_PROFILE", "id": "ap-travel-booker" }],
        });
        page.sandbox.post_as("employee", "/isc/v3/access-requests", body).await;
        page.sandbox.advance(5).await; // out of the queue
        page.submit().await;
        page.see_text_in(card("Travel booker"), "and the request is still open").await;
        assert_eq!(page.sandbox.effects().await.requests, 1);
    });
}

#[test]
fn access_already_requested_and_not_listed_yet_is_marked_in_the_outcome() {
    visit_in(World::company(), async |page| {
        page.sandbox.change_settings(|settings| settings.queue_millis = 60_000);
        page.open_catalog().await;
        page.add(&["Travel booker", "Museum guide"]).await;
        let body = json!({
            "requestedFor": [page.sandbox.id_of("employee").await],
            "requestedItems": [{ "type": "ACCESS_PROFILE", "id": "ap-travel-booker" }],
        });
        page.sandbox.post_as("employee", "/isc/v3/access-requests", body).await;
        page.submit().await;
        page.see_row("Travel booker", "Already requested, nothing new was sent").await;
        page.see_text_in(row("Museum guide").holding("Submitted"), "Submitted").await;
        assert_eq!(page.sandbox.effects().await.requests, 2);
    });
}

const HELD: &str = "GRP-FIN-Share-Read";

#[test]
fn an_entitlement_one_has_is_named_before_sending() {
    visit(async |page| {
        page.open_catalog().await;
        page.type_into("Search the catalog", HELD).await;
        page.add(&[HELD]).await;
        page.submit().await;
        page.see_text_in(card(HELD), "You already have this.").await;
        assert_eq!(page.sandbox.effects().await, Effects::default());
    });
}

#[test]
fn an_entitlement_the_service_tells_nothing_of_is_the_services_to_judge() {
    visit(async |page| {
        let operation = Operation::GetEntitlementDetailsForIdentity;
        page.sandbox.plant_fault(operation, Fault::status(403));
        page.open_catalog().await;
        page.type_into("Search the catalog", HELD).await;
        page.add(&[HELD]).await;
        page.submit().await;
        page.see_text("Your request was submitted").await;
        page.sandbox.see_calls(operation, 1).await;
    });
}
