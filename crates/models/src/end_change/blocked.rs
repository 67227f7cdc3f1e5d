//! Why the end of held access cannot be changed by a request. Knows no clock.

use crate::holding::{Given, Holding};
use crate::id::IdentityId;
use crate::rule::{OnBehalf, RecipientBlocked};
use std::fmt;

/// Why the end of held access cannot be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EndChangeBlocked {
    /// A request about it is open.
    UnderWay,
    /// It is given as a birthright.
    Birthright,
    /// It is given by the membership of a role.
    Membership,
    /// It is part of a role.
    Inherited,
    /// It is on one of several accounts, which a request for what is held does not name.
    SeveralAccounts,
    /// The configuration lets nobody ask for others.
    SelfOnly,
    /// The configuration lets managers alone ask for others, and the person does not report to the viewer.
    NotReport,
}

impl EndChangeBlocked {
    /// Every reason.
    pub const ALL: [Self; 7] = [
        Self::UnderWay,
        Self::Birthright,
        Self::Membership,
        Self::Inherited,
        Self::SeveralAccounts,
        Self::SelfOnly,
        Self::NotReport,
    ];

    /// Its stable code; words are found by it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::UnderWay => "end_change.under_way",
            Self::Birthright => "end_change.birthright",
            Self::Membership => "end_change.membership",
            Self::Inherited => "end_change.inherited",
            Self::SeveralAccounts => "end_change.several_accounts",
            Self::SelfOnly => RecipientBlocked::OthersForbidden.code(),
            Self::NotReport => RecipientBlocked::NotReport.code(),
        }
    }
}

impl fmt::Display for EndChangeBlocked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::UnderWay => "A request about this access is open",
            Self::Birthright => "Access given as a birthright has no end a request could change",
            Self::Membership => "Access given by role membership has no end a request could change",
            Self::Inherited => "Access that is part of a role ends with the role",
            Self::SeveralAccounts => "The access is on one of several accounts",
            Self::SelfOnly => "The configuration lets people request access for themselves only",
            Self::NotReport => "The configuration lets managers request access for their direct reports only",
        })
    }
}

impl Holding {
    /// Why a request cannot change when this ends, by how it was given; `None` where it can as far as is known.
    #[must_use]
    pub fn end_change_blocked(&self) -> Option<EndChangeBlocked> {
        if self.removal.is_some() {
            return Some(EndChangeBlocked::UnderWay);
        }
        match self.given {
            Some(Given::Birthright) => return Some(EndChangeBlocked::Birthright),
            Some(Given::Membership) => return Some(EndChangeBlocked::Membership),
            Some(Given::PartOfRole) => return Some(EndChangeBlocked::Inherited),
            Some(Given::Request | Given::Unknown(_)) | None => {}
        }
        // Only an account that must be named has one here.
        self.native_identity.is_some().then_some(EndChangeBlocked::SeveralAccounts)
    }
}

impl EndChangeBlocked {
    /// Why the viewer cannot ask for that person, `None` where they can. `is_report` is `None` where it is not known.
    #[must_use]
    pub fn by_policy(
        on_behalf: OnBehalf,
        viewer: &IdentityId,
        person: &IdentityId,
        is_report: Option<bool>,
    ) -> Option<Self> {
        let blocked = on_behalf.blocked(is_report != Some(false)).filter(|_| viewer != person)?;
        Some(match blocked {
            RecipientBlocked::OthersForbidden => Self::SelfOnly,
            RecipientBlocked::NotReport => Self::NotReport,
        })
    }
}
