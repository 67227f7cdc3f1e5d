//! The catalog: search, kinds, and each item's availability.

use crate::{
    page::{Page, Query, any_row, button, field, row, tabpanel},
    sandbox::World,
    visit::{visit, visit_in},
};

#[test]
fn an_item_is_found_by_parts_of_words() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        page.type_into("Search the catalog", "ana payr").await;
        page.see(row("Payroll analyst")).await;
        page.see_no(row("Museum guide")).await;
        page.see_text("1 of 36 items").await;
    });
}

#[test]
fn an_item_is_found_by_its_description_and_by_its_owner() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        page.type_into("Search the catalog", "ships").await;
        page.see(row("Harbour pilot")).await;
        page.see_no(row("Museum guide")).await;
        page.replace("Search the catalog", "vogel museum").await;
        page.see(row("Museum guide")).await;
        page.see_no(row("Harbour pilot")).await;
    });
}

#[test]
fn each_item_shows_whether_it_is_assigned_requested_or_available() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        page.see_row("Payroll reports", "You have this").await;
        page.see_no(button("Add to request*").within("Payroll reports")).await;
        page.see_row("Payroll approver", "Requested 3 days ago").await;
        page.see_no(button("Add to request*").within("Payroll approver")).await;
        page.see(button("Add to request: Payroll analyst").within("Payroll analyst")).await;
    });
}

#[test]
fn a_row_shows_kind_source_owner_and_whether_a_comment_is_required() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        page.see_row("Payroll analyst", "Role, owned by Ines Vogel. Comment required.").await;
        page.see_row("Ledger read", "Entitlement on SAP HCM, owned by Ines Vogel").await;
        page.see_row("Payroll analyst", "Read and prepare monthly payroll").await;
    });
}

#[test]
fn kinds_filter_the_list_and_show_their_counts() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        page.click_button("Roles 6").await;
        page.see(row("Museum guide")).await;
        page.see_no(row("Travel booker")).await;
        page.click_button("Access profiles 3").await;
        page.see(row("Travel booker")).await;
        page.see_no(row("Museum guide")).await;
        page.click_button("Entitlements 27").await;
        page.see(row("Ledger read")).await;
        page.click_button("All 36").await;
        page.see(row("Museum guide")).await;
    });
}

#[test]
fn a_search_without_matches_suggests_what_to_try() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        page.type_into("Search the catalog", "zebra").await;
        page.see_text("No results for “zebra”").await;
        page.click_button("Clear search").await;
        page.see(row("Museum guide")).await;
        page.see_value(field("Search the catalog"), "").await;
    });
}

#[test]
fn a_large_catalog_is_searched_by_the_service_where_it_is_not_loaded() {
    visit_in(World { scale: 9000, ..World::company() }, async |page| {
        page.host.open_as("employee").await;
        page.see_text("loaded so far").await;
        page.type_into("Search the catalog", "workday time entry").await;
        page.see(row("Workday time entry")).await;
    });
}

#[test]
fn the_slash_key_focuses_the_search() {
    visit(async |page| {
        page.open_catalog().await;
        page.click_button("All *").await;
        page.press("/").await;
        page.see_focus(field("Search the catalog")).await;
        page.see_value(field("Search the catalog"), "").await;
    });
}

#[test]
fn kind_and_search_are_in_the_address_and_restored_from_it() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        page.click_button("Roles 6").await;
        page.type_into("Search the catalog", "payr").await;
        page.see_text("2 of 36 items").await;
        see_address(page, "persona=employee&rc-filter=role%3Apayr").await;
        page.host.reload().await;
        page.see_text("2 of 36 items").await;
        page.see_value(field("Search the catalog"), "payr").await;
        page.see_no(row("Payroll reports")).await;
        page.click_tab("My requests").await;
        page.see_text("Updated").await;
        assert_eq!(page.host.address_query().await, "persona=employee&rc-view=requests");
        page.click_tab("Catalog").await;
        page.replace("Search the catalog", "").await;
        page.see(row("Museum guide")).await;
        see_address(page, "persona=employee&rc-filter=role").await;
        page.click_button("All *").await;
        page.see(row("Travel booker")).await;
        assert_eq!(page.host.address_query().await, "persona=employee");
    });
}

/// The address is updated when typing pauses.
async fn see_address(page: &Page, query: &str) {
    page.until(&format!("has {query} in its address"), async || {
        let now = page.host.address_query().await;
        if now == query { Ok(()) } else { Err(now) }
    })
    .await;
}

/// Types a word, one letter per frame, and counts the updates of the address.
const TYPE_AND_COUNT: &str = "window.written = 0;
    const write = history.replaceState;
    history.replaceState = (...to) => {
        window.written += 1;
        return write.apply(history, to);
    };
    const field = document.querySelector('request-center').shadowRoot.querySelector('input[type=search]');
    const type = (text) => {
        field.value = text;
        field.dispatchEvent(new Event('input', { bubbles: true }));
        if (text !== 'payroll') requestAnimationFrame(() => type('payroll'.slice(0, text.length + 1)));
    };
    type('p');";

#[test]
fn the_address_is_updated_when_typing_pauses_and_not_at_each_letter() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        page.host.run(TYPE_AND_COUNT).await;
        see_address(page, "persona=employee&rc-filter=%3Apayroll").await;
        let written = page.host.run("return window.written").await;
        // One for seven letters; a few more on a machine so slow that typing seems to pause between frames.
        assert!(written.as_u64().is_some_and(|times| times < 4), "written {written} times");
    });
}

#[test]
fn a_link_to_a_search_finds_items_not_loaded_yet() {
    visit_in(World { scale: 9000, ..World::company() }, async |page| {
        page.host.open("/?persona=employee&rc-filter=:workday+time+entry").await;
        page.see(row("Workday time entry")).await;
        page.see_value(field("Search the catalog"), "workday time entry").await;
    });
}

#[test]
fn all_rows_of_a_search_are_rendered_eventually_and_more_on_demand() {
    visit_in(World { scale: 300, ..World::company() }, async |page| {
        page.open_catalog().await;
        page.type_into("Search the catalog", "a").await;
        page.see_count(row_of_list(), 50).await;
        page.click_button("Show more").await;
        page.see_count(row_of_list(), 100).await;
        page.click_button("Entitlements *").await;
        page.see_count(row_of_list(), 50).await;
    });
}

fn row_of_list() -> Query {
    any_row().inside(tabpanel("Catalog"))
}
