//! The access of one person, merged from the answers of several operations, and whether a request can remove it.
//! A fact no answer contains stays *unknown*; nothing is guessed. Knows no clock.

mod end;
mod removal;
mod told;

pub use end::{ENDS_SOON_DAYS, EndSource, HeldEnd};
pub use removal::{REMOVAL_TAKES, RemovalBlocked};

use crate::id::{AccessRequestId, ItemId};
use crate::json::deserialize_from_json;
use crate::json_struct;
use crate::moment::Moment;
use crate::open_enum::open_enum;
use crate::wire::reference::ItemType;

open_enum! {
    /// How somebody came to hold something.
    Given {
        /// Somebody asked for it.
        Request = "REQUEST",
        /// The person matches the criteria of a role.
        Membership = "MEMBERSHIP",
        /// Everybody of their kind gets it.
        Birthright = "BIRTHRIGHT",
        /// It is part of a role the person holds.
        PartOfRole = "PART_OF_ROLE",
    }
}

json_struct! {
    /// One piece of access one person holds. A draft keeps it, so it can be kept by the browser.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Holding {
        /// Id of the role, access profile or entitlement.
        pub id: ItemId,
        /// Kind of access.
        pub r#type: ItemType,
        /// Name.
        pub name: String = default,
        /// How it was given, where that is known.
        pub given: Option<Given> = omitted,
        /// Names of the roles held that bring it along, as far as they were read.
        pub part_of: Vec<String> = default,
        /// True if the person matches the criteria of this role too, so that it is given back after a removal.
        pub matched: bool = default,
        /// Since when.
        pub since: Option<Moment> = omitted,
        /// When it ends by itself.
        pub remove_date: Option<Moment> = omitted,
        /// True if its owner asks for a comment with a request for it.
        pub comment_required: bool = omitted,
        /// The assignment to take away (roles).
        pub assignment_id: Option<String> = omitted,
        /// The account to take it away from, where the person has it on several of one source (entitlements).
        pub native_identity: Option<String> = omitted,
        /// The account's name, for showing it (entitlements).
        pub account_name: Option<String> = omitted,
        /// The source's name, for showing it (entitlements).
        pub source_name: Option<String> = omitted,
        /// True if the server says it can be taken away (entitlements); `None` where it did not say.
        pub revocable: Option<bool> = omitted,
        /// The removal asked for already, where one is under way.
        pub removal: Option<RemovalUnderWay> = omitted,
    }
}

json_struct! {
    /// A removal that was asked for and has not come to its end.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct RemovalUnderWay {
        /// The access request, for following or cancelling it.
        pub request: AccessRequestId = default,
        /// Who has to decide now, where that is known.
        pub waits_on: Option<String> = omitted,
        /// The date it is to take effect, `None` for as soon as possible.
        pub on: Option<Moment> = omitted,
    }
}

deserialize_from_json!(Holding, RemovalUnderWay);

impl Holding {
    /// Something held, of which no more is known.
    #[must_use]
    pub fn new(r#type: ItemType, id: ItemId, name: String) -> Self {
        Self {
            id,
            r#type,
            name,
            given: None,
            part_of: Vec::new(),
            matched: false,
            since: None,
            remove_date: None,
            comment_required: false,
            assignment_id: None,
            native_identity: None,
            account_name: None,
            source_name: None,
            revocable: None,
            removal: None,
        }
    }

    /// True if both are the same piece of access: the same item and account, and the same assignment where both name one
    /// (it may have been read later).
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        let named = self.assignment_id.is_some() && other.assignment_id.is_some();
        self.id == other.id
            && self.native_identity == other.native_identity
            && (!named || self.assignment_id == other.assignment_id)
    }

    /// True if the service tells when it ends: it does of assignments of roles and of accounts looked up, never of access
    /// profiles.
    #[must_use]
    pub fn tells_end(&self) -> bool {
        self.remove_date.is_some() || self.assignment_id.is_some() || self.revocable.is_some()
    }

    /// True if it is known how it was given, or said by the service that it can be taken away. Where it is not, the service
    /// decides when it is asked.
    #[must_use]
    pub fn tells_origin(&self) -> bool {
        self.given.is_some() || self.revocable.is_some() || !self.part_of.is_empty()
    }

    /// True if it is likely to be given back after a removal, at the service's nightly refresh: the person matches the role's
    /// criteria, or holds a role that brings it along.
    #[must_use]
    pub fn comes_back(&self) -> bool {
        self.matched || !self.part_of.is_empty()
    }
}
