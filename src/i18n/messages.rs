//! Every message of the widget by its id. The sentences are in `public/locales`; a message is added here and there together.

/// Declares the messages: variant and id.
macro_rules! messages {
    ($($variant:ident $id:literal;)+) => {
        /// A message.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Msg {
            $(#[doc = $id] $variant,)+
        }

        impl Msg {
            /// Every message.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The key of its sentence in a catalogue.
            #[must_use]
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)+ }
            }
        }
    };
}

messages! {
    // Tabs
    TabsLabel "tabs.label";
    TabsCatalog "tabs.catalog";
    TabsRequests "tabs.requests";
    // Actions and words used in more than one panel
    ActionRetry "action.retry";
    ActionShowMore "action.show_more";
    ActionClose "action.close";
    ActionCopyLink "action.copy_link";
    ActionLinkCopied "action.link_copied";
    ActionLinkNotCopied "action.link_not_copied";
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
    // Request
    RequestTitle "request.title";
    RequestCount "request.count";
    RequestJump "request.jump";
    RequestFor "request.for";
    RequestYou "request.you";
    RequestEmpty "request.empty";
    RequestEmptyBody "request.empty_body";
    RequestComment "request.comment";
    RequestCommentOptional "request.comment_optional";
    RequestEnds "request.ends";
    RequestEndsUtc "request.ends_utc";
    RequestRemoveNamed "request.remove_named";
    RequestRemoved "request.removed";
    RequestReview "request.review";
    RequestSubmit "request.submit";
    RequestEdit "request.edit";
    RequestReviewTitle "request.review_title";
    RequestReviewIntro "request.review_intro";
    RequestUntil "request.until";
    RequestNoEnd "request.no_end";
    RequestNoComment "request.no_comment";
    RequestChecking "request.checking";
    RequestProblems "request.problems";
    RequestHeld "request.held";
    RequestPending "request.pending";
    RequestPendingUndated "request.pending_undated";
    RequestVanished "request.vanished";
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
    RequestsUnnamed "requests.unnamed";
    // Where a request stands
    ProgressSending "progress.sending";
    ProgressNotVisible "progress.not_visible";
    ProgressOutcomeUnknown "progress.outcome_unknown";
    ProgressAccepted "progress.accepted";
    ProgressWaiting "progress.waiting";
    ProgressWaitingStep "progress.waiting_step";
    ProgressWaitingOn "progress.waiting_on";
    ProgressWaitingOnStep "progress.waiting_on_step";
    ProgressSettingUp "progress.setting_up";
    ProgressRemoving "progress.removing";
    ProgressChanging "progress.changing";
    ProgressVerifying "progress.verifying";
    ProgressDone "progress.done";
    ProgressPartlyDone "progress.partly_done";
    ProgressDenied "progress.denied";
    ProgressCancelled "progress.cancelled";
    ProgressFailed "progress.failed";
    ProgressUnknown "progress.unknown";
    // Detail of a request
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
    // Steps of a request
    StepSent "step.sent";
    StepApproved "step.approved";
    StepApprovedBy "step.approved_by";
    StepWaiting "step.waiting";
    StepWaitingOn "step.waiting_on";
    StepNext "step.next";
    StepNextBy "step.next_by";
    StepDenied "step.denied";
    StepDeniedBy "step.denied_by";
    StepSkipped "step.skipped";
    StepSkippedBy "step.skipped_by";
    StepCancelled "step.cancelled";
    StepCancelledBy "step.cancelled_by";
    StepGrantNext "step.grant_next";
    StepGrantNow "step.grant_now";
    StepGrantDone "step.grant_done";
    StepGrantFailed "step.grant_failed";
    StepGrantSkipped "step.grant_skipped";
    StepRemovalNext "step.removal_next";
    StepRemovalNow "step.removal_now";
    StepRemovalDone "step.removal_done";
    StepRemovalFailed "step.removal_failed";
    StepRemovalSkipped "step.removal_skipped";
    StepChangeNext "step.change_next";
    StepChangeNow "step.change_now";
    StepChangeDone "step.change_done";
    StepChangeFailed "step.change_failed";
    StepChangeSkipped "step.change_skipped";
    StepOtherNext "step.other_next";
    StepOtherNow "step.other_now";
    StepOtherDone "step.other_done";
    StepOtherFailed "step.other_failed";
    StepOtherSkipped "step.other_skipped";
    StepSchemeDate "step.scheme_date";
    StepSince "step.since";
    StepSchemeSince "step.scheme_since";
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
    // Trouble
    TroubleServerSaid "trouble.server_said";
    TroubleTracking "trouble.tracking";
    TroubleWait "trouble.wait";
    TroubleOffline "trouble.offline";
}
