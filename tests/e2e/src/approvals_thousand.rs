//! A thousand decisions in one go, with a reload in the middle, at the service's own measure of calls. Page and service run
//! their clocks ten times as fast, so that a hundred calls in ten seconds become a hundred in one; the service's window is a
//! fifth shorter still, because a busy machine's calls take unequal time. `cargo xtask bench` runs it at the real limit.

use crate::{
    page::{PATIENCE, Page},
    sandbox::World,
    visit::visit_in,
};
use serde_json::json;
use tokio::time::Instant;

/// The page's clock and timers, ten times as fast.
const HURRY: &str =
    "const began = Date.now(), now = Date.now.bind(Date), later = window.setTimeout.bind(window);
    Date.now = () => began + (now() - began) * 10;
    window.setTimeout = (run, millis = 0, ...rest) => later(run, millis / 10, ...rest);";

const ALL: u64 = 1_000;

async fn sent(page: &Page) -> u64 {
    page.calls("approveAccessRequest").await
}

/// The reload may cut a call off before it arrives: that one is looked up, told as failed in the end, and tried again.
async fn try_again_what_was_cut_off(page: &Page) {
    let end = Instant::now() + 10 * PATIENCE;
    while page.decisions().await.len() < 1_000 {
        assert!(Instant::now() < end, "neither were all decided nor was one told as failed");
        if page.host_page("return window.look.text(document.body).includes('1 failed')").await == json!(true)
        {
            return page.click_button("Try again").await;
        }
        page.see_text("").await; // as long as one look at the page takes
    }
}

#[test]
fn a_thousand_decisions_meet_no_limit_go_on_after_a_reload_and_none_is_made_twice() {
    let world = World { approvals: 993, rate_millis: Some(800), ..World::approvals() };
    visit_in(world, async |page| {
        page.before_every_page(HURRY).await;
        page.before_every_page(COUNT_REFUSALS).await;
        page.open_approvals("approver").await;
        page.see_text_after_long("1,000 approvals ·").await;
        page.set_option("undo-seconds", "0").await;
        page.click_button("Select all shown").await;
        page.click_button("Approve 1,000").await;
        while sent(page).await < 400 {
            page.see_text("not sent yet").await;
        }
        assert_eq!(page.host_page("return window.refused").await, json!(0));
        page.reload().await;
        page.see_text("were not sent").await;
        page.click_button("Send the rest").await;
        try_again_what_was_cut_off(page).await;
        page.see_all_decided(1_000).await;
        assert_eq!(sent(page).await, ALL);
        assert_eq!(page.host_page("return window.refused").await, json!(0));
        page.see_text_after_long("Nothing waits for you").await;
    });
}

/// Counts answers that say: too many calls.
const COUNT_REFUSALS: &str = "window.refused = 0;
    const real = window.fetch;
    window.fetch = async (...call) => {
        const answer = await real(...call);
        if (answer.status === 429) window.refused += 1;
        return answer;
    };";
