//! Facts of the service that are rare, missing or in unusual places, shown as they are.

use crate::widget::{ONE_ROLE, Widget, answers, service};
use wasm_bindgen_test::wasm_bindgen_test;

/// An approval pending with the viewer; the members of `more` are added to it.
fn approval(more: &str) -> String {
    format!(
        "Object.assign({{ id: 'approval-1', name: 'Payment release', requestType: 'GRANT_ACCESS', created: '2026-11-20T09:00:00Z',
            owner: {{ id: 'me', type: 'IDENTITY', name: 'Mona' }}, requester: {{ id: 'k', type: 'IDENTITY', name: 'Karim Haddad' }},
            requestedFor: {{ id: 'k', type: 'IDENTITY', name: 'Karim Haddad' }},
            requestedObject: {{ id: 'r1', type: 'ROLE', name: 'Payment release' }} }}, {more})"
    )
}

const PAYMENT: &str = "Payment release, Karim Haddad";

#[wasm_bindgen_test]
async fn a_request_the_service_would_refuse_is_disabled_with_the_reason() {
    let service = service(&format!("world.objects = {ONE_ROLE};"));
    let widget = Widget::open("/external", "catalog");
    widget.click("Add to request: Museum guide").await;
    widget.see("Review request").await;
    drop(widget);
    answers(
        &service,
        "world.config = { approvalsMustBeExternal: true }; world.objects.push({ ...world.objects[0], id: 'r2', name: 'Harbour pilot' });",
    );
    let widget = Widget::open("/external", "catalog");
    widget.see_attribute("Review request", "aria-disabled", "true").await;
    widget.see_attribute("Add to request: Harbour pilot", "aria-disabled", "true").await;
    widget.see("Add to request Access is requested in another system").await;
    widget.click("Review request").await;
    widget.click("Add to request: Harbour pilot").await;
    widget.see_no("Check and submit").await;
    widget.see_no("2 items for you").await;
    assert_eq!(service.writes(), 0);
}

#[wasm_bindgen_test]
async fn an_approval_shows_when_access_was_requested() {
    let pending = approval("{ requestCreated: '2026-10-02T09:00:00Z' }");
    let _service = service(&format!("world.approvals = [{pending}];"));
    let widget = Widget::open("/requested", "approvals");
    widget.click(PAYMENT).await;
    widget.see("Karim Haddad, Oct 2, 2026").await;
}

#[wasm_bindgen_test]
async fn the_message_of_the_conflict_check_is_shown() {
    let check = "{ sodViolationContext: { state: 'SUCCESS', violationCheckResult: { message: { text: 'Checked against 12 policies' } } } }";
    let pending = approval(check);
    let service = service(&format!("world.approvals = [{pending}];"));
    let widget = Widget::open("/checked", "approvals");
    widget.click(PAYMENT).await;
    widget.see("Conflict check Checked against 12 policies").await;
    widget.see_no("Separation of duties conflict").await;
    drop(widget);
    let failed = approval(
        "{ sodViolationContext: { state: 'ERROR', violationCheckResult: { message: { text: 'The engine is down' } } } }",
    );
    answers(&service, &format!("world.approvals = [{failed}];"));
    let widget = Widget::open("/check-failed", "approvals");
    widget.click(PAYMENT).await;
    widget.see("There may be conflicts. The engine is down").await;
}
