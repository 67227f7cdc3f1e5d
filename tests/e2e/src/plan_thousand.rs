//! A thousand lines in a hundred calls, with the page killed in the middle, at the service's rate limit. The clocks of page and
//! service run ten times as fast, as in the test of a thousand decisions; `cargo xtask bench` runs it at the real limit.

use crate::{
    page::{COUNT_REFUSALS, HURRY, Page},
    plan_submit::{open_for_reports, reports, submit},
    sandbox::World,
    visit::visit_in,
};
use request_center_models::operation::Operation;
use serde_json::json;

/// A call cut off by the reload before it was carried out is looked up, reported in the end, and sent again.
async fn try_again_what_was_cut_off(page: &Page) {
    page.until_slow("sees everything requested, or what was cut off told as failed", async || {
        let requested = page.sandbox.effects().await.requests;
        let failed =
            page.host.run("return window.look.text(document.body).includes('10 lines failed')").await;
        if failed == json!(true) {
            page.click_button("Try failed again").await;
            submit(page).await;
        }
        if requested == 1_000 { Ok(()) } else { Err(format!("{requested} are requested")) }
    })
    .await;
}

#[test]
fn a_thousand_lines_stay_below_the_rate_limit_survive_a_kill_and_are_requested_once() {
    let world = World { rate_millis: Some(800), ..reports(1_000) };
    visit_in(world, async |page| {
        page.host.before_every_page(HURRY).await;
        page.host.before_every_page(COUNT_REFUSALS).await;
        open_for_reports(page, 1_000).await;
        page.click_button("Review request").await;
        page.see_text("100 calls, 1,000 lines").await;
        page.click_button("Submit request").await;
        page.until_slow("sees 40 calls arrive", async || {
            match page.sandbox.calls(Operation::CreateAccessRequest).await {
                arrived if arrived >= 40 => Ok(()),
                arrived => Err(format!("{arrived} have arrived")),
            }
        })
        .await;
        assert_eq!(page.host.run("return window.refused").await, json!(0));
        page.host.reload().await;
        page.see_text("calls not sent").await;
        page.click_button("Resume").await;
        try_again_what_was_cut_off(page).await;
        page.see_text_slow("sent, accepted").await;
        assert_eq!(page.host.run("return window.refused").await, json!(0));
        let effects = page.sandbox.effects().await;
        assert_eq!((effects.requests, effects.items), (1_000, 1_000));
    });
}
