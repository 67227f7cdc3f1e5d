//! The official descriptions, where they are at hand: the table of operations is theirs, and each of their examples decodes.
//! They are read from the folder named by `REQUEST_CENTER_API_DESCRIPTIONS`; without it these checks say that they are
//! skipped and do nothing. Only the families described in JSON are read: v3, beta and the newest.

mod example;

use crate::bodies::{self, Decode};
use crate::walk::without_nulls;
use example::{Described, Sample};
use request_center_models::operation::{Family, Method, Operation};
use request_center_models::wire::access_request::{CompletionStatus, ExecutionStatus};
use request_center_models::wire::approval::{ApprovalAction, ReassignmentType};
use request_center_models::wire::catalog::ItemRequestStatus;
use request_center_models::wire::identity::IdentityState;
use request_center_models::wire::reference::{ItemType, RequestType};
use request_center_models::wire::status::{
    ApprovalScheme, ApprovalStatus, PhaseResult, PhaseState, RequestState,
};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::PathBuf;

const FILES: [(Family, &str); 3] = [
    (Family::V3, "isc-openapi-v3.json"),
    (Family::Beta, "isc-openapi-beta.json"),
    (Family::Service, "isc-openapi.json"),
];

/// Examples that contradict their own schema: the place's last name, and what is wrong with it.
const DEFECTS: [(&str, &str); 3] = [
    ("requestedFor", "a list of ids whose example is one id"),
    ("requestedItemsDetails", "a list of objects whose example is a text"),
    ("errorMessages[]", "a list of messages whose example is one message"),
];

/// Written past the test harness, which would keep the words of a passed test to itself.
fn say(words: &str) {
    let mut out = std::io::stdout().lock();
    out.write_all(format!("{words}\n").as_bytes()).unwrap();
}

fn descriptions(test: &str) -> Vec<(Family, Described)> {
    let Some(folder) = std::env::var_os("REQUEST_CENTER_API_DESCRIPTIONS").map(PathBuf::from) else {
        say(&format!(
            "skipped: {test} (REQUEST_CENTER_API_DESCRIPTIONS names no folder with the descriptions)"
        ));
        return Vec::new();
    };
    let read =
        |name: &str| std::fs::read_to_string(folder.join(name)).unwrap_or_else(|e| panic!("{name}: {e}"));
    FILES.map(|(family, name)| (family, Described(serde_json::from_str(&read(name)).unwrap()))).into()
}

/// Method and path of every operation a description has, with its id and whether it wants the experimental header.
fn operations(described: &Described) -> BTreeMap<String, (String, bool)> {
    let mut found = BTreeMap::new();
    for (path, methods) in described.0["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let Some(id) = operation["operationId"].as_str() else { continue };
            let parameters = operation["parameters"].as_array().into_iter().flatten();
            let experimental = parameters.map(|p| described.followed(p)).any(|p| {
                p["required"] == true && p["name"].as_str().is_some_and(|n| n.ends_with("-Experimental"))
            });
            let pieces = path.split('/').map(|piece| if piece.starts_with('{') { "x" } else { piece });
            let place = format!("{method} {}", pieces.collect::<Vec<_>>().join("/"));
            found.insert(place, (id.to_owned(), experimental));
        }
    }
    found
}

fn place(operation: Operation, family: Family) -> String {
    let method = match operation.method() {
        Method::Get => "get",
        Method::Post => "post",
        Method::Put => "put",
    };
    let path = operation.path(family, &["x", "x"]);
    let base = if family == Family::Service { String::new() } else { format!("/{}", family.as_str()) };
    format!("{method} {}", path.strip_prefix(&base).unwrap())
}

#[test]
fn the_table_of_operations_is_the_one_of_the_descriptions() {
    for (family, described) in descriptions("the table of operations") {
        let found = operations(&described);
        for operation in Operation::ALL.iter().copied() {
            let theirs = found.get(&place(operation, family));
            assert_eq!(theirs.is_some(), operation.exists_in(family), "{operation:?} in {family:?}");
            let Some((id, experimental)) = theirs else { continue };
            let suffix = if family == Family::Service { "V1" } else { "" };
            assert_eq!(*id, format!("{}{suffix}", operation.name()), "{family:?}");
            assert_eq!(*experimental, operation.is_experimental_in(family), "{operation:?} in {family:?}");
        }
    }
}

/// Each body an operation has in a description: what it is, its wire type, its media type object.
fn bodies_of(
    described: &Described,
    operation: Operation,
    family: Family,
) -> Vec<(String, Option<Decode>, Value)> {
    let place = place(operation, family);
    let (method, path) = place.split_once(' ').unwrap();
    let paths = described.0["paths"].as_object().unwrap();
    let same = |theirs: &str| {
        theirs.split('/').count() == path.split('/').count()
            && theirs.split('/').zip(path.split('/')).all(|(a, b)| a == b || (a.starts_with('{') && b == "x"))
    };
    let Some((_, methods)) = paths.iter().find(|(theirs, _)| same(theirs)) else { return Vec::new() };
    let theirs = &methods[method];
    let mut found = Vec::new();
    let request = described.followed(&theirs["requestBody"]);
    if let Some(media) = request.pointer("/content/application~1json") {
        let decode = bodies::request(operation).unwrap_or_else(|| panic!("{operation:?} has a body"));
        found.push(("body".to_owned(), Some(decode), media.clone()));
    }
    for (status, response) in theirs["responses"].as_object().unwrap() {
        let response = described.followed(response);
        let Some(media) = response.pointer("/content/application~1json") else { continue };
        let decode =
            if status.starts_with('2') { bodies::answer(operation) } else { Some(bodies::refusal(status)) };
        found.push((status.clone(), decode, media.clone()));
    }
    found
}

#[test]
fn every_example_of_the_descriptions_decodes_and_encodes_to_an_equal_value() {
    let mut tried = 0;
    let mut defects = BTreeSet::new();
    for (family, described) in descriptions("the examples of the descriptions") {
        for operation in Operation::ALL.iter().copied() {
            for (body, decode, media) in bodies_of(&described, operation, family) {
                let Some(decode) = decode else {
                    let says = described.built(&media["schema"]);
                    assert_eq!(says.as_object().map(serde_json::Map::len), Some(0), "{operation:?} {body}");
                    continue;
                };
                for Sample { place, value } in described.samples(&media) {
                    tried += 1;
                    let problem = match decode(&value) {
                        Ok(decoded) if without_nulls(&decoded.json) == without_nulls(&value) => continue,
                        Ok(_) => "a field was lost".to_owned(),
                        Err(problem) => problem,
                    };
                    let known = DEFECTS.iter().find(|(name, _)| place.rsplit('.').next() == Some(name));
                    let Some((name, _)) = known else {
                        panic!("{family:?} {operation:?} {body}, example at {place:?}: {problem}\n{value:#}")
                    };
                    defects.insert(*name);
                }
            }
        }
    }
    if tried > 0 {
        assert!(tried > 1000, "only {tried} examples were found");
        assert_eq!(defects.len(), DEFECTS.len(), "a defect was mended, drop its exception: met {defects:?}");
        say(&format!("decoded {tried} examples of the descriptions"));
    }
}

fn texts<T: std::fmt::Display>(known: &[T]) -> BTreeSet<String> {
    known.iter().map(T::to_string).collect()
}

#[test]
fn the_known_values_of_open_enumerations_are_those_of_the_descriptions() {
    use Operation::{
        CloseAccessRequest, CreateAccessRequest, GetPublicIdentities, ListAccessRequestStatus,
        ListPendingApprovals, ListRequestableObjects,
    };
    let table = [
        (CreateAccessRequest, "body", "requestType", texts(RequestType::KNOWN)),
        (CreateAccessRequest, "body", "requestedItems[].type", texts(ItemType::KNOWN)),
        (CloseAccessRequest, "body", "executionStatus", texts(ExecutionStatus::KNOWN)),
        (CloseAccessRequest, "body", "completionStatus", texts(CompletionStatus::KNOWN)),
        (ListAccessRequestStatus, "200", "[].state", texts(RequestState::KNOWN)),
        (ListAccessRequestStatus, "200", "[].approvalDetails[].status", texts(ApprovalStatus::KNOWN)),
        (ListAccessRequestStatus, "200", "[].approvalDetails[].scheme", texts(ApprovalScheme::KNOWN)),
        (ListAccessRequestStatus, "200", "[].accessRequestPhases[].state", texts(PhaseState::KNOWN)),
        (ListAccessRequestStatus, "200", "[].accessRequestPhases[].result", texts(PhaseResult::KNOWN)),
        (ListPendingApprovals, "200", "[].actionInProcess", texts(ApprovalAction::KNOWN)),
        (ListPendingApprovals, "200", "[].forwardHistory[].reassignmentType", texts(ReassignmentType::KNOWN)),
        (ListRequestableObjects, "200", "[].requestStatus", texts(ItemRequestStatus::KNOWN)),
        (GetPublicIdentities, "200", "[].identityState", texts(IdentityState::KNOWN)),
    ];
    for (family, described) in descriptions("the values of enumerations") {
        for (operation, body, place, ours) in &table {
            if !operation.exists_in(family) {
                continue;
            }
            let all = bodies_of(&described, *operation, family);
            let (_, _, media) = all.iter().find(|(name, ..)| name == body).unwrap();
            let theirs = described.values(&media["schema"], place);
            assert_eq!(theirs, *ours, "{family:?} {operation:?} {place}");
        }
    }
}
