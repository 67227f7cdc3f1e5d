//! Unusual pages: they replace browser globals, write attributes in their own way, or link with unknown values.

use crate::{
    page::{button, row, tab},
    sandbox::World,
    visit::{visit, visit_in},
};

/// A replaced `Promise`, as zone.js and Bluebird install theirs: promises of async functions, of `fetch` and of modules are no
/// instances of it.
const OTHER_PROMISES: &str = "const Native = window.Promise;
    class Other {
        constructor(run) { this.own = new Native(run); }
        then(yes, no) { return Other.resolve(this.own.then(yes, no)); }
        catch(no) { return this.then(undefined, no); }
        finally(run) { return Other.resolve(this.own.finally(run)); }
        static resolve(value) { return value instanceof Other ? value : new Other((yes) => yes(value)); }
        static reject(reason) { return new Other((_, no) => no(reason)); }
    }
    for (const name of ['all', 'allSettled', 'any', 'race']) Other[name] = (list) => Other.resolve(Native[name](list));
    window.Promise = Other;";

#[test]
fn everything_works_on_a_page_that_replaces_promise() {
    visit_in(World::company(), async |page| {
        page.host.before_every_page(OTHER_PROMISES).await;
        page.open_catalog().await;
        page.request_items(&["Museum guide"]).await;
        page.click_tab("My requests").await;
        page.see(row("Museum guide")).await;
    });
    visit_in(World::approvals(), async |page| {
        page.host.before_every_page(OTHER_PROMISES).await;
        page.host.open_as("approver").await;
        page.click_tab("Approvals*").await;
        page.approve("Snowflake analyst, Jonas Petit").await;
        page.see_text("Approved by you").await;
        page.sandbox.see_decisions(1).await;
    });
}

#[test]
fn a_link_with_an_unknown_age_shows_the_whole_list() {
    visit_in(World::approvals(), async |page| {
        for age in ["9999999", "4294967295", "8"] {
            page.host.open(&format!("/?persona=approver&rc-view=approvals&rc-filter=age.{age}")).await;
            page.see(button("Snowflake analyst, Jonas Petit")).await;
            page.see_text("7 approvals").await;
        }
    });
}

#[test]
fn approvals_older_than_a_month_are_counted_in_the_tab() {
    visit_in(World::approvals(), async |page| {
        page.sandbox.advance(40 * 86_400).await;
        page.host.open_as("approver").await;
        page.see(tab("Approvals 7")).await;
        page.click_tab("Approvals*").await;
        page.see(button("Snowflake analyst, Jonas Petit")).await;
    });
}

#[test]
fn attributes_written_as_false_are_off() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        page.host.set_option("deep-links", "false").await;
        page.click_tab("My requests").await;
        page.see(row("Payroll approver")).await;
        assert!(!page.host.address_query().await.contains("rc-view"), "deep-links");
        page.host.set_option("deep-links", "true").await;
        page.click_tab("Catalog").await;
        page.click_tab("My requests").await;
        page.host.see_true("return location.search.includes('rc-view=requests')").await;
    });
    visit_in(World::approvals(), async |page| {
        page.open_approvals("approver").await;
        page.host.set_option("no-shortcuts", "false").await;
        page.host.set_option("undo-seconds", "60").await;
        page.open_approval("Snowflake analyst, Jonas Petit").await;
        page.press("a").await;
        page.see_button("Undo").await;
    });
    visit(async |page| {
        page.open_team("employee").await;
        page.host.set_option("self-removal", "").await;
        page.see_button("amara.okafor").await;
        page.host.set_option("self-removal", "false").await;
        page.see_no(button("amara.okafor")).await;
        page.see_text("Nobody reports to you").await;
    });
}
