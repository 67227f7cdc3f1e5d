//! A pasted list of people, taken apart: into entries of one person each, and each entry into what it says of them. A list comes from
//! a spreadsheet, a mail's recipients or a text. Knows no directory.

mod cell;
mod split;
mod term;

pub use split::entries;
pub use term::{PersonTerms, terms};

use crate::json::deserialize_from_json;
use crate::json_struct;

json_struct! {
    /// A pasted list while it is being sorted.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct PastedList {
        /// The text typed or pasted, before it is taken apart.
        pub text: String = default,
        /// The entries that were neither added nor removed, as they were pasted.
        pub entries: Vec<String> = default,
    }
}

deserialize_from_json!(PastedList);

impl PastedList {
    /// True if nothing is left of it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty() && self.entries.is_empty()
    }
}
