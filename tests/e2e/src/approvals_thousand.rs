//! A thousand decisions in one batch, with a reload in the middle, at the service's rate limit. The clocks of page and service
//! run ten times as fast, so that a hundred calls in ten seconds become a hundred in one; the service's window is a fifth shorter
//! still, because calls take unequal time on a busy machine. `cargo xtask bench` runs it at the real limit.

use crate::{
    page::{HURRY, Page},
    sandbox::World,
    visit::visit_in,
};
use request_center_models::operation::Operation;
use serde_json::json;

/// Counts 429 responses, and records the approvals whose decision is being sent when the page is left.
const COUNT_REFUSALS_AND_NOTE_WHAT_IS_CUT_OFF: &str = "window.refused = 0;
    window.cutOff = JSON.parse(sessionStorage.getItem('cut off') ?? '[]');
    const real = window.fetch, onTheirWay = new Set();
    window.fetch = async (...call) => {
        const [, approval] = /access-request-approvals\\/([^/]+)\\/approve/.exec(call[0].url ?? call[0]) ?? [];
        if (approval) onTheirWay.add(approval);
        try {
            const answer = await real(...call);
            if (answer.status === 429) window.refused += 1;
            return answer;
        } finally {
            onTheirWay.delete(approval);
        }
    };
    addEventListener('pagehide', () => sessionStorage.setItem('cut off', JSON.stringify([...onTheirWay])));";

/// Decisions cut off by the reload before they were carried out are looked up, reported in the end, and retried.
async fn try_again_what_was_cut_off(page: &Page) {
    let wish = "sees all decided, or what was cut off told as failed";
    page.until_slow(wish, async || {
        let decided = page.sandbox.decisions().await.len();
        let failed = page.host.run("return window.look.text(document.body).includes('1 failed')").await;
        if failed == json!(true) {
            page.click_button("Try again").await;
        }
        if failed == json!(true) || decided == 1_000 { Ok(()) } else { Err(format!("{decided} are decided")) }
    })
    .await;
}

#[test]
fn a_thousand_decisions_stay_below_the_rate_limit_resume_after_a_reload_and_are_made_once() {
    let world = World { approvals: 993, rate_millis: Some(800), ..World::approvals() };
    visit_in(world, async |page| {
        page.host.before_every_page(HURRY).await;
        page.host.before_every_page(COUNT_REFUSALS_AND_NOTE_WHAT_IS_CUT_OFF).await;
        page.open_approvals("approver").await;
        page.see_text_slow("1,000 approvals ·").await;
        page.host.set_option("undo-seconds", "0").await;
        page.click_button("Select all shown").await;
        page.click_button("Approve 1,000").await;
        page.until_slow("sees 400 decisions arrive", async || {
            match page.sandbox.calls(Operation::ApproveAccessRequest).await {
                arrived if arrived >= 400 => Ok(()),
                arrived => Err(format!("{arrived} have arrived")),
            }
        })
        .await;
        page.see_text("not sent yet").await;
        assert_eq!(page.host.run("return window.refused").await, json!(0));
        page.host.reload().await;
        page.see_text("not sent").await;
        let cut_off: Vec<String> = serde_json::from_value(page.host.run("return window.cutOff").await)
            .expect("the ids of approvals");
        assert!(cut_off.len() <= 1, "one call goes after the other: {cut_off:?}");
        page.click_button("Send the rest").await;
        try_again_what_was_cut_off(page).await;
        page.sandbox.see_all_decided(1_000).await;
        assert_eq!(page.host.run("return window.refused").await, json!(0));
        page.sandbox.see_each_decided_once(&cut_off).await;
        page.see_text_slow("No pending approvals").await;
    });
}
