//! The words of the catalog.

use super::{Msg, messages};

messages! {
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
    CatalogRestFailed "catalog.rest_failed";
    CatalogEntitlementsFailed "catalog.entitlements_failed";
    CatalogFailed "catalog.failed";
    CatalogEmpty "catalog.empty";
    CatalogEmptyBody "catalog.empty_body";
    CatalogNoneOfKind "catalog.none_of_kind";
    CatalogNoMatch "catalog.no_match";
    CatalogNoMatchBody "catalog.no_match_body";
    CatalogClearSearch "catalog.clear_search";
    CatalogAdd "catalog.add";
    CatalogAddNamed "catalog.add_named";
    CatalogLocked "catalog.locked";
    CatalogInRequest "catalog.in_request";
    CatalogAdded "catalog.added";
    CatalogHave "catalog.have";
    CatalogRequested "catalog.requested";
    CatalogRequestedWhen "catalog.requested_when";
    CatalogFactsOwner "catalog.facts_owner";
    CatalogFactsSource "catalog.facts_source";
    CatalogFactsSourceOwner "catalog.facts_source_owner";
    CatalogCommentRequired "catalog.comment_required";
    CatalogPendingUnknown "catalog.pending_unknown";
    CatalogElsewhere "catalog.elsewhere";
    CatalogElsewhereBody "catalog.elsewhere_body";
    CatalogNoEntitlements "catalog.no_entitlements";
    CatalogNoEntitlementsBody "catalog.no_entitlements_body";
}
