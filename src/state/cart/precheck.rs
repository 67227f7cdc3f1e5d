//! The pre-submit check: re-reads what the recipient already has or has requested, because the service accepts duplicates
//! silently and cancels them later.

use crate::api::{
    Abort, ApiError, Client, EntitlementsQuery, ErrorKind, Filter, Priority, RequestableQuery, StatusQuery,
};
use crate::state::storage::{Obstacle, Obstructed};
use request_center_models::draft::DraftItem;
use request_center_models::id::{IdentityId, ItemId};
use request_center_models::wire::catalog::{ItemRequestStatus, RequestableObject};
use request_center_models::wire::reference::{ItemType, RequestType};

/// The result of the check.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// Items that cannot be requested, and why.
    pub obstacles: Vec<Obstructed>,
    /// Items whose owners require a comment now.
    pub comment_required: Vec<ItemId>,
}

impl Findings {
    fn obstruct(&mut self, item: &DraftItem, by: Obstacle) {
        self.obstacles.push(Obstructed { item: item.id.clone(), by });
    }
}

/// Checks the items of a draft for the viewer, with one call per list and one per entitlement.
///
/// # Errors
///
/// The error of the list that failed; nothing has been sent then.
pub async fn check(
    client: &Client,
    viewer: &IdentityId,
    items: &[DraftItem],
    abort: &Abort,
) -> Result<Findings, ApiError> {
    let (entitlements, objects): (Vec<_>, Vec<_>) =
        items.iter().partition(|item| item.r#type == ItemType::Entitlement);
    let mut findings = Findings::default();
    if !objects.is_empty() {
        let query = RequestableQuery {
            filters: Some(Filter::any_of("id", objects.iter().map(|item| item.id.as_str()))),
            ..RequestableQuery::default()
        };
        let page = client.list_requestable_objects(&query, Priority::User, abort).await?;
        judge_objects(&objects, &page.rows, &mut findings);
    }
    if !entitlements.is_empty() {
        let query = EntitlementsQuery {
            filters: Some(Filter::any_of("id", entitlements.iter().map(|item| item.id.as_str()))),
            ..EntitlementsQuery::default()
        };
        let page = client.list_entitlements(&query, Priority::User, abort).await?;
        // Rows of entitlements do not say whether the person has them requested; their open requests do.
        let open = open_requests(client, abort).await?;
        let held = held_entitlements(client, viewer, &entitlements, abort).await?;
        for item in entitlements {
            let there = page
                .rows
                .iter()
                .any(|row| row.id.as_ref() == Some(&item.id) && row.requestable != Some(false));
            if !there {
                findings.obstruct(item, Obstacle::Vanished);
            } else if open.contains(&item.id) {
                findings.obstruct(item, Obstacle::Requested);
            } else if held.contains(&item.id) {
                findings.obstruct(item, Obstacle::Held);
            }
        }
    }
    Ok(findings)
}

/// Those of the entitlements that the viewer is known to have: no list says it, and each is looked up by itself. What the service does
/// not tell stays unknown, and is its to judge.
async fn held_entitlements(
    client: &Client,
    viewer: &IdentityId,
    items: &[&DraftItem],
    abort: &Abort,
) -> Result<Vec<ItemId>, ApiError> {
    let mut held = Vec::new();
    for item in items {
        match client.get_entitlement_details_for_identity(viewer, &item.id, Priority::User, abort).await {
            Ok(details) if details.account_targets.as_ref().is_some_and(|targets| !targets.is_empty()) => {
                held.push(item.id.clone());
            }
            Ok(_) => {}
            Err(error) if error.kind == ErrorKind::Aborted => return Err(error),
            Err(error) if error.kind == ErrorKind::NotFound => {}
            // Refused for one is refused for all.
            Err(_) => break,
        }
    }
    Ok(held)
}

/// Items the person has open requests for. A tenant that refuses `request-state=EXECUTING` is asked for all requests.
async fn open_requests(client: &Client, abort: &Abort) -> Result<Vec<ItemId>, ApiError> {
    let executing = StatusQuery { executing_only: true, ..StatusQuery::for_me() };
    let page = match client.list_access_request_status(&executing, Priority::User, abort).await {
        Err(error) if error.kind == ErrorKind::BadRequest => {
            client.list_access_request_status(&StatusQuery::for_me(), Priority::User, abort).await?
        }
        page => page?,
    };
    let grants =
        page.rows.into_iter().filter(|row| row.is_open() && row.request_type != Some(RequestType::Revoke));
    Ok(grants.filter_map(|row| row.id).collect())
}

fn judge_objects(items: &[&DraftItem], rows: &[RequestableObject], findings: &mut Findings) {
    for item in items {
        let Some(row) = rows.iter().find(|row| row.id.as_ref() == Some(&item.id)) else {
            findings.obstruct(item, Obstacle::Vanished);
            continue;
        };
        match row.request_status {
            Some(ItemRequestStatus::Assigned) => findings.obstruct(item, Obstacle::Held),
            Some(ItemRequestStatus::Pending) => findings.obstruct(item, Obstacle::Requested),
            _ => {}
        }
        if row.request_comments_required == Some(true) {
            findings.comment_required.push(item.id.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(id: &str) -> DraftItem {
        DraftItem::new(id.into(), ItemType::Role, id.to_owned())
    }

    fn row(id: &str, status: ItemRequestStatus) -> RequestableObject {
        RequestableObject {
            id: Some(id.into()),
            request_status: Some(status),
            request_comments_required: Some(id == "c"),
            ..RequestableObject::default()
        }
    }

    #[test]
    fn assigned_requested_and_vanished_items_are_blocked_and_nothing_else() {
        let items = [item("a"), item("b"), item("c"), item("d")];
        let rows = [
            row("a", ItemRequestStatus::Assigned),
            row("b", ItemRequestStatus::Pending),
            row("c", ItemRequestStatus::Available),
        ];
        let mut findings = Findings::default();
        judge_objects(&items.iter().collect::<Vec<_>>(), &rows, &mut findings);
        let found: Vec<_> = findings.obstacles.iter().map(|o| (o.item.as_str(), o.by)).collect();
        assert_eq!(found, [("a", Obstacle::Held), ("b", Obstacle::Requested), ("d", Obstacle::Vanished)]);
        assert_eq!(findings.comment_required, ["c".into()]);
    }
}
