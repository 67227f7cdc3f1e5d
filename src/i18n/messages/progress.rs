//! The words for where a request stands and for the steps of its way.

use super::{Msg, messages};

messages! {
    // Where a request stands
    ProgressSending "progress.sending";
    ProgressNotVisible "progress.not_visible";
    ProgressOutcomeUnknown "progress.outcome_unknown";
    ProgressUnseen "progress.unseen";
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
}
