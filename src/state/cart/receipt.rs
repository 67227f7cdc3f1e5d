//! The outcome of a request that has arrived: how that is known, and what the service answered for each item.

use crate::state::journal::intent::Intent;
use request_center_models::draft::{RequestDraft, SubmitKey};
use request_center_models::id::{AccessRequestId, ItemId};
use request_center_models::wire::access_request::{AccessRequestResponse, RequestTracking};
use request_center_models::wire::status::RequestedItemStatus;

/// How it is known that the request has arrived.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Told {
    /// The service answered.
    #[default]
    Answered,
    /// A look-up found it.
    Found,
    /// Another tab sent it.
    OtherTab,
}

impl Told {
    /// Reads it off the journal's intent; `sent_here` where this tab sent it.
    #[must_use]
    pub fn of(intent: &Intent, sent_here: bool) -> Self {
        match (&intent.error, sent_here) {
            (Some(_), _) => Self::Found,
            (None, true) => Self::Answered,
            (None, false) => Self::OtherTab,
        }
    }
}

/// The outcome of the previous request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Receipt {
    /// How it is known.
    pub told: Told,
    /// The key it was sent under.
    pub key: SubmitKey,
    /// One entry per item; empty where another tab sent the request.
    pub parts: Vec<Part>,
}

/// The outcome of one item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The item's name.
    pub name: String,
    /// The answer for the item.
    pub outcome: PartOutcome,
}

/// The answer for one item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PartOutcome {
    /// A new request was created.
    New,
    /// A request for it existed before.
    Existing,
    /// The whole answer names no new request, and these existing ones for the item. A browser that repeats a call on its own
    /// gets such an answer too; the rows of the requests then carry our key.
    Repeated(Vec<AccessRequestId>),
    /// The answer does not name the item.
    Unsaid,
}

impl Receipt {
    /// The answer, item by item.
    #[must_use]
    pub fn of(draft: &RequestDraft, told: Told, answer: Option<&AccessRequestResponse>) -> Self {
        let mut parts = Vec::new();
        for item in draft.items.iter().filter(|_| told != Told::OtherTab) {
            parts.push(Part { name: item.name.clone(), outcome: outcome(&item.id, answer) });
        }
        Self { told, key: draft.key.clone(), parts }
    }

    /// The outcome of a part once the rows of its requests have been read.
    #[must_use]
    pub fn settled<'a>(
        &self,
        part: &Part,
        rows: impl Iterator<Item = &'a RequestedItemStatus>,
    ) -> PartOutcome {
        let PartOutcome::Repeated(ids) = &part.outcome else { return part.outcome.clone() };
        let mut settled = PartOutcome::Unsaid;
        for row in rows.filter(|row| row.access_request_id.as_ref().is_some_and(|id| ids.contains(id))) {
            if self.key.marks(row.client_metadata.as_ref()) {
                return PartOutcome::New;
            }
            settled = PartOutcome::Existing;
        }
        settled
    }
}

fn outcome(item: &ItemId, answer: Option<&AccessRequestResponse>) -> PartOutcome {
    let Some(answer) = answer else { return PartOutcome::Unsaid };
    if naming(&answer.new_requests, item).next().is_some() {
        return PartOutcome::New;
    }
    let mut existing = naming(&answer.existing_requests, item).peekable();
    if existing.peek().is_none() {
        PartOutcome::Unsaid
    } else if answer.new_ids().is_empty() {
        PartOutcome::Repeated(
            existing.flat_map(|tracking| tracking.access_request_ids.iter().flatten()).cloned().collect(),
        )
    } else {
        PartOutcome::Existing
    }
}

/// The entries of a list that name the item.
fn naming<'a>(
    list: &'a Option<Vec<RequestTracking>>,
    item: &'a ItemId,
) -> impl Iterator<Item = &'a RequestTracking> {
    list.iter().flatten().filter(move |tracking| {
        tracking.requested_items_details.iter().flatten().any(|detail| detail.id.as_ref() == Some(item))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use request_center_models::draft::{DraftItem, METADATA_KEY};
    use request_center_models::json::from_json;
    use request_center_models::wire::reference::{ClientMetadata, ItemType};

    fn draft() -> RequestDraft {
        let item = |id: &str| DraftItem::new(id.into(), ItemType::Role, id.to_owned());
        RequestDraft {
            key: SubmitKey::from("k".to_owned()),
            items: vec![item("a"), item("b")],
            ..RequestDraft::default()
        }
    }

    fn receipt(answer: &str) -> Receipt {
        let answer: AccessRequestResponse = from_json(answer).expect("an answer");
        Receipt::of(&draft(), Told::Answered, Some(&answer))
    }

    fn row(request: &str, key: &str) -> RequestedItemStatus {
        RequestedItemStatus {
            access_request_id: Some(request.into()),
            client_metadata: Some(ClientMetadata::from([(METADATA_KEY.to_owned(), key.to_owned())])),
            ..RequestedItemStatus::default()
        }
    }

    fn outcomes(receipt: &Receipt, rows: &[RequestedItemStatus]) -> Vec<PartOutcome> {
        receipt.parts.iter().map(|part| receipt.settled(part, rows.iter())).collect()
    }

    #[test]
    fn an_answer_with_a_new_request_settles_every_item_at_once() {
        let receipt = receipt(
            r#"{"newRequests":[{"accessRequestIds":["1"],"requestedItemsDetails":[{"id":"a"}]}],
                "existingRequests":[{"accessRequestIds":["2"],"requestedItemsDetails":[{"id":"b"}]}]}"#,
        );
        assert_eq!(outcomes(&receipt, &[]), [PartOutcome::New, PartOutcome::Existing]);
    }

    #[test]
    fn an_answer_without_a_new_request_waits_for_its_rows_because_the_browser_may_have_sent_twice() {
        let receipt = receipt(
            r#"{"newRequests":[],"existingRequests":[
                {"accessRequestIds":["1"],"requestedItemsDetails":[{"id":"a"}]},
                {"accessRequestIds":["2"],"requestedItemsDetails":[{"id":"b"}]}]}"#,
        );
        assert_eq!(outcomes(&receipt, &[]), [PartOutcome::Unsaid, PartOutcome::Unsaid]);
        let rows = [row("1", "k"), row("2", "somebody else's")];
        assert_eq!(outcomes(&receipt, &rows), [PartOutcome::New, PartOutcome::Existing]);
    }
}
