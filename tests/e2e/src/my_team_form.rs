//! The removal form: items, comment, date, review and sending, for one item and for many of several people.

use crate::{
    page::{AMARA, Effects, Page, button, field, heading, item_box, row},
    visit::visit,
};

const DATE: &str = "Date and time";

fn effects(requests: u64, items: u64) -> Effects {
    Effects { requests, items, cancels: 0 }
}

/// The date that many days from now, as the field takes it.
async fn in_days(page: &Page, days: i32) -> String {
    let script = format!(
        "return new Date(Date.now() + {days} * 86400000).toLocaleString('sv', {{ timeZone: 'Europe/Berlin' }}).slice(0, 16).replace(' ', 'T')"
    );
    page.host.run(&script).await.as_str().expect("a date").to_owned()
}

async fn choose_date(page: &Page, days: i32) {
    page.choose("When", "On a date").await;
    let date = in_days(page, days).await;
    page.set_value(field(DATE), &date).await;
}

#[test]
fn one_item_is_removed_after_a_sentence_that_says_what_will_happen() {
    visit(async |page| {
        page.open_report(AMARA).await;
        page.pick(&["Month-End Close Team"]).await;
        page.see_text("1 access item from Amara Okafor").await;
        page.write_comment("Moves to the audit team").await;
        page.click_button("Review removal").await;
        page.see_text("Amara Okafor loses Month-End Close Team once the removal is approved.").await;
        page.see_text("Moves to the audit team").await;
        page.see_text("Once due, a removal can take up to 24 hours.").await;
        assert_eq!(page.sandbox.effects().await, effects(0, 0));
        page.click_button("Request removal").await;
        page.see_text("Your removal requests were submitted").await;
        page.see_text("They haven’t been decided yet.").await;
        page.sandbox.see_effects(effects(1, 1)).await;
        page.host.see_event("submitted", 1).await;
    });
}

#[test]
fn several_items_are_removed_in_as_few_calls_as_the_service_allows() {
    visit(async |page| {
        page.open_report(AMARA).await;
        for entitlement in ["GRP-FIN-Share-Read", "Z_FI_GL_DISPLAY"] {
            page.look_up(entitlement).await;
            page.see(item_box(entitlement)).await;
        }
        page.remove(&["Month-End Close Team", "Tableau Viewer", "GRP-FIN-Share-Read", "Z_FI_GL_DISPLAY"])
            .await;
        page.see_text("Amara Okafor: Month-End Close Team and Tableau Viewer").await;
        page.see_text("Amara Okafor: GRP-FIN-Share-Read").await;
        page.sandbox.see_effects(effects(3, 4)).await;
    });
}

#[test]
fn one_of_two_accounts_is_removed_and_the_other_stays() {
    visit(async |page| {
        page.open_report(AMARA).await;
        page.look_up("Z_FI_TEST_POST").await;
        page.see_count(item_box("Z_FI_TEST_POST"), 2).await;
        page.click(item_box("Z_FI_TEST_POST").within("Entitlement, account AOKAFOR_TEST on*")).await;
        page.write_comment("The test company is closed").await;
        page.request_removal().await;
        page.see_text("Your removal requests were submitted").await;
        page.sandbox.see_effects(effects(1, 1)).await;
    });
}

#[test]
fn violations_are_shown_at_their_fields_and_in_a_focused_summary() {
    visit(async |page| {
        page.open_report("Bilal Siddiqui").await;
        page.see_row("External Auditor", "ends").await;
        page.pick(&["External Auditor", "VPN Remote Access"]).await;
        page.click_button("Use separate reasons").await;
        choose_date(page, 90).await;
        page.click_button("Review removal").await;
        page.see_text("Fix 3 problems to continue").await;
        page.see_focus_text("Fix 3 problems to continue").await;
        page.see_text("External Auditor, Bilal Siddiqui: Enter why this access should be removed.").await;
        page.see_text("External Auditor, Bilal Siddiqui: Choose a date before the existing end date.").await;
        page.see_text("VPN Remote Access, Bilal Siddiqui: Enter why this access should be removed.").await;
        page.see_error_at(
            field("Reason for removing External Auditor"),
            "Enter why this access should be removed.",
        )
        .await;
        page.see_error_at(
            field("Reason for removing VPN Remote Access"),
            "Enter why this access should be removed.",
        )
        .await;
        page.see_error_at(field(DATE), "Choose a date before the existing end date.").await;
        assert_eq!(page.sandbox.effects().await, effects(0, 0));
        page.type_into("Reason for removing External Auditor", "The audit is over").await;
        page.see_no_error_at(field("Reason for removing External Auditor")).await;
        page.type_into("Reason for removing VPN Remote Access", "No travel any more").await;
        choose_date(page, 20).await;
        page.click_button("Review removal").await;
        page.see_text("“The audit is over”").await;
        page.see_text("“No travel any more”").await;
        page.click_button("Request removal").await;
        page.see_text("Your removal requests were submitted").await;
        page.sandbox.see_effects(effects(1, 2)).await;
    });
}

#[test]
fn a_date_that_is_missing_half_typed_or_past_is_refused_at_its_field() {
    visit(async |page| {
        page.open_report(AMARA).await;
        page.pick(&["Tableau Viewer"]).await;
        page.write_comment("No dashboards any more").await;
        page.choose("When", "On a date").await;
        page.click_button("Review removal").await;
        page.see_error_at(field(DATE), "Enter a complete date and time").await;
        page.type_into(DATE, "12").await;
        page.see_error_at(field(DATE), "Enter a complete date and time").await;
        choose_date(page, -1).await;
        page.see_error_at(field(DATE), "Choose a time in the future.").await;
        choose_date(page, 10).await;
        page.see_no_error_at(field(DATE)).await;
    });
}

#[test]
fn a_removal_date_is_shown_in_local_time_and_in_utc() {
    visit(async |page| {
        page.open_report(AMARA).await;
        page.pick(&["Tableau Viewer"]).await;
        page.write_comment("No dashboards any more").await;
        choose_date(page, 10).await;
        page.see_text("UTC").await;
        page.click_button("Review removal").await;
        page.see_text("Amara Okafor loses Tableau Viewer on").await;
        page.see_text("UTC").await;
        page.click_button("Back to editing").await;
        page.see_value(field("Reason"), "No dashboards any more").await;
        page.request_removal().await;
        page.see_text("Your removal requests were submitted").await;
        page.sandbox.see_effects(effects(1, 1)).await;
        page.sandbox.advance(3600).await;
        page.see_row("Tableau Viewer", "Removal on").await;
    });
}

#[test]
fn an_item_found_not_removable_says_so_at_its_line() {
    visit(async |page| {
        page.open_report(AMARA).await;
        page.click(item_box("Finance Analyst")).await;
        page.see_text("It’s assigned by rule and would be assigned again tonight.").await;
        page.write_comment("Changes the team").await;
        page.click_button("Review removal").await;
        page.see_text(
            "Finance Analyst, Amara Okafor: It’s assigned by rule and would be assigned again tonight.",
        )
        .await;
        page.click_button("Keep Finance Analyst").await;
        page.see_text("Nothing selected yet").await;
        assert_eq!(page.sandbox.effects().await, effects(0, 0));
    });
}

#[test]
fn a_service_error_about_a_line_is_quoted_at_that_line() {
    visit(async |page| {
        page.open_report(AMARA).await;
        page.pick(&["Finance Planning Workspace"]).await;
        page.see_text("It’s part of Finance Analyst, which would assign it again. Remove that role instead.")
            .await;
        page.write_comment("Changes the team").await;
        page.request_removal().await;
        page.see_text("Refused, nothing was changed").await;
        page.see_text("Access that is part of a role cannot be removed without the role").await;
        page.see_value(field("Reason"), "Changes the team").await;
        assert_eq!(page.sandbox.effects().await, effects(0, 0));
    });
}

#[test]
fn a_date_after_an_unknown_end_is_explained_at_its_line() {
    visit(async |page| {
        page.open_report(AMARA).await;
        page.pick(&["Snowflake Finance Mart"]).await;
        page.write_comment("No revenue tables any more").await;
        choose_date(page, 60).await;
        page.request_removal().await;
        page.see_text("Refused, nothing was changed").await;
        page.see_text("We can’t see when Snowflake Finance Mart ends").await;
        let here = "We can’t see when this ends. If it ends before your date, choose an earlier date";
        page.see_row("Snowflake Finance Mart", here).await;
        assert_eq!(page.sandbox.effects().await, effects(0, 0));
        choose_date(page, 30).await;
        page.see_no_text("We can’t see when this ends.").await;
        page.request_removal().await;
        page.see_text("Your removal requests were submitted").await;
        page.sandbox.see_effects(effects(1, 1)).await;
    });
}

#[test]
fn own_access_is_removable_only_if_the_page_allows_it_and_the_service_accepts() {
    visit(async |page| {
        page.open_team("employee").await;
        page.see_text("Nobody reports to you").await;
        page.see_no(button("amara.okafor")).await;
        page.host.run("document.querySelector('request-center').setAttribute('self-removal', '')").await;
        page.click_button("amara.okafor").await;
        page.see(row("Tableau Viewer")).await;
        page.pick(&["Tableau Viewer"]).await;
        page.write_comment("I do not need it any more").await;
        page.request_removal().await;
        page.see_text("Refused, nothing was changed").await;
        assert_eq!(page.sandbox.effects().await, effects(0, 0));
        page.sandbox.change_settings(|settings| settings.self_revocation = true);
        page.request_removal().await;
        page.see_text("Your removal requests were submitted").await;
        page.sandbox.see_effects(effects(1, 1)).await;
        page.see(heading("Remove access")).await;
    });
}
