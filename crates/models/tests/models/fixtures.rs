//! Every fixture decodes, encodes to an equal value, and goes on decoding when a newer server adds fields and values.
//! A fixture file is named after its operation and lists cases: part (body or answer), size, families, value.

use crate::bodies::{self, Decode, DecodeLenient};
use crate::walk::{places, with, without, without_nulls};
use request_center_models::operation::{Family, Operation};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;

/// One case of a fixture file.
pub(crate) struct Case {
    file: String,
    name: String,
    part: String,
    size: String,
    families: Vec<String>,
    pub(crate) value: Value,
}

impl Case {
    pub(crate) fn operation(&self) -> Option<Operation> {
        Operation::ALL.iter().copied().find(|operation| operation.name() == self.file)
    }

    pub(crate) fn decode(&self) -> Decode {
        let decode = match (self.operation(), self.part.as_str()) {
            (Some(operation), "body") => bodies::request(operation),
            (Some(operation), "answer") => bodies::answer(operation),
            _ => bodies::other(&self.part),
        };
        decode.unwrap_or_else(|| panic!("{self}: no such body"))
    }

    /// Decodes as much of an answer as fits; `None` for a body that is sent.
    pub(crate) fn lenient(&self) -> Option<DecodeLenient> {
        match (self.operation(), self.part.as_str()) {
            (Some(_), "body") => None,
            (Some(operation), _) => bodies::lenient_answer(operation),
            (None, part) => bodies::lenient_other(part),
        }
    }

    fn is_configuration(&self) -> bool {
        self.file.ends_with("AccessRequestConfig")
    }
}

impl std::fmt::Display for Case {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}, {}", self.file, self.part, self.name)
    }
}

/// All cases of all files.
pub(crate) fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut cases = Vec::new();
    for entry in folder.read_dir().unwrap() {
        let path = entry.unwrap().path();
        let file = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let list: Vec<Value> = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        for case in list {
            let text = |key: &str| case[key].as_str().unwrap().to_owned();
            let families = case["families"].as_array().unwrap();
            cases.push(Case {
                file: file.clone(),
                name: text("name"),
                part: text("part"),
                size: text("size"),
                families: families.iter().map(|f| f.as_str().unwrap().to_owned()).collect(),
                value: case["value"].clone(),
            });
        }
    }
    assert!(cases.len() > 40, "the fixtures are gone");
    cases
}

#[test]
fn every_fixture_decodes_and_encodes_to_an_equal_value() {
    for case in cases() {
        let decoded = case.decode()(&case.value).unwrap_or_else(|e| panic!("{case}: {e}"));
        assert_eq!(without_nulls(&decoded.json), without_nulls(&case.value), "{case}");
    }
}

#[test]
fn the_configuration_keeps_unknown_fields_and_nulls_exactly() {
    let cases: Vec<Case> = cases().into_iter().filter(Case::is_configuration).collect();
    assert!(cases.iter().any(|c| c.value.to_string().contains("null")));
    for case in cases {
        let decoded = case.decode()(&case.value).unwrap_or_else(|e| panic!("{case}: {e}"));
        assert_eq!(decoded.json, case.value, "{case}");
    }
}

#[test]
fn every_operation_has_a_least_and_a_full_fixture_in_each_family_it_exists_in() {
    let cases = cases();
    for operation in Operation::ALL.iter().copied() {
        let parts = [("body", bodies::request(operation)), ("answer", bodies::answer(operation))];
        for (part, _) in parts.into_iter().filter(|(_, decode)| decode.is_some()) {
            for family in Family::ALL {
                for size in ["minimal", "full"] {
                    let found = cases.iter().any(|c| {
                        c.operation() == Some(operation)
                            && c.part == part
                            && c.size == size
                            && c.families.iter().any(|f| f == family.as_str())
                    });
                    assert_eq!(found, operation.exists_in(family), "{operation:?} {part} {size} {family:?}");
                }
            }
        }
    }
}

/// Reads `{:#?}` line by line: which field of which struct was ever empty, which ever filled.
fn note_fields(debug: &str, filled: &mut BTreeMap<(String, String), bool>) {
    let mut structs: Vec<String> = Vec::new();
    for line in debug.lines().map(str::trim) {
        if let Some(opening) = line.strip_suffix('{') {
            structs.push(opening.trim_end().rsplit(' ').next().unwrap().to_owned());
        } else if line.starts_with('}') {
            structs.pop();
        } else if let (Some((field, rest)), Some(name)) = (line.split_once(": "), structs.last())
            && (rest == "None," || rest.starts_with("Some("))
        {
            *filled.entry((name.clone(), field.to_owned())).or_default() |= rest != "None,";
        }
    }
}

#[test]
fn every_field_of_every_wire_type_is_filled_in_some_fixture() {
    let mut filled = BTreeMap::new();
    for case in cases() {
        note_fields(&format!("{:#?}", case.decode()(&case.value).unwrap().value), &mut filled);
    }
    assert!(filled.len() > 200, "only {} fields were seen", filled.len());
    let never: Vec<_> = filled.iter().filter(|(_, filled)| !**filled).map(|(field, _)| field).collect();
    assert!(never.is_empty(), "{never:?}");
}

#[test]
fn an_unknown_field_in_any_object_never_fails_a_decode() {
    for case in cases() {
        for place in places(&case.value, Value::is_object) {
            let map = place.ends_with("/clientMetadata");
            let news = if map { json!("?") } else { json!({ "deep": [1, null, "x"] }) };
            let mut changed = case.value.clone();
            let object = changed.pointer_mut(&place).unwrap().as_object_mut().unwrap();
            object.insert("aFieldNobodyKnew".to_owned(), news);
            let decoded = case.decode()(&changed).unwrap_or_else(|e| panic!("{case} at {place:?}: {e}"));
            let passed_over = without_nulls(&decoded.json) == without_nulls(&case.value);
            let kept = without_nulls(&decoded.json) == without_nulls(&changed);
            assert!(passed_over || kept, "{case} at {place:?}");
            assert!(kept || !case.is_configuration(), "{case} lost it at {place:?}");
        }
    }
}

#[test]
fn an_unknown_value_in_any_text_field_is_kept() {
    let mut tried = 0;
    for case in cases() {
        for place in places(&case.value, Value::is_string) {
            let changed = with(&case.value, &place, json!("A_VALUE_NOBODY_KNEW"));
            let decoded = case.decode()(&changed).unwrap_or_else(|e| panic!("{case} at {place}: {e}"));
            assert_eq!(without_nulls(&decoded.json), without_nulls(&changed), "{case} at {place}");
            tried += 1;
        }
    }
    assert!(tried > 500, "only {tried} texts were tried");
}

#[test]
fn a_null_member_is_an_absent_member() {
    for case in cases().into_iter().filter(|case| !case.is_configuration()) {
        for place in places(&case.value, |_| true) {
            let Some(absent) = without(&case.value, &place) else { continue };
            let null = with(&case.value, &place, Value::Null);
            let decoded = case.decode()(&null).unwrap_or_else(|e| panic!("{case} at {place}: {e}"));
            let expected = case.decode()(&absent).unwrap_or_else(|e| panic!("{case} at {place}: {e}"));
            assert_eq!(without_nulls(&decoded.json), without_nulls(&expected.json), "{case} at {place}");
        }
    }
}
