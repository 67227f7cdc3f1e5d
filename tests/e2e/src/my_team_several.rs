//! The same access removed from several people at once: call after call, with progress, a stop button, and an outcome each.

use crate::{
    page::{AMARA, Effects, field, item_box, row},
    visit::visit,
};
use request_center_models::operation::Operation;
use request_center_sandbox::fault::Fault;

const CREATE: Operation = Operation::CreateAccessRequest;
const FIVE: [&str; 5] =
    ["Amara Okafor", "Ida Bergström", "Joaquín Morales", "Katarína Novotná", "Renske de Vries"];

fn effects(requests: u64, items: u64) -> Effects {
    Effects { requests, items, cancels: 0 }
}

#[test]
fn the_same_access_of_five_leavers_is_removed_in_one_action() {
    visit(async |page| {
        page.open_team("manager").await;
        page.show_together(&FIVE).await;
        page.see_row("Power BI Pro", "removal can be requested for 5 of 5").await;
        page.click(item_box("Power BI Pro")).await;
        page.see_text("5 access items from").await;
        page.write_comment("The licences are given back").await;
        page.click_button("Review removal").await;
        for name in FIVE {
            page.see_text(&format!("{name} loses Power BI Pro once the removal is approved.")).await;
        }
        page.click_button("Request removal").await;
        page.see_text("Your removal requests were submitted").await;
        page.see_text("5 of 5 requests answered").await;
        page.sandbox.see_effects(effects(5, 5)).await;
    });
}

#[test]
fn many_calls_show_their_progress_and_can_be_stopped_and_resumed() {
    visit(async |page| {
        page.open_team("manager").await;
        page.show_together(&FIVE).await;
        page.click(item_box("Power BI Pro")).await;
        page.write_comment("The licences are given back").await;
        page.sandbox.plant_fault(CREATE, Fault::slow(3000).times(2));
        page.request_removal().await;
        page.see_text("1 of 5 requests answered").await;
        page.click_button("Stop after this request").await;
        page.see_text("Not sent").await;
        page.see_text("3 access items from").await;
        assert_eq!(page.sandbox.effects().await, effects(2, 2));
        page.see_value(field("Reason*"), "The licences are given back").await;
        page.request_removal().await;
        page.see_text("Your removal requests were submitted").await;
        page.sandbox.see_effects(effects(5, 5)).await;
    });
}

#[test]
fn each_call_has_its_own_outcome_and_refused_items_stay_in_the_form() {
    visit(async |page| {
        page.open_team("manager").await;
        page.show_together(&FIVE).await;
        page.click(item_box("Power BI Pro")).await;
        page.write_comment("The licences are given back").await;
        page.sandbox.plant_fault(CREATE, Fault::status(403).after(1));
        page.request_removal().await;
        page.see_text("5 of 5 requests answered").await;
        page.see_text_in(row("Ida Bergström: Power BI Pro"), "Refused, nothing was changed").await;
        page.see_text_in(row("Ida Bergström: Power BI Pro"), "You don’t have permission to do this").await;
        page.see_text_in(row("Renske de Vries: Power BI Pro"), "Submitted").await;
        page.see_text("1 access item from Ida Bergström").await;
        assert_eq!(page.sandbox.effects().await, effects(4, 4));
        page.request_removal().await;
        page.see_text("Your removal requests were submitted").await;
        page.sandbox.see_effects(effects(5, 5)).await;
    });
}

#[test]
fn items_of_people_opened_one_after_another_share_one_form() {
    visit(async |page| {
        page.open_report(AMARA).await;
        page.pick(&["Tableau Viewer"]).await;
        page.click_button("Choose another person").await;
        page.show_person("Ida Bergström").await;
        page.pick(&["VPN Remote Access"]).await;
        page.see_text("2 access items from Amara Okafor and Ida Bergström").await;
        page.write_comment("Both change the team").await;
        page.request_removal().await;
        page.see_text("2 of 2 requests answered").await;
        page.sandbox.see_effects(effects(2, 2)).await;
    });
}
