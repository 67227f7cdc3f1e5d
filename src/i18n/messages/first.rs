//! Messages of the first module, in `public/locales/*.json`. Those files also have the sentences of codes for errors, item types and
//! configuration, which are not declared here.

use super::{Msg, messages};

messages! {
    // Tabs
    TabsLabel "tabs.label";
    TabsCatalog "tabs.catalog";
    TabsRequests "tabs.requests";
    TabsTeam "tabs.team";
    TabsApprovals "tabs.approvals";
    TabsSettings "tabs.settings";
    // Catalog
    CatalogSearch "catalog.search";
    CatalogSearchPlaceholder "catalog.search_placeholder";
    CatalogFilters "catalog.filters";
    CatalogAll "catalog.all";
    CatalogRoles "catalog.roles";
    CatalogAccessProfiles "catalog.access_profiles";
    CatalogEntitlements "catalog.entitlements";
    CatalogCount "catalog.count";
    CatalogMatches "catalog.matches";
    CatalogLoading "catalog.loading";
    CatalogLoadingMore "catalog.loading_more";
    CatalogLoadedPart "catalog.loaded_part";
    CatalogSearching "catalog.searching";
    ListRestFailed "list.rest_failed";
    CatalogEntitlementsFailed "catalog.entitlements_failed";
    CatalogFailed "catalog.failed";
    CatalogEmpty "catalog.empty";
    CatalogEmptyBody "catalog.empty_body";
    CatalogNoneOfKind "catalog.none_of_kind";
    CatalogNoMatch "catalog.no_match";
    CatalogNoMatchBody "catalog.no_match_body";
    CatalogClearSearch "catalog.clear_search";
    CatalogFactsOwner "catalog.facts_owner";
    CatalogFactsSource "catalog.facts_source";
    CatalogFactsSourceOwner "catalog.facts_source_owner";
    CatalogCommentRequired "catalog.comment_required";
    CatalogElsewhere "catalog.elsewhere";
    CatalogElsewhereBody "catalog.elsewhere_body";
    CatalogNoEntitlements "catalog.no_entitlements";
    CatalogNoEntitlementsBody "catalog.no_entitlements_body";
    // The side, and the reason for a redirected link
    RequestTitle "request.title";
    SettingsDenied "settings.denied";
    SettingsDeniedBody "settings.denied_body";
    // Lazy panels and actions
    PanelNotLoaded "panel.not_loaded";
    PanelNotLoadedBody "panel.not_loaded_body";
    ActionRetry "action.retry";
    ActionShowMore "action.show_more";
    // Errors
    TroubleServerSaid "trouble.server_said";
    TroubleTracking "trouble.tracking";
    TroubleWait "trouble.wait";
    TroublePace "trouble.pace";
    TroubleRetryAt "trouble.retry_at";
    TroubleOffline "trouble.offline";
    SessionNewcomer "session.newcomer";
    SessionNewcomerBody "session.newcomer_body";
}
