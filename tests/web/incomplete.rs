//! Rows of which a field cannot be read: each list shows them, counts them, and copies what was left out.

use crate::service::{run, until};
use crate::widget::{ONE_ROLE, PAYMENT, Widget, answers, approval, row, service};
use wasm_bindgen_test::wasm_bindgen_test;

/// Keeps what is copied from now on in `window.copied`.
fn keep_copies() {
    run("window.copied = ''; const writeText = async (text) => { window.copied = text; };
        Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText } });");
}

/// Sees that many incomplete rows, copies the details and reads them.
async fn copies(widget: &Widget, says: &str, details: &[&str]) {
    keep_copies();
    widget.see(says).await;
    widget.click("Copy details").await;
    let copied = || run("return window.copied").as_string().unwrap_or_default();
    until(&format!("copied {details:?}"), || !copied().is_empty()).await;
    assert_eq!(copied().lines().collect::<Vec<_>>(), details);
    widget.see("Details copied.").await;
}

#[wasm_bindgen_test]
async fn the_catalog_counts_rows_of_both_lists_and_of_a_search() {
    let service =
        service(&format!("world.objects = [{ONE_ROLE}[0], {{ id: 'r2', type: 7, name: 'Harbour pilot' }}];"));
    answers(
        &service,
        "world.entitlements = () => json(200, [{ id: 'e1', name: 'Ledger read', source: ['SAP'] }]);",
    );
    let widget = Widget::open("/incomplete-catalog", "catalog");
    widget.see("Harbour pilot").await;
    widget.see("Unknown type").await;
    widget.see("Ledger read").await;
    let details = [
        "listRequestableObjects/r2/type: a text was expected, not 7",
        "listEntitlements/e1/source: an object was expected, not a list",
    ];
    copies(&widget, "2 rows are incomplete.", &details).await;
    widget.see_attribute("Add to request: Harbour pilot", "aria-disabled", "true").await;
    widget.see("This type of item can’t be requested here.").await;
    drop(widget);
    answers(
        &service,
        "const page = (from) => Array.from({ length: 250 }, (_, at) => ({ id: 'o' + (from + at), type: 'ROLE', name: 'Role ' + at }));
        world.entitlements = () => json(200, []);
        world.catalog = (request) => {
            const query = new URL(request.url).searchParams;
            if (query.has('term')) return json(200, [{ id: 'found', type: 'ROLE', name: 'Zebra', description: 1 }]);
            return Number(query.get('offset') ?? 0) > 0 ? hang(request) : json(200, page(0));
        };",
    );
    let widget = Widget::open("/incomplete-search", "catalog");
    widget.see("Role 1").await;
    widget.write("Search the catalog", "Zebra").await;
    widget.see("1 row is incomplete.").await;
}

#[wasm_bindgen_test]
async fn my_requests_counts_a_row_once_and_says_on_which_page_it_is() {
    let odd = row(
        "{ accountActivityItemId: 'odd', name: 'Crane lead', cancelable: 'yes', clientMetadata: { ticket: 4711 } }",
    );
    let rows = format!(
        "Array.from({{ length: 250 }}, (_, at) => ({}))",
        row("{ accountActivityItemId: 'row-' + at }")
    );
    let service = service(&format!("world.rows = [...{rows}, {odd}];"));
    let by_page = "world.status = (request) => {
        const offset = Number(new URL(request.url).searchParams.get('offset') ?? 0);
        return json(200, world.rows.slice(offset, offset + 250));
    };";
    answers(&service, by_page);
    let widget = Widget::open("/incomplete-requests", "requests");
    let details = [
        "listAccessRequestStatus/odd/cancelable: true or false was expected, not \"yes\" (offset 250)",
        "listAccessRequestStatus/odd/clientMetadata/ticket: a text was expected, not 4711 (offset 250)",
    ];
    copies(&widget, "1 row is incomplete.", &details).await;
    // The list has become shorter: its last page is no longer read.
    answers(&service, &format!("world.rows = [{}]; {by_page}", row("{}")));
    widget.click("Refresh").await;
    widget.see_no("incomplete").await;
}

#[wasm_bindgen_test]
async fn approvals_counts_pending_and_reviewed_rows_apart() {
    let pending = approval("{ requestedFor: 'Karim' }");
    let reviewed = approval(
        "{ id: 'approval-2', state: 'APPROVED', removeDate: 20301231, requestedObject: { name: 'Ledger read' } }",
    );
    let _service = service(&format!("world.approvals = [{pending}]; world.reviewed = [{reviewed}];"));
    let widget = Widget::open("/incomplete-approvals", "approvals");
    let pending = "listPendingApprovals/approval-1/requestedFor: an object was expected, not \"Karim\"";
    copies(&widget, "1 row is incomplete.", &[pending]).await;
    widget.click("Reviewed").await;
    widget.see("Ledger read").await;
    let reviewed = "listCompletedApprovals/approval-2/removeDate: a text was expected, not 20301231";
    copies(&widget, "1 row is incomplete.", &[reviewed]).await;
}

#[wasm_bindgen_test]
async fn my_team_counts_its_own_people_and_their_access() {
    let _service = service(
        "world.people = [
            { id: 'ines', name: 'Ines Keller', manager: { id: 'me' }, email: 1 },
            { id: 'tom', name: 'Tom Ito', manager: 'me' },
            { id: 'ada', name: 'Ada Park', manager: { id: 'somebody' }, email: 1 },
        ];
        world.objects = [{ id: 'r1', type: 'ROLE', name: 'Museum guide', description: {} }, { id: 'r2', name: 'Harbour pilot', type: null }];
        world.assignments = [{ id: 'a1', role: { id: 'r1' }, addedDate: false }];",
    );
    let widget = Widget::open("/incomplete-team", "team");
    let people = [
        "getPublicIdentities/ines/email: a text was expected, not 1",
        "getPublicIdentities/tom/manager: an object was expected, not \"me\"",
    ];
    copies(&widget, "2 rows are incomplete.", &people).await;
    widget.see_no("Tom Ito").await;
    widget.click("Ines Keller").await;
    widget.see("Harbour pilot").await;
    let access = [
        "listRequestableObjects/r1/description: a text was expected, not an object",
        "getRoleAssignments/a1/addedDate: a text was expected, not false",
    ];
    copies(&widget, "2 rows are incomplete.", &access).await;
}

#[wasm_bindgen_test]
async fn a_search_for_people_counts_those_it_shows() {
    let people = "[{ id: 'a', name: 'Ana Reyes', email: 1 }, { id: 'b', name: 'Ben Ito', email: 2 }]";
    let _service = service(&format!("world.approvals = [{}]; world.people = {people};", approval("{}")));
    let widget = Widget::open("/incomplete-people", "approvals");
    widget.click(PAYMENT).await;
    widget.click("Forward").await;
    widget.write("Forward to", "Ana Reyes").await;
    copies(&widget, "1 row is incomplete.", &["getPublicIdentities/a/email: a text was expected, not 1"])
        .await;
    drop(widget);
    let widget = Widget::open_as_administrator("/incomplete-directory", "team");
    widget.write("Find a person", "Ben Ito").await;
    widget.see("Ben Ito").await;
    widget.see("1 row is incomplete.").await;
}

#[wasm_bindgen_test]
async fn a_stuck_request_without_a_date_is_listed_and_counted() {
    let _service = service(&format!("world.rows = [{}];", row("{ created: 1735689600 }")));
    let widget = Widget::open_as_administrator("/incomplete-stuck", "settings");
    widget.click("Stuck requests").await;
    widget.see("Museum guide").await;
    let details = "listAccessRequestStatus/row-1/created: a text was expected, not 1735689600";
    copies(&widget, "1 row is incomplete.", &[details]).await;
}
