//! Any matrix of up to 300 people and 60 items: the calls cover exactly the wanted cells and none breaks a rule, and where all
//! get all their number is that of the blocks of ten people and 25 entitlements.

use crate::draft::now;
use crate::plan::{chosen, items, matrix, people, plan};
use proptest::prelude::*;
use request_center_models::draft::{OwnEnd, RequestDraft, SubmitKey, TypedDate};
use request_center_models::id::IdentityId;
use request_center_models::moment::Moment;
use request_center_models::plan::PlannedCall;
use request_center_models::rule::{EntitlementLimits, Facts, check_request};
use request_center_models::wire::access_request::{AccessRequest, RequestedItem};
use request_center_models::wire::reference::ItemType;
use std::collections::{BTreeMap, BTreeSet};

/// How the wanted cells are spread.
#[derive(Clone, Copy, Debug)]
enum Pattern {
    /// All get all.
    Uniform,
    /// All get all save a few cells.
    FewMissing,
    /// Each cell with that chance, out of a hundred.
    Scattered(u32),
    /// A few groups of people who get the same.
    Groups(usize),
}

fn pattern() -> impl Strategy<Value = Pattern> {
    prop_oneof![
        Just(Pattern::Uniform),
        Just(Pattern::FewMissing),
        (1_u32..100).prop_map(Pattern::Scattered),
        (2_usize..8).prop_map(Pattern::Groups),
    ]
}

/// A number below `below`, the same for the same seed and cell.
fn chance(seed: u64, person: usize, item: usize, below: u32) -> u32 {
    let mut mixed = seed ^ ((person as u64) << 32) ^ item as u64;
    for _ in 0..3 {
        mixed = (mixed ^ (mixed >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    }
    u32::try_from(mixed >> 40).unwrap() % below
}

prop_compose! {
    fn draft()(
        (recipients, count) in prop_oneof![(1_usize..=300, 1_usize..=60), (1_usize..=14, 1_usize..=30)],
        pattern in pattern(),
        kinds in proptest::collection::vec(0_usize..3, 60),
        no_entitlements in proptest::bool::weighted(0.1),
        accounts in 0_u32..3,
        own_ends in 0_u32..3,
        seed in any::<u64>(),
    ) -> RequestDraft {
        let mut all = Vec::new();
        for (i, kind) in kinds.iter().enumerate().take(count) {
            let kind = if no_entitlements { ItemType::Role } else { ItemType::KNOWN[*kind].clone() };
            all.extend(items(kind, i, 1));
        }
        let recipients = people(recipients);
        for (i, item) in all.iter_mut().enumerate() {
            let mut others = Vec::new();
            for (p, person) in recipients.iter().enumerate() {
                let is_wanted = match pattern {
                    Pattern::Uniform => true,
                    Pattern::FewMissing => chance(seed, p, i, 200) > 0,
                    Pattern::Scattered(percent) => chance(seed, p, i, 100) < percent,
                    Pattern::Groups(groups) => chance(seed, p % groups, i, 2) > 0,
                };
                if !is_wanted {
                    item.except.push(person.clone());
                }
                if accounts > 1 && chance(seed, i, p, 50) == 0 {
                    item.accounts.push(chosen(person.as_str()));
                }
                if own_ends > 1 && chance(seed, i, p, 40) == 1 {
                    others.push(person.clone());
                }
            }
            item.remove_date = typed((i % 3 == 0).then_some("2031-06-01T00:00:00.000Z"));
            let remove_date = typed((i % 4 > 0).then_some("2031-09-01T00:00:00.000Z"));
            item.own_end = (!others.is_empty()).then_some(OwnEnd { recipients: others, remove_date });
        }
        RequestDraft { key: SubmitKey::from("k".to_owned()), recipients, items: all, ..RequestDraft::default() }
    }
}

fn typed(date: Option<&str>) -> TypedDate {
    TypedDate { text: date.unwrap_or_default().to_owned(), moment: date.map(Moment::from), unreadable: false }
}

/// Who is asked for and what, read from a body as the service reads it.
fn lines(body: &AccessRequest) -> Vec<(String, RequestedItem)> {
    let mut lines = Vec::new();
    for person in body.requested_for.iter().flatten() {
        for item in body.requested_items.iter().flatten() {
            lines.push((person.as_str().to_owned(), item.clone()));
        }
    }
    for one in body.requested_for_with_requested_items.iter().flatten() {
        for item in one.requested_items.iter().flatten() {
            lines.push((one.identity_id.as_ref().unwrap().as_str().to_owned(), item.clone()));
        }
    }
    lines
}

fn wanted(draft: &RequestDraft) -> BTreeSet<(String, String)> {
    let mut wanted = BTreeSet::new();
    for item in &draft.items {
        let except: BTreeSet<&str> = item.except.iter().map(IdentityId::as_str).collect();
        for person in draft.recipients.iter().map(IdentityId::as_str).filter(|id| !except.contains(id)) {
            wanted.insert((person.to_owned(), item.id.as_str().to_owned()));
        }
    }
    wanted
}

/// Everything a plan promises, read from its bodies alone.
fn check_plan(draft: &RequestDraft, calls: &[PlannedCall]) -> Result<(), TestCaseError> {
    let mut covered = BTreeMap::<(String, String), usize>::new();
    let mut keys = BTreeSet::new();
    for call in calls {
        let text = serde_json::to_string(call.request()).unwrap();
        let body: AccessRequest = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(check_request(&body, &Facts::default(), now()), Ok(()));
        let lines = lines(&body);
        prop_assert_eq!(lines.len(), call.cells().len());
        for ((person, item), cell) in lines.iter().zip(call.cells()) {
            prop_assert_eq!(person, draft.recipients[cell.recipient].as_str());
            let asked = &draft.items[cell.item];
            prop_assert_eq!(item.id.as_ref(), Some(&asked.id));
            let selection = asked.accounts.iter().find(|one| one.recipient.as_str() == person);
            prop_assert_eq!(item.account_selection.as_ref(), selection.map(|one| &one.selection));
            let own =
                asked.own_end.as_ref().filter(|own| own.recipients.iter().any(|one| one.as_str() == person));
            let end = own.map_or(&asked.remove_date, |own| &own.remove_date);
            prop_assert_eq!(&item.remove_date, &end.moment);
            prop_assert!(call.request().key().marks(item.client_metadata.as_ref()));
            *covered.entry((person.clone(), asked.id.as_str().to_owned())).or_default() += 1;
        }
        prop_assert!(keys.insert(call.request().key().clone()), "two calls with one key");
    }
    prop_assert!(covered.values().all(|times| *times == 1));
    prop_assert_eq!(covered.into_keys().collect::<BTreeSet<_>>(), wanted(draft));
    Ok(())
}

#[test]
fn what_the_last_blocks_leave_is_dealt_out_so_that_one_call_less_does() {
    for (people, entitlements, calls) in [(11, 26, 3), (21, 26, 5), (11, 51, 5), (12, 27, 4), (11, 30, 4)] {
        assert_eq!(plan(&matrix(people, entitlements, 0)).len(), calls, "{people} x {entitlements}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_calls_cover_exactly_the_wanted_cells_and_break_no_rule(draft in draft()) {
        if wanted(&draft).is_empty() {
            prop_assert!(draft.plan(now(), &EntitlementLimits::default()).is_err());
            return Ok(());
        }
        let calls = plan(&draft);
        check_plan(&draft, &calls)?;
        let again: Vec<_> = calls.iter().map(|call| (call.request().key().clone(), call.cells().to_vec())).collect();
        prop_assert_eq!(draft.calls(), again);
    }

    #[test]
    fn where_all_get_all_no_fewer_calls_would_do_than_blocks_of_people_and_entitlements(people in 1_usize..=300, entitlements in 0_usize..=60, roles in 1_usize..=5) {
        let draft = matrix(people, entitlements, roles);
        let calls = plan(&draft);
        // Each person needs a call for every 25 entitlements, and none serves more than ten people; the same for the items.
        let (rows, columns) = (people.div_ceil(10), entitlements.div_ceil(25).max(1));
        let fewest = (people * columns).div_ceil(10).max((entitlements * rows).div_ceil(25));
        if entitlements == 0 {
            prop_assert_eq!(calls.len(), 1);
        } else if people % 10 == 0 || entitlements % 25 == 0 || rows == 1 || columns == 1 {
            prop_assert_eq!(calls.len(), fewest);
        }
        prop_assert!(calls.len() <= rows * columns);
        check_plan(&draft, &calls)?;
    }

    #[test]
    fn people_who_differ_cost_no_more_than_a_call_each(draft in draft()) {
        let calls = draft.calls().len();
        let entitlements = draft.items.iter().filter(|one| one.r#type == ItemType::Entitlement).count();
        let alone: usize = draft.recipients.len() * entitlements.div_ceil(25);
        prop_assert!(calls <= alone.max(1) + 1, "{calls} calls");
    }
}
