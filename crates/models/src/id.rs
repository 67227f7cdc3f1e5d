//! Ids of the service as distinct types, so that an item's id cannot be used as a person's.
//! They know nothing of an id's format: any text the server sends is kept as it is.

use crate::json::text_from_json;
use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// The id as the server wrote it.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        text_from_json!($name);

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+};
}

ids! {
    /// A person (`requestedFor`, `requester`, `owner`), 32 hexadecimal digits in the service.
    IdentityId,
    /// A role, access profile or entitlement.
    ItemId,
    /// One access request: what `accessRequestIds` of the create answer and the cancel call name.
    AccessRequestId,
    /// One row of an access request (`accountActivityItemId`).
    RowId,
    /// One approval.
    ApprovalId,
}
