//! Removals after they were requested: followed and cancelled in My requests, shown in My team, done, and recognized if the
//! access returns.

use crate::{
    page::{AMARA, Effects, button, heading, item_box, row},
    visit::visit,
};

const DAY: u32 = 86_400;

#[test]
fn a_removal_is_labelled_as_one_in_my_requests_and_for_screen_readers() {
    visit(async |page| {
        page.open_report(AMARA).await;
        page.remove(&["Month-End Close Team"]).await;
        page.click_button("Show my requests").await;
        page.see_state("Month-End Close Team", "Waiting for Priya Raman").await;
        page.see_row("Month-End Close Team", "Removal for Amara Okafor, requested on").await;
        page.see(button("Removal: Month-End Close Team")).await;
        page.click_button("Removal: Month-End Close Team").await;
        page.see(heading("Month-End Close Team")).await;
        page.see_text("Reason for cancelling").await;
    });
}

#[test]
fn a_removal_not_listed_yet_is_labelled_as_one_too() {
    visit(async |page| {
        page.sandbox.change_settings(|settings| settings.queue_millis = 600_000);
        page.open_report(AMARA).await;
        page.remove(&["Month-End Close Team"]).await;
        page.see_row("Month-End Close Team", "Removal submitted, processing").await;
        page.see_no(item_box("Month-End Close Team")).await;
        page.click_button("Show my requests").await;
        page.see_row("Month-End Close Team", "Removal for Amara Okafor, sent").await;
    });
}

#[test]
fn a_pending_removal_of_one_account_leaves_the_other_removable() {
    visit(async |page| {
        page.sandbox.change_settings(|settings| settings.queue_millis = 600_000);
        page.open_report(AMARA).await;
        page.look_up("Z_FI_TEST_POST").await;
        page.see_count(item_box("Z_FI_TEST_POST"), 2).await;
        page.click(item_box("Z_FI_TEST_POST").within("Entitlement, account AOKAFOR_TEST on*")).await;
        page.write_comment("The test company is closed").await;
        page.request_removal().await;
        page.see_text("Your removal requests were submitted").await;
        page.see_text("Removal submitted, processing").await;
        page.see_count(item_box("Z_FI_TEST_POST"), 1).await;
        page.see_no(item_box("Z_FI_TEST_POST").within("Entitlement, account AOKAFOR_TEST on*")).await;
    });
}

#[test]
fn a_pending_removal_names_its_approver_and_a_cancel_makes_the_item_removable() {
    visit(async |page| {
        page.open_report(AMARA).await;
        page.remove(&["Month-End Close Team"]).await;
        page.see_row("Month-End Close Team", "Removal waiting for Priya Raman").await;
        page.see_no(item_box("Month-End Close Team")).await;
        page.click_button("Show my requests").await;
        page.click_button("Removal: Month-End Close Team").await;
        page.start_cancel("She stays in the team").await;
        page.confirm_cancel().await;
        page.see_text("Your cancellation was submitted").await;
        page.click_tab("My team").await;
        page.see(item_box("Month-End Close Team")).await;
        page.see_row("Month-End Close Team", "can be removed").await;
        page.sandbox.see_effects(Effects { requests: 1, items: 1, cancels: 1 }).await;
        page.click_button("Remove more access").await;
        page.remove(&["Month-End Close Team"]).await;
        page.sandbox.see_effects(Effects { requests: 2, items: 2, cancels: 1 }).await;
    });
}

#[test]
fn a_cancelled_removal_can_be_requested_again_in_the_same_form() {
    visit(async |page| {
        page.open_report(AMARA).await;
        page.remove(&["Month-End Close Team"]).await;
        page.click_button("Show my requests").await;
        page.click_button("Removal: Month-End Close Team").await;
        page.start_cancel("She stays in the team").await;
        page.confirm_cancel().await;
        page.click_tab("My team").await;
        page.see(item_box("Month-End Close Team")).await;
        page.pick(&["Month-End Close Team"]).await;
        page.write_comment(" after all").await;
        page.request_removal().await;
        page.see_text("Your removal requests were submitted").await;
        page.sandbox.see_effects(Effects { requests: 2, items: 2, cancels: 1 }).await;
    });
}

#[test]
fn removed_access_disappears_from_the_list_silently() {
    visit(async |page| {
        page.open_report(AMARA).await;
        page.remove(&["Month-End Close Team"]).await;
        page.see_row("Month-End Close Team", "Removal waiting for Priya Raman").await;
        page.sandbox.advance(3600).await;
        page.click_button("Show my requests").await;
        page.refresh().await;
        page.click_button("Done *").await;
        page.see_state("Month-End Close Team", "Done").await;
        page.click_tab("My team").await;
        page.see(row("Tableau Viewer")).await;
        page.see_no(row("Month-End Close Team")).await;
    });
}

#[test]
fn access_that_returns_is_warned_about_before_and_flagged_after() {
    visit(async |page| {
        page.open_report(AMARA).await;
        page.pick(&["Finance Floor Warden"]).await;
        page.write_comment("Somebody else does it now").await;
        page.click_button("Review removal").await;
        page.see_text("Finance Floor Warden: It’s also assigned by rule, so it will probably be assigned again the night after it’s removed.")
            .await;
        page.click_button("Request removal").await;
        page.see_text("Your removal requests were submitted").await;
        page.sandbox.advance(DAY).await;
        page.sandbox.advance(DAY).await;
        page.click_button("Show my requests").await;
        page.refresh().await;
        page.click_button("Done *").await;
        page.see_state("Finance Floor Warden", "Done").await;
        page.click_tab("My team").await;
        page.click_button("Refresh").await;
        page.see_row("Finance Floor Warden", "but was assigned again.").await;
    });
}

#[test]
fn a_removal_without_approval_is_shown_as_done() {
    visit(async |page| {
        page.open_report(AMARA).await;
        page.remove(&["Tableau Viewer"]).await;
        page.sandbox.advance(3600).await;
        page.click_button("Show my requests").await;
        page.refresh().await;
        page.click_button("Done *").await;
        page.see_row("Tableau Viewer", "Removal for Amara Okafor").await;
        page.see_state("Tableau Viewer", "Done").await;
    });
}
