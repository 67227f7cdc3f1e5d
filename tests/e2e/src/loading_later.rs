//! Lazy modules that are late, fail or arrive on a changed page: errors are reported once, and the focus is kept.

use crate::{
    page::{button, region, row, tab},
    sandbox::World,
    visit::visit_in,
};
use serde_json::json;

const JONAS: &str = "Snowflake analyst, Jonas Petit";

fn without(file: &'static str, world: World) -> World {
    World { missing: Some(file), ..world }
}

#[test]
fn a_module_that_several_panels_need_is_reported_once_and_loaded_for_all() {
    visit_in(without("request-center-request.wasm", World::company()), async |page| {
        page.host.open("/?persona=employee&rc-view=requests").await;
        page.see(button("Try again")).await;
        page.host.see_event("error", 1).await;
        page.sandbox.restore_file();
        page.click_button("Try again").await;
        page.see(button("Refresh")).await;
        page.host.see_event("error", 1).await;
        page.click_tab("Catalog").await;
        page.see(button("Add to request: Museum guide")).await;
    });
}

#[test]
fn the_module_of_another_panel_is_rejected_with_an_error() {
    visit_in(without("request-center-team.wasm", World::company()), async |page| {
        page.sandbox.replace_file("request-center-approvals.wasm");
        page.host.open_as("manager").await;
        page.see(button("Add to request: Museum guide")).await;
        page.click_tab("My team").await;
        page.see_text("We couldn’t load this section").await;
        page.host.see_event("error", 1).await;
        page.sandbox.restore_file();
        page.click_button("Try again").await;
        page.see(row("Mona Okafor")).await;
    });
}

#[test]
fn retrying_beside_the_catalog_keeps_the_focus_there() {
    visit_in(without("request-center-request.wasm", World::company()), async |page| {
        page.host.open_as("employee").await;
        page.see_text("We couldn’t load this section").await;
        page.sandbox.restore_file();
        page.click_button("Try again").await;
        page.see_text("No items yet").await;
        page.see_focus_within(region("Your request")).await;
    });
}

#[test]
fn decisions_of_an_earlier_page_are_reported_although_their_module_fails_to_load() {
    visit_in(without("request-center-approvals.wasm", World::approvals()), async |page| {
        page.sandbox.restore_file();
        page.open_approvals("approver").await;
        page.host.set_option("undo-seconds", "60").await;
        page.approve(JONAS).await;
        page.see_text("sending shortly").await;
        page.sandbox.remove_file();
        page.host.open_as("approver").await;
        page.see_text("Approvals: We couldn’t load this section").await;
        page.click_tab("My requests").await;
        page.see(button("Refresh")).await;
        page.click_tab("Catalog").await;
        page.see(row("Museum guide")).await;
        // No retry was requested.
        page.host.see_event("error", 1).await;
        page.sandbox.restore_file();
        page.click(tab("Approvals*")).await;
        page.click_button("Try again").await;
        page.see_text("1 not sent").await;
    });
}

/// Records uncaught errors, and runs this on the element whenever its panels exist.
fn whenever_ready(act: &str) -> String {
    format!(
        "window.uncaught = []; window.times = 0;
        addEventListener('unhandledrejection', (event) => window.uncaught.push(String(event.reason)));
        addEventListener('error', (event) => window.uncaught.push(event.message));
        document.addEventListener('request-center-ready', ({{ target }}) => {{
            window.times += 1;
            if (window.times <= 3) {{ {act} }}
        }});"
    )
}

#[test]
fn an_element_reinserted_while_its_module_loads_is_complete() {
    visit_in(World::company(), async |page| {
        let act = "const place = target.parentNode; target.remove(); setTimeout(() => place.append(target), 15 * window.times);";
        page.host.before_every_page(&whenever_ready(act)).await;
        page.host.open_as("employee").await;
        page.host.see_true("return window.times === 4").await;
        page.see(button("Add to request: Museum guide")).await;
        assert_eq!(page.host.run("return window.uncaught").await, json!([]));
        page.host.see_event("error", 0).await;
    });
}

#[test]
fn a_new_viewer_while_a_module_loads_gets_their_own_panels() {
    visit_in(World::company(), async |page| {
        let id = page.sandbox.id_of("employee").await;
        let act = format!(
            "target.viewer = {{ identityId: '{id}', name: `Somebody ${{window.times}}`, authorities: [] }};"
        );
        page.host.before_every_page(&whenever_ready(&act)).await;
        page.host.open("/?persona=employee&rc-view=requests").await;
        page.host.see_true("return window.times === 4").await;
        page.see(button("Refresh")).await;
        assert_eq!(page.host.run("return window.uncaught").await, json!([]));
        page.host.see_event("error", 0).await;
    });
}
