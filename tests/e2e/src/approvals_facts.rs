//! The facts shown before a decision; grants, removals and date changes are never confused.

use crate::{
    page::{any_alert, pick},
    sandbox::World,
    visit::visit_in,
};

const REMOVAL: &str = "Treasury ledger, Jonas Petit";
const CHANGE: &str = "Vendor master, Kenji Sato";
const PAYMENT: &str = "Payment release, Karim Haddad";
const AUDIT: &str = "Audit reader, Lea Brandt";

#[test]
fn grant_removal_and_date_change_are_distinct_in_row_checkbox_detail_and_confirmation() {
    visit_in(World::approvals(), async |page| {
        page.open_approvals("approver").await;
        for (kind, title, effect, confirmed) in [
            ("Grant", PAYMENT, "Karim Haddad gets Payment release.", "Approve 1 grant"),
            ("Removal", REMOVAL, "Jonas Petit loses Treasury ledger.", "Approve 1 removal"),
            (
                "Date change",
                CHANGE,
                "The dates of Vendor master change for Kenji Sato.",
                "Approve 1 date change",
            ),
        ] {
            page.see_row(title, kind).await;
            page.see(pick(&format!("{kind}: {title}"))).await;
            page.open_approval(title).await;
            page.see_text(effect).await;
            page.click_button("Approve").await;
            page.see_text(&format!("{confirmed}: sending shortly")).await;
            page.click_button("Undo").await;
            page.see(pick(&format!("{kind}: {title}"))).await;
        }
        page.sandbox.see_decisions(0).await;
    });
}

#[test]
fn a_date_change_shows_the_old_and_the_new_date() {
    visit_in(World::approvals(), async |page| {
        page.open_approvals("approver").await;
        page.see_row(CHANGE, " → ").await;
        page.see_row(CHANGE, "Project extended").await;
    });
}

#[test]
fn a_separation_of_duties_violation_names_the_access_the_person_already_has() {
    visit_in(World::approvals(), async |page| {
        page.open_approvals("approver").await;
        let sentence =
            "Karim Haddad already has Vendor creation. Together with Payment release, it violates the policy";
        page.see_row(PAYMENT, sentence).await;
        page.open_approval(PAYMENT).await;
        page.see_text_in(any_alert(), sentence).await;
    });
}

#[test]
fn comments_of_requester_and_reviewers_and_the_forwarding_history_are_shown() {
    visit_in(World::approvals(), async |page| {
        page.open_approvals("approver").await;
        page.open_approval(AUDIT).await;
        page.see_text("Before the audit").await;
        page.see_text("Read what auditors read").await;
        page.see_text("Dana Flores: “She prepares the audit”").await;
        page.see_text("From Ana Reyes to Ines Vogel").await;
        page.see_text("“You know the books”").await;
    });
}

#[test]
fn request_metadata_is_collapsed() {
    visit_in(World::approvals(), async |page| {
        page.open_approvals("approver").await;
        page.open_approval("Snowflake analyst, Jonas Petit").await;
        page.see_text("Request metadata").await;
        page.see_no_text("november-class").await;
        page.click_button("Request metadata").await;
        page.see_text("requestCenterKey: november-class").await;
    });
}

/// Answers the pending list with unknown kinds and nulls, as a later version of the service may.
const LATER: &str = "const real = window.fetch;
    window.fetch = async (...call) => {
        const answer = await real(...call);
        if (!String(call[0].url ?? call[0]).includes('access-request-approvals/pending')) return answer;
        const rows = await answer.json();
        rows.forEach((row, at) => {
            if (at === 0) row.requestType = 'LEND_ACCESS';
            if (at === 1) for (const name of Object.keys(row)) if (name !== 'id' && name !== 'owner') row[name] = null;
        });
        return new Response(JSON.stringify(rows), { status: answer.status, headers: answer.headers });
    };";

#[test]
fn unknown_kinds_and_missing_values_are_shown_as_they_are() {
    visit_in(World::approvals(), async |page| {
        page.host.before_every_page(LATER).await;
        page.open_approvals("approver").await;
        page.see_text("LEND_ACCESS").await;
        page.see_text("7 approvals").await;
        assert_eq!(page.titles().await.len(), 7);
    });
}
