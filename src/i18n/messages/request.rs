//! Messages of the request form.

use super::{Msg, messages};

messages! {
    // Request
    RequestJump "request.jump";
    RequestCount "request.count";
    RequestFor "request.for";
    RequestForOthers "request.for_others";
    RequestYou "request.you";
    RequestEmpty "request.empty";
    RequestEmptyBody "request.empty_body";
    RequestOfApp "request.of_app";
    RequestComment "request.comment";
    RequestCommentOptional "request.comment_optional";
    RequestStarts "request.starts";
    RequestEnds "request.ends";
    RequestEndsRequired "request.ends_required";
    RequestEndsLatest "request.ends_latest";
    RequestPresets "request.presets";
    RequestDateUtc "request.date_utc";
    RequestDateLost "request.date_lost";
    RequestRemoveNamed "request.remove_named";
    RequestRemoved "request.removed";
    RequestReview "request.review";
    RequestSubmit "request.submit";
    RequestEdit "request.edit";
    RequestReviewTitle "request.review_title";
    RequestReviewIntro "request.review_intro";
    RequestFrom "request.from";
    RequestUntil "request.until";
    RequestNoEnd "request.no_end";
    RequestNoComment "request.no_comment";
    RequestChecking "request.checking";
    RequestProblems "request.problems";
    RequestHeld "request.held";
    RequestPending "request.pending";
    RequestPendingUndated "request.pending_undated";
    RequestVanished "request.vanished";
    RequestConflictsBefore "request.conflicts_before";
    RequestSending "request.sending";
    RequestAccepted "request.accepted";
    RequestAcceptedBody "request.accepted_body";
    RequestOutcomeNew "request.outcome_new";
    RequestOutcomeExisting "request.outcome_existing";
    RequestOutcomeUnsaid "request.outcome_unsaid";
    RequestShowRequests "request.show_requests";
    RequestStartAnother "request.start_another";
    RequestFailed "request.failed";
    RequestKept "request.kept";
    RequestUnknown "request.unknown";
    RequestUnknownBody "request.unknown_body";
    RequestFound "request.found";
    RequestNotFound "request.not_found";
    RequestNotFoundBody "request.not_found_body";
    RequestOtherTab "request.other_tab";
}
