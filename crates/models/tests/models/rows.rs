//! One odd member costs a list nothing but that member: every place of every fixture's rows is broken in every way.

use crate::bodies;
use crate::fixtures::cases;
use crate::walk::places;
use serde_json::{Value, json};

/// The member of a row that a JSON pointer leads into.
fn member(place: &str) -> String {
    place.split('/').nth(1).unwrap_or_default().replace("~1", "/").replace("~0", "~")
}

#[test]
fn an_odd_member_leaves_all_other_members_and_rows_as_they_were() {
    let (mut broken, mut lists) = (0, 0);
    for case in cases().iter().filter(|case| case.value.as_array().is_some_and(|rows| !rows.is_empty())) {
        let Some(decode) = case.operation().and_then(bodies::rows) else { continue };
        lists += 1;
        let good = decode(&case.value);
        let first = &case.value[0];
        for place in places(first, |_| true).iter().filter(|place| !place.is_empty()) {
            for odd in [json!(4711), json!("odd"), json!(["odd", 1]), json!({ "odd": [1] }), json!(true)] {
                let mut row = first.clone();
                *row.pointer_mut(place).unwrap() = odd;
                let mut list = case.value.clone();
                list[0] = row;
                let read = decode(&list);
                assert_eq!(read.len(), good.len(), "{case} {place}");
                assert_eq!(read[1..], good[1..], "{case} {place}");
                let others = |row: &Value| {
                    let mut members = row.as_object().unwrap().clone();
                    members.remove(&member(place));
                    members
                };
                assert_eq!(others(&read[0]), others(&good[0]), "{case} {place}");
                broken += 1;
            }
        }
    }
    assert!(lists >= 10 && broken > 1_000, "{broken} places of {lists} lists");
}

#[test]
fn a_value_that_is_no_row_counts_as_an_empty_row_for_paging() {
    let decode = bodies::rows(request_center_models::operation::Operation::ListAccessRequestStatus).unwrap();
    let rows = decode(&json!([{ "name": "A" }, 7, null, [], "B", { "name": "C" }]));
    assert_eq!(
        rows,
        [json!({ "name": "A" }), json!({}), json!({}), json!({}), json!({}), json!({ "name": "C" })]
    );
}
