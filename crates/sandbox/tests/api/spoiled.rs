//! Random requests with something wrong: a good body, spoiled in one to three ways. A way may leave it good, or break more than
//! one rule.

use request_center_models::wire::access_request::{AccessRequest, RequestedForItems, RequestedItem};
use request_center_models::wire::reference::{ItemType, RequestType};

use crate::agreement::{Catalog, Thing, in_days, selection};

/// A body with something wrong, most of the time.
pub(crate) fn spoil(catalog: &Catalog, rng: &mut fastrand::Rng) -> AccessRequest {
    let people: Vec<&str> =
        rng.choose_multiple(catalog.people.iter(), 2).iter().map(|(id, _)| id.as_str()).collect();
    let items: Vec<RequestedItem> =
        rng.choose_multiple(catalog.things.iter(), 3).into_iter().map(|thing| item(rng, thing)).collect();
    let mut body = match rng.u8(0..3) {
        0 => AccessRequest {
            requested_for: Some(people.iter().map(|id| (*id).into()).collect()),
            requested_items: Some(items),
            ..AccessRequest::default()
        },
        1 => in_nested_shape(people.iter().map(|id| person(id, items.clone())).collect()),
        _ => AccessRequest {
            request_type: Some(RequestType::Revoke),
            requested_for: Some(vec![people[0].into()]),
            requested_items: Some(items.into_iter().map(removal).collect()),
            ..AccessRequest::default()
        },
    };
    for _ in 0..rng.usize(1..=3) {
        if rng.bool() {
            spoil_item(&mut body, rng);
        } else {
            spoil_whole(&mut body, rng, catalog);
        }
    }
    body
}

fn item(rng: &mut fastrand::Rng, thing: &Thing) -> RequestedItem {
    RequestedItem {
        r#type: Some(thing.kind.clone()),
        id: Some(thing.id.as_str().into()),
        comment: rng.bool().then(|| "For the audit.".to_owned()),
        remove_date: rng.bool().then(|| in_days(rng.i64(2..60))),
        ..RequestedItem::default()
    }
}

fn removal(item: RequestedItem) -> RequestedItem {
    RequestedItem { remove_date: None, ..item }
}

fn person(id: &str, items: Vec<RequestedItem>) -> RequestedForItems {
    RequestedForItems {
        identity_id: Some(id.into()),
        requested_items: Some(items),
        ..RequestedForItems::default()
    }
}

fn in_nested_shape(people: Vec<RequestedForItems>) -> AccessRequest {
    AccessRequest { requested_for_with_requested_items: Some(people), ..AccessRequest::default() }
}

fn items(body: &mut AccessRequest) -> Vec<&mut RequestedItem> {
    let nested = body.requested_for_with_requested_items.iter_mut().flatten();
    let nested = nested.flat_map(|person| person.requested_items.iter_mut().flatten());
    body.requested_items.iter_mut().flatten().chain(nested).collect()
}

fn spoil_item(body: &mut AccessRequest, rng: &mut fastrand::Rng) {
    let is_removal = body.request_type == Some(RequestType::Revoke);
    let mut all = items(body);
    let Some(at) = (0..all.len()).nth(rng.usize(0..all.len().max(1))) else { return };
    let item = &mut *all[at];
    match rng.u8(0..14) {
        0 => item.id = rng.bool().then(|| " ".into()),
        1 => item.r#type = rng.bool().then(|| ItemType::from("APPLICATION")),
        2 => item.comment = None,
        3 => item.comment = Some("\u{1f6a2}".repeat(4001)),
        4 => item.remove_date = Some("31.12.".into()),
        5 => item.remove_date = Some(in_days(-2)),
        6 => item.start_date = Some("".into()),
        7 => item.start_date = Some(in_days(-1)),
        8 => item.start_date = Some(in_days(1)),
        // A removal's date may lie after the end only the service knows.
        9 | 10 if is_removal => item.remove_date = Some(in_days(-9)),
        9 => (item.start_date, item.remove_date) = (Some(in_days(5)), Some(in_days(4))),
        10 => item.remove_date = rng.bool().then(|| in_days(40)),
        11 => item.account_selection = Some(vec![selection("s", "a"), selection("s", "b")]),
        12 => item.account_selection = Some(vec![selection("s", " ")]),
        _ => item.form_instance_id = Some(String::new()),
    }
}

fn spoil_whole(body: &mut AccessRequest, rng: &mut fastrand::Rng, catalog: &Catalog) {
    let is_nested = body.requested_for_with_requested_items.is_some();
    let entitlements = |count: usize| -> Vec<RequestedItem> {
        let all = catalog.things.iter().filter(|thing| thing.kind == ItemType::Entitlement);
        let one = |thing: &Thing| RequestedItem {
            r#type: Some(ItemType::Entitlement),
            id: Some(thing.id.as_str().into()),
            comment: Some("For the audit.".to_owned()),
            ..RequestedItem::default()
        };
        all.take(count).map(one).collect()
    };
    let many = || catalog.people.iter().take(11).map(|(id, _)| id.as_str());
    match rng.u8(0..9) {
        0 if is_nested => *body = in_nested_shape(vec![person("p", Vec::new())]),
        0 => body.requested_items = rng.bool().then(Vec::new),
        1 if is_nested => {
            *body =
                in_nested_shape(vec![RequestedForItems { identity_id: None, ..person("", entitlements(1)) }]);
        }
        1 => body.requested_for = if rng.bool() { Some(vec!["".into()]) } else { None },
        2 if is_nested => *body = in_nested_shape(vec![person("p", entitlements(26))]),
        2 => body.requested_items = Some(entitlements(26)),
        3 if is_nested => *body = in_nested_shape(many().map(|id| person(id, entitlements(1))).collect()),
        3 => body.requested_for = Some(many().map(Into::into).collect()),
        4 => body.request_type = Some(RequestType::from("LEND_ACCESS")),
        5 => {
            body.request_type = Some(RequestType::Revoke);
            items(body).into_iter().for_each(|item| item.remove_date = None);
        }
        6 if is_nested => body.requested_items = Some(Vec::new()),
        6 => body.requested_for_with_requested_items = Some(vec![person("p", entitlements(1))]),
        7 => body.requested_for = Some(many().take(2).map(Into::into).collect()),
        _ => {
            for (at, one) in body.requested_for_with_requested_items.iter_mut().flatten().enumerate() {
                one.identity_type = (at == 0).then(|| ["MACHINE", "ROBOT"][rng.usize(0..2)].to_owned());
            }
        }
    }
}
