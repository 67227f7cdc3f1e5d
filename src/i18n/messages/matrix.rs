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
    PlanCalls "plan.calls";
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
    PlanAccepted "plan.accepted";
    PlanResume "plan.resume";
    PlanRetry "plan.retry";
    PlanLines "plan.lines";
    PlanAsked "plan.asked";
    PlanExisting "plan.existing";
    PlanUnsaid "plan.unsaid";
    PlanBeingSent "plan.being_sent";
    PlanLookedUp "plan.looked_up";
    PlanRefused "plan.refused";
    PlanNotFound "plan.not_found";
    PlanUnsent "plan.unsent";
}
