//! Messages of the request for several people.

use super::{Msg, messages};

messages! {
    GridTitle "matrix.grid.title";
    GridPeople "matrix.grid.people";
    MatrixTitle "matrix.title";
    MatrixOnlyMe "matrix.only_me";
    MatrixAddMe "matrix.add_me";
    MatrixPeople "matrix.people";
    MatrixRemovePerson "matrix.remove_person";
    MatrixPlan "matrix.plan";

    // Plan
    PlanSeconds "plan.seconds";
    PlanCall "plan.call";
    PlanPeople "plan.people";
    PlanItems "plan.items";
    PlanAlike "plan.alike";
    PlanPerPerson "plan.per_person";
    PlanMostItems "plan.most_items";
    PlanMostPeople "plan.most_people";
    PlanSending "plan.sending";
    PlanPaused "plan.paused";
    PlanSent "plan.sent";
    PlanFailed "plan.failed";
    PlanResume "plan.resume";
    PlanRetry "plan.retry";
    PlanRetryFull "plan.retry_full";
    PlanOutdated "plan.outdated";
    PlanEditRest "plan.edit_rest";
    PlanLines "plan.lines";
    PlanFor "plan.for";
    PlanExistingId "plan.existing_id";
    PlanAsked "plan.asked";
    PlanExisting "plan.existing";
    PlanUnsaid "plan.unsaid";
    PlanBeingSent "plan.being_sent";
    PlanLookedUp "plan.looked_up";
    PlanRefused "plan.refused";
    PlanNotFound "plan.not_found";
    PlanUnsent "plan.unsent";
    PlanLineUnsent "plan.line_unsent";
    PlanLineSending "plan.line_sending";
    PlanLineAsked "plan.line_asked";
    PlanLineExisting "plan.line_existing";
    PlanLineUnsaid "plan.line_unsaid";
    PlanLineLookedUp "plan.line_looked_up";
    PlanLineNotFound "plan.line_not_found";
    PlanLineRefused "plan.line_refused";
}
