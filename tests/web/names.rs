//! People without a name, with a name in another order, and those who have left.

use crate::service::until;
use crate::widget::{PAYMENT, Widget, approval, row, service};
use wasm_bindgen_test::wasm_bindgen_test;

const GONE: &str = "someone who’s no longer there";

#[wasm_bindgen_test]
async fn a_recipient_without_a_name_is_never_taken_for_the_viewer() {
    let by_id = row("{ requestedFor: { type: 'IDENTITY', id: 'not-me', name: null } }");
    let gone = row(
        "{ accountActivityItemId: 'row-2', name: 'Harbour pilot', requestedFor: { id: null, name: ' ' } }",
    );
    let _service = service(&format!("world.rows = [{by_id}, {gone}];"));
    let widget = Widget::open("/nameless", "requests");
    widget.see("Grant for not-me").await;
    widget.see(&format!("Grant for {GONE}")).await;
    widget.click("Harbour pilot").await;
    widget.see("Request ID").await;
    widget.see_no("for you").await;
}

#[wasm_bindgen_test]
async fn an_approval_of_people_without_names_says_so() {
    let pending = approval("{ requester: { id: '', name: null }, requestedFor: { id: 'x-7', name: '' } }");
    let _service = service(&format!("world.approvals = [{pending}];"));
    let widget = Widget::open("/nameless-approval", "approvals");
    widget.see(&format!("Requested by {GONE}")).await;
    widget.click("Payment release, x-7").await;
    widget.see("x-7 gets Payment release.").await;
}

/// Opens the search for the person an approval is forwarded to.
async fn forwarding(base: &str) -> Widget {
    let widget = Widget::open(base, "approvals");
    widget.click(PAYMENT).await;
    widget.click("Forward").await;
    widget
}

#[wasm_bindgen_test]
async fn somebody_who_has_left_is_marked_and_chosen_only_after_a_question() {
    let people = "{ id: 'j', name: 'Joaquín Morales', identityState: 'INACTIVE_LONG_TERM' }";
    let _service = service(&format!("world.approvals = [{}]; world.people = [{people}];", approval("{}")));
    let widget = forwarding("/left").await;
    widget.write("Forward to", "Joaquín").await;
    widget.see("Left the company").await;
    widget.click("Choose Joaquín Morales").await;
    widget.see("may never respond").await;
    widget.see_no("Someone else").await;
    widget.click("Choose anyway: Joaquín Morales").await;
    widget.see("Someone else").await;
}

#[wasm_bindgen_test]
async fn somebody_who_has_left_is_marked_in_my_team_and_loses_access_without_a_question() {
    let _service = service(
        "world.people = [
            { id: 'j', name: 'Joaquín Morales', manager: { id: 'me' }, identityState: 'INACTIVE_LONG_TERM' },
            { id: 'i', name: 'Ines Keller', manager: { id: 'me' }, identityState: 'INACTIVE_SHORT_TERM' },
        ];
        world.objects = [{ id: 'r1', type: 'ROLE', name: 'Museum guide' }];",
    );
    let widget = Widget::open("/left-team", "team");
    widget.see("Left the company").await;
    widget.click("Joaquín Morales").await;
    widget.see("Museum guide").await;
    widget.see("Left the company").await;
    widget.see_no("may never respond").await;
    widget.click("Choose another person").await;
    widget.click("Ines Keller").await;
    widget.see("Museum guide").await;
    widget.see_no("Left the company").await;
    widget.click("Choose another person").await;
    widget.click("Select Joaquín Morales").await;
    widget.click("Select Ines Keller").await;
    widget.click("Show access of 2 people").await;
    widget.see("Joaquín Morales (left the company) and Ines Keller").await;
}

#[wasm_bindgen_test]
async fn a_name_is_found_in_any_order_by_all_of_its_parts() {
    let people = "[{ id: '1', name: 'Ana María Reyes' }, { id: '2', name: 'Ana Ito' }, { id: '3', name: 'Tom O’Brien' }]";
    let service = service(&format!("world.approvals = [{}]; world.people = {people};", approval("{}")));
    let widget = forwarding("/names").await;
    for typed in ["Ana Reyes", "Reyes, Ana María", "reyes maria"] {
        widget.write("Forward to", typed).await;
        widget.see("1 person found").await;
        widget.see("Ana María Reyes").await;
        widget.see_no("Ana Ito").await;
        widget.write("Forward to", "").await;
        widget.see_no("person found").await;
    }
    widget.write("Forward to", "Tom O'Brien").await;
    widget.see("Tom O’Brien").await;
    let is_asked =
        |at| ["Tom%22", "O%E2%80%99Brien%22"].iter().all(|part| service.call(at, "url").contains(part));
    until("each part asked for", || (0..service.calls()).any(is_asked)).await;
}
