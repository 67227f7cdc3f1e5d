//! A sign-in in front of the service that has ended while the page was open: what was sent is in doubt until the person has signed
//! in again, and then looked up at once.

use crate::{
    page::{Page, button, comment_for},
    sandbox::World,
    visit::visit_in,
};
use request_center_models::operation::Operation;
use request_center_sandbox::fault::{Fault, Kind, Target};

const CREATE: Operation = Operation::CreateAccessRequest;
const STATUS: Operation = Operation::ListAccessRequestStatus;
const ENDED: &str = "Your sign-in has probably ended";

/// Submits a request whose answer is of that kind, and ends the sign-in for the look-ups too.
async fn submit_behind_a_sign_in(page: &Page, kind: Kind) {
    page.open_catalog().await;
    page.add(&["Payroll analyst"]).await;
    page.type_keys(comment_for("Payroll analyst"), "Covers for Petra").await;
    page.sandbox.plant_fault(CREATE, kind);
    page.submit().await;
    page.see_text("We don’t know yet whether your request arrived").await;
    page.sandbox.plant_fault(STATUS, Fault::from(Kind::Html { status: 200 }).times(500));
    page.see_text(ENDED).await;
    page.see_text("Sign in in another tab or reload the page.").await;
    page.see_no_text("for up to").await;
}

async fn focus_the_page(page: &Page) {
    page.host.run("window.dispatchEvent(new Event('focus'))").await;
}

fn a_post_answered_by_a_sign_in_is_settled_after_signing_in(kind: Kind) {
    visit_in(World::company(), async |page| {
        submit_behind_a_sign_in(page, kind).await;
        page.click_button("Check now").await;
        page.see_text(ENDED).await;
        page.sandbox.clear_faults();
        page.sandbox.advance(5 * 60).await;
        focus_the_page(page).await;
        page.see_text("Your request didn’t arrive").await;
        page.see_value(comment_for("Payroll analyst"), "Covers for Petra").await;
        assert_eq!(page.sandbox.calls(CREATE).await, 1);
    });
}

#[test]
fn a_post_answered_by_a_sign_in_page_is_settled_after_signing_in() {
    a_post_answered_by_a_sign_in_is_settled_after_signing_in(Kind::Html { status: 200 });
}

#[test]
fn a_post_answered_by_a_page_of_405_is_settled_after_signing_in() {
    a_post_answered_by_a_sign_in_is_settled_after_signing_in(Kind::Html { status: 405 });
}

#[test]
fn a_post_redirected_to_a_sign_in_is_settled_after_signing_in() {
    let location = Some("/sandbox/sign-in".to_owned());
    a_post_answered_by_a_sign_in_is_settled_after_signing_in(Kind::Redirect { status: 302, location });
}

#[test]
fn a_post_redirected_to_nowhere_is_settled_after_signing_in() {
    a_post_answered_by_a_sign_in_is_settled_after_signing_in(Kind::Redirect { status: 302, location: None });
}

#[test]
fn check_now_looks_up_at_once_and_keeps_the_focus() {
    visit_in(World::company(), async |page| {
        submit_behind_a_sign_in(page, Kind::Html { status: 200 }).await;
        page.sandbox.clear_faults();
        page.sandbox.advance(5 * 60).await;
        page.click_button("Check now").await;
        page.see_text("Your request didn’t arrive").await;
        page.see_no(button("Check now")).await;
        page.see_focus_inside().await;
    });
}

#[test]
fn without_a_token_nothing_is_polled_until_the_page_has_the_focus() {
    visit_in(World::company(), async |page| {
        let record = "const own = window.setTimeout;
             window.delays = [];
             window.setTimeout = (run, delay, ...more) => { window.delays.push(delay); return own(run, delay, ...more); }";
        page.host.before_every_page(record).await;
        page.open_catalog().await;
        page.host.set_option("poll-seconds", "37").await;
        page.request_items(&["Payroll analyst"]).await;
        page.click_tab("My requests").await;
        page.see_state("Payroll analyst", "Waiting for Dana Flores").await;
        page.sandbox.plant_fault(Target::Token, Fault::status(500).times(50));
        page.sandbox.plant_fault(STATUS, Fault::status(401).times(1));
        page.host.run("window.delays = []").await;
        page.refresh().await;
        page.see_text("This page didn’t sign you in").await;
        let polls = page.host.run("return window.delays.filter((delay) => delay % 37000 === 0)").await;
        assert_eq!(polls, serde_json::json!([]));
        page.sandbox.clear_faults();
        focus_the_page(page).await;
        page.see_no_text("This page didn’t sign you in").await;
        let polls = page.host.run("return window.delays.filter((delay) => delay % 37000 === 0).length").await;
        assert_ne!(polls, 0);
    });
}
