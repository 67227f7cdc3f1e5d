//! The rules a draft is judged by: those of a single call, or, once its code is loaded, of a plan. Pure.

use request_center_models::draft::RequestDraft;
use request_center_models::rule::{EntitlementLimits, Violations};
use time::OffsetDateTime;

/// Everything that is wrong with a draft, by the rules of the calls it takes.
pub type Judge = fn(&RequestDraft, OffsetDateTime, &EntitlementLimits) -> Violations;

/// The violations of a draft that is sent in one call.
pub(super) fn judge_one_call(
    draft: &RequestDraft,
    now: OffsetDateTime,
    limits: &EntitlementLimits,
) -> Violations {
    draft.validate(now, limits).err().unwrap_or_default()
}
