//! The fallback approver as a form holds one: who was chosen, from and to the reference of the wire. Whether the person exists is
//! for others to say.

use crate::id::IdentityId;
use crate::json::deserialize_from_json;
use crate::json_struct;
use crate::wire::config::FallbackApproverRef;
use serde_json::{Map, Value};

json_struct! {
    /// A person chosen to decide.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct Approver {
        /// Id.
        pub id: IdentityId,
        /// Display name.
        pub name: String = default,
        /// Mail address; empty where it is not known.
        pub email: String = default,
    }
}

deserialize_from_json!(Approver);

impl Approver {
    pub(super) fn of(named: &FallbackApproverRef) -> Self {
        Self {
            id: named.id.clone().flatten().unwrap_or_default(),
            name: named.name.clone().flatten().unwrap_or_default(),
            email: named.email.clone().flatten().unwrap_or_default(),
        }
    }

    /// A reference to somebody else: nothing of the one before is kept.
    pub(super) fn to_wire(&self) -> Value {
        let mut members = Map::new();
        let parts =
            [("type", "IDENTITY"), ("id", self.id.as_str()), ("name", &self.name), ("email", &self.email)];
        for (name, text) in parts {
            if !text.is_empty() {
                members.insert(name.to_owned(), Value::String(text.to_owned()));
            }
        }
        Value::Object(members)
    }
}
