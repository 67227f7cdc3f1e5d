//! People: `GET /public-identities` (v3, v2024 on; not in beta).

use super::reference::OwnerRef;
use super::wire_struct;
use crate::id::IdentityId;
use crate::open_enum::open_enum;

open_enum! {
    /// True if a person is at work.
    IdentityState {
        /// At work.
        Active = "ACTIVE",
        /// Away for a while.
        InactiveShortTerm = "INACTIVE_SHORT_TERM",
        /// Gone.
        InactiveLongTerm = "INACTIVE_LONG_TERM",
    }
}

wire_struct! {
    /// A row of `getPublicIdentities`.
    PublicIdentity {
        /// Id.
        id: IdentityId,
        /// Display name.
        name: String,
        /// Account name.
        alias: String,
        /// Mail address.
        email: String,
        /// Lifecycle state, as the tenant names it.
        status: String,
        /// True if the person is at work.
        identity_state: IdentityState,
        /// Their manager.
        manager: OwnerRef,
        /// Up to five more attributes, as configured.
        attributes: Vec<IdentityAttribute>,
    }
}

wire_struct! {
    /// One configured attribute.
    IdentityAttribute {
        /// Technical name.
        key: String,
        /// Shown name.
        name: String,
        /// Value.
        value: String,
    }
}
