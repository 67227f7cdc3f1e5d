//! Parts of a row that requesters and approvers see alike.

use request_center_models::wire::approval::RequestedAccount;
use request_center_models::wire::reference::{ClientMetadata, OwnerRef};
use rusqlite::{OptionalExtension, Transaction};

use super::record::RequestedItem;
use crate::error::Error;
use crate::person::Person;

/// A person by reference, nameless where nobody has the id.
pub(crate) fn reference(tx: &Transaction<'_>, id: &str) -> Result<OwnerRef, Error> {
    Ok(match Person::find(tx, id)? {
        Some(person) => person.reference(),
        None => OwnerRef::identity(id.into(), ""),
    })
}

/// The account a row names.
pub(crate) fn accounts(row: &RequestedItem) -> Option<Vec<RequestedAccount>> {
    let name = row.native_identity.as_ref()?;
    Some(vec![RequestedAccount {
        name: Some(name.clone()),
        r#type: Some("ACCOUNT".to_owned()),
        account_id: Some(name.clone()),
        ..RequestedAccount::default()
    }])
}

/// The metadata of the request, overlaid by that of the item.
pub(crate) fn metadata(tx: &Transaction<'_>, row: &RequestedItem) -> Result<Option<ClientMetadata>, Error> {
    let of_request: Option<Option<String>> = tx
        .prepare_cached("SELECT metadata FROM request WHERE id = ?1")?
        .query_row([&row.request_id], |row| row.get(0))
        .optional()?;
    let mut all = ClientMetadata::default();
    let mut any = false;
    for text in [of_request.flatten().as_ref(), row.metadata.as_ref()].into_iter().flatten() {
        all.extend(serde_json::from_str::<ClientMetadata>(text)?);
        any = true;
    }
    Ok(any.then_some(all))
}
