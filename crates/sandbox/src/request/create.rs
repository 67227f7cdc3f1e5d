//! `createAccessRequest`: judges what was sent with the rules the widget uses, adds what only the server can know, and
//! queues the rest. It answers 202 before anything was looked up in earnest.

use std::collections::{BTreeMap, BTreeSet};

use request_center_models::id::ItemId;
use request_center_models::moment::Moment;
use request_center_models::rule::{Facts, check_request};
use request_center_models::wire::access_request::{
    AccessRequest, AccessRequestResponse, RequestedForItems, RequestedItem as SentItem,
};
use request_center_models::wire::reference::{ItemType, RequestType};
use rusqlite::{OptionalExtension, Transaction, params};

use super::enqueue::{NewItem, NewRequest, enqueue};
use super::outcome::Outcome;
use super::sent::{all_items, by_person, json, submit_key, tracking};
use super::{grant, revoke};
use crate::catalog::Item;
use crate::clock::{self, Millis};
use crate::error::Error;
use crate::options::Settings;
use crate::person::Person;
use crate::token::Caller;
use crate::{identifier, setting, tally};

/// `createAccessRequest` at the virtual time `now`.
pub fn create_access_request(
    tx: &Transaction<'_>,
    caller: &Caller,
    body: &AccessRequest,
    now: Millis,
    settings: &Settings,
) -> Result<AccessRequestResponse, Error> {
    let requester = caller.person()?;
    let config = setting::current(tx)?;
    let sent = by_person(body);
    let mut items = BTreeMap::new();
    for id in all_items(body).filter_map(|item| item.id.as_ref()) {
        if let Some(item) = Item::find(tx, id.as_str())? {
            items.insert(id.as_str(), item);
        }
    }
    let comment_required = items
        .values()
        .filter(|item| {
            item.comment_required || item.kind == "ENTITLEMENT" && config.entitlement_comment_required()
        })
        .map(|item| item.id.as_str().into())
        .collect();
    let facts = Facts {
        comment_required,
        entitlements: setting::entitlement_limits(tx)?,
        ends: revoke::ends(tx, body, settings)?,
    };
    check_request(body, &facts, clock::instant(now)).map_err(|violations| Error::violations(&violations))?;
    if body.requested_for_with_requested_items.iter().flatten().any(is_machine) {
        let sentence = "Machine identity access requests are not licensed here";
        return Err(Error::Forbidden(sentence.to_owned()));
    }

    let request_type = body.request_type.clone().unwrap_or(RequestType::Grant);
    if config.approvals_must_be_external.flatten().unwrap_or(false) && !requester.is_admin() {
        return Err(Error::Forbidden(
            "Access requests are made outside of this service (approvalsMustBeExternal)".to_owned(),
        ));
    }
    for (recipient, _) in &sent {
        let Some(recipient) = Person::find(tx, recipient)? else {
            let sentence = format!("There is no identity \"{recipient}\"");
            return Err(Error::rule("recipient.not_found", sentence));
        };
        if request_type == RequestType::Revoke {
            revoke::may_ask(requester, &recipient, &sent, settings.self_revocation)?;
        } else {
            grant::may_ask(requester, &recipient, &config)?;
        }
    }
    known_items(&sent, &items, &request_type)?;
    if request_type != RequestType::Revoke {
        grant::judge(tx, requester, &sent, &items, (now, settings.late_refusals))?;
    } else if !settings.late_refusals {
        revoke::judge(tx, &sent, &items, now)?;
    }

    let key = submit_key(body, &sent);
    let mut answer =
        AccessRequestResponse { new_requests: Some(Vec::new()), existing_requests: Some(Vec::new()) };
    for (recipient, wanted) in &sent {
        let mut fresh: Vec<&SentItem> = Vec::new();
        let mut existing: BTreeMap<String, Vec<&SentItem>> = BTreeMap::new();
        for item in wanted.iter().copied() {
            let old = match settings.repeats_unnoticed {
                true => None,
                false => under_way(tx, recipient, item, request_type.as_str())?,
            };
            match old {
                Some(old) => existing.entry(old).or_default().push(item),
                None if fresh.iter().any(|other| is_same(other, item)) => {}
                None => fresh.push(item),
            }
        }
        for (old, items) in existing {
            answer.existing_requests.get_or_insert_default().push(tracking(recipient, &items, old));
        }
        if fresh.is_empty() {
            continue;
        }
        let new = NewRequest {
            id: identifier::new()?,
            requester: &requester.id,
            recipient,
            request_type: request_type.as_str(),
            metadata: json(body.client_metadata.as_ref())?,
            seeded: false,
            duplicates_hidden: settings.duplicates_hidden,
        };
        let mut rows = Vec::new();
        for item in &fresh {
            let found = item.id.as_ref().and_then(|id| items.get(id.as_str()));
            rows.extend(found.map(|found| new_item(found, item)).transpose()?);
        }
        enqueue(tx, &new, &rows, now, settings.queue())?;
        tally::count(tx, tally::CREATE, &new.id, key.as_deref(), rows.len())?;
        answer.new_requests.get_or_insert_default().push(tracking(recipient, &fresh, new.id));
    }
    Ok(answer)
}

fn known_items(
    sent: &[(&str, Vec<&SentItem>)],
    items: &BTreeMap<&str, Item>,
    request_type: &RequestType,
) -> Result<(), Error> {
    let mut broken = Vec::new();
    let mut seen = BTreeSet::new();
    for item in sent.iter().flat_map(|(_, items)| items) {
        let Some(id) = item.id.as_ref().filter(|id| seen.insert(id.as_str())) else { continue };
        let kind = item.r#type.as_ref().map_or("", ItemType::as_str);
        match items.get(id.as_str()).filter(|found| found.kind == kind) {
            None => {
                broken
                    .push(("item.not_found".to_owned(), format!("There is no {kind} with the id \"{id}\"")));
            }
            Some(found) if !found.requestable && *request_type == RequestType::Grant => {
                let sentence = format!("{} cannot be requested", found.name);
                broken.push(("item.not_requestable".to_owned(), sentence));
            }
            Some(_) => {}
        }
    }
    if broken.is_empty() { Ok(()) } else { Err(Error::Rules(broken)) }
}

/// The access request that asks for the same already and is not over.
fn under_way(
    tx: &Transaction<'_>,
    recipient: &str,
    item: &SentItem,
    request_type: &str,
) -> Result<Option<String>, Error> {
    let mut statement = tx.prepare_cached(
        "SELECT request.id FROM requested_item JOIN request ON request.id = requested_item.request_id \
         WHERE requested_item.item_id = ?1 AND requested_item.stage <> 'DONE' AND request.recipient_id = ?2 \
         AND requested_item.request_type = ?3 AND (?4 IS NULL OR coalesce(requested_item.assignment_id, ?4) = ?4) \
         AND (?5 IS NULL OR coalesce(requested_item.native_identity, ?5) = ?5) \
         ORDER BY requested_item.created LIMIT 1",
    )?;
    let id = item.id.as_ref().map(ItemId::as_str);
    let values = params![id, recipient, request_type, item.assignment_id, grant::account(item)];
    Ok(statement.query_row(values, |row| row.get(0)).optional()?)
}

fn is_machine(one: &RequestedForItems) -> bool {
    one.identity_type.as_deref() == Some("MACHINE")
}

/// True if both ask for the very same.
fn is_same(one: &SentItem, other: &SentItem) -> bool {
    one.id == other.id
        && one.assignment_id == other.assignment_id
        && grant::account(one) == grant::account(other)
}

fn new_item(item: &Item, sent: &SentItem) -> Result<NewItem, Error> {
    let millis = |date: Option<&Moment>| date.and_then(Moment::instant).map(clock::millis);
    Ok(NewItem {
        item: item.clone(),
        outcome: Outcome::parse(&item.outcome).unwrap_or_default(),
        comment: sent.comment.clone().filter(|comment| !comment.trim().is_empty()),
        metadata: json(sent.client_metadata.as_ref())?,
        start_date: millis(sent.start_date.as_ref()),
        remove_date: millis(sent.remove_date.as_ref()),
        assignment_id: sent.assignment_id.clone().filter(|id| !id.is_empty()),
        native_identity: grant::account(sent).map(str::to_owned),
        form_instance_id: sent.form_instance_id.clone(),
    })
}
