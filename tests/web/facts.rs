//! Facts of the service that are rare, missing or in unusual places, shown as they are.

use crate::widget::{ONE_ROLE, PAYMENT, Widget, answers, approval, row, service};
use wasm_bindgen_test::wasm_bindgen_test;

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
async fn a_removal_the_service_would_refuse_is_disabled_with_the_reason() {
    let service = service(
        "world.people = [{ id: 'ines', name: 'Ines Keller', manager: { id: 'me' } }];
        world.objects = [{ id: 'r1', type: 'ROLE', name: 'Museum guide' }];",
    );
    let widget = Widget::open("/external-removal", "team");
    widget.click("Ines Keller").await;
    widget.click("Remove Museum guide").await;
    widget.write("Reason", "No longer needed").await;
    widget.click("Review removal").await;
    widget.see("Request removal").await;
    drop(widget);
    service.world("world.config = { approvalsMustBeExternal: true };");
    let widget = Widget::open("/external-removal", "team");
    widget.see_attribute("Review removal", "aria-disabled", "true").await;
    widget.see("Access is requested in another system").await;
    widget.click("Review removal").await;
    widget.see_no("Request removal").await;
    drop(widget);
    let widget = Widget::open_as_administrator("/external-removal", "team");
    widget.click("Review removal").await;
    widget.see("Request removal").await;
    assert_eq!(service.writes(), 0);
}

#[wasm_bindgen_test]
async fn the_settings_say_that_a_denial_needs_a_comment_whatever_they_say() {
    let rules = "entitlementRequestConfig: { allowEntitlementRequest: true, deniedCommentsRequired: false }";
    let _service = service(&format!("world.config = {{ {rules} }}; world.approvals = [{}];", approval("{}")));
    let widget = Widget::open_as_administrator("/denial", "settings");
    widget.see("This setting doesn’t require a comment to deny a request for an entitlement. The service requires one anyway.").await;
    drop(widget);
    let widget = Widget::open("/denial", "approvals");
    widget.click(PAYMENT).await;
    widget.click("Deny").await;
    widget.see("Enter why you’re denying this.").await;
}

#[wasm_bindgen_test]
async fn limits_of_end_dates_are_known_on_a_page_of_version_3() {
    let service = service("");
    let rules = "{ entitlementRequestConfig: { accessRequestConfig: { requireEndDate: true } } }";
    answers(
        &service,
        &format!(
            "world.newer = {rules}; world.entitlements = () => json(200, [{{ id: 'e1', name: 'Ledger read' }}]);"
        ),
    );
    let widget = Widget::open("/limits", "catalog");
    widget.click("Add to request: Ledger read").await;
    widget.click("Review request").await;
    widget.see("Choose an end date.").await;
    widget.see_no("Check and submit").await;
    drop(widget);
    // Where no newer family answers, nothing is known, and the service judges.
    service.world("delete world.newer;");
    let widget = Widget::open("/no-limits", "catalog");
    widget.click("Add to request: Ledger read").await;
    widget.click("Review request").await;
    widget.see("Check and submit").await;
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

#[wasm_bindgen_test]
async fn an_approval_of_several_people_names_them_all() {
    let several = "{ approvalDetails: [{ status: 'PENDING', scheme: 'GOVERNANCE_GROUP', currentOwner: null,
        originalOwner: { type: 'GOVERNANCE_GROUP', id: 'g', name: 'Finance' },
        currentOwners: [{ id: 'a', name: 'Ana Reyes' }, { id: 'b', name: 'Ben Ito' }, { id: 'c', name: 'Cleo Park' }] }] }";
    let _service = service(&format!("world.rows = [{}];", row(several)));
    let widget = Widget::open("/several", "requests");
    widget.click("Museum guide").await;
    widget.see("Waiting for Ana Reyes, Ben Ito, or Cleo Park (Finance)").await;
}

#[wasm_bindgen_test]
async fn a_row_names_the_group_or_the_people_it_waits_for() {
    let ana = "{ id: 'a', type: 'IDENTITY', name: 'Ana Reyes' }";
    let group = "{ type: 'GOVERNANCE_GROUP', id: 'g', name: 'Finance' }";
    let asked = |id: &str, more: &str| {
        row(&format!(
            "{{ accountActivityItemId: '{id}', approvalDetails: [{{ status: 'PENDING', {more} }}] }}"
        ))
    };
    let rows = [
        asked(
            "1",
            &format!("originalOwner: {group}, currentOwners: [{ana}, {{ id: 'b', name: 'Ben Ito' }}]"),
        ),
        asked(
            "2",
            &format!(
                "originalOwner: {{ type: 'GOVERNANCE_GROUP', id: 'h', name: 'Harbour' }}, currentOwner: {ana}"
            ),
        ),
        asked("3", &format!("originalOwner: null, currentOwners: [{ana}, {{ id: 'c', name: 'Cleo Park' }}]")),
    ];
    let _service = service(&format!("world.rows = [{}];", rows.join(",")));
    let widget = Widget::open("/group", "requests");
    for badge in
        ["Waiting for Finance", "Waiting for Ana Reyes (Harbour)", "Waiting for Ana Reyes or Cleo Park"]
    {
        widget.see(badge).await;
    }
}

#[wasm_bindgen_test]
async fn a_decision_for_a_group_names_the_person_and_the_group() {
    let decided = |status: &str| {
        format!(
            "{{ approvalDetails: [{{ status: '{status}', scheme: 'GOVERNANCE_GROUP', modified: '2026-11-21T09:00:00Z',
                originalOwner: {{ type: 'GOVERNANCE_GROUP', id: 'g', name: 'Finance' }}, reviewedBy: {{ id: 'a', name: 'Ana Reyes' }} }}] }}"
        )
    };
    let service = service(&format!("world.rows = [{}];", row(&decided("APPROVED"))));
    let widget = Widget::open("/for-a-group", "requests");
    widget.click("Museum guide").await;
    widget.see("Approved by Ana Reyes, for Finance").await;
    answers(&service, &format!("world.rows = [{}];", row(&decided("REJECTED"))));
    widget.click("Refresh").await;
    widget.see("Denied by Ana Reyes, for Finance").await;
}

#[wasm_bindgen_test]
async fn values_no_description_names_are_shown_in_words() {
    let odd = "{ state: 'PENDING', accessRequestPhases: [{ name: 'SOD_PHASE', state: 'COMPLETED', result: 'SUCCESSFUL' }],
        approvalDetails: [{ status: 'APPROVED', scheme: 'WORKFLOW' }] }";
    let _service = service(&format!("world.rows = [{}];", row(odd)));
    let widget = Widget::open("/codes", "requests");
    widget.see("Pending").await;
    widget.click("Museum guide").await;
    widget.see("Separation of duties check: done").await;
    widget.see("Workflow").await;
    for code in ["PENDING", "SOD_PHASE", "WORKFLOW"] {
        widget.see_no(code).await;
    }
}

#[wasm_bindgen_test]
async fn a_row_without_an_id_can_be_opened() {
    let _service = service(&format!("world.rows = [{}];", row("{ accountActivityItemId: null }")));
    let widget = Widget::open("/no-row-id", "requests");
    widget.click("Museum guide").await;
    widget.see("Request ID request-1").await;
}

#[wasm_bindgen_test]
async fn a_sentence_leaves_out_the_half_that_is_missing() {
    let _service = service(&format!("world.rows = [{}];", row("{ created: null }")));
    let widget = Widget::open("/no-date", "requests");
    widget.see("Grant for you").await;
    widget.see_no("requested on").await;
    widget.click("Museum guide").await;
    widget.see("Request ID").await;
    widget.see_no("Requested on").await;
}
