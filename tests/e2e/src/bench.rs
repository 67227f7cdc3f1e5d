//! Benchmarks. Thousands of approvals: the longest frame while scrolling through five thousand, and a thousand decisions at the service's
//! real rate limit; a thousand lines of a plan at the same. The matrix of 200 people and 50 items: its frames and keystrokes, and how long its checks take at that limit. They
//! print figures and fail only if a decision is made or a line requested twice.
#![expect(dead_code, reason = "the verbs are shared with the tests, and this needs few of them")]
#![expect(unused_imports, reason = "the names are handed out for the tests")]

#[path = "bench/matrix.rs"]
mod bench_matrix;
mod browser;
mod driver;
mod page;
mod plan_submit;
mod sandbox;
mod visit;

use page::{COUNT_REFUSALS, Page};
use request_center_models::operation::Operation;
use sandbox::World;
use serde_json::Value;
use std::time::{Duration, Instant};
use visit::visit_in;

/// Scrolls to the end, 200 pixels a frame, and records the longest time between two frames.
const SCROLL: &str = "window.scrolled = null;
    const root = document.querySelector('request-center').shadowRoot;
    let last = 0, longest = 0, frames = 0;
    window.scrollTo(0, 0);
    const step = (now) => {
        if (last) longest = Math.max(longest, now - last);
        last = now;
        frames += 1;
        const before = window.scrollY;
        window.scrollBy(0, 200);
        if (frames < 3 || window.scrollY > before) requestAnimationFrame(step);
        else window.scrolled = [longest, frames, root.querySelectorAll('[part~=row]').length];
    };
    requestAnimationFrame(step);";

/// The service's window of ten seconds, and a little more.
const WINDOW: Duration = Duration::from_secs(11);

fn main() {
    // `cargo test --package request-center-e2e --test bench -- matrix` runs that alone.
    let wanted = std::env::args().nth(1).unwrap_or_default();
    if "matrix".contains(&wanted) {
        bench_matrix::run();
    }
    if "approvals".contains(&wanted) {
        visit_in(World { approvals: 4_993, ..World::approvals() }, scrolling);
        visit_in(World { approvals: 993, ..World::approvals() }, deciding);
    }
    if "plan".contains(&wanted) {
        visit_in(plan_submit::reports(1_000), planning);
    }
}

async fn scrolling(page: &Page) {
    let began = Instant::now();
    page.host.open("/?persona=approver&rc-view=approvals").await;
    page.see_text("of 5,000 loaded").await;
    page.see_button("Next").await;
    println!("5,000 approvals: first rows after {} ms", began.elapsed().as_millis());
    println!("  while pages arrive: {}", scroll(page).await);
    page.see_text_slow("5,000 approvals ·").await;
    println!("  all of them after {} s", began.elapsed().as_secs());
    for number in 1..=5 {
        println!("  page {number}: {}", scroll(page).await);
        page.click_button("Next").await;
        page.see_text(&format!("{}–{} of 5,000", number * 100 + 1, (number + 1) * 100)).await;
    }
}

async fn scroll(page: &Page) -> String {
    page.host.run(SCROLL).await;
    loop {
        let told = page.host.run("return window.scrolled").await;
        if let Value::Array(told) = told {
            return format!(
                "longest frame {:.0} ms in {} frames, {} rows in the document",
                told[0].as_f64().unwrap_or_default(),
                told[1],
                told[2]
            );
        }
    }
}

async fn deciding(page: &Page) {
    page.host.before_every_page(COUNT_REFUSALS).await;
    page.open_approvals("approver").await;
    page.see_text_slow("1,000 approvals ·").await;
    page.host.set_option("undo-seconds", "0").await;
    page.click_button("Select all shown").await;
    let began = Instant::now();
    page.click_button("Approve 1,000").await;
    page.sandbox.see_all_decided(1_000).await;
    let sent = page.sandbox.calls(Operation::ApproveAccessRequest).await;
    let refused = page.host.run("return window.refused").await;
    println!(
        "1,000 decisions at 100 calls in 10 s: {} s, {sent} calls, 0 decided twice, {refused} times 429",
        began.elapsed().as_secs(),
    );
}

async fn planning(page: &Page) {
    page.host.before_every_page(COUNT_REFUSALS).await;
    plan_submit::open_for_reports(page, 1_000).await;
    page.click_button("Review request").await;
    page.see_text_slow("100 calls, 1,000 lines").await;
    // The page before the reload has made calls this one does not count: the service must have forgotten them.
    let (shown, earlier) = (Instant::now(), all_calls(page).await);
    page.until_slow("waits for the service's window to pass", async || {
        if shown.elapsed() > WINDOW { Ok(()) } else { Err("it has not passed".to_owned()) }
    })
    .await;
    let (began, before) = (Instant::now(), all_calls(page).await);
    page.click_button("Submit request").await;
    page.until_slow("sees 1,000 lines accepted", async || {
        let requests = page.sandbox.effects().await.requests;
        if requests == 1_000 { Ok(()) } else { Err(format!("{requests} are requested")) }
    })
    .await;
    let (seconds, calls) = (began.elapsed().as_secs_f64(), all_calls(page).await - before);
    let refused = page.host.run("return window.refused").await;
    // A hundred at once, and a hundred more every ten seconds.
    let (reads, lines) = (before - earlier, calls);
    let least = 10 * ((reads + lines).saturating_sub(1) / 100).max(1);
    let times = seconds / least as f64;
    println!(
        "1,000 lines at 100 calls in 10 s: {seconds:.1} s, {lines} calls after {reads} reads just before, for which the limit's own \
         time is {least} s ({times:.2} times), {refused} times 429"
    );
}

async fn all_calls(page: &Page) -> u64 {
    let mut calls = 0;
    for operation in Operation::ALL {
        calls += page.sandbox.calls(*operation).await;
    }
    calls
}
