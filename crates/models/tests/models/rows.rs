//! One odd member costs nothing but that member: every place of every answer that is read, list or object, broken in every way.

use crate::arbitrary::any_json;
use crate::bodies::DecodeLenient;
use crate::fixtures::{Case, cases};
use crate::walk::{places, with};
use proptest::prelude::*;
use proptest::sample::Index;
use request_center_models::json::{Lenient, object_from_json, rows_from_json};
use request_center_models::setting::{Setting, SettingForm};
use request_center_models::wire::status::RequestedItemStatus;
use serde_json::{Value, json};
use std::sync::LazyLock;

/// The answers that are read, those with something in them, and how.
static ANSWERS: LazyLock<Vec<(Case, DecodeLenient)>> = LazyLock::new(|| {
    let read = cases().into_iter().filter_map(|case| case.lenient().map(|decode| (case, decode)));
    read.filter(|(case, _)| places(&case.value, |_| true).len() > 1).collect()
});

/// How many steps of a place lead to a member: the row and the member in a list, the member in an object.
fn depth(answer: &Value) -> usize {
    if answer.is_array() { 2 } else { 1 }
}

/// The value without the member, or row, that a JSON pointer leads into.
fn others(value: &Value, place: &str, depth: usize) -> Value {
    let steps: Vec<String> =
        place.split('/').skip(1).map(|step| step.replace("~1", "/").replace("~0", "~")).collect();
    let mut rest = value.clone();
    match (depth, &mut rest) {
        (2, Value::Array(rows)) => {
            if let (Some(row), Some(member)) =
                (rows[steps[0].parse::<usize>().unwrap()].as_object_mut(), steps.get(1))
            {
                row.remove(member);
            }
        }
        (_, Value::Object(members)) => drop(members.remove(&steps[0])),
        _ => {}
    }
    rest
}

/// Breaks one place, and finds everything else as it was.
fn check(case: &Case, decode: DecodeLenient, place: &str, odd: Value) -> Lenient<Value> {
    let good = decode(&case.value);
    assert!(good.left_out.is_empty(), "{case}: {:?}", good.left_out);
    let read = decode(&with(&case.value, place, odd.clone()));
    let depth = depth(&case.value);
    let (now, before) = (others(&read.value, place, depth), others(&good.value, place, depth));
    assert_eq!(now, before, "{case} {place} {odd}");
    if let (Some(row), true) = (place.split('/').nth(1), depth == 2) {
        let number: usize = row.parse().unwrap();
        let ids = ["accountActivityItemId", "id"].map(|name| case.value[number][name].as_str());
        let is_row = |name: &str| name == row || ids.contains(&Some(name));
        assert!(
            read.left_out.iter().all(|one| is_row(one.split('/').next().unwrap())),
            "{:?}",
            read.left_out
        );
    }
    read
}

/// The places of members, not those of whole rows.
fn members(answer: &Value) -> Vec<String> {
    let depth = depth(answer);
    places(answer, |_| true).into_iter().filter(|place| place.matches('/').count() >= depth).collect()
}

#[test]
fn every_answer_that_is_read_loses_only_what_is_odd() {
    let (mut broken, mut left_out) = (0, 0);
    for (case, decode) in ANSWERS.iter() {
        for place in members(&case.value) {
            for odd in [json!(4711.5), json!("odd"), json!(["odd", 1]), json!({ "odd": [1] }), json!(true)] {
                left_out += usize::from(!check(case, *decode, &place, odd).left_out.is_empty());
                broken += 1;
            }
        }
    }
    assert!(ANSWERS.len() > 30 && broken > 5_000 && left_out > broken / 2, "{left_out} of {broken}");
}

proptest! {
    #[test]
    fn anything_anywhere_leaves_all_other_rows_and_members(case in any::<Index>(), place in any::<Index>(), odd in any_json()) {
        let (case, decode) = &ANSWERS[case.index(ANSWERS.len())];
        let places = members(&case.value);
        prop_assume!(!places.is_empty());
        check(case, *decode, &places[place.index(places.len())], odd);
    }
}

fn status(rows: &Value) -> Lenient<Vec<RequestedItemStatus>> {
    rows_from_json(&rows.to_string()).unwrap()
}

#[test]
fn oddities_that_were_met_are_counted_with_their_places() {
    let odd = json!([
        { "accountActivityItemId": "r1", "name": "A" },
        { "accountActivityItemId": "r2", "name": "B", "clientMetadata": { "ticket": 4711, "desk": "7" } },
        { "accountActivityItemId": "r3", "created": 1_735_689_600_000_i64, "modified": "2031-05-01T12:00:00Z" },
        { "accountActivityItemId": "r4", "errorMessages": [{ "text": "flat" }] },
        { "accountActivityItemId": "r5", "requestedFor": [{ "id": "p1" }], "requester": { "id": "p2" } },
        { "accountActivityItemId": "r6", "cancelable": "true", "state": "EXECUTING" },
    ]);
    let read = status(&odd);
    let ids: Vec<&str> =
        read.value.iter().filter_map(|row| Some(row.account_activity_item_id.as_ref()?.as_str())).collect();
    assert_eq!(ids, ["r1", "r2", "r3", "r4", "r5", "r6"]);
    let [_, metadata, dates, errors, people, cancelable] = &read.value[..] else { panic!("six rows") };
    assert_eq!(metadata.client_metadata.as_ref().unwrap().len(), 1);
    assert_eq!((&dates.created, dates.modified.is_some()), (&None, true));
    assert_eq!(errors.error_messages, Some(Vec::new()));
    assert_eq!((&people.requested_for, people.requester.is_some()), (&None, true));
    assert_eq!((cancelable.cancelable, cancelable.state.is_some()), (None, true));
    assert_eq!(
        read.left_out,
        [
            "r2/clientMetadata/ticket: a text was expected, not 4711",
            "r3/created: a text was expected, not 1735689600000",
            "r4/errorMessages/0: a list was expected, not an object",
            "r5/requestedFor: an object was expected, not a list",
            "r6/cancelable: true or false was expected, not \"true\"",
        ]
    );
}

#[test]
fn what_is_private_in_a_long_text_is_not_repeated() {
    let token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJtZSJ9.c2lnbmF0dXJl";
    let read =
        status(&json!([{ "id": "i1", "cancelable": token }, { "cancelable": { "token": token } }, token]));
    assert_eq!(
        read.left_out,
        [
            "i1/cancelable: true or false was expected, not a long text",
            "1/cancelable: true or false was expected, not an object",
            "2: an object was expected, not a long text",
        ]
    );
}

#[test]
fn a_value_that_is_no_row_counts_as_an_empty_row_for_paging() {
    let read = status(&json!([{ "name": "A" }, 7, null, [], "B", { "name": "C" }]));
    let names: Vec<Option<&str>> = read.value.iter().map(|row| row.name.as_deref()).collect();
    assert_eq!(names, [Some("A"), None, None, None, None, Some("C")]);
    assert_eq!(read.left_out.len(), 4);
}

#[test]
fn a_list_of_a_hundred_thousand_oddities_is_left_out_at_once() {
    let flat: Vec<Value> = (0..100_000).map(|number| json!({ "text": number })).collect();
    let read = status(
        &json!([{ "name": "A", "errorMessages": flat, "approvalIds": [7, 8, 9], "description": "D" }]),
    );
    assert_eq!((read.value[0].name.as_deref(), read.value[0].description.as_deref()), (Some("A"), Some("D")));
    assert!(read.left_out.len() < 100, "{}", read.left_out.len());
}

#[test]
fn a_configuration_with_an_odd_field_is_shown_and_goes_back_to_the_letter() {
    let came = json!({
        "autoApprovalEnabled": "yes",
        "approvalReminderAndEscalationConfig": { "daysUntilEscalation": "5", "maxReminders": 3 },
    });
    let base = object_from_json::<Setting>(&came.to_string()).unwrap().value;
    let mut form = SettingForm::of(&base);
    assert_eq!((form.auto_approval, form.max_reminders.as_str()), (false, "3"));
    form.max_reminders = "4".to_owned();
    let sent = form.validate(&base, request_center_models::operation::Family::V3, true).unwrap();
    let mut expect = came;
    expect["approvalReminderAndEscalationConfig"]["maxReminders"] = json!(4);
    assert_eq!(serde_json::to_value(sent).unwrap(), expect);
}
