//! Two tabs or two elements of the same user: the draft is synchronized, and sent by only one of them.

use crate::{
    page::{Effects, Page, Query, button, comment_for, field, group, region, row},
    sandbox::World,
    visit::visit_in,
};
use request_center_models::operation::Operation;
use request_center_sandbox::fault::Fault;

const STATUS: Operation = Operation::ListAccessRequestStatus;

fn card(item: &str) -> Query {
    region(item)
}

/// Opens the catalog in a second tab, which is then in front.
async fn open_second_tab(page: &Page) {
    page.host.open_tab().await;
    page.open_catalog().await;
}

#[test]
fn the_same_draft_in_two_tabs_is_sent_once() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        page.add(&["Travel booker"]).await;
        open_second_tab(page).await;
        page.see(card("Travel booker")).await;
        page.submit().await;
        page.see_text("Your request was submitted").await;
        page.host.switch_to_tab(0).await;
        page.see_no(card("Travel booker")).await;
        assert_eq!(page.sandbox.effects().await.requests, 1);
    });
}

#[test]
fn a_draft_is_synchronized_between_tabs() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        page.add(&["Travel booker"]).await;
        open_second_tab(page).await;
        page.type_keys(comment_for("Travel booker"), "Team offsite").await;
        page.add(&["Museum guide"]).await;
        page.host.switch_to_tab(0).await;
        page.see_value(comment_for("Travel booker"), "Team offsite").await;
        page.see(card("Museum guide")).await;
        page.click_button("Remove Travel booker from the request").await;
        page.host.switch_to_tab(1).await;
        page.see_no(card("Travel booker")).await;
        page.see(card("Museum guide")).await;
    });
}

#[test]
fn items_added_in_one_tab_while_the_other_sends_are_kept() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        page.add(&["Travel booker"]).await;
        open_second_tab(page).await;
        page.see(card("Travel booker")).await;
        page.host.switch_to_tab(0).await;
        // The pre-submit check takes so long that the other tab can change the draft.
        page.sandbox.plant_fault(Operation::ListRequestableObjects, Fault::slow(5000));
        page.submit().await;
        page.see_text("Checking what you have").await;
        page.host.switch_to_tab(1).await;
        page.add(&["Museum guide"]).await;
        page.type_keys(comment_for("Museum guide"), "Winter season").await;
        page.see_no(card("Travel booker")).await;
        page.see_value(comment_for("Museum guide"), "Winter season").await;
        assert_eq!(page.sandbox.effects().await, Effects { requests: 1, items: 1, cancels: 0 });
        page.host.switch_to_tab(0).await;
        page.see_text("Your request was submitted").await;
        page.see_value(comment_for("Museum guide"), "Winter season").await;
        page.submit().await;
        page.sandbox.see_effects(Effects { requests: 2, items: 2, cancels: 0 }).await;
    });
}

/// Adds a second widget of the same user below the first.
const SECOND: &str = "const first = document.querySelector('request-center');
    const second = document.createElement('request-center');
    second.setAttribute('api-base', '/isc');
    second.tokenProvider = first.tokenProvider;
    for (const [widget, name] of [[first, 'First'], [second, 'Second']]) {
        widget.setAttribute('role', 'group');
        widget.setAttribute('aria-label', name);
    }
    first.after(second);";

#[test]
fn a_draft_is_synchronized_between_elements_and_sent_once() {
    visit_in(World::company(), async |page| {
        page.open_catalog().await;
        page.host.run(SECOND).await;
        page.host.see_event("ready", 2).await;
        let inside = |query: Query, which| query.inside(group(which));
        page.click(inside(button("Add to request: Travel booker"), "First")).await;
        page.see(inside(card("Travel booker"), "Second")).await;
        page.type_keys(inside(field("Comment*"), "Second"), "Team offsite").await;
        page.see_value(inside(field("Comment*"), "First"), "Team offsite").await;
        page.click(inside(button("Review request"), "First")).await;
        page.click(inside(button("Submit request"), "First")).await;
        page.see_text_in(group("First"), "Your request was submitted").await;
        page.see_no(inside(card("Travel booker"), "Second")).await;
        page.see_text_in(group("Second"), "Requested").await;
        assert_eq!(page.sandbox.effects().await, Effects { requests: 1, items: 1, cancels: 0 });
    });
}

/// Replaces the page's widget by one that polls soon.
const EAGER: &str = "const old = document.querySelector('request-center');
    const next = document.createElement('request-center');
    const attributes = { 'api-base': '/isc', view: 'requests', 'poll-seconds': '1' };
    for (const [name, value] of Object.entries(attributes)) next.setAttribute(name, value);
    next.tokenProvider = old.tokenProvider;
    old.replaceWith(next);";

/// The number of times this tab has read the requests.
const OWN_READS: &str = "return performance.getEntriesByType('resource')
    .filter(({ name }) => name.includes('/access-request-status')).length";

/// Replaces the page's widget by one that polls soon, once the page's own read has ended: an aborted one might count or not.
async fn open_eager(page: &Page) {
    page.open_catalog().await;
    page.host.see_true(&format!("{OWN_READS} === 1")).await;
    page.host.run(EAGER).await;
    page.see(row("Payroll approver")).await;
}

#[test]
fn only_the_visible_window_keeps_polling() {
    visit_in(World::company(), async |page| {
        open_eager(page).await;
        page.sandbox.see_more_calls(STATUS, page.sandbox.calls(STATUS).await).await;
        page.host.minimize().await;
        let before = page.sandbox.calls(STATUS).await;
        page.host.open_window().await;
        open_eager(page).await;
        // Three polls of the visible window are the clock of this test.
        let mut all = page.sandbox.calls(STATUS).await;
        for _ in 0..3 {
            all = page.sandbox.see_more_calls(STATUS, all).await;
        }
        // The visible window keeps polling; if the hidden one polled too, the two counts would never be equal.
        let counts = async || {
            let own = page.host.run(OWN_READS).await.as_u64().expect("a number");
            (page.sandbox.calls(STATUS).await - before, own)
        };
        page.until("sees that the window in sight alone has read", async || {
            let (all, own) = counts().await;
            if all == own {
                return Ok(());
            }
            Err(format!("{all} readings, {own} of this window"))
        })
        .await;
        all = page.sandbox.calls(STATUS).await;
        page.host.switch_to_tab(0).await;
        page.host.restore().await;
        page.sandbox.see_more_calls(STATUS, all).await;
    });
}
