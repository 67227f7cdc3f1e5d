//! Obstacles of an item of the draft, stored so that a reload keeps it.

use request_center_models::id::ItemId;
use request_center_models::json::{DecodeError, FromJson, text};
use request_center_models::json_struct;
use serde::Serialize;
use serde_json::Value;

/// Why an item cannot be requested.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Obstacle {
    /// The recipient has it already.
    Held,
    /// It has been requested already.
    Requested,
    /// It is no longer in the catalog.
    Vanished,
}

json_struct! {
    /// A blocked item.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Obstructed {
        /// The item.
        pub item: ItemId,
        /// The obstacle.
        pub by: Obstacle,
    }
}

impl FromJson for Obstacle {
    fn from_value(tree: Value) -> Result<Self, DecodeError> {
        match text(tree)?.as_str() {
            "held" => Ok(Self::Held),
            "requested" => Ok(Self::Requested),
            "vanished" => Ok(Self::Vanished),
            _ => Err(DecodeError::expected("an obstacle")),
        }
    }
}
