//! The checks of a grant only the server can make: for whom one may ask, what an item is reserved for or asks for, and whether a
//! chosen account is the person's.

use std::collections::BTreeMap;

use request_center_models::moment::Moment;
use request_center_models::wire::access_request::{AccountSelection, RequestedItem as SentItem};
use request_center_models::wire::config::{AccessRequestConfig, RequestOnBehalfOfConfig};
use rusqlite::Transaction;

use super::sent::Sent;
use crate::catalog::Item;
use crate::clock::{self, Millis};
use crate::error::Error;
use crate::holding;
use crate::person::Person;

/// Refuses to ask for others beyond what the configuration allows; administrators are no exception.
pub(super) fn may_ask(
    requester: &Person,
    recipient: &Person,
    config: &AccessRequestConfig,
) -> Result<(), Error> {
    let RequestOnBehalfOfConfig {
        allow_request_on_behalf_of_anyone_by_anyone: anyone,
        allow_request_on_behalf_of_employee_by_manager: by_manager,
        ..
    } = config.request_on_behalf_of_config.clone().flatten().unwrap_or_default();
    let manages = recipient.manager_id.as_deref() == Some(requester.id.as_str());
    let allowed = requester.id == recipient.id
        || anyone.flatten().unwrap_or(false)
        || manages && by_manager.flatten().unwrap_or(false);
    if allowed {
        return Ok(());
    }
    Err(Error::Forbidden(format!("You may not make this request for {}", recipient.name)))
}

/// Refuses items that are reserved for others and accounts that are not the person's. Unless `late`, dates an item does not
/// allow are refused too; else they are found out after the queue.
pub(super) fn judge(
    tx: &Transaction<'_>,
    requester: &Person,
    sent: &Sent<'_>,
    items: &BTreeMap<&str, Item>,
    (now, late): (Millis, bool),
) -> Result<(), Error> {
    let mut broken = Vec::new();
    for (person, wanted) in sent {
        for sent in wanted {
            let Some(item) = sent.id.as_ref().and_then(|id| items.get(id.as_str())) else { continue };
            if !item.config.is_open_to(&requester.id) {
                let sentence = format!("{} is not available to you", item.name);
                broken.push(("item.segmented".to_owned(), sentence));
            }
            if !late && let Some(rule) = broken_date(item, sent, now) {
                broken.push((rule.code().to_owned(), format!("{}: {rule}", item.name)));
            }
            if let Some((code, what)) = unknown_account(tx, person, item, sent)? {
                broken.push((code.to_owned(), format!("{}: {what}", item.name)));
            }
        }
    }
    // Several people may break the same rule with the same item.
    broken.sort();
    broken.dedup();
    if broken.is_empty() { Ok(()) } else { Err(Error::Rules(broken)) }
}

fn broken_date(item: &Item, sent: &SentItem, now: Millis) -> Option<request_center_models::rule::Rule> {
    let instant = |date: &Option<Moment>| date.as_ref().and_then(Moment::instant);
    item.config.broken(instant(&sent.start_date), instant(&sent.remove_date), clock::instant(now))
}

/// The account selection that names a source the item is not on, or an account the person does not have there.
fn unknown_account(
    tx: &Transaction<'_>,
    person: &str,
    item: &Item,
    sent: &SentItem,
) -> Result<Option<(&'static str, String)>, Error> {
    let Some(selections) = sent.account_selection.as_deref().filter(|all| !all.is_empty()) else {
        return Ok(None);
    };
    let sources = Item::sources(tx, &item.id)?;
    for selection in selections {
        let source = selection.source_id.as_deref().unwrap_or_default();
        if !sources.iter().any(|one| one == source) {
            return Ok(Some((
                "item.account_source_unknown",
                format!("it is not on the source \"{source}\""),
            )));
        }
        let accounts = holding::accounts_on(tx, person, source)?;
        let name = account_name(selection).unwrap_or_default();
        if !accounts.iter().any(|account| account == name) {
            let sentence = format!("the identity has no account \"{name}\" on that source");
            return Ok(Some(("item.account_unknown", sentence)));
        }
    }
    Ok(None)
}

/// The account an item names: the one of a removal, else the first one chosen for a grant.
pub(super) fn account(sent: &SentItem) -> Option<&str> {
    let removal = sent.native_identity.as_deref().filter(|account| !account.is_empty());
    removal.or_else(|| sent.account_selection.iter().flatten().find_map(account_name))
}

fn account_name(selection: &AccountSelection) -> Option<&str> {
    selection.accounts.iter().flatten().find_map(|account| account.native_identity.as_deref())
}
