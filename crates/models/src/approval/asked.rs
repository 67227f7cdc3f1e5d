//! The contents of an approval: the part that pending and completed approvals share.

use super::{ApprovalKind, ConflictCheck, DateAsked, DateField};
use crate::moment::Moment;
use crate::wire::approval::{CompletedApproval, ForwardStep, PendingApproval, RequestedAccount};
use crate::wire::reference::{ClientMetadata, Comment, ObjectRef, OwnerRef};

/// The contents of an approval.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// Grant, removal or date change.
    pub kind: ApprovalKind,
    /// The requested object; under the approval's name where it has none of its own.
    pub object: ObjectRef,
    /// Who asked.
    pub requester: OwnerRef,
    /// For whom.
    pub recipient: OwnerRef,
    /// The requester's words.
    pub words: Option<Comment>,
    /// The comments of earlier approvers.
    pub earlier: Vec<Comment>,
    /// Through whose hands it went.
    pub forwards: Vec<ForwardStep>,
    /// The dates asked for, the beginning first.
    pub dates: Vec<DateAsked>,
    /// Conflicts of duties.
    pub conflicts: ConflictCheck,
    /// The accounts chosen.
    pub accounts: Vec<RequestedAccount>,
    /// How privileged the access is, in the service's own word.
    pub privilege: Option<String>,
    /// Echo of the request's metadata.
    pub metadata: ClientMetadata,
    /// When it began to wait.
    pub created: Option<Moment>,
    /// When the access was asked for; when it began to wait, where the service does not say.
    pub requested: Option<Moment>,
}

/// The rows of the two lists are two types with the same fields for this.
macro_rules! asked {
    ($($row:ident),+) => {$(
        impl $row {
            /// The requested object.
            #[must_use]
            pub fn kind(&self) -> ApprovalKind {
                let end = self.remove_date_update_requested;
                ApprovalKind::of(self.request_type.as_ref(), end, self.start_update_requested)
            }

            /// The dates it is about, the beginning first.
            #[must_use]
            pub fn dates(&self) -> Vec<DateAsked> {
                let (before, after) = (self.current_start_date.as_ref(), self.start_date.as_ref());
                let start = DateAsked::of(DateField::Start, before, after, self.start_update_requested);
                let (before, after) = (self.current_remove_date.as_ref(), self.remove_date.as_ref());
                let end = DateAsked::of(DateField::End, before, after, self.remove_date_update_requested);
                start.into_iter().chain(end).collect()
            }

            /// The result of the separation-of-duties check.
            #[must_use]
            pub fn conflicts(&self) -> ConflictCheck {
                ConflictCheck::of(self.sod_violation_context.as_ref())
            }

            /// Takes out what it asks for.
            #[must_use]
            pub fn take_asked(&mut self) -> Asked {
                let mut object = self.requested_object.take().unwrap_or_default();
                object.name = object.name.or(self.name.take());
                Asked {
                    kind: self.kind(),
                    object,
                    requester: self.requester.take().unwrap_or_default(),
                    recipient: self.requested_for.take().unwrap_or_default(),
                    words: self.requester_comment.take(),
                    earlier: self.previous_reviewers_comments.take().unwrap_or_default(),
                    forwards: self.forward_history.take().unwrap_or_default(),
                    dates: self.dates(),
                    conflicts: self.conflicts(),
                    accounts: self.requested_accounts.take().unwrap_or_default(),
                    privilege: self.privilege_level.take(),
                    metadata: self.client_metadata.take().unwrap_or_default(),
                    requested: self.request_created.take().or_else(|| self.created.clone()),
                    created: self.created.take(),
                }
            }
        }
    )+};
}

asked!(PendingApproval, CompletedApproval);
