//! Bodies of create, cancel and close (`POST /access-requests`, `/cancel`, `/close`).
//! The sendable forms are built in `draft` and `cancel`; these are what both sides read.

use super::reference::{ClientMetadata, ItemType, RequestType};
use super::wire_struct;
use crate::id::{AccessRequestId, IdentityId, ItemId};
use crate::moment::Moment;
use crate::open_enum::open_enum;

wire_struct! {
    /// Body of `createAccessRequest`: either `requested_for` with `requested_items`, or the nested shape alone.
    AccessRequest {
        /// People the access is for; exactly one where access is taken away.
        requested_for: Vec<IdentityId>,
        /// Absent means grant.
        request_type: RequestType,
        /// The requested items, at least one.
        requested_items: Vec<RequestedItem>,
        /// Echoed by the service, never processed.
        client_metadata: ClientMetadata,
        /// The nested shape: items per person; then the two flat fields are absent.
        requested_for_with_requested_items: Vec<RequestedForItems>,
    }
}

wire_struct! {
    /// One item of a request.
    RequestedItem {
        /// Kind of access.
        r#type: ItemType,
        /// Id of the role, access profile or entitlement.
        id: ItemId,
        /// Why; required where the item or a removal asks for it.
        comment: String,
        /// Echoed with the row.
        client_metadata: ClientMetadata,
        /// When access begins, future, UTC; never on a removal.
        start_date: Moment,
        /// When access ends, future, UTC; an empty string is refused, so it is left out.
        remove_date: Moment,
        /// Which assignment to take away (roles, several accounts).
        assignment_id: String,
        /// Which account (entitlements, several accounts).
        native_identity: String,
        /// Accounts chosen, nested shape only.
        account_selection: Vec<AccountSelection>,
        /// A filled form, newest version only.
        form_instance_id: String,
    }
}

wire_struct! {
    /// Items for one person, in the nested shape.
    RequestedForItems {
        /// The person.
        identity_id: IdentityId,
        /// `HUMAN` or `MACHINE`, newest version only.
        identity_type: String,
        /// The requested items.
        requested_items: Vec<RequestedItem>,
    }
}

wire_struct! {
    /// Accounts chosen on one source.
    AccountSelection {
        /// The source.
        source_id: String,
        /// The accounts.
        accounts: Vec<SelectedAccount>,
    }
}

wire_struct! {
    /// One chosen account.
    SelectedAccount {
        /// UUID, where the source has one.
        account_uuid: String,
        /// Native identity.
        native_identity: String,
    }
}

wire_struct! {
    /// Answer of `createAccessRequest`, 202: queued, not yet checked against what people hold.
    AccessRequestResponse {
        /// The newly accepted requests.
        new_requests: Vec<RequestTracking>,
        /// The requests that existed before, with their ids.
        existing_requests: Vec<RequestTracking>,
    }
}

impl AccessRequestResponse {
    /// Ids of all that was accepted as new, in order, each once; empty where the answer names none.
    #[must_use]
    pub fn new_ids(&self) -> Vec<AccessRequestId> {
        ids(self.new_requests.as_deref())
    }

    /// Ids of what had been asked for before, in order, each once.
    #[must_use]
    pub fn existing_ids(&self) -> Vec<AccessRequestId> {
        ids(self.existing_requests.as_deref())
    }

    /// True if everything had been asked for before.
    #[must_use]
    pub fn is_repeat(&self) -> bool {
        self.new_ids().is_empty() && !self.existing_ids().is_empty()
    }

    /// The ids whose rows show that the request arrived: those of what is new, or, where all had been asked for before, the old ones.
    #[must_use]
    pub fn ids_to_follow(&self) -> Vec<AccessRequestId> {
        let new = self.new_ids();
        if new.is_empty() { self.existing_ids() } else { new }
    }
}

fn ids(requests: Option<&[RequestTracking]>) -> Vec<AccessRequestId> {
    let mut ids = Vec::new();
    for id in requests.into_iter().flatten().flat_map(|request| request.access_request_ids.iter().flatten()) {
        if !ids.contains(id) {
            ids.push(id.clone());
        }
    }
    ids
}

wire_struct! {
    /// Ids to follow what was asked for one person.
    RequestTracking {
        /// The person.
        requested_for: IdentityId,
        /// The items.
        requested_items_details: Vec<ItemDetail>,
        /// Hash of the request's attributes; int32 by schema, an official example does not fit.
        attributes_hash: i64,
        /// Usually one; several in high volume.
        access_request_ids: Vec<AccessRequestId>,
    }
}

wire_struct! {
    /// Kind and id of an item.
    ItemDetail {
        /// Kind of access.
        r#type: ItemType,
        /// Id.
        id: ItemId,
    }
}

wire_struct! {
    /// Body of `cancelAccessRequest`.
    CancelAccessRequest {
        /// The row's `accessRequestId`, under its older name.
        account_activity_id: AccessRequestId,
        /// Why; required.
        comment: String,
    }
}

open_enum! {
    /// How a closed request is marked.
    ExecutionStatus {
        /// Ended by hand; the default.
        Terminated = "Terminated",
        /// Ended as if it had run.
        Completed = "Completed",
    }
}

open_enum! {
    /// The outcome a closed request is given.
    CompletionStatus {
        /// It worked.
        Success = "Success",
        /// It worked in part.
        Incomplete = "Incomplete",
        /// It failed; the default.
        Failure = "Failure",
    }
}

wire_struct! {
    /// Body of `closeAccessRequest` (beta, v2024 on; ORG_ADMIN).
    CloseAccessRequest {
        /// 1 to 500 requests.
        access_request_ids: Vec<AccessRequestId>,
        /// Why.
        message: String,
        /// Default `Terminated`.
        execution_status: ExecutionStatus,
        /// Default `Failure`.
        completion_status: CompletionStatus,
    }
}
