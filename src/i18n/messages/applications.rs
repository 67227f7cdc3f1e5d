//! Messages of applications and what they offer.

use super::{Msg, messages};

messages! {
    AppsCount "apps.count";
    AppsMatches "apps.matches";
    AppsLoading "apps.loading";
    AppsFailed "apps.failed";
    AppsForbidden "apps.forbidden";
    AppsForbiddenBody "apps.forbidden_body";
    AppsEmpty "apps.empty";
    AppsEmptyBody "apps.empty_body";
    AppsShow "apps.show";
    AppsShowNamed "apps.show_named";
    AppsSource "apps.source";
    AppsAll "apps.all";
    AppsProfiles "apps.profiles";
    AppsProfilesFailed "apps.profiles_failed";
    AppsProfilesForbidden "apps.profiles_forbidden";
    AppsProfilesForbiddenBody "apps.profiles_forbidden_body";
    AppsProfilesEmpty "apps.profiles_empty";
    AppsNotOffered "apps.not_offered";
    AppsContains "apps.contains";
    AppsContainsNamed "apps.contains_named";
    AppsContainsSome "apps.contains_some";
}
