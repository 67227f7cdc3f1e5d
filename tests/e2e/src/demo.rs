//! The demo as a new visitor tries it, with its own company and clock: the whole story in one test.

use crate::{
    page::{Effects, button, comment_for, dialog, row},
    visit::visit,
};

#[test]
fn an_employee_finds_requests_tracks_and_cancels_access() {
    visit(async |page| {
        page.host.open("/").await;
        page.see_text("items").await;
        page.type_into("Search the catalog", "vpn remote").await;
        page.see_row("VPN Remote Access", "You have this").await;
        page.replace("Search the catalog", "treas ana").await;
        page.add(&["Treasury Analyst"]).await;
        page.replace("Search the catalog", "invoice entry").await;
        page.add(&["SAP Invoice Entry"]).await;
        page.type_keys(comment_for("Treasury Analyst"), "Cash planning moves to our team.").await;
        page.type_keys(comment_for("SAP Invoice Entry"), "Peak at the end of the year.").await;

        page.host.reload().await;
        page.see_value(comment_for("Treasury Analyst"), "Cash planning moves to our team.").await;
        page.see_value(comment_for("SAP Invoice Entry"), "Peak at the end of the year.").await;

        page.submit().await;
        page.see_text("Your request was submitted").await;
        page.click_button("Show my requests").await;
        page.see_state("Treasury Analyst", "Waiting for Lena Fischer").await;
        page.see_state("SAP Invoice Entry", "Waiting for Lena Fischer").await;

        page.click_button("+10 minutes").await;
        page.refresh().await;
        page.see_state("Treasury Analyst", "2 of 2").await;
        page.see_state("SAP Invoice Entry", "being set up").await;

        page.open_request("Treasury Analyst").await;
        page.see_text("Approved by Lena Fischer").await;
        page.start_cancel("The team keeps it after all.").await;
        let question = || dialog("Cancel this request?");
        page.see_text_in(question(), "Treasury Analyst").await;
        page.see_text_in(question(), "SAP Invoice Entry").await;
        page.confirm_cancel().await;
        page.see_text("Your cancellation was submitted").await;
        page.click(button("Cancelled *")).await;
        page.see_state("Treasury Analyst", "Cancelled").await;
        page.sandbox.see_effects(Effects { requests: 1, items: 2, cancels: 1 }).await;
    });
}

#[test]
fn the_demo_has_requests_in_every_status_filter() {
    visit(async |page| {
        page.open_my_requests().await;
        page.see(row("Finance Controller")).await;
        for (drawer, item) in
            [("Done *", "Confluence"), ("Denied *", "GRP-IT-LocalAdmin"), ("Cancelled *", "Figma Editor")]
        {
            page.click(button(drawer)).await;
            page.see(row(item)).await;
        }
    });
}
