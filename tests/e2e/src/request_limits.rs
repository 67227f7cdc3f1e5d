//! The limits the configuration sets to requests for entitlements, said at the field before the service refuses.

use crate::{
    page::{Effects, Query, end_date_of, field, region, row},
    sandbox::World,
    visit::visit_in,
};
use serde_json::json;

fn entitlement_end() -> Query {
    field("End date").inside(region("Ledger read"))
}

#[test]
fn an_entitlement_needs_an_end_date_no_later_than_the_configuration_allows() {
    visit_in(World::company(), async |page| {
        let rules = json!({ "requireEndDate": true, "maxPermittedAccessDuration": { "value": 4, "timeUnit": "WEEKS" } });
        let change = json!({ "entitlementRequestConfig": { "accessRequestConfig": rules } });
        page.sandbox.change_newer_config(change).await;
        page.open_catalog().await;
        page.host.set_option("api-version", "v2024").await;
        page.see(row("Ledger read")).await;
        page.add(&["Ledger read", "Travel booker"]).await;
        page.see_text_in(region("Ledger read"), "Latest: ").await;
        page.click_button("Review request").await;
        page.see_error_at(entitlement_end(), "Choose an end date.").await;
        page.see_no_error_at(end_date_of("Travel booker")).await;
        page.set_value(entitlement_end(), "2031-12-31T18:00").await;
        page.see_error_at(
            entitlement_end(),
            "Choose an earlier end date. Access to this item can’t last that long.",
        )
        .await;
        assert_eq!(page.sandbox.effects().await, Effects::default());
        let week = page.host.run("return new Date(Date.now() + 7 * 864e5).toISOString().slice(0, 16)").await;
        page.set_value(entitlement_end(), week.as_str().unwrap_or_default()).await;
        page.see_no_error_at(entitlement_end()).await;
        page.submit().await;
        page.see_text("Your request was submitted").await;
        assert_eq!(page.sandbox.effects().await, Effects { requests: 1, items: 2, cancels: 0 });
    });
}
