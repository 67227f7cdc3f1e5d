//! The matrix of 200 people and 50 items beside one of 25 and 10: the longest and the 95th percentile of frames while it scrolls both ways
//! and of keystrokes that move and toggle, in milliseconds, while people are being checked and after.

use crate::page::{COUNT_REFUSALS, Page};
use crate::sandbox::World;
use crate::visit::visit_in;
use serde_json::Value;
use std::time::Instant;

/// Scrolls down and across, and measures each frame; then presses keys, and measures each until its frame is drawn.
const MEASURE: &str = "window.measured = null;
    const grid = document.querySelector('request-center').shadowRoot.querySelector('[role=grid]');
    const frame = () => new Promise(requestAnimationFrame);
    const drawn = () => new Promise((done) => requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = done;
        port2.postMessage(0);
    }));
    (async () => {
        const frames = [], keys = [];
        grid.scrollTo(0, 0);
        await frame();
        let last = await frame();
        for (let step = 0; step < 160; step += 1) {
            grid.scrollBy(step < 100 ? 0 : 90, step < 100 ? 110 : 0);
            const now = await frame();
            frames.push(now - last);
            last = now;
        }
        grid.focus();
        const press = async (key, ctrlKey = false) => {
            await drawn();
            const began = performance.now();
            grid.dispatchEvent(new KeyboardEvent('keydown', { key, ctrlKey, bubbles: true, composed: true, cancelable: true }));
            await drawn();
            keys.push(performance.now() - began);
        };
        await press('Home', true);
        for (let step = 0; step < 20; step += 1) {
            for (const key of ['ArrowDown', ' ', 'ArrowRight', 'PageDown']) await press(key);
        }
        for (const key of ['End', 'Home']) await press(key, true);
        const of = (all) => {
            const sorted = all.toSorted((one, other) => one - other);
            return [sorted.at(-1), sorted[Math.floor(sorted.length * 0.95)]];
        };
        window.measured = [...of(frames), ...of(keys)];
    })();";

/// True once the progress says that as many people were checked as there are.
const IS_CHECKED: &str = "const root = document.querySelector('request-center').shadowRoot;
    const line = [...root.querySelectorAll('p')].find((line) => line.textContent.includes('people checked'));
    const [done, all] = line?.textContent.match(/[0-9]+/g) ?? [];
    return all !== undefined && done === all;";

pub(crate) fn run() {
    let small = std::cell::Cell::new([0.0; 4]);
    for (people, items) in [(25, 10), (200, 50)] {
        let world = World { reports: 200, scale: 60, undecided: true, ..World::default() };
        visit_in(world, async |page| {
            open(page, people, items).await;
            let began = Instant::now();
            println!("matrix of {people} x {items}:");
            report("  while people are checked", measure(page).await, None);
            while page.host.run(IS_CHECKED).await != true {}
            let refused = page.host.run("return window.refused").await;
            println!("  all checked after {} s, {refused} times 429", began.elapsed().as_secs());
            let after = measure(page).await;
            report("  after", after, (people > 25).then(|| small.get()));
            small.set(after);
        });
    }
}

async fn open(page: &Page, people: usize, items: usize) {
    page.host.before_every_page(COUNT_REFUSALS).await;
    page.host.open_as("director").await;
    page.add(&["AWS Billing"]).await;
    page.plant_draft_for_reports("director", people, items).await;
    page.click_button("Review request").await;
    page.see_heading("What happens for whom").await;
}

/// The longest frame, the 95th percentile, and the same of keystrokes.
async fn measure(page: &Page) -> [f64; 4] {
    page.host.run(MEASURE).await;
    page.until_slow("sees the measurement end", async || {
        match page.host.run("return window.measured").await {
            Value::Array(told) => {
                let mut all = [0.0; 4];
                for (one, told) in all.iter_mut().zip(told) {
                    *one = told.as_f64().unwrap_or_default();
                }
                Ok(all)
            }
            other => Err(other.to_string()),
        }
    })
    .await
}

fn report(when: &str, figures: [f64; 4], small: Option<[f64; 4]>) {
    let words = ["longest frame", "95 % of frames within", "longest keystroke", "95 % of keystrokes within"];
    let figure = |at: usize| {
        let ratio = small.map(|small| format!(" ({:.1} x)", figures[at] / small[at].max(1.0)));
        format!("{} {:.0} ms{}", words[at], figures[at], ratio.unwrap_or_default())
    };
    println!("{when}: {}", (0..4).map(figure).collect::<Vec<_>>().join(", "));
}
