//! An entry of a pasted list, and its state. Knows no directory.

use crate::state::people::Person;
use request_center_models::rule::RecipientBlocked;

/// The people an entry may mean.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Matches {
    /// The people, the likeliest first.
    pub people: Vec<Person>,
    /// True if the only one of them is meant without doubt: by a key, or by the whole name.
    pub is_sure: bool,
}

/// An entry of the list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PastedEntry {
    /// Its key, unique in the list.
    pub key: u32,
    /// Its text as pasted, or as it was changed.
    pub text: String,
    /// The people it may mean; `None` until they were looked for.
    pub matches: Option<Matches>,
}

/// The state of an entry.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Finding {
    /// It is being looked for.
    #[default]
    Searching,
    /// A person who can be added.
    Found(Person),
    /// Several people, or one who may not be meant.
    Ambiguous(Vec<Person>),
    /// Nobody.
    Unknown,
    /// A person who is inactive or has left.
    Inactive(Person),
    /// A person for whom access cannot be requested.
    Blocked(Person, RecipientBlocked),
    /// A person who is in the request, or earlier in the list.
    Duplicate(Person),
}
