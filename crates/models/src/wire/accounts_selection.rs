//! The accounts that can be chosen before a grant: the answer of `POST /access-requests/accounts-selection` (v2024 on), whose
//! body is that of a create.

use super::reference::ItemType;
use super::wire_struct;
use crate::id::{IdentityId, ItemId};

wire_struct! {
    /// The answer of `loadAccountSelections`.
    AccountsSelectionResponse {
        /// Person by person.
        identities: Vec<IdentityAccountSelections>,
    }
}

wire_struct! {
    /// The accounts of one person.
    IdentityAccountSelections {
        /// `IDENTITY` or `MACHINE_IDENTITY`.
        r#type: String,
        /// The person.
        id: IdentityId,
        /// Their name.
        name: String,
        /// True if a request without a choice would be refused.
        accounts_selection_required: bool,
        /// Item by item.
        requested_items: Vec<ItemAccountSelections>,
    }
}

wire_struct! {
    /// The accounts on which one item can be set up.
    ItemAccountSelections {
        /// Kind of access.
        r#type: ItemType,
        /// The item.
        id: ItemId,
        /// Its name.
        name: String,
        /// Its description.
        description: String,
        /// True if no selection may be sent for it.
        accounts_selection_blocked: bool,
        /// The reason, `ACCESS_PROFILE_ALREADY_ASSIGNED_TO_AN_ACCOUNT` for example.
        accounts_selection_blocked_reason: String,
        /// Source by source.
        sources: Vec<SourceAccountSelections>,
    }
}

wire_struct! {
    /// The accounts of the person on one source.
    SourceAccountSelections {
        /// `SOURCE`.
        r#type: String,
        /// The source.
        id: String,
        /// Its name.
        name: String,
        /// The accounts, one of which can be chosen.
        accounts: Vec<AccountInfo>,
    }
}

wire_struct! {
    /// One account.
    AccountInfo {
        /// `ACCOUNT`.
        r#type: String,
        /// Id.
        id: String,
        /// Name.
        name: String,
        /// UUID, where the source has one.
        uuid: String,
        /// Native identity.
        native_identity: String,
    }
}
