//! A request that takes several calls: planned in the review, sent one by one, with an outcome for every line.

use crate::{
    page::{Effects, Page},
    visit::visit,
};
use serde_json::{Value, json};

/// Entitlements that everybody may ask for without a comment; the employee has requested one of them.
pub(crate) const ENTITLEMENTS: &str = "SELECT id, name FROM item WHERE kind = 'ENTITLEMENT' AND requestable \
    AND NOT comment_required AND request_config NOT LIKE '%true%' AND request_config NOT LIKE '%[%' ORDER BY name";

/// Stores a draft in the browser as if it had been put together there, and opens the page anew.
pub(crate) async fn store_draft(page: &Page, recipients: &[(String, String)], items: &[(String, String)]) {
    let items: Vec<Value> = items
        .iter()
        .map(|(id, name)| json!({ "id": id, "type": "ENTITLEMENT", "name": name, "comment": "Night shift" }))
        .collect();
    let ids: Vec<&String> = recipients.iter().map(|(id, _)| id).collect();
    let names: Value = recipients.iter().map(|(id, name)| (id.clone(), json!(name))).collect();
    // The storage has an entry once something was put together.
    page.add(&["AWS Billing"]).await;
    let draft = json!({ "key": "rc-planned", "recipients": ids, "items": items, "names": names });
    page.host
        .run(&format!(
            "const key = Object.keys(localStorage).find((key) => key.startsWith('request-center:'));
            localStorage.setItem(key, JSON.stringify({{ schema: 4, journal: [], draft: {draft} }}));"
        ))
        .await;
    page.host.reload().await;
}

#[test]
fn more_entitlements_than_one_call_takes_are_sent_in_two() {
    visit(async |page| {
        page.open_catalog().await;
        let me = page.sandbox.id_of("employee").await;
        let items = page.sandbox.ids(ENTITLEMENTS).await;
        store_draft(page, &[(me, "You".to_owned())], &items[..26]).await;
        page.click_button("Review request").await;
        page.click_button("2 calls, 26 lines").await;
        page.see_text("25 entitlements, the most one call takes").await;
        page.click_button("Submit request").await;
        page.see_text("Sent in 2 calls").await;
        page.see_text("25 sent, accepted, 1 requested before").await;
        page.host.see_event("submitted", 2).await;
        page.sandbox.see_effects(Effects { requests: 2, items: 25, cancels: 0 }).await;
    });
}
