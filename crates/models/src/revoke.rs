//! A removal being put together: what a manager typed, and the only road from it to the wire, [`RevokeDraft::validate`].
//! The browser keeps it, so it must never lose what was typed, valid or not. Knows no clock and makes no keys.

mod split;

pub use split::RevokePart;

use crate::draft::{SubmitKey, TypedDate};
use crate::holding::{Holding, RemovalBlocked};
use crate::id::IdentityId;
use crate::json::deserialize_from_json;
use crate::json_struct;
use time::OffsetDateTime;

json_struct! {
    /// Access about to be taken away: one or several things of one or several people.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct RevokeDraft {
        /// The key the keys of its calls begin with. They end with what each call takes away, so the same lines sent again carry
        /// the same key, and other lines another.
        pub key: SubmitKey,
        /// The access to remove and its holders, in the order they were added.
        pub lines: Vec<RevokeLine> = default,
        /// The comment for all lines, as typed.
        pub comment: String = default,
        /// True if each line has a comment of its own instead.
        pub comment_each: bool = default,
        /// True if the access goes on a date instead of as soon as possible.
        pub on_date: bool = default,
        /// That date, as typed; passed over unless `on_date`.
        pub remove_date: TypedDate = nullable,
    }
}

json_struct! {
    /// One thing of one person.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct RevokeLine {
        /// Whose it is.
        pub person: IdentityId,
        /// Their name, for showing it.
        pub person_name: String = default,
        /// The access to remove, as it was known when it was selected.
        pub held: Holding,
        /// The comment for this line, as typed; passed over unless each line has one.
        pub comment: String = default,
    }
}

deserialize_from_json!(RevokeDraft, RevokeLine);

impl RevokeLine {
    /// True if both take the same thing from the same person.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        self.person == other.person && self.held.is_same(&other.held)
    }

    /// Why this line cannot be sent, `None` where it can. `own` is the viewer, where their own access is out of reach.
    #[must_use]
    pub fn blocked(&self, at: OffsetDateTime, own: Option<&IdentityId>) -> Option<RemovalBlocked> {
        if own == Some(&self.person) {
            return Some(RemovalBlocked::Yourself);
        }
        self.held.removal_blocked(at)
    }
}

impl RevokeDraft {
    /// True if that person's thing is in it.
    #[must_use]
    pub fn contains(&self, person: &IdentityId, held: &Holding) -> bool {
        self.lines.iter().any(|line| line.person == *person && line.held.is_same(held))
    }

    /// Adds a line unless the same is in it; says whether it was added.
    pub fn add(&mut self, line: RevokeLine) -> bool {
        let fresh = !self.lines.iter().any(|other| other.is_same(&line));
        if fresh {
            self.lines.push(line);
        }
        fresh
    }
}
