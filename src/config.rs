//! Attributes and properties of the element, parsed into the widget's configuration. Pure.

use request_center_models::operation::Family;

/// A panel, as the `view` attribute and the `rc-view` parameter name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum View {
    /// Find and request access.
    #[default]
    Catalog,
    /// Follow and cancel requests.
    Requests,
    /// See the access of direct reports and remove it.
    Team,
    /// Decide pending approvals.
    Approvals,
    /// Read and change the configuration, close stuck requests.
    Settings,
}

impl View {
    /// Every panel, in the order of the tabs.
    pub const ALL: [Self; 5] = [Self::Catalog, Self::Requests, Self::Team, Self::Approvals, Self::Settings];

    /// The panel's name in attributes and links.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Catalog => "catalog",
            Self::Requests => "requests",
            Self::Team => "team",
            Self::Approvals => "approvals",
            Self::Settings => "settings",
        }
    }

    /// Parses a name; `None` for a name this version does not know.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|view| view.as_str() == name)
    }
}

/// The API's address and preferred version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// `api-base` without its trailing slash: a path on the page's origin, or an absolute address.
    pub base: String,
    /// `api-version`, `v3` where absent.
    pub family: Family,
}

/// A mistake of the page author, shown in place of the panels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConfigProblem {
    /// `api-base` is absent or empty.
    ApiBaseMissing,
    /// `api-version` names no family.
    ApiVersionUnknown,
    /// Neither `tokenProvider` nor `viewer` is set, so that the viewer is unknown.
    ViewerUnknown,
}

/// Parses `api-base` and `api-version`.
///
///
/// # Errors
///
/// The mistake of the page author.
pub fn endpoint(api_base: &str, api_version: &str) -> Result<Endpoint, ConfigProblem> {
    let base = api_base.trim().trim_end_matches('/');
    // `/` alone is valid: the API at the root of the page's origin.
    if base.is_empty() && api_base.trim() != "/" {
        return Err(ConfigProblem::ApiBaseMissing);
    }
    let version = api_version.trim();
    let family = match version {
        "" => Family::V3,
        name => Family::parse(name).ok_or(ConfigProblem::ApiVersionUnknown)?,
    };
    Ok(Endpoint { base: base.to_owned(), family })
}

/// `undo-seconds` in milliseconds: how long a decision waits for its undo. Default 5 seconds, 0 for none, at most one minute.
#[must_use]
pub fn undo_millis(attribute: Option<f64>) -> u32 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=60 first")]
    match attribute {
        Some(seconds) if seconds.is_finite() => (seconds.clamp(0.0, 60.0) * 1_000.0) as u32,
        _ => 5_000,
    }
}

/// `poll-seconds`: the first wait before a refresh, doubled up to five minutes. Default 5, at least 1.
#[must_use]
pub fn poll_seconds(attribute: Option<f64>) -> u32 {
    match attribute {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "clamped to 1..=300 first"
        )]
        Some(seconds) if seconds.is_finite() && seconds > 0.0 => seconds.clamp(1.0, 300.0) as u32,
        _ => 5,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_base_loses_its_trailing_slash_and_the_version_defaults_to_v3() {
        let read = endpoint(" /isc/ ", "").map(|e| (e.base, e.family));
        assert_eq!(read, Ok(("/isc".to_owned(), Family::V3)));
        assert_eq!(endpoint("/", "beta").map(|e| e.base), Ok(String::new()));
    }

    #[test]
    fn missing_attributes_are_named() {
        assert_eq!(endpoint("  ", "v3"), Err(ConfigProblem::ApiBaseMissing));
        assert_eq!(endpoint("/isc", "v4"), Err(ConfigProblem::ApiVersionUnknown));
    }

    #[test]
    fn polling_takes_at_least_a_second_and_ignores_nonsense() {
        assert_eq!(poll_seconds(None), 5);
        assert_eq!(poll_seconds(Some(0.0)), 5);
        assert_eq!(poll_seconds(Some(f64::NAN)), 5);
        assert_eq!(poll_seconds(Some(0.2)), 1);
        assert_eq!(poll_seconds(Some(1e9)), 300);
    }

    #[test]
    fn undo_waits_five_seconds_unless_the_page_says_otherwise() {
        assert_eq!(undo_millis(None), 5_000);
        assert_eq!(undo_millis(Some(0.0)), 0);
        assert_eq!(undo_millis(Some(-3.0)), 0);
        assert_eq!(undo_millis(Some(1e9)), 60_000);
        assert_eq!(undo_millis(Some(f64::NAN)), 5_000);
    }

    #[test]
    fn an_unknown_view_is_none() {
        assert_eq!(View::parse("team"), Some(View::Team));
        assert_eq!(View::parse("teams"), None);
    }
}
