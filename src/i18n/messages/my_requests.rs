//! Messages of My requests, its details and the cancel dialog.

use super::{Msg, messages};

messages! {
    // My requests
    RequestsSearch "requests.search";
    RequestsSearchPlaceholder "requests.search_placeholder";
    RequestsFilters "requests.filters";
    RequestsOpen "requests.open";
    RequestsDone "requests.done";
    RequestsDenied "requests.denied";
    RequestsCancelled "requests.cancelled";
    RequestsFailed "requests.failed";
    RequestsSort "requests.sort";
    RequestsSortNewest "requests.sort_newest";
    RequestsSortOldest "requests.sort_oldest";
    RequestsSortName "requests.sort_name";
    RequestsChecked "requests.checked";
    RequestsCheckNow "requests.check_now";
    RequestsStale "requests.stale";
    ListCapped "list.capped";
    ListCappedOf "list.capped_of";
    RequestsLoading "requests.loading";
    RequestsLoadFailed "requests.load_failed";
    RequestsEmpty "requests.empty";
    RequestsEmptyBody "requests.empty_body";
    RequestsToCatalog "requests.to_catalog";
    RequestsNoneHere "requests.none_here";
    RequestsNoMatch "requests.no_match";
    RequestsNoMatchBody "requests.no_match_body";
    RequestsKindGrant "requests.kind_grant";
    RequestsKindRemoval "requests.kind_removal";
    RequestsKindChange "requests.kind_change";
    RequestsLineYou "requests.line_you";
    RequestsLineOther "requests.line_other";
    RequestsLineYouBy "requests.line_you_by";
    RequestsLineSent "requests.line_sent";
    RequestsLineSentFor "requests.line_sent_for";
    RequestsUnnamed "requests.unnamed";
    // Request details
    DetailTitle "detail.title";
    DetailJump "detail.jump";
    DetailNone "detail.none";
    DetailNoneBody "detail.none_body";
    DetailGone "detail.gone";
    DetailGoneBody "detail.gone_body";
    DetailForYou "detail.for_you";
    DetailFor "detail.for";
    DetailAsked "detail.asked";
    DetailAskedBy "detail.asked_by";
    DetailKind "detail.kind";
    DetailStarts "detail.starts";
    DetailEnds "detail.ends";
    DetailRequestId "detail.request_id";
    DetailErrors "detail.errors";
    DetailTimeline "detail.timeline";
    // Cancel
    CancelComment "cancel.comment";
    CancelOpen "cancel.open";
    CancelTitle "cancel.title";
    CancelRows "cancel.rows";
    CancelReason "cancel.reason";
    CancelConfirm "cancel.confirm";
    CancelKeep "cancel.keep";
    CancelSending "cancel.sending";
    CancelAccepted "cancel.accepted";
    CancelAcceptedBody "cancel.accepted_body";
    CancelFailed "cancel.failed";
    CancelGone "cancel.gone";
    CancelGoneBody "cancel.gone_body";
    CancelUnknown "cancel.unknown";
    CancelUnknownBody "cancel.unknown_body";
    CancelNotFound "cancel.not_found";
    CancelNotFoundBody "cancel.not_found_body";
    CancelBlocked "cancel.blocked";
}
