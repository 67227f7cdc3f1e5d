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

impl PublicIdentity {
    /// True if the person has left: nobody to choose as an approver. Away for a while is not gone, and what nobody says is not known.
    ///
    /// ```
    /// use request_center_models::wire::identity::PublicIdentity;
    /// let has_left = |text: &str| serde_json::from_str::<PublicIdentity>(text).unwrap().has_left();
    /// assert!(has_left(r#"{"identityState":"INACTIVE_LONG_TERM"}"#));
    /// assert!(!has_left(r#"{"identityState":"INACTIVE_SHORT_TERM"}"#));
    /// assert!(!has_left(r#"{"identityState":null,"status":"Inactive"}"#));
    /// ```
    #[must_use]
    pub fn has_left(&self) -> bool {
        self.identity_state == Some(IdentityState::InactiveLongTerm)
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
