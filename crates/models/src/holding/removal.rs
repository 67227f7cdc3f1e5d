//! Why something held cannot be taken away by a request, with reasons that can be shown. The widget asks before it offers the
//! button, the sandbox before it obeys. Knows no clock.

use super::{Given, Holding};
use crate::cancel::Viewer;
use crate::id::IdentityId;
use crate::wire::identity::PublicIdentity;
use crate::wire::reference::ItemType;
use std::fmt;
use time::{Duration, OffsetDateTime};

/// How long a removal that is due may take (`createAccessRequest`: allow 24 hours for a revoke to be carried out).
pub const REMOVAL_TAKES: Duration = Duration::hours(24);

/// Why a piece of access cannot be taken away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RemovalBlocked {
    /// It is the viewer's own access.
    Yourself,
    /// The person does not report to the viewer.
    NotReport,
    /// Its removal is under way.
    UnderWay,
    /// Everybody of their kind has it.
    Birthright,
    /// The person matches the criteria of the role.
    Membership,
    /// It is part of a role.
    Inherited,
    /// The server says that it cannot be taken away, not why.
    NotRevocable,
    /// Nobody said whether it is held and can be taken away.
    NotKnown,
    /// It ends before that anyway.
    EndsEarlier,
}

impl RemovalBlocked {
    /// Every reason.
    pub const ALL: [Self; 9] = [
        Self::Yourself,
        Self::NotReport,
        Self::UnderWay,
        Self::Birthright,
        Self::Membership,
        Self::Inherited,
        Self::NotRevocable,
        Self::NotKnown,
        Self::EndsEarlier,
    ];

    /// Its stable code; words are found by it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Yourself => "removal.yourself",
            Self::NotReport => "removal.not_report",
            Self::UnderWay => "removal.under_way",
            Self::Birthright => "removal.birthright",
            Self::Membership => "removal.membership",
            Self::Inherited => "removal.inherited",
            Self::NotRevocable => "removal.not_revocable",
            Self::NotKnown => "removal.not_known",
            Self::EndsEarlier => "removal.ends_earlier",
        }
    }
}

impl fmt::Display for RemovalBlocked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Yourself => "Removal cannot be requested for oneself",
            Self::NotReport => {
                "Only the person's manager, or an administrator, can request the removal of their access"
            }
            Self::UnderWay => "Its removal is already under way",
            Self::Birthright => "Access given as a birthright cannot be removed by a request",
            Self::Membership => "Access given by role membership cannot be removed by a request",
            Self::Inherited => "Access that is part of a role cannot be removed without the role",
            Self::NotRevocable => "This access cannot be removed",
            Self::NotKnown => "It is not known whether this access is held and can be removed",
            Self::EndsEarlier => "The access ends earlier anyway",
        })
    }
}

impl Holding {
    /// Why a request cannot take this away at that moment (now, or a date in the future), `None` where it can as far as is
    /// known. Mirrors `createAccessRequest` of type `REVOKE_ACCESS`: nothing given by role membership or birthright, no part of
    /// a role, nothing that ends before anyway. How it was given may be unknown: then the server decides, except for
    /// entitlements, whose accounts must have been looked up.
    ///
    /// ```
    /// use request_center_models::holding::{Given, Holding, RemovalBlocked};
    /// use request_center_models::wire::reference::ItemType;
    /// # let now = time::OffsetDateTime::UNIX_EPOCH;
    /// let mut role = Holding::new(ItemType::Role, "r-1".into(), "Crane driver".to_owned());
    /// assert_eq!(role.removal_blocked(now), None);
    /// role.given = Some(Given::Membership);
    /// assert_eq!(role.removal_blocked(now), Some(RemovalBlocked::Membership));
    /// ```
    #[must_use]
    pub fn removal_blocked(&self, at: OffsetDateTime) -> Option<RemovalBlocked> {
        if self.removal.is_some() {
            return Some(RemovalBlocked::UnderWay);
        }
        match self.given {
            Some(Given::Birthright) => return Some(RemovalBlocked::Birthright),
            Some(Given::Membership) => return Some(RemovalBlocked::Membership),
            Some(Given::PartOfRole) => return Some(RemovalBlocked::Inherited),
            Some(Given::Request | Given::Unknown(_)) | None => {}
        }
        if self.revocable == Some(false) {
            return Some(RemovalBlocked::NotRevocable);
        }
        let looked_up = match self.r#type {
            ItemType::Role | ItemType::AccessProfile => true,
            ItemType::Entitlement => self.revocable.is_some(),
            ItemType::Unknown(_) => false,
        };
        if !looked_up {
            return Some(RemovalBlocked::NotKnown);
        }
        let end = self.remove_date.as_ref().and_then(crate::moment::Moment::instant);
        end.is_some_and(|end| end <= at).then_some(RemovalBlocked::EndsEarlier)
    }
}

impl Viewer {
    /// Why the viewer cannot have access of that person removed at all, `None` where they can: managers for their direct
    /// reports, administrators for anybody; for themselves only where `own_allowed` says so, and then the server decides.
    #[must_use]
    pub fn removal_blocked(&self, person: &PublicIdentity, own_allowed: bool) -> Option<RemovalBlocked> {
        let is_viewer =
            |id: Option<&IdentityId>| id.is_some_and(|id| *id == self.id && !id.as_str().is_empty());
        if is_viewer(person.id.as_ref()) {
            return (!own_allowed).then_some(RemovalBlocked::Yourself);
        }
        let reports = is_viewer(person.manager.as_ref().and_then(|manager| manager.id.as_ref()));
        (!reports && !self.is_admin()).then_some(RemovalBlocked::NotReport)
    }
}
