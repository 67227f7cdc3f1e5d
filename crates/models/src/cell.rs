//! The outcome of asking for one item for one person, from what was read about them, before anything is sent. A fact that was not read
//! stays *unknown*; nothing is guessed. Knows no clock.

use crate::id::{AccessRequestId, IdentityId, ItemId};
use crate::moment::Moment;
use crate::wire::assignment::RoleAssignment;
use crate::wire::catalog::{ItemRequestStatus, RequestableObject};
use crate::wire::revocable::IdentityEntitlementDetails;

/// When access that is held ends.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum AccessEnd {
    /// No answer says.
    #[default]
    Unknown,
    /// Never by itself.
    Never,
    /// Then.
    At(Moment),
}

/// The access of one person to one item, as far as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Access {
    /// Not read yet.
    #[default]
    Unread,
    /// The service has no answer for the viewer: it refused, or has none for this kind of item.
    Untold,
    /// Reading failed; it may work the next time.
    Failed,
    /// The item is not among those offered for that person.
    NotListed,
    /// Not held and not requested.
    Available,
    /// Requested, by whomever.
    Pending(Option<AccessRequestId>),
    /// Held.
    Held(AccessEnd),
}

/// The viewer's right to ask for a person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Permission {
    /// The configuration, or whom the person reports to, was not read.
    #[default]
    Unknown,
    /// They may.
    Granted,
    /// Nobody may ask for others.
    SelfOnly,
    /// Only the person's manager may, and the viewer is not.
    ReportsOnly,
}

/// All that is known about a cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CellFacts {
    /// The viewer's right to ask for the person.
    pub permission: Permission,
    /// True if the item is offered to the viewer, whose segments decide; `None` where that was not read.
    pub offered: Option<bool>,
    /// The open request for it that the viewer may see.
    pub open: Option<AccessRequestId>,
    /// The person's access.
    pub access: Access,
    /// True if a start date is asked for.
    pub starts: bool,
    /// The end date asked for.
    pub end: Option<Moment>,
}

/// The outcome of asking for an item for a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CellState {
    /// The person gets it.
    New,
    /// The person has it, and nothing would change as far as is known. Access whose end is unknown loses it, if it has one.
    Held(AccessEnd),
    /// It has been requested.
    Requested(Option<AccessRequestId>),
    /// The person has it, and its end would change; `None` removes the end.
    DateChange {
        /// The end now.
        from: AccessEnd,
        /// The end asked for.
        to: Option<Moment>,
    },
    /// The service would refuse it.
    NotAllowed(NotAllowed),
    /// No answer says.
    Unknown(NotKnown),
}

/// The reason why the service would refuse a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAllowed {
    /// Nobody may ask for others.
    SelfOnly,
    /// The person does not report to the viewer.
    ReportsOnly,
    /// The item is not offered to the viewer.
    NotOffered,
    /// A start date cannot be added to access that is held.
    StartOfHeld,
}

/// The reason why nothing is known about a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotKnown {
    /// It was not read yet.
    Unread,
    /// The service does not tell the viewer.
    Untold,
    /// Reading failed.
    Failed,
    /// The item is not among those offered for that person, though it is for the viewer.
    NotListed,
    /// It is not known whether the viewer may ask for the person.
    Permission,
    /// The person has it; when it ends is not known, so the date may or may not change.
    EndOfHeld,
}

/// A state without its details, for counting and filtering.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellKind {
    /// See [`CellState::New`].
    New,
    /// See [`CellState::Held`].
    Held,
    /// See [`CellState::Requested`].
    Requested,
    /// See [`CellState::DateChange`].
    DateChange,
    /// See [`CellState::NotAllowed`].
    NotAllowed,
    /// See [`CellState::Unknown`].
    Unknown,
}

impl CellKind {
    /// All kinds, in the order shown.
    pub const ALL: [Self; 6] =
        [Self::New, Self::DateChange, Self::Held, Self::Requested, Self::NotAllowed, Self::Unknown];
}

impl CellState {
    /// The state of a cell. What forbids it comes first, then what is under way, then what the person has.
    ///
    /// ```
    /// use request_center_models::cell::{Access, CellFacts, CellState, AccessEnd, Permission};
    /// let facts = CellFacts { permission: Permission::Granted, ..CellFacts::default() };
    /// let held = CellFacts { access: Access::Held(AccessEnd::At("2031-05-01T00:00:00Z".into())), ..facts.clone() };
    /// assert!(matches!(CellState::of(&held), CellState::DateChange { to: None, .. }));
    /// assert_eq!(CellState::of(&CellFacts { access: Access::Available, ..facts }), CellState::New);
    /// ```
    #[must_use]
    pub fn of(facts: &CellFacts) -> Self {
        match facts.permission {
            Permission::SelfOnly => return Self::NotAllowed(NotAllowed::SelfOnly),
            Permission::ReportsOnly => return Self::NotAllowed(NotAllowed::ReportsOnly),
            Permission::Granted | Permission::Unknown => {}
        }
        if facts.offered == Some(false) {
            return Self::NotAllowed(NotAllowed::NotOffered);
        }
        if facts.open.is_some() {
            return Self::Requested(facts.open.clone());
        }
        match &facts.access {
            Access::Pending(id) => Self::Requested(id.clone()),
            Access::Held(end) => held(facts, end),
            Access::Unread => Self::Unknown(NotKnown::Unread),
            Access::Untold => Self::Unknown(NotKnown::Untold),
            Access::Failed => Self::Unknown(NotKnown::Failed),
            Access::NotListed => Self::Unknown(NotKnown::NotListed),
            Access::Available if facts.permission == Permission::Unknown => {
                Self::Unknown(NotKnown::Permission)
            }
            Access::Available => Self::New,
        }
    }

    /// The state without its details.
    #[must_use]
    pub fn kind(&self) -> CellKind {
        match self {
            Self::New => CellKind::New,
            Self::Held(_) => CellKind::Held,
            Self::Requested(_) => CellKind::Requested,
            Self::DateChange { .. } => CellKind::DateChange,
            Self::NotAllowed(_) => CellKind::NotAllowed,
            Self::Unknown(_) => CellKind::Unknown,
        }
    }
}

impl CellKind {
    /// True if asking would change nothing, so that the cell can be left out without a loss.
    #[must_use]
    pub fn is_idle(self) -> bool {
        matches!(self, Self::Held | Self::Requested)
    }
}

/// The state of access that is held: only its end can change.
fn held(facts: &CellFacts, end: &AccessEnd) -> CellState {
    if facts.starts {
        return CellState::NotAllowed(NotAllowed::StartOfHeld);
    }
    let change = || CellState::DateChange { from: end.clone(), to: facts.end.clone() };
    match (end, &facts.end) {
        (AccessEnd::Unknown, Some(_)) => CellState::Unknown(NotKnown::EndOfHeld),
        (AccessEnd::Unknown | AccessEnd::Never, None) => CellState::Held(end.clone()),
        (AccessEnd::Never, Some(_)) | (AccessEnd::At(_), None) => change(),
        (AccessEnd::At(now), Some(then)) if is_same(now, then) => CellState::Held(end.clone()),
        (AccessEnd::At(_), Some(_)) => change(),
    }
}

/// True if both are the same instant; unreadable ones are compared by their text.
fn is_same(one: &Moment, other: &Moment) -> bool {
    match (one.instant(), other.instant()) {
        (Some(one), Some(other)) => one == other,
        _ => one == other,
    }
}

impl Access {
    /// The access a row of the person's catalog tells of; without a status it tells nothing.
    #[must_use]
    pub fn of_object(row: &RequestableObject) -> Self {
        match &row.request_status {
            Some(ItemRequestStatus::Available) => Self::Available,
            Some(ItemRequestStatus::Pending) => Self::Pending(row.identity_request_id.clone()),
            Some(ItemRequestStatus::Assigned) => Self::Held(AccessEnd::Unknown),
            Some(ItemRequestStatus::Unknown(_)) | None => Self::Untold,
        }
    }

    /// The access the accounts of a person tell of.
    #[must_use]
    pub fn of_entitlement(details: &IdentityEntitlementDetails) -> Self {
        let mut ends = details.account_targets.iter().flatten().map(|account| account.remove_date.clone());
        let Some(first) = ends.next() else { return Self::Available };
        Self::Held(if ends.all(|other| other == first) { end(first) } else { AccessEnd::Unknown })
    }
}

impl AccessEnd {
    /// The end of a role, from all assignments of the person; unknown where it has none of them, or several that differ.
    #[must_use]
    pub fn of_role(role: &ItemId, assignments: &[RoleAssignment]) -> Self {
        let of_role = |row: &&RoleAssignment| row.role.as_ref().and_then(|one| one.id.as_ref()) == Some(role);
        let mut ends = assignments.iter().filter(of_role).map(|row| row.remove_date.clone());
        match ends.next() {
            Some(first) if ends.all(|other| other == first) => end(first),
            _ => Self::Unknown,
        }
    }
}

fn end(date: Option<Moment>) -> AccessEnd {
    date.map_or(AccessEnd::Never, AccessEnd::At)
}

impl Permission {
    /// The viewer's right to ask for that person. `switches` are the configuration's, for anyone and for managers; `reports` is true if
    /// the person reports to the viewer. `None` is what was not read.
    #[must_use]
    pub fn of(
        viewer: &IdentityId,
        person: &IdentityId,
        switches: Option<(bool, bool)>,
        reports: Option<bool>,
    ) -> Self {
        match (switches, reports) {
            _ if viewer == person => Self::Granted,
            (Some((true, _)), _) | (Some((false, true)), Some(true)) => Self::Granted,
            (Some((false, false)), _) => Self::SelfOnly,
            (Some((false, true)), Some(false)) => Self::ReportsOnly,
            (Some((false, true)), None) | (None, _) => Self::Unknown,
        }
    }
}
