//! After a removal was requested: it is followed and cancelled in My requests, seen in My team, done, and recognised where it
//! comes back.

use crate::{
    page::{AMARA, Effects, button, heading, row, thing},
    visit::visit,
};

const DAY: u32 = 86_400;

#[test]
fn a_removal_stands_in_my_requests_as_a_removal_in_words_and_for_those_who_hear_it() {
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
fn what_was_sent_and_is_not_listed_yet_is_drawn_as_a_removal_too() {
    visit(async |page| {
        page.sandbox.change_settings(|settings| settings.queue_millis = 600_000);
        page.open_report(AMARA).await;
        page.remove(&["Month-End Close Team"]).await;
        page.see_row("Month-End Close Team", "Removal submitted, processing").await;
        page.see_no(thing("Month-End Close Team")).await;
        page.click_button("Show my requests").await;
        page.see_row("Month-End Close Team", "Removal for Amara Okafor, sent").await;
    });
}

#[test]
fn one_account_whose_removal_is_on_its_way_leaves_the_other_free() {
    visit(async |page| {
        page.sandbox.change_settings(|settings| settings.queue_millis = 600_000);
        page.open_report(AMARA).await;
        page.look_up("Z_FI_TEST_POST").await;
        page.see_count(thing("Z_FI_TEST_POST"), 2).await;
        page.click(thing("Z_FI_TEST_POST").within("Entitlement, account AOKAFOR_TEST on*")).await;
        page.say_why("The test company is closed").await;
        page.request_removal().await;
        page.see_text("Your removal requests were submitted").await;
        page.see_text("Removal submitted, processing").await;
        page.see_count(thing("Z_FI_TEST_POST"), 1).await;
        page.see_no(thing("Z_FI_TEST_POST").within("Entitlement, account AOKAFOR_TEST on*")).await;
    });
}

#[test]
fn the_row_says_who_the_removal_waits_for_and_is_free_again_after_a_cancel() {
    visit(async |page| {
        page.open_report(AMARA).await;
        page.remove(&["Month-End Close Team"]).await;
        page.see_row("Month-End Close Team", "Removal waiting for Priya Raman").await;
        page.see_no(thing("Month-End Close Team")).await;
        page.click_button("Show my requests").await;
        page.click_button("Removal: Month-End Close Team").await;
        page.ask_to_cancel("She stays in the team").await;
        page.confirm_cancel().await;
        page.see_text("Your cancellation was submitted").await;
        page.click_tab("My team").await;
        page.see(thing("Month-End Close Team")).await;
        page.see_row("Month-End Close Team", "can be removed").await;
        page.sandbox.see_effects(Effects { requests: 1, items: 1, cancels: 1 }).await;
        page.click_button("Remove more access").await;
        page.remove(&["Month-End Close Team"]).await;
        page.sandbox.see_effects(Effects { requests: 2, items: 2, cancels: 1 }).await;
    });
}

#[test]
fn the_same_thing_is_asked_for_anew_after_a_cancel_even_in_the_form_that_was_used() {
    visit(async |page| {
        page.open_report(AMARA).await;
        page.remove(&["Month-End Close Team"]).await;
        page.click_button("Show my requests").await;
        page.click_button("Removal: Month-End Close Team").await;
        page.ask_to_cancel("She stays in the team").await;
        page.confirm_cancel().await;
        page.click_tab("My team").await;
        page.see(thing("Month-End Close Team")).await;
        page.pick(&["Month-End Close Team"]).await;
        page.say_why(" after all").await;
        page.request_removal().await;
        page.see_text("Your removal requests were submitted").await;
        page.sandbox.see_effects(Effects { requests: 2, items: 2, cancels: 1 }).await;
    });
}

#[test]
fn what_was_taken_away_is_gone_from_the_list_without_a_word() {
    visit(async |page| {
        page.open_report(AMARA).await;
        page.remove(&["Month-End Close Team"]).await;
        page.see_row("Month-End Close Team", "Removal waiting for Priya Raman").await;
        page.sandbox.advance(3600).await;
        page.click_button("Show my requests").await;
        page.check_now().await;
        page.click_button("Done *").await;
        page.see_state("Month-End Close Team", "Done").await;
        page.click_tab("My team").await;
        page.see(row("Tableau Viewer")).await;
        page.see_no(row("Month-End Close Team")).await;
    });
}

#[test]
fn access_that_comes_back_is_said_to_before_and_recognised_after() {
    visit(async |page| {
        page.open_report(AMARA).await;
        page.pick(&["Finance Floor Warden"]).await;
        page.say_why("Somebody else does it now").await;
        page.click_button("Review removal").await;
        page.see_text("Finance Floor Warden: It’s also assigned by rule, so it will probably be assigned again the night after it’s removed.")
            .await;
        page.click_button("Request removal").await;
        page.see_text("Your removal requests were submitted").await;
        page.sandbox.advance(DAY).await;
        page.sandbox.advance(DAY).await;
        page.click_button("Show my requests").await;
        page.check_now().await;
        page.click_button("Done *").await;
        page.see_state("Finance Floor Warden", "Done").await;
        page.click_tab("My team").await;
        page.click_button("Refresh").await;
        page.see_row("Finance Floor Warden", "but was assigned again.").await;
    });
}

#[test]
fn a_removal_that_is_done_says_when_nobody_had_to_agree() {
    visit(async |page| {
        page.open_report(AMARA).await;
        page.remove(&["Tableau Viewer"]).await;
        page.sandbox.advance(3600).await;
        page.click_button("Show my requests").await;
        page.check_now().await;
        page.click_button("Done *").await;
        page.see_row("Tableau Viewer", "Removal for Amara Okafor").await;
        page.see_state("Tableau Viewer", "Done").await;
    });
}
