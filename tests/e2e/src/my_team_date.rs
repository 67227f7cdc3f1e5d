//! A removal's date that was typed only in part before a reload: it is required again, and no access ends sooner than intended
//! without notice.

use crate::{
    page::{AMARA, Effects, Page, button, field},
    visit::visit,
};

const DATE: &str = "Date and time";
const LOST: &str = "The date was incomplete and wasn’t saved. Enter it again, or leave the field empty to remove the access after approval.";
const SOON: &str = "Amara Okafor loses Tableau Viewer once the removal is approved.";

/// A removal whose date was lost in a reload.
async fn lose_partial_date(page: &Page) {
    page.open_report(AMARA).await;
    page.pick(&["Tableau Viewer"]).await;
    page.write_comment("No dashboards any more").await;
    page.choose("When", "On a date").await;
    page.type_into(DATE, "12").await;
    page.host.reload().await;
    page.see_error_at(field(DATE), LOST).await;
}

#[test]
fn a_partial_date_lost_in_a_reload_is_required_again() {
    visit(async |page| {
        lose_partial_date(page).await;
        page.click_button("Review removal").await;
        page.see_focus_text(LOST).await;
        page.see_error_at(field(DATE), LOST).await;
        page.see_no(button("Request removal")).await;
        assert_eq!(page.sandbox.effects().await, Effects::default());
        page.set_value(field(DATE), "2031-12-31T18:00").await;
        page.see_no_error_at(field(DATE)).await;
        page.host.reload().await;
        page.see_value(field(DATE), "2031-12-31T18:00").await;
        page.see_no_error_at(field(DATE)).await;
        page.click_button("Review removal").await;
        page.see_text("Amara Okafor loses Tableau Viewer on").await;
    });
}

#[test]
fn a_lost_date_can_be_left_out() {
    visit(async |page| {
        lose_partial_date(page).await;
        page.click_button("Review removal").await;
        page.see_focus_text(LOST).await;
        page.click_button("Review removal").await;
        page.see_text(SOON).await;
        page.click_button("Request removal").await;
        page.see_text("Your removal requests were submitted").await;
        page.sandbox.see_effects(Effects { requests: 1, items: 1, cancels: 0 }).await;
    });
}

#[test]
fn choosing_no_date_discards_the_lost_one() {
    visit(async |page| {
        lose_partial_date(page).await;
        page.choose("When", "After approval").await;
        page.choose("When", "On a date").await;
        page.see_no_error_at(field(DATE)).await;
        page.click_button("Review removal").await;
        page.see_error_at(field(DATE), "Enter a complete date and time").await;
        page.choose("When", "After approval").await;
        page.click_button("Review removal").await;
        page.see_text(SOON).await;
    });
}

#[test]
fn a_date_typed_in_another_tab_replaces_the_lost_one() {
    visit(async |page| {
        lose_partial_date(page).await;
        page.click_button("Review removal").await;
        page.see_focus_text(LOST).await;
        page.host.open_tab().await;
        page.open_report(AMARA).await;
        page.set_value(field(DATE), "2031-12-31T18:00").await;
        page.host.switch_to_tab(0).await;
        page.see_value(field(DATE), "2031-12-31T18:00").await;
        page.click_button("Review removal").await;
        page.see_text("Amara Okafor loses Tableau Viewer on").await;
    });
}
