//! Items found elsewhere than in the catalog, as the viewer may request them: asked for by their ids. Knows no view.

use crate::api::{Abort, ApiError, Client, ErrorKind, Filter, Priority, RequestableQuery};
use crate::state::catalog::item::CatalogItem;
use request_center_models::id::ItemId;
use request_center_models::wire::catalog::RequestableObject;
use std::sync::Arc;

/// How many ids one call asks for: more would make an address that proxies refuse.
const IDS_AT_ONCE: usize = 50;

/// An item, and whether the viewer can request it.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// The item, with its availability to the viewer.
    pub item: Arc<CatalogItem>,
    /// False if the viewer cannot request it: it is out of use, or kept for others.
    pub is_offered: bool,
}

impl Offer {
    /// The offer of a row found elsewhere, which says nothing of the viewer; `None` without an id. `listed` are the viewer's requestable
    /// objects among such rows, `None` if they could not be read.
    #[must_use]
    pub fn new(row: RequestableObject, listed: Option<&[RequestableObject]>) -> Option<Self> {
        let object = listed.unwrap_or_default().iter().find(|object| object.id == row.id).cloned();
        let is_offered = listed.is_none() || object.is_some();
        let object = object.unwrap_or(RequestableObject { request_status: None, ..row });
        Some(Self { item: Arc::new(CatalogItem::from_object(object)?), is_offered })
    }
}

/// Those of the roles and access profiles that the viewer can request or has; `None` where the service does not say.
///
/// # Errors
/// If it was aborted.
pub(super) async fn requestable(
    client: &Client,
    ids: &[ItemId],
    priority: Priority,
    abort: &Abort,
) -> Result<Option<Vec<RequestableObject>>, ApiError> {
    let mut rows = Vec::new();
    for ids in ids.chunks(IDS_AT_ONCE) {
        let filters = Some(Filter::any_of("id", ids.iter().map(ItemId::as_str)));
        let query = RequestableQuery { filters, ..RequestableQuery::default() };
        match client.list_requestable_objects(&query, priority, abort).await {
            Ok(mut page) => rows.append(&mut page.rows),
            Err(error) if error.kind == ErrorKind::Aborted => return Err(error),
            Err(_) => return Ok(None),
        }
    }
    Ok(Some(rows))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::catalog::item::Availability;
    use request_center_models::wire::catalog::ItemRequestStatus;

    fn row(id: &str, status: ItemRequestStatus) -> RequestableObject {
        RequestableObject {
            id: Some(id.into()),
            name: Some(id.to_owned()),
            request_status: Some(status),
            ..RequestableObject::default()
        }
    }

    #[test]
    fn the_availability_is_the_viewers_and_never_that_of_somebody_else() {
        let check = |listed: Option<&[RequestableObject]>| {
            let offer = Offer::new(row("a", ItemRequestStatus::Assigned), listed).unwrap();
            (offer.item.availability.clone(), offer.is_offered)
        };
        let mine = [row("a", ItemRequestStatus::Available)];
        assert_eq!(check(Some(&mine)), (Availability::Available, true));
        assert_eq!(check(Some(&[])), (Availability::Unknown, false));
        assert_eq!(check(None), (Availability::Unknown, true));
    }
}
