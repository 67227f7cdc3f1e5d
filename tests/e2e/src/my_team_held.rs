//! A report's access: start, end, origin, and whether it can be removed or why not; and what is shown if the service denies a
//! part.

use crate::{
    page::{AMARA, heading, item_box, row},
    sandbox::World,
    visit::{visit, visit_in},
};
use request_center_models::operation::Operation;
use request_center_sandbox::fault::Fault;

const ASSIGNMENTS: Operation = Operation::GetRoleAssignments;
const OBJECTS: Operation = Operation::ListRequestableObjects;
const NOT_TOLD: &str = "The service doesn’t provide every start date, end date and origin. Where the origin is unknown, the service decides when you request the removal.";
const ENTITLEMENT: Operation = Operation::GetEntitlementDetailsForIdentity;

#[test]
fn roles_show_start_and_end_and_access_profiles_that_these_are_unknown() {
    visit(async |page| {
        page.open_report(AMARA).await;
        page.see_row("Month-End Close Team", "Role, since").await;
        page.see_row("Month-End Close Team", "no end date").await;
        page.see_row("Tableau Viewer", "Access profile").await;
        page.see_no_text_in(row("Tableau Viewer"), "end date").await;
        page.see_text(NOT_TOLD).await;
        page.click_button("Choose another person").await;
        page.show_person("Bilal Siddiqui").await;
        page.see_row("External Auditor", "ends").await;
    });
}

#[test]
fn rows_are_sorted_by_name_whichever_call_returned_them() {
    visit(async |page| {
        page.open_report(AMARA).await;
        page.see_row("Month-End Close Team", "since").await;
        let script = "return [...document.querySelector('request-center').shadowRoot.querySelectorAll('.rc-row-opens')]
            .map((name) => name.textContent)";
        let names: Vec<String> = serde_json::from_value(page.host.run(script).await).expect("names");
        let mut sorted = names.clone();
        sorted.sort_by_key(|name| name.to_lowercase());
        assert_eq!(names, sorted);
        assert!(names.len() > 8, "{names:?}");
    });
}

#[test]
fn every_item_that_cannot_be_removed_says_why() {
    visit(async |page| {
        page.open_report(AMARA).await;
        for name in ["Finance Analyst", "All Employees", "Finance Planning Workspace", "Finance Floor Warden"]
        {
            page.expand(name).await;
        }
        page.see_row("Finance Analyst", "by rule").await;
        page.see_row("Finance Analyst", "It’s assigned by rule and would be assigned again tonight.").await;
        page.see_no(item_box("Finance Analyst")).await;
        page.see_row("All Employees", "Everyone in their position gets this, so it can’t be removed.").await;
        page.see_no(item_box("All Employees")).await;
        page.see_row("Finance Planning Workspace", "part of a role").await;
        page.see_row(
            "Finance Planning Workspace",
            "It’s part of Finance Analyst, which would assign it again.",
        )
        .await;
        page.see_row(
            "Finance Floor Warden",
            "It’s also assigned by rule, so it will probably be assigned again",
        )
        .await;
        page.see_row("Meeting Room Booking Hamburg", "Removal waiting for Clara Neumann").await;
        page.see_no(item_box("Meeting Room Booking Hamburg")).await;
    });
}

#[test]
fn an_expanded_row_shows_the_origin_in_the_services_terms() {
    visit(async |page| {
        page.open_report(AMARA).await;
        let before = page.sandbox.calls(ASSIGNMENTS).await;
        page.expand("Month-End Close Team").await;
        page.see_row("Month-End Close Team", "requested").await;
        page.see_row("Month-End Close Team", "Assignment ID").await;
        page.see_row("Month-End Close Team", "can be removed").await;
        assert_eq!(
            page.sandbox.calls(ASSIGNMENTS).await,
            before + 1,
            "one call, for the row that was opened"
        );
    });
}

#[test]
fn an_entitlement_look_up_shows_its_account_and_whether_it_is_removable() {
    visit(async |page| {
        page.open_report(AMARA).await;
        page.look_up("GRP-FIN-Share-Read").await;
        page.see_row("GRP-FIN-Share-Read", "account amara.okafor on Active Directory").await;
        page.see_row("GRP-FIN-Share-Read", "can be removed").await;
        page.look_up("Z_CO_COCKPIT").await;
        page.see_row("Z_CO_COCKPIT", "The service doesn’t allow removing this.").await;
        page.see_no(item_box("Z_CO_COCKPIT")).await;
        page.look_up("Z_FI_TEST_POST").await;
        page.see_count(item_box("Z_FI_TEST_POST"), 2).await;
        page.see_text("account AOKAFOR_TEST on").await;
        page.look_up("Z_FI_AP_CLERK").await;
        page.see_text("Amara Okafor doesn’t have Z_FI_AP_CLERK.").await;
    });
}

#[test]
fn a_failed_entitlement_look_up_says_so_and_can_be_retried() {
    visit(async |page| {
        page.sandbox.plant_fault(ENTITLEMENT, Fault::status(500).times(9));
        page.open_report(AMARA).await;
        page.look_up("GRP-FIN-Share-Read").await;
        page.see_text("We couldn’t find out whether Amara Okafor has GRP-FIN-Share-Read").await;
        page.sandbox.clear_faults();
        page.click_button("Try again").await;
        page.see_row("GRP-FIN-Share-Read", "can be removed").await;
    });
}

#[test]
fn without_role_assignments_the_other_items_are_shown_and_removable() {
    visit(async |page| {
        page.sandbox.plant_fault(ASSIGNMENTS, Fault::status(403).times(99));
        page.open_team("manager").await;
        page.click_button(AMARA).await;
        page.see_text("We couldn’t load the dates and origin of roles").await;
        page.see_text(NOT_TOLD).await;
        page.see_row("Month-End Close Team", "Origin unknown").await;
        page.see_no_text("can be removed").await;
        page.pick(&["Tableau Viewer"]).await;
        page.see_text("The origin is unknown. The service decides whether it can be removed.").await;
        page.click(item_box("Tableau Viewer")).await;
        page.remove(&["Month-End Close Team"]).await;
        page.expand("Tableau Viewer").await;
        page.see_row("Tableau Viewer", "We couldn’t load the origin: You don’t have permission to do this.")
            .await;
    });
}

#[test]
fn without_the_catalog_roles_are_shown_and_removable() {
    visit(async |page| {
        page.sandbox.plant_fault(OBJECTS, Fault::status(500).times(99).matching("statuses=ASSIGNED"));
        page.open_team("manager").await;
        page.click_button(AMARA).await;
        page.see_text("We couldn’t load roles and access profiles").await;
        page.see_row("Month-End Close Team", "since").await;
        page.see_no(row("Tableau Viewer")).await;
        page.remove(&["Month-End Close Team"]).await;
        page.sandbox.clear_faults();
        page.click_button("Try again").await;
        page.see(row("Tableau Viewer")).await;
        page.see_no_text("We couldn’t load roles and access profiles").await;
    });
}

#[test]
fn a_service_that_denies_managers_every_read_is_reported() {
    visit_in(World { strict_reads: true, ..World::default() }, async |page| {
        page.open_team("manager").await;
        page.click_button(AMARA).await;
        page.see_text("We couldn’t load roles and access profiles").await;
        page.see_text("We couldn’t load the dates and origin of roles").await;
        page.see_no_text("No roles or access profiles").await;
        page.look_up("GRP-FIN-Share-Read").await;
        page.see_text("We couldn’t find out whether Amara Okafor has GRP-FIN-Share-Read").await;
        page.click_button("Choose another person").await;
        page.see(row("Ida Bergström")).await;
    });
}

#[test]
fn the_same_item_of_several_people_is_one_row_that_says_who_is_blocked_and_why() {
    visit(async |page| {
        page.sandbox.change_settings(|settings| settings.queue_millis = 600_000);
        page.open_report("Katarína Novotná").await;
        page.remove(&["Power BI Pro"]).await;
        page.click_button("Choose another person").await;
        page.show_together(&["Katarína Novotná", "Renske de Vries"]).await;
        page.see_heading("2 people").await;
        page.see_row("VPN Remote Access", "Access profile, assigned to Katarína Novotná and Renske de Vries")
            .await;
        page.see_row("VPN Remote Access", "removal can be requested for 2 of 2").await;
        page.see_row("Power BI Pro", "removal can be requested for 1 of 2").await;
        page.see_row("Power BI Pro", "Katarína Novotná: Removal submitted, processing").await;
        page.see_row("Tableau Creator", "assigned to Katarína Novotná").await;
        page.expand("All Employees").await;
        page.see_row("All Employees", "for everyone").await;
        page.see_row("All Employees", "Everyone in their position gets this").await;
    });
}

#[test]
fn a_failed_read_of_one_person_does_not_hide_the_other() {
    visit(async |page| {
        let amara = page.sandbox.id_of("employee").await;
        page.sandbox.plant_fault(OBJECTS, Fault::status(500).times(99).matching(&amara));
        page.open_team("manager").await;
        page.show_together(&[AMARA, "Ida Bergström"]).await;
        page.see_text("We couldn’t load roles and access profiles").await;
        page.see(row("VPN Remote Access")).await;
        page.see(heading("2 people")).await;
    });
}
