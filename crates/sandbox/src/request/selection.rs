//! `loadAccountSelections`: the accounts that can be chosen for each person and item before a grant. It changes nothing.

use request_center_models::rule::{Facts, check_request};
use request_center_models::wire::access_request::AccessRequest;
use request_center_models::wire::accounts_selection::{
    AccountInfo, AccountsSelectionResponse, IdentityAccountSelections, ItemAccountSelections,
    SourceAccountSelections,
};
use request_center_models::wire::reference::ItemType;
use rusqlite::Transaction;

use super::grant;
use super::sent::{all_items, by_person};
use crate::catalog::Item;
use crate::clock::{self, Millis};
use crate::error::Error;
use crate::holding::{self, Holding};
use crate::person::Person;
use crate::setting;
use crate::token::Caller;

/// The most items one call may ask about.
const MOST_ITEMS: usize = 25;

/// `loadAccountSelections`, for whoever may ask for these people.
pub fn load_account_selections(
    tx: &Transaction<'_>,
    caller: &Caller,
    body: &AccessRequest,
    now: Millis,
) -> Result<AccountsSelectionResponse, Error> {
    let requester = caller.person()?;
    check_request(body, &Facts::default(), clock::instant(now))
        .map_err(|violations| Error::violations(&violations))?;
    if all_items(body).count() > MOST_ITEMS {
        let sentence = format!("Accounts can be selected for at most {MOST_ITEMS} items");
        return Err(Error::rule("selection.items_limit", sentence));
    }
    let config = setting::current(tx)?;
    let mut identities = Vec::new();
    for (id, wanted) in by_person(body) {
        let Some(person) = Person::find(tx, id)? else {
            return Err(Error::rule("recipient.not_found", format!("There is no identity \"{id}\"")));
        };
        grant::may_ask(requester, &person, &config)?;
        let mut items = Vec::new();
        for sent in wanted {
            let id = sent.id.clone().unwrap_or_default();
            let Some(item) = Item::find(tx, id.as_str())? else {
                return Err(Error::rule("item.not_found", format!("There is no item with the id \"{id}\"")));
            };
            items.push(of_item(tx, &person, item)?);
        }
        let has_choice = |item: &ItemAccountSelections| {
            let mut sources = item.sources.iter().flatten();
            sources.any(|source| source.accounts.as_ref().is_some_and(|accounts| accounts.len() > 1))
        };
        identities.push(IdentityAccountSelections {
            r#type: Some("IDENTITY".to_owned()),
            id: Some(person.id.as_str().into()),
            name: Some(person.name),
            accounts_selection_required: Some(items.iter().any(has_choice)),
            requested_items: Some(items),
        });
    }
    Ok(AccountsSelectionResponse { identities: Some(identities) })
}

/// The accounts of the person for one item; none for an access profile the person has already.
fn of_item(tx: &Transaction<'_>, person: &Person, item: Item) -> Result<ItemAccountSelections, Error> {
    let blocked = item.kind == "ACCESS_PROFILE" && Holding::find(tx, &person.id, &item.id)?.is_some();
    let mut sources = Vec::new();
    for source in Item::sources(tx, &item.id)?.into_iter().filter(|_| !blocked) {
        let name: String =
            tx.query_row("SELECT name FROM source WHERE id = ?1", [&source], |row| row.get(0))?;
        let accounts = holding::accounts_on(tx, &person.id, &source)?;
        let accounts = accounts.into_iter().map(|account| AccountInfo {
            r#type: Some("ACCOUNT".to_owned()),
            id: Some(holding::account_id(&source, &account)),
            name: Some(account.clone()),
            uuid: None,
            native_identity: Some(account),
        });
        sources.push(SourceAccountSelections {
            r#type: Some("SOURCE".to_owned()),
            name: Some(name),
            accounts: Some(accounts.collect()),
            id: Some(source),
        });
    }
    let reason = "ACCESS_PROFILE_ALREADY_ASSIGNED_TO_AN_ACCOUNT";
    Ok(ItemAccountSelections {
        r#type: Some(ItemType::from(item.kind.as_str())),
        id: Some(item.id.into()),
        name: Some(item.name),
        description: item.description,
        accounts_selection_blocked: Some(blocked),
        accounts_selection_blocked_reason: blocked.then(|| reason.to_owned()),
        sources: Some(sources),
    })
}
