//! The rules a request must keep, each with a stable code, its limit and where it was read.
//! States them and judges a finished body; what was typed is `draft`'s.

mod accounts;
mod check;
mod config;
mod end;
mod on_behalf;
mod violation;

pub use check::{Facts, check_request};
pub use config::check_config;
pub(crate) use config::check_schemes;
pub use end::{EntitlementLimits, LongestAccess, TimeUnit};
pub use on_behalf::{OnBehalf, RecipientBlocked};
pub use violation::{FieldPath, Violation, Violations};

use std::fmt;

/// Declares the rules: variant, code, limit, source, English sentence (`{limit}` is replaced).
macro_rules! rules {
    ($($variant:ident $code:literal $limit:expr, $source:literal, $text:literal;)+) => {
        /// A rule of the API or of this product.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Rule {
            $(#[doc = $text] $variant,)+
        }

        impl Rule {
            /// Every rule.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Its stable code; words are found by it.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// The number in it, where it has one: items, people or characters, as its sentence says.
            #[must_use]
            pub fn limit(self) -> Option<u32> {
                match self { $(Self::$variant => $limit,)+ }
            }

            /// Where it was read: operation and field of the official descriptions, or why this product asks for it.
            #[must_use]
            pub fn source(self) -> &'static str {
                match self { $(Self::$variant => $source,)+ }
            }

            fn text(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }
        }
    };
}

rules! {
    ItemsRequired "request.items_required" Some(1), "createAccessRequest: requestedItems, minItems 1",
        "At least one item must be requested";
    RecipientsRequired "request.recipients_required" Some(1), "createAccessRequest: requestedFor",
        "A request must name at least one person, and each by an id";
    EntitlementsLimit "request.entitlements_limit" Some(25), "createAccessRequest, v3 and beta pages",
        "A request can hold at most {limit} entitlements";
    RecipientsLimit "request.recipients_limit" Some(10), "createAccessRequest, v3 and beta pages",
        "A request that holds entitlements can be for at most {limit} people";
    RecipientsAllowed "request.recipients_not_allowed" None, "access-request-config: requestOnBehalfOfConfig",
        "Access cannot be requested for everybody named here";
    EntitlementsAllowed "request.entitlements_not_allowed" None, "access-request-config: allowEntitlementRequest",
        "Entitlements cannot be requested here";
    OneShape "request.one_shape" None, "createAccessRequest: requestedForWithRequestedItems",
        "Use requestedFor with requestedItems, or requestedForWithRequestedItems alone; only the first removes access from people";
    OneIdentityType "request.one_identity_type" None, "createAccessRequest: requestedForWithRequestedItems[].identityType",
        "identityType must be HUMAN or MACHINE, and the same for everybody in a request";
    KnownRequestType "request.type_unknown" None, "createAccessRequest: requestType",
        "The request type is not known";
    ItemIdRequired "item.id_required" None, "createAccessRequest: requestedItems[].id",
        "Every item needs an id";
    KnownItemType "item.type_unknown" None, "createAccessRequest: requestedItems[].type",
        "An item must be a ROLE, an ACCESS_PROFILE or an ENTITLEMENT";
    CommentRequired "item.comment_required" None, "requestable-objects: requestCommentsRequired",
        "A comment is required to request this item";
    CommentTooLong "item.comment_too_long" Some(4000), "this product: the descriptions name no limit, a page of text is a slip of the clipboard",
        "A comment can have at most {limit} characters";
    RemoveDateUnreadable "item.remove_date_unreadable" None, "createAccessRequest: removeDate, date-time",
        "removeDate must be a date and time, for example 2030-12-31T17:00:00Z";
    RemoveDatePast "item.remove_date_past" None, "createAccessRequest: removeDate",
        "removeDate must be in the future";
    RemoveDateRequired "item.remove_date_required" None, "access-request-config: accessRequestConfig.requireEndDate",
        "removeDate is required for this item";
    RemoveDateLate "item.remove_date_late" None, "access-request-config: accessRequestConfig.maxPermittedAccessDuration",
        "removeDate is later than access to this item may last";
    StartDateUnreadable "item.start_date_unreadable" None, "createAccessRequest: startDate, date-time",
        "startDate must be a date and time, for example 2030-12-31T17:00:00Z";
    StartDatePast "item.start_date_past" None, "createAccessRequest: startDate",
        "startDate must be in the future";
    StartAfterRemove "item.start_after_remove" None, "follows from startDate and removeDate",
        "removeDate must be later than startDate";
    AccountSelectionMisplaced "item.account_selection_misplaced" None, "createAccessRequest: accountSelection",
        "accountSelection belongs to a grant in requestedForWithRequestedItems";
    AccountSelectionIncomplete "item.account_selection_incomplete" None, "createAccessRequest: accountSelection, one selection per source",
        "Every account selection must name a source and one account on it";
    AccountSelectionRepeated "item.account_selection_repeated" None, "createAccessRequest: accountSelection, one selection per source",
        "An item can have one account selection for each source";
    AccountRequired "account.required" None, "loadAccountSelections: accountsSelectionRequired",
        "One of several accounts must be chosen for this item";
    FormEmpty "item.form_empty" None, "createAccessRequest: formInstanceId",
        "formInstanceId must not be empty";
    NewEndRequired "end_change.date_required" None, "this product: without a date a request takes the end away, which must be chosen",
        "A new end, or that there is to be none, is required";
    NewEndUnchanged "end_change.unchanged" None, "createAccessRequest: a request for held access without a change is cancelled as a duplicate",
        "The access ends then already";
    RevokeOneIdentity "revoke.one_identity" Some(1), "createAccessRequest: REVOKE_ACCESS",
        "Access can be removed for one person per request";
    RevokeOneEntitlement "revoke.one_entitlement" Some(1), "createAccessRequest: REVOKE_ACCESS",
        "One entitlement can be removed per request";
    RevokeCommentRequired "revoke.comment_required" None, "createAccessRequest: comment",
        "A comment is required to remove access";
    RevokeNoStartDate "revoke.no_start_date" None, "createAccessRequest: startDate",
        "A removal cannot have a start date";
    RevokeRemoveDateLate "revoke.remove_date_late" None, "createAccessRequest: REVOKE_ACCESS, removeDate",
        "removeDate must be earlier than the end the access already has";
    RevokeBlocked "revoke.blocked" None, "createAccessRequest: REVOKE_ACCESS, what cannot be revoked",
        "This access cannot be removed by a request";
    CancelIdRequired "cancel.id_required" None, "cancelAccessRequest: accountActivityId",
        "Required field \"accountActivityId\" was missing or empty";
    CancelCommentRequired "cancel.comment_required" None, "cancelAccessRequest: comment",
        "Required field \"comment\" was missing or empty";
    SettingDaysRange "setting.days_range" Some(365), "access-request-config: daysUntilEscalation, daysBetweenReminders; the upper end is this product's: more is a slip of the finger",
        "A number of days must be a whole number from 0 to {limit}, or nothing";
    RemindersRange "setting.reminders_range" Some(20), "access-request-config: maxReminders, minimum 1 in v3 and beta, maximum 20 from v2024 on",
        "maxReminders must be a whole number from 1 to {limit}, or nothing";
    ApproverUnknown "setting.approver_unknown" None, "access-request-config: fallbackApproverRef",
        "The fallback approver must be a person who exists";
    SchemeUnknown "setting.scheme_unknown" None, "access-request-config: grantRequestApprovalSchemes",
        "An approver must be entitlementOwner, sourceOwner, manager or workgroup: and the id of a group";
    GroupIdUnreadable "setting.group_id_unreadable" None, "access-request-config: grantRequestApprovalSchemes",
        "workgroup: must be followed by the id of a governance group, without spaces or commas";
    SchemeRepeated "setting.scheme_repeated" None, "this product: nobody is asked twice about the same",
        "An approver can be named only once";
    CloseIdsRequired "close.ids_required" Some(1), "closeAccessRequest: accessRequestIds, 1-500",
        "At least one access request must be named, and each by an id";
    CloseIdsLimit "close.ids_limit" Some(500), "closeAccessRequest: accessRequestIds, 1-500",
        "At most {limit} access requests can be closed in one call";
    StuckDaysRange "close.days_range" Some(3650), "this product: the filter on created takes any date; more than ten years is a slip of the finger",
        "A number of days must be a whole number from 0 to {limit}";
    CloseExecutionUnknown "close.execution_status_unknown" None, "closeAccessRequest: executionStatus",
        "executionStatus must be Terminated or Completed";
    CloseCompletionUnknown "close.completion_status_unknown" None, "closeAccessRequest: completionStatus",
        "completionStatus must be Success, Incomplete or Failure";
    RejectCommentRequired "reject.comment_required" None, "rejectAccessRequest: comment; the description lets it be null, the service does not",
        "Required field \"comment\" was missing or empty, and a denial needs one";
    ForwardOwnerRequired "forward.owner_required" Some(1), "forwardAccessRequest: newOwnerId, 1-255",
        "Required field \"newOwnerId\" was missing or empty";
    ForwardOwnerTooLong "forward.owner_too_long" Some(255), "forwardAccessRequest: newOwnerId, 1-255",
        "newOwnerId can have at most {limit} characters";
    ForwardCommentRequired "forward.comment_required" Some(1), "forwardAccessRequest: comment, 1-255",
        "Required field \"comment\" was missing or empty, and a forward needs one";
    ForwardCommentTooLong "forward.comment_too_long" Some(255), "forwardAccessRequest: comment, 1-255",
        "The comment of a forward can have at most {limit} characters";
    DecisionUnknown "decision.kind_unknown" None, "this product: a decision kept by a newer version",
        "A decision must approve, reject or forward";
}

impl Rule {
    /// Its limit as a number of things, without end where it has none.
    pub(crate) fn most(self) -> usize {
        self.limit().map_or(usize::MAX, |limit| limit as usize)
    }

    /// True if so many are more than its limit.
    pub(crate) fn is_exceeded_by(self, count: usize) -> bool {
        count > self.most()
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.limit() {
            Some(limit) => f.write_str(&self.text().replace("{limit}", &limit.to_string())),
            None => f.write_str(self.text()),
        }
    }
}
