//! Names of the status filters in links and as option ids. Pure.

use request_center_models::progress::ProgressGroup;

/// The name of a status filter.
#[must_use]
pub fn group_name(group: ProgressGroup) -> &'static str {
    match group {
        ProgressGroup::Open => "open",
        ProgressGroup::Done => "done",
        ProgressGroup::Denied => "denied",
        ProgressGroup::Cancelled => "cancelled",
        ProgressGroup::Failed => "failed",
    }
}

/// The status filter with that name.
#[must_use]
pub fn group_of(name: &str) -> Option<ProgressGroup> {
    ProgressGroup::ALL.into_iter().find(|group| group_name(*group) == name)
}

/// The name of a status filter in links; the default filter has none.
#[must_use]
pub(super) fn linked(group: ProgressGroup) -> Option<&'static str> {
    (group != ProgressGroup::Open).then(|| group_name(group))
}
