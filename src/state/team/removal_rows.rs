//! The viewer's own removals of an access item, read from the request list and the journal. Knows no form and no team.

use crate::state::journal::Journal;
use crate::state::journal::intent::Intent;
use crate::state::journal::state::WriteState;
use crate::state::requests::{Requests, SharedRequest};
use request_center_models::holding::Holding;
use request_center_models::id::IdentityId;
use std::sync::Arc;

/// The viewer's requests to remove that item from that person. A row names no role assignment, but the intent it was sent with
/// does: while that assignment is among `all` items of the person, the row is not about another one. Reactive.
pub(super) fn removal_rows(
    requests: Requests,
    journal: Journal,
    person: &IdentityId,
    item: &Holding,
    all: &[Holding],
) -> Vec<SharedRequest> {
    let mut removals = Vec::new();
    requests.list.rows.with(|rows| {
        for row in rows.iter().filter(|row| item.is_removed_by(person, row)) {
            removals.push(row.clone());
        }
    });
    if !removals.is_empty() {
        journal.intents.with(|intents| {
            removals.retain(|row| {
                let id = row.access_request_id.as_ref();
                let sent = |intent: &&Arc<Intent>| {
                    intent.write.cancels().is_none() && id.is_some_and(|id| intent.ids.contains(id))
                };
                intents.iter().find(sent).is_none_or(|intent| {
                    intent.write.removes(person, item)
                        || !all.iter().any(|other| intent.write.removes(person, other))
                })
            });
        });
    }
    removals
}

/// True while a removal of that item was sent and is not in the service's list yet. Reactive.
pub(super) fn is_removal_sent(journal: Journal, person: &IdentityId, item: &Holding) -> bool {
    journal.intents.with(|intents| {
        intents.iter().any(|one| {
            let open = !one.state.is_over() && one.state != WriteState::NotFound;
            open && one.write.removes(person, item)
        })
    })
}
