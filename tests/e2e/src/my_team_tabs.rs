//! One removal form in two tabs: it is synchronized, and nothing is sent twice.

use crate::{
    page::{AMARA, Effects, button, field},
    visit::visit,
};

const WHY: &str = "Changes the team";

#[test]
fn a_removal_form_is_synchronized_between_tabs() {
    visit(async |page| {
        page.open_report(AMARA).await;
        page.host.open_tab().await;
        page.open_report(AMARA).await;
        page.pick(&["Tableau Viewer"]).await;
        page.write_comment(WHY).await;
        page.host.switch_to_tab(0).await;
        page.see_button("Keep Tableau Viewer").await;
        page.see_value(field("Reason"), WHY).await;
        page.pick(&["VPN Remote Access"]).await;
        page.host.switch_to_tab(1).await;
        page.see_text("2 access items from Amara Okafor").await;
        page.request_removal().await;
        page.see_text("Your removal requests were submitted").await;
        page.host.switch_to_tab(0).await;
        page.see_text("Nothing selected yet").await;
        page.sandbox.see_effects(Effects { requests: 1, items: 2, cancels: 0 }).await;
    });
}

#[test]
fn a_removal_reviewed_in_two_tabs_is_sent_once() {
    visit(async |page| {
        page.open_report(AMARA).await;
        page.pick(&["Tableau Viewer"]).await;
        page.write_comment(WHY).await;
        page.click_button("Review removal").await;
        page.see_button("Request removal").await;
        page.host.open_tab().await;
        page.open_report(AMARA).await;
        page.see_value(field("Reason"), WHY).await;
        page.click_button("Review removal").await;
        page.see_button("Request removal").await;
        page.host.switch_to_tab(0).await;
        page.click_button("Request removal").await;
        page.see_text("Your removal requests were submitted").await;
        page.host.switch_to_tab(1).await;
        page.see_no(button("Request removal")).await;
        page.see_text("Nothing selected yet").await;
        page.sandbox.see_effects(Effects { requests: 1, items: 1, cancels: 0 }).await;
    });
}

#[test]
fn a_change_in_one_tab_reopens_the_review_in_the_other() {
    visit(async |page| {
        page.open_report(AMARA).await;
        page.pick(&["Tableau Viewer"]).await;
        page.write_comment(WHY).await;
        page.click_button("Review removal").await;
        page.see_button("Request removal").await;
        page.host.open_tab().await;
        page.open_report(AMARA).await;
        page.see_button("Keep Tableau Viewer").await;
        page.pick(&["VPN Remote Access"]).await;
        page.host.switch_to_tab(0).await;
        page.see_text("2 access items from Amara Okafor").await;
        page.see_no(button("Request removal")).await;
        page.sandbox.see_effects(Effects { requests: 0, items: 0, cancels: 0 }).await;
        page.request_removal().await;
        page.sandbox.see_effects(Effects { requests: 1, items: 2, cancels: 0 }).await;
    });
}
