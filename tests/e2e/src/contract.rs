//! The element's contract: attributes, properties, custom properties and parts, set at the start or later.

use crate::{
    page::{Page, button, field, row, tab},
    sandbox::World,
    visit::visit_in,
};
use serde_json::json;

/// Replaces the page's widget by the test's.
async fn embed(page: &Page, attributes: &str, before: &str) {
    let script = format!(
        "const old = document.querySelector('request-center');
        const provider = old.tokenProvider;
        const box = document.createElement('div');
        const next = document.createElement('request-center');
        const attributes = {attributes};
        for (const [name, value] of Object.entries(attributes)) next.setAttribute(name, value);
        {before}
        old.replaceWith(next);"
    );
    page.host.run(&script).await;
}

#[test]
fn the_view_attribute_names_the_first_panel() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        embed(page, "{ 'api-base': '/isc', view: 'requests' }", "next.tokenProvider = provider;").await;
        page.see(row("Payroll approver")).await;
        page.see(button("Refresh")).await;
    });
}

#[test]
fn changing_the_view_attribute_opens_that_panel() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        page.host.run("document.querySelector('request-center').setAttribute('view', 'requests')").await;
        page.see(button("Refresh")).await;
    });
}

#[test]
fn a_token_provider_can_be_set_after_the_element_is_connected() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        embed(page, "{ 'api-base': '/isc' }", "window.provider = provider;").await;
        page.see_text("Set the property tokenProvider").await;
        page.host.run("document.querySelector('request-center').tokenProvider = window.provider").await;
        page.see(row("Museum guide")).await;
    });
}

#[test]
fn the_viewer_property_overrides_the_claims_of_the_token() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        let viewer = format!(
            "next.tokenProvider = provider; next.viewer = {{ identityId: '{}', name: 'Mona', authorities: [] }};",
            page.sandbox.id_of("employee").await
        );
        embed(page, "{ 'api-base': '/isc' }", &viewer).await;
        page.see(row("Museum guide")).await;
    });
}

#[test]
fn every_family_of_paths_works() {
    visit_in(World::company(), async |page| {
        for family in ["v3", "beta", "v2024"] {
            page.open_catalog().await;
            let attributes = format!("{{ 'api-base': '/isc', 'api-version': '{family}' }}");
            embed(page, &attributes, "next.tokenProvider = provider;").await;
            page.see(row("Museum guide")).await;
            page.see(row("Ledger read")).await;
            page.click_tab("My requests").await;
            page.see(row("Payroll approver")).await;
        }
    });
}

#[test]
fn an_unknown_api_family_lists_the_valid_ones() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        embed(page, "{ 'api-base': '/isc', 'api-version': 'v9' }", "next.tokenProvider = provider;").await;
        page.see_text("Use v3, beta or v2024.").await;
    });
}

#[test]
fn a_widget_without_deep_links_leaves_the_address_alone() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        embed(page, "{ 'api-base': '/isc' }", "next.tokenProvider = provider;").await;
        page.click_tab("My requests").await;
        page.open_request("Payroll approver").await;
        page.see(field("Reason for cancelling")).await;
        assert_eq!(page.host.address_query().await, "persona=employee");
        page.see_no(button("Copy link")).await;
    });
}

#[test]
fn custom_properties_and_parts_reach_inside() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        page.add(&["Travel booker"]).await;
        page.host.run(
            "document.querySelector('request-center').style.setProperty('--rc-accent', 'rgb(120, 0, 60)');
            const sheet = new CSSStyleSheet();
            sheet.replaceSync('request-center::part(button-filled) { text-transform: uppercase; }');
            document.adoptedStyleSheets.push(sheet);",
        )
        .await;
        let seen = page
            .host
            .run(
                "const root = document.querySelector('request-center').shadowRoot;
                const style = getComputedStyle(root.querySelector('[part~=button-filled]'));
                return [style.backgroundColor, style.textTransform];",
            )
            .await;
        assert_eq!(seen, json!(["rgb(120, 0, 60)", "uppercase"]));
        page.see(button("Review request")).await;
    });
}

#[test]
fn importing_the_script_twice_is_harmless() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        page.host
            .run(
                "const again = document.createElement('script');
            again.type = 'module';
            again.src = 'request-center.js?again';
            again.addEventListener('load', () => { document.title = 'loaded twice'; });
            document.head.append(again);",
            )
            .await;
        page.host.see_title("loaded twice").await;
        page.type_into("Search the catalog", "museum").await;
        page.see_no(row("Payroll analyst")).await;
        page.see_count(tab("Catalog"), 1).await;
        page.see(field("Search the catalog")).await;
        page.see_value(field("Search the catalog"), "museum").await;
    });
}
