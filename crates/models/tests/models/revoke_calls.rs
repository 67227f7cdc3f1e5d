//! From the lines of a removal to its calls: what goes together, what is sent, which key it carries; and that this holds for
//! any removal.

use crate::draft::now;
use crate::holding::{entitlement, role};
use crate::revoke::{draft, line, thing, typed};
use proptest::prelude::*;
use request_center_models::draft::{METADATA_KEY, SubmitKey};
use request_center_models::holding::Holding;
use request_center_models::id::IdentityId;
use request_center_models::moment::Moment;
use request_center_models::revoke::{RevokeDraft, RevokeLine};
use request_center_models::rule::{Facts, check_request};
use request_center_models::wire::access_request::AccessRequest;
use request_center_models::wire::reference::{ItemType, RequestType};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use time::Duration;

/// The lines of each call.
fn calls(lines: Vec<RevokeLine>) -> Vec<Vec<usize>> {
    let parts = RevokeDraft { lines, ..draft() }.validate(now(), None).unwrap();
    parts.iter().map(|part| part.lines().to_vec()).collect()
}

#[test]
fn roles_and_access_profiles_of_one_person_go_together() {
    let lines = vec![
        line("p-1", thing(ItemType::Role, "a")),
        line("p-2", thing(ItemType::Role, "a")),
        line("p-1", thing(ItemType::AccessProfile, "b")),
        line("p-2", thing(ItemType::Role, "c")),
    ];
    assert_eq!(calls(lines), [[0, 2], [1, 3]]);
}

#[test]
fn every_entitlement_goes_alone() {
    let lines = vec![
        line("p-1", thing(ItemType::Role, "a")),
        line("p-1", thing(ItemType::Entitlement, "e")),
        line("p-1", thing(ItemType::Entitlement, "f")),
        line("p-1", thing(ItemType::AccessProfile, "b")),
        line("p-2", thing(ItemType::Entitlement, "e")),
    ];
    assert_eq!(calls(lines), [vec![0, 3], vec![1], vec![2], vec![4]]);
}

#[test]
fn two_assignments_of_a_role_and_two_accounts_of_an_entitlement_go_apart() {
    let assigned = |id: &str| Holding { assignment_id: Some(id.to_owned()), ..role() };
    let account = |name: &str| Holding { native_identity: Some(name.to_owned()), ..entitlement() };
    let lines = vec![
        line("p-1", assigned("a-1")),
        line("p-1", assigned("a-2")),
        line("p-1", account("f.okafor")),
        line("p-1", account("adm.okafor")),
    ];
    assert_eq!(calls(lines), [[0], [1], [2], [3]]);
}

#[test]
fn five_leavers_are_five_calls() {
    let lines = (0..5).map(|n| line(&format!("p-{n}"), role())).collect();
    assert_eq!(calls(lines), [[0], [1], [2], [3], [4]]);
}

#[test]
fn the_bodies_are_flat_trimmed_dated_in_utc_and_marked_with_the_key() {
    let mut draft = draft();
    draft.comment = "  Changed \"teams\"\n".to_owned();
    draft.on_date = true;
    draft.remove_date = typed("2031-02-01T00:30:00.5+01:00");
    draft.lines[0].held.assignment_id = Some("a-1".to_owned());
    draft.lines[0].held.native_identity = Some("not for roles".to_owned());
    draft.lines.push(line("p-1", thing(ItemType::AccessProfile, "ap-1")));
    let parts = draft.validate(now(), None).unwrap();
    assert_eq!(parts.len(), 1);
    let key = parts[0].request().key().as_str().to_owned();
    assert!(key.starts_with("k-1-") && key.len() == 20, "{key}");
    let metadata = json!({ METADATA_KEY: key });
    let date = "2031-01-31T23:30:00.500Z";
    let item = |r#type: &str, id: &str| {
        json!({
            "type": r#type, "id": id, "comment": "Changed \"teams\"", "removeDate": date,
            "clientMetadata": metadata
        })
    };
    let mut first = item("ROLE", "r-1");
    first["assignmentId"] = json!("a-1");
    let expect = json!({
        "requestedFor": ["p-1"], "requestType": "REVOKE_ACCESS",
        "requestedItems": [first, item("ACCESS_PROFILE", "ap-1")], "clientMetadata": metadata
    });
    assert_eq!(serde_json::to_value(parts[0].request()).unwrap(), expect);
}

#[test]
fn an_account_is_named_for_an_entitlement_and_each_line_says_its_own_words() {
    let mut draft = draft();
    draft.comment_each = true;
    let account = Holding {
        native_identity: Some("CN=Femi,OU=\u{5e9}".to_owned()),
        assignment_id: Some("not for entitlements".to_owned()),
        ..entitlement()
    };
    draft.lines.push(line("p-1", account));
    draft.lines[0].comment = " One ".to_owned();
    draft.lines[1].comment = "Two".to_owned();
    let sent: Vec<Value> = draft
        .validate(now(), None)
        .unwrap()
        .iter()
        .map(|part| serde_json::to_value(part.request()).unwrap()["requestedItems"][0].clone())
        .collect();
    assert_eq!((&sent[0]["comment"], &sent[1]["comment"]), (&json!("One"), &json!("Two")));
    assert_eq!(sent[1]["nativeIdentity"], json!("CN=Femi,OU=\u{5e9}"));
    for absent in ["removeDate", "startDate", "assignmentId"] {
        assert_eq!(sent[1].get(absent), None, "{absent}");
    }
}

#[test]
fn the_key_of_a_call_follows_what_it_takes_away_and_nothing_else() {
    let key = |draft: &RevokeDraft| draft.validate(now(), None).unwrap()[0].request().key().clone();
    let first = key(&draft());
    let mut other = draft();
    other.comment = "Other words".to_owned();
    other.on_date = true;
    other.remove_date = typed("2031-05-01T00:00:00Z");
    other.lines.push(line("p-2", role()));
    assert_eq!(key(&other), first, "the same call sent again is known again");
    let changes: [fn(&mut RevokeDraft); 5] = [
        |d| d.key = SubmitKey::from("k-2".to_owned()),
        |d| d.lines[0].person = "p-2".into(),
        |d| d.lines[0].held.id = "r-2".into(),
        |d| d.lines[0].held.assignment_id = Some("a".to_owned()),
        |d| d.lines.push(line("p-1", thing(ItemType::Role, "r-2"))),
    ];
    let mut keys = BTreeSet::from([first]);
    for change in changes {
        let mut changed = draft();
        change(&mut changed);
        assert!(keys.insert(key(&changed)), "{changed:#?}");
    }
}

fn some_line() -> impl Strategy<Value = RevokeLine> {
    let kind = proptest::sample::select(ItemType::KNOWN);
    let end = proptest::option::of(1_i64..60);
    (0..4_u8, kind, 0..5_u8, 0..2_u8, end, "[a-z ]{0,3}").prop_map(
        |(person, kind, id, account, end, comment)| {
            let mut held = thing(kind.clone(), &format!("{kind}-{id}"));
            let account = Some(format!("account-{account}"));
            if kind == ItemType::Role {
                held.assignment_id = account;
            } else {
                held.native_identity = account;
            }
            held.remove_date = end.map(|days| Moment::at(now() + Duration::days(days)));
            RevokeLine { comment, ..line(&format!("p-{person}"), held) }
        },
    )
}

prop_compose! {
    fn some_draft()(
        lines in proptest::collection::vec(some_line(), 0..25),
        comment in "[a-z ]{0,3}",
        comment_each in any::<bool>(),
        on_date in any::<bool>(),
        days in -5_i64..90,
    ) -> RevokeDraft {
        let mut draft = RevokeDraft {
            key: SubmitKey::from("k".to_owned()), comment, comment_each, on_date, ..RevokeDraft::default()
        };
        for line in lines { draft.add(line); }
        draft.remove_date = typed(Moment::at(now() + Duration::days(days)).as_str());
        draft
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn every_line_goes_with_exactly_one_call_that_keeps_the_rules(draft in some_draft()) {
        let parts = match draft.validate(now(), None) {
            Ok(parts) => parts,
            Err(violations) => {
                prop_assert!(!violations.is_empty());
                for violation in violations.iter() {
                    prop_assert!(violation.place.index().is_none_or(|at| at < draft.lines.len()));
                }
                return Ok(());
            }
        };
        let mut carried: Vec<usize> = parts.iter().flat_map(|part| part.lines().to_vec()).collect();
        carried.sort_unstable();
        prop_assert_eq!(carried, (0..draft.lines.len()).collect::<Vec<_>>());
        let keys: BTreeSet<&SubmitKey> = parts.iter().map(|part| part.request().key()).collect();
        prop_assert_eq!(keys.len(), parts.len());
        for part in &parts {
            let text = serde_json::to_string(part.request()).unwrap();
            let body: AccessRequest = serde_json::from_str(&text).unwrap();
            prop_assert!(check_request(&body, &Facts::default(), now()).is_ok());
            prop_assert_eq!(&body.request_type, &Some(RequestType::Revoke));
            prop_assert_eq!(body.requested_for_with_requested_items, None);
            let people: Vec<IdentityId> = body.requested_for.unwrap();
            let items = body.requested_items.unwrap();
            let entitlements = items.iter().filter(|item| item.r#type == Some(ItemType::Entitlement)).count();
            prop_assert!(people.len() == 1 && entitlements <= 1 && (entitlements == 0 || items.len() == 1));
            prop_assert_eq!(items.len(), part.lines().len());
            for (item, at) in items.iter().zip(part.lines()) {
                let line = &draft.lines[*at];
                prop_assert_eq!((&line.person, Some(&line.held.id)), (&people[0], item.id.as_ref()));
                prop_assert!(part.request().key().marks(item.client_metadata.as_ref()));
                prop_assert!(item.start_date.is_none() && item.remove_date.is_some() == draft.on_date);
            }
        }
    }

    #[test]
    fn a_removal_is_kept_to_the_letter(draft in some_draft()) {
        let kept = serde_json::to_string(&draft).unwrap();
        prop_assert_eq!(serde_json::from_str::<RevokeDraft>(&kept).unwrap(), draft);
    }
}
