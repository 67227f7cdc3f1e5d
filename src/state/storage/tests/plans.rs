//! Submitted plans between tabs and over reloads.

use super::*;
use crate::state::journal::cells::CallCells;
use request_center_models::id::{AccessRequestId, IdentityId};
use request_center_models::wire::access_request::{AccessRequestResponse, ItemDetail, RequestTracking};

/// An id as long as the service's.
fn id(kind: &str, number: usize) -> String {
    format!("{kind}{number:031}")
}

fn people(count: usize) -> Vec<IdentityId> {
    (0..count).map(|number| id("p", number).into()).collect()
}

/// A call of a plan for these people, with all items.
fn call(plan: &RequestDraft, number: usize, recipients: &[IdentityId]) -> Intent {
    let item = |item: &DraftItem| WrittenItem {
        id: item.id.clone(),
        r#type: item.r#type.clone(),
        name: item.name.clone(),
    };
    let items: Vec<WrittenItem> = plan.items.iter().map(item).collect();
    let asked: Vec<(usize, usize)> =
        (0..recipients.len()).flat_map(|person| (0..items.len()).map(move |item| (person, item))).collect();
    let cells = Some(CallCells::new(recipients.len(), items.len(), &asked));
    let write = Write::Create { items, recipients: recipients.to_vec(), cells };
    let key = SubmitKey::from(format!("{}-{number:016}", plan.key.as_str()));
    let intent = Intent::new(key, write, Moment::from("2026-11-22T10:00:00Z"));
    Intent { group: Some(plan.key.as_str().to_owned()), ..intent }
}

fn submit(tab: &Store, draft: &RequestDraft) -> bool {
    let calls = vec![call(draft, 0, &people(1))];
    tab.update(|document| document.submit_plan(SentPlan { draft: draft.clone(), retried: false }, calls))
}

fn plans(tab: &Store) -> usize {
    tab.read(|document| document.plans.len())
}

#[test]
fn two_tabs_with_the_same_draft_submit_it_once() {
    let browser = Shared::default();
    let (tab, other) = (browser.tab(), browser.tab());
    let typed = holding("k", &["a"]);
    assert!(tab.save_draft(&typed) && other.save_draft(&typed));
    assert!(submit(&tab, &typed));
    assert!(!submit(&other, &typed), "it is in the journal already");
    assert!(!other.save_draft(&typed), "its key is taken");
    assert_eq!((browser.tab().draft(), plans(&browser.tab()), keys(&other).len()), (None, 1, 1));
}

#[test]
fn an_item_another_tab_has_added_stays_as_the_next_draft() {
    let browser = Shared::default();
    let (tab, other) = (browser.tab(), browser.tab());
    other.save_draft(&holding("k", &["a", "b"]));
    assert!(submit(&tab, &holding("k", &["a"])));
    let rest = browser.tab().draft().expect("a draft");
    assert_eq!((rest.key.as_str(), rest.items.len(), rest.contains(&"b".into())), ("k+", 1, true));
}

#[test]
fn a_dismissed_plan_is_not_submitted_again_by_a_tab_that_still_shows_its_draft() {
    let browser = Shared::default();
    let (tab, other) = (browser.tab(), browser.tab());
    let typed = holding("k", &["a"]);
    assert!(submit(&tab, &typed));
    tab.update(|document| document.plans.clear());
    assert!(!submit(&other, &typed) && !other.save_draft(&typed));
}

#[test]
fn ended_calls_of_a_plan_stay_until_it_is_dismissed() {
    let browser = Shared::default();
    let tab = browser.tab();
    let draft = holding("k", &["a"]);
    let ended = |number: usize| Intent { state: WriteState::Done, ..call(&draft, number, &people(1)) };
    let plan = SentPlan { draft: draft.clone(), retried: false };
    tab.update(|document| document.submit_plan(plan, (0..100).map(ended).collect()));
    assert_eq!(keys(&browser.tab()).len(), 100);
    tab.update(|document| document.plans.clear());
    assert_eq!(keys(&browser.tab()).len(), 30);
}

#[test]
fn a_thousand_lines_with_their_answers_take_less_than_sixty_kilobytes() {
    let browser = Shared::default();
    let item = |number| {
        let name = format!("Shift planning of terminal {number}");
        DraftItem::new(id("i", number).into(), ItemType::Entitlement, name)
    };
    let draft = RequestDraft {
        recipients: people(100),
        items: (0..10).map(item).collect(),
        names: people(100).into_iter().map(|id| (id, "Wilhelmina Vandenberg".to_owned())).collect(),
        ..draft("rc-0123456789abcdef01234567")
    };
    let answered = |(number, people): (usize, &[IdentityId])| {
        let mut intent = call(&draft, number, people);
        let details =
            draft.items.iter().map(|item| ItemDetail { id: Some(item.id.clone()), ..ItemDetail::default() });
        let details: Vec<ItemDetail> = details.collect();
        let tracking = people.iter().map(|person| RequestTracking {
            requested_for: Some(person.clone()),
            requested_items_details: Some(details.clone()),
            access_request_ids: Some(vec![id("r", number).into()]),
            ..RequestTracking::default()
        });
        let answer = AccessRequestResponse {
            new_requests: Some(tracking.collect()),
            existing_requests: Some(Vec::new()),
        };
        let ids: Vec<AccessRequestId> = (0..10).map(|at| id("r", number * 10 + at).into()).collect();
        let stamp = Stamp { time: Moment::from("2026-11-22T10:00:01Z"), by_service: true };
        assert!(intent.record(Event::Accepted(ids, Some(answer)), &stamp));
        intent
    };
    let calls: Vec<Intent> = draft.recipients.chunks(10).enumerate().map(answered).collect();
    browser.tab().update(|document| document.submit_plan(SentPlan { draft, retried: false }, calls));
    let bytes = browser.text(KEY).expect("an entry").len();
    assert!(bytes < 60_000, "{bytes} bytes");
}
