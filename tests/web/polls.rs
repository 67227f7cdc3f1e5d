//! Polls of a list that fail, or that a cache answers: rows stay, and their age is true.

use crate::service::{Service, run, until};
use crate::widget::{Widget, answers, row, service};
use wasm_bindgen_test::wasm_bindgen_test;

fn reads() -> u32 {
    let reads =
        run("return window.calls.filter((call) => call.url.includes('/access-request-status')).length");
    reads.as_f64().unwrap_or_default() as u32
}

/// My requests with one open row.
async fn open(base: &str) -> (Service, Widget) {
    let service = service(&format!("world.rows = [{}];", row("{}")));
    let widget = Widget::open(base, "requests");
    widget.see("Museum guide").await;
    widget.see("Updated").await;
    (service, widget)
}

/// The page becomes visible again, which is answered by a poll.
async fn poll() {
    let before = reads();
    run("window.dispatchEvent(new Event('visibilitychange'))");
    until("a poll", || reads() > before).await;
}

const POLLS_FAIL: &str = "We couldn’t refresh this list lately. Your sign-in has probably ended.";

#[wasm_bindgen_test]
async fn the_second_failed_poll_in_a_row_is_mentioned_until_one_succeeds() {
    let (service, widget) = open("/failed-polls").await;
    for _ in 0..2 {
        answers(&service, "world.status = () => new Response('<html>Sign in</html>');");
        poll().await;
        answers(&service, "world.status = undefined");
        poll().await;
        widget.see_no("lately").await;
    }
    answers(&service, "world.status = () => new Response('<html>Sign in</html>');");
    poll().await;
    poll().await;
    widget.see(POLLS_FAIL).await;
    widget.see("Museum guide").await;
    widget.see_no("Try again").await;
    let before = reads();
    run("window.dispatchEvent(new Event('focus'))");
    until("one more try", || reads() == before + 1).await;
    widget.see(POLLS_FAIL).await;
    answers(&service, "world.status = undefined");
    run("window.dispatchEvent(new Event('focus'))");
    widget.see_no("lately").await;
    assert_eq!(reads(), before + 2);
}

#[wasm_bindgen_test]
async fn a_refresh_that_fails_is_shown_at_once() {
    let (service, widget) = open("/failed-refresh").await;
    answers(&service, "world.status = () => new Response('<html>Sign in</html>');");
    widget.click("Refresh").await;
    widget.see("We couldn’t refresh it since.").await;
    poll().await;
    poll().await;
    widget.see("Try again").await;
    widget.see_no("lately").await;
}

#[wasm_bindgen_test]
async fn an_old_answer_read_again_is_as_old_as_it_says() {
    let dated = |time: &str| {
        let row = row(&format!("{{ accountActivityItemId: '{time}', name: 'Written at {time}' }}"));
        format!(
            "world.status = () => new Response(JSON.stringify([{row}]), {{ headers: {{ Date: 'Mon, 30 Nov 2026 {time} GMT' }} }});"
        )
    };
    let (service, widget) = open("/old-answer").await;
    for time in ["10:00:00", "10:10:00"] {
        answers(&service, &dated(time));
        widget.click("Refresh").await;
        widget.see(&format!("Written at {time}")).await;
    }
    widget.see_no("minutes ago").await;
    answers(&service, &dated("10:00:00"));
    for _ in 0..2 {
        poll().await;
        widget.see("Updated 10 minutes ago").await;
    }
    answers(&service, &dated("10:10:01"));
    poll().await;
    widget.see_no("minutes ago").await;
}
