//! The contents of a create call, person by person, and of its answer.

use request_center_models::draft::METADATA_KEY;
use request_center_models::id::ItemId;
use request_center_models::moment::Moment;
use request_center_models::wire::access_request::{
    AccessRequest, ItemDetail, RequestTracking, RequestedItem as SentItem,
};
use request_center_models::wire::reference::ClientMetadata;

use crate::error::Error;
use crate::identifier;

/// The items sent for each person.
pub(super) type Sent<'a> = Vec<(&'a str, Vec<&'a SentItem>)>;

/// The items for each person, whichever shape was sent; nobody twice.
pub(super) fn by_person(body: &AccessRequest) -> Sent<'_> {
    let mut people: Vec<(&str, Vec<&SentItem>)> = Vec::new();
    match &body.requested_for_with_requested_items {
        Some(nested) => {
            for one in nested {
                let Some(id) = one.identity_id.as_ref() else { continue };
                let items: Vec<&SentItem> = one.requested_items.iter().flatten().collect();
                match people.iter_mut().find(|(known, _)| *known == id.as_str()) {
                    Some((_, known)) => known.extend(items),
                    None => people.push((id.as_str(), items)),
                }
            }
        }
        None => {
            let items: Vec<&SentItem> = body.requested_items.iter().flatten().collect();
            for id in body.requested_for.iter().flatten() {
                if !people.iter().any(|(known, _)| *known == id.as_str()) {
                    people.push((id.as_str(), items.clone()));
                }
            }
        }
    }
    people
}

/// Every item of the body, for whomever.
pub(super) fn all_items(body: &AccessRequest) -> impl Iterator<Item = &SentItem> {
    let nested = body.requested_for_with_requested_items.iter().flatten();
    body.requested_items
        .iter()
        .flatten()
        .chain(nested.flat_map(|person| person.requested_items.iter().flatten()))
}

pub(super) fn tracking(recipient: &str, items: &[&SentItem], id: String) -> RequestTracking {
    let mut text = recipient.to_owned();
    for item in items {
        for part in [
            item.id.as_ref().map(ItemId::as_str),
            item.remove_date.as_ref().map(Moment::as_str),
            item.start_date.as_ref().map(Moment::as_str),
        ] {
            text.push('\n');
            text.push_str(part.unwrap_or_default());
        }
    }
    RequestTracking {
        requested_for: Some(recipient.into()),
        requested_items_details: Some(
            items
                .iter()
                .map(|item| ItemDetail { r#type: item.r#type.clone(), id: item.id.clone() })
                .collect(),
        ),
        // As wide as the official example, which does not fit the int32 of its schema.
        attributes_hash: Some((identifier::hash(&text) % 10_000_000_000).cast_signed()),
        access_request_ids: Some(vec![id.into()]),
    }
}

pub(super) fn submit_key(body: &AccessRequest, sent: &[(&str, Vec<&SentItem>)]) -> Option<String> {
    let of = |metadata: &ClientMetadata| metadata.get(METADATA_KEY).cloned();
    body.client_metadata.as_ref().and_then(of).or_else(|| {
        sent.iter().flat_map(|(_, items)| items).find_map(|item| item.client_metadata.as_ref().and_then(of))
    })
}

pub(super) fn json(metadata: Option<&ClientMetadata>) -> Result<Option<String>, Error> {
    Ok(metadata.map(serde_json::to_string).transpose()?)
}
