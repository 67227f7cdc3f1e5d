//! Links to My team: the open person is in the address, a link opens them, and a broken link says why.

use crate::{
    page::{AMARA, checkbox, heading, item_box, row, tab},
    visit::visit,
};
use request_center_models::operation::Operation;
use request_center_sandbox::fault::Fault;

const PEOPLE: Operation = Operation::GetPublicIdentities;

#[test]
fn the_open_person_is_in_the_address_and_reopened_after_a_reload() {
    visit(async |page| {
        let amara = page.sandbox.id_of("employee").await;
        page.open_report(AMARA).await;
        assert!(page.host.address_query().await.contains(&format!("rc-id={amara}")));
        page.pick(&["Tableau Viewer"]).await;
        page.host.reload().await;
        page.see(heading(AMARA)).await;
        page.see_row("Tableau Viewer", "Access profile").await;
        page.click_button("Choose another person").await;
        page.see(checkbox("Select Amara Okafor")).await;
        assert!(!page.host.address_query().await.contains("rc-id"));
    });
}

#[test]
fn an_administrator_opens_anybody_by_a_link() {
    visit(async |page| {
        let amara = page.sandbox.id_of("employee").await;
        page.host.open(&format!("/?persona=admin&rc-view=team&rc-id={amara}")).await;
        page.see(heading(AMARA)).await;
        page.see(item_box("Tableau Viewer")).await;
    });
}

#[test]
fn a_link_to_another_managers_report_says_why_it_opens_nobody() {
    visit(async |page| {
        let amara = page.sandbox.id_of("employee").await;
        page.host.open(&format!("/?persona=approver&rc-view=team&rc-id={amara}")).await;
        page.see_text("You can’t open the person in this link here").await;
        page.see_text("Only their manager or an administrator can request this.").await;
        page.see_no(heading(AMARA)).await;
        assert!(!page.host.address_query().await.contains("rc-id"));
    });
}

#[test]
fn a_link_to_an_unknown_person_says_so_above_the_list() {
    visit(async |page| {
        page.host.open("/?persona=manager&rc-view=team&rc-id=nobody-at-all").await;
        page.see_text("The link doesn’t match anyone").await;
        page.see(row(AMARA)).await;
        page.show_person(AMARA).await;
        page.click_button("Choose another person").await;
        page.see_text("12 people").await;
        page.see_no_text("The link doesn’t match anyone").await;
    });
}

#[test]
fn a_link_that_fails_to_resolve_can_be_retried() {
    visit(async |page| {
        let amara = page.sandbox.id_of("employee").await;
        let fault = Fault::status(500).times(9).matching(&amara);
        page.sandbox.plant_fault(PEOPLE, fault);
        page.host.open(&format!("/?persona=manager&rc-view=team&rc-id={amara}")).await;
        page.see_text("We couldn’t look up the person in this link").await;
        assert!(page.host.address_query().await.contains("rc-id"), "the link is not lost");
        page.sandbox.clear_faults();
        page.click_button("Try again").await;
        page.see(heading(AMARA)).await;
    });
}

#[test]
fn my_team_stays_open_when_the_page_stops_listing_reports() {
    visit(async |page| {
        page.open_report(AMARA).await;
        page.pick(&["Tableau Viewer"]).await;
        page.write_comment("No dashboards any more").await;
        page.host.run("document.querySelector('request-center').directReports = async () => { window.asked = true; return []; }")
            .await;
        page.see(heading(AMARA)).await;
        page.click_tab("Catalog").await;
        page.click_tab("My team").await;
        page.see(tab("My team")).await;
        page.see_button("Keep Tableau Viewer").await;
        page.request_removal().await;
        page.see_text("Your removal requests were submitted").await;
        assert_eq!(page.host.run("return window.asked").await, true);
        page.click_button("Remove more access").await;
        page.click_tab("Catalog").await;
        page.see_no(tab("My team")).await;
    });
}
