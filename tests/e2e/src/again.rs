//! *Request again*: what a request asked for that was not granted comes back into the request, with what was typed for it.

use crate::{
    page::{Effects, Page, comment_for, end_date_of, region},
    sandbox::World,
    visit::visit_in,
};

const END: &str = "2098-05-04T18:30";

/// Requests two items, one of them with an end date, and cancels both.
async fn cancel_two(page: &Page) {
    page.open_catalog().await;
    page.add(&["Museum guide", "Harbour pilot"]).await;
    page.type_keys(comment_for("Museum guide"), "For the long night").await;
    page.set_value(end_date_of("Museum guide"), END).await;
    page.submit().await;
    page.click_button("Show my requests").await;
    page.see_state("Museum guide", "Waiting for Dana Flores").await;
    page.open_request("Museum guide").await;
    page.start_cancel("The night was moved").await;
    page.confirm_cancel().await;
    page.click_button("Cancelled 2").await;
    page.open_request("Museum guide").await;
}

#[test]
fn a_cancelled_request_comes_back_with_its_comments_and_dates() {
    visit_in(World::company(), async |page| {
        cancel_two(page).await;
        page.see_text("to your request, with the comment and the dates that are still ahead.").await;
        page.click_button("Request again").await;
        page.see_announced("2 items added to your request.").await;
        page.see_value(comment_for("Museum guide"), "For the long night").await;
        page.see_value(end_date_of("Museum guide"), END).await;
        page.see(region("Harbour pilot")).await;
        page.see_focus_inside().await;
        page.submit().await;
        page.see_text("Your request was submitted").await;
        page.sandbox.see_effects(Effects { requests: 2, items: 4, cancels: 1 }).await;
    });
}

#[test]
fn what_is_in_the_request_already_is_not_added_again() {
    visit_in(World::company(), async |page| {
        cancel_two(page).await;
        page.click_tab("Catalog").await;
        page.add(&["Harbour pilot"]).await;
        page.type_keys(comment_for("Harbour pilot"), "From spring").await;
        page.click_tab("My requests").await;
        page.see_text("Adds Museum guide to your request").await;
        page.see_text("1 of 2 is already yours, requested or in your request.").await;
        page.click_button("Request again").await;
        page.see_announced("1 item added to your request.").await;
        page.see_value(comment_for("Museum guide"), "For the long night").await;
        page.see_value(comment_for("Harbour pilot"), "From spring").await;
    });
}

#[test]
fn access_whose_end_has_passed_is_requested_again_without_the_old_date() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        page.add(&["Travel booker"]).await;
        let tomorrow = page.host.run("return new Date(Date.now() + 864e5).toISOString().slice(0, 16)").await;
        page.set_value(end_date_of("Travel booker"), tomorrow.as_str().unwrap_or_default()).await;
        page.submit().await;
        page.click_button("Show my requests").await;
        page.see_state("Travel booker", "Waiting for Dana Flores").await;
        page.sandbox.change_settings(|settings| settings.colleagues_decide = true);
        page.sandbox.advance(3 * 86_400).await;
        page.refresh().await;
        page.click_button("Done 1").await;
        page.open_request("Travel booker").await;
        page.click_button("Request again").await;
        page.see(region("Travel booker")).await;
        page.see_value(end_date_of("Travel booker"), "").await;
    });
}
