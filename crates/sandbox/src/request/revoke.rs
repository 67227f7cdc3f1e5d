//! The checks of a removal only the server can make: whose access it is, how it was given, when it ends.

use std::collections::BTreeMap;

use request_center_models::cancel::Viewer;
use request_center_models::holding::RemovalBlocked;
use request_center_models::moment::Moment;
use request_center_models::wire::access_request::{AccessRequest, RequestedItem as SentItem};
use request_center_models::wire::identity::PublicIdentity;
use request_center_models::wire::reference::{ItemType, OwnerRef, RequestType};
use rusqlite::Transaction;

use super::sent::Sent;
use crate::catalog::Item;
use crate::clock::{self, Millis, moment};
use crate::error::Error;
use crate::holding::Holding;
use crate::options::Settings;
use crate::person::Person;

/// The ends that what is to be removed has already, item by item; empty for anything but a removal judged at once.
pub(super) fn ends(
    tx: &Transaction<'_>,
    body: &AccessRequest,
    settings: &Settings,
) -> Result<Vec<Option<Moment>>, Error> {
    let mut ends = Vec::new();
    let person = body.requested_for.iter().flatten().next();
    if body.request_type == Some(RequestType::Revoke)
        && !settings.late_refusals
        && let Some(person) = person
    {
        for item in body.requested_items.iter().flatten() {
            let held = meant(tx, person.as_str(), item)?;
            ends.push(held.and_then(|held| held.remove_date).map(moment));
        }
    }
    Ok(ends)
}

/// The access of the person that an item of the body means.
fn meant(tx: &Transaction<'_>, person: &str, item: &SentItem) -> Result<Option<Holding>, Error> {
    let named = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
    let id = item.id.clone().unwrap_or_default();
    let (assignment, account) = (named(&item.assignment_id), named(&item.native_identity));
    Holding::meant(tx, person, id.as_str(), assignment.as_deref(), account.as_deref())
}

fn refused(reason: RemovalBlocked) -> Error {
    Error::rule(reason.code(), reason.to_string())
}

/// True if the requester may have access of that person removed: managers and administrators may, and for oneself the
/// setting decides, of roles and access profiles alone.
pub(super) fn may_ask(
    requester: &Person,
    recipient: &Person,
    sent: &Sent<'_>,
    own_allowed: bool,
) -> Result<(), Error> {
    let viewer = Viewer {
        id: requester.id.as_str().into(),
        name: requester.name.clone(),
        authorities: requester.authorities.clone(),
    };
    let manager = recipient.manager_id.as_deref();
    let person = PublicIdentity {
        id: Some(recipient.id.as_str().into()),
        manager: manager.map(|id| OwnerRef::identity(id.into(), "")),
        ..PublicIdentity::default()
    };
    let mut items = sent.iter().flat_map(|(_, items)| items);
    let entitlement = items.any(|item| item.r#type == Some(ItemType::Entitlement));
    match viewer.removal_blocked(&person, own_allowed && !entitlement) {
        None => Ok(()),
        Some(RemovalBlocked::NotReport) => Err(Error::Forbidden(RemovalBlocked::NotReport.to_string())),
        Some(reason) => Err(refused(reason)),
    }
}

/// Refuses what was not given by a request, and what does not say which of several accounts is meant. What is not held at
/// all is found out after the queue, as a duplicate is.
pub(super) fn judge(
    tx: &Transaction<'_>,
    sent: &Sent<'_>,
    items: &BTreeMap<&str, Item>,
    now: Millis,
) -> Result<(), Error> {
    let mut broken = Vec::new();
    for (person, wanted) in sent {
        for sent in wanted {
            let Some(item) = sent.id.as_ref().and_then(|id| items.get(id.as_str())) else { continue };
            let all = Holding::all(tx, person, &item.id)?;
            let Some(held) = meant(tx, person, sent)? else {
                if !all.is_empty() {
                    let sentence =
                        format!("The identity does not have {} by that assignment or account", item.name);
                    broken.push(("revoke.target_not_found".to_owned(), sentence));
                }
                continue;
            };
            if let Some(reason) = held.as_held(&item.kind, &item.name).removal_blocked(clock::instant(now)) {
                broken.push((reason.code().to_owned(), format!("{}: {reason}", item.name)));
            } else if all.len() > 1 && sent.native_identity.is_none() {
                let sentence = format!(
                    "The identity has {} by several accounts; nativeIdentity must name one",
                    item.name
                );
                broken.push(("revoke.account_required".to_owned(), sentence));
            }
        }
    }
    if broken.is_empty() { Ok(()) } else { Err(Error::Rules(broken)) }
}
