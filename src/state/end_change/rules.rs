//! The part of the configuration that concerns a change of an end. Pure.

use request_center_models::rule::EntitlementLimits;
use request_center_models::rule::OnBehalf;
use request_center_models::wire::config::AccessRequestConfig;

/// The limits of a change; the default where they could not be read, and the service decides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EndRules {
    /// The limits of entitlements.
    pub limits: EntitlementLimits,
    /// True if a request for an entitlement needs a comment.
    pub entitlement_comment: bool,
    /// For whom one may ask.
    pub on_behalf: OnBehalf,
}

impl EndRules {
    /// The limits in that configuration.
    #[must_use]
    pub(super) fn of(config: &AccessRequestConfig) -> Self {
        Self {
            limits: config.entitlement_limits(),
            entitlement_comment: config.entitlement_comment_required(),
            on_behalf: config.on_behalf(),
        }
    }
}
