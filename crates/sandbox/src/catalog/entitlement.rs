//! `listEntitlements`: entitlements of every source, requestable or not. The rows carry no request status.

use request_center_models::operation::Family;
use request_center_models::wire::catalog::{Entitlement, EntitlementSource};
use request_center_models::wire::reference::OwnerRef;
use rusqlite::{Row, Transaction};
use serde_json::json;

use super::item_config::OPEN_TO;
use crate::clock::moment;
use crate::collection::{Condition, Field, Operator, Page, Parameters};
use crate::error::Error;
use crate::listing::{Listing, list};
use crate::token::Caller;

const EQUAL: &[Operator] = &[Operator::Eq, Operator::In];
const EQUAL_OR_BEGINS: &[Operator] = &[Operator::Eq, Operator::In, Operator::Sw];
const ORDER: &[Operator] = &[Operator::Gt, Operator::Lt, Operator::Ge, Operator::Le];

const FIELDS: &[Field] = &[
    Field::text("id", "item.id", EQUAL).sortable(),
    Field::text("name", "item.name", EQUAL_OR_BEGINS).sortable(),
    Field::text("type", "'group'", EQUAL).sortable(),
    Field::text("attribute", "item.attribute", EQUAL).sortable(),
    Field::text("value", "item.value", EQUAL_OR_BEGINS).sortable(),
    Field::text("source.id", "item.source_id", EQUAL).sortable(),
    Field::flag("requestable", "item.requestable", &[Operator::Eq]).sortable(),
    Field::instant("created", "item.created", ORDER).sortable(),
    Field::instant("modified", "coalesce(item.modified, item.created)", ORDER).sortable(),
    Field::text("owner.id", "item.owner_id", EQUAL),
];

const PARAMETERS: &[&str] = &["segmented-for-identity", "limit", "offset", "count", "filters", "sorters"];

/// `listEntitlements`, for any token.
pub fn list_entitlements(
    tx: &Transaction<'_>,
    family: Family,
    caller: &Caller,
    parameters: &Parameters,
) -> Result<Listing<Entitlement>, Error> {
    parameters.only(PARAMETERS)?;
    let segmented = parameters.text("segmented-for-identity")?;
    if let Some(asked) = segmented
        && caller.person.as_ref().is_none_or(|person| person.id != asked)
    {
        return Err(Error::Query(format!(
            "segmented-for-identity must be the caller's own identity id, not \"{asked}\""
        )));
    }
    let mut conditions = vec![Condition::plain("item.kind = 'ENTITLEMENT'")];
    if let Some(id) = segmented {
        conditions.push(Condition::with(OPEN_TO, &[id]));
    }
    let page = Page::read(parameters, FIELDS)?;
    let columns = "item.id, item.name, item.description, item.attribute, item.value, item.created, item.modified, \
                   item.privileged, item.requestable, source.id, source.name, owner.id, owner.name";
    let from =
        "item JOIN source ON source.id = item.source_id JOIN person AS owner ON owner.id = item.owner_id";
    list(tx, columns, Condition::plain(from), Condition::all(conditions), &page, "item.id", |row| {
        entitlement(row, family)
    })
}

fn entitlement(row: &Row<'_>, family: Family) -> rusqlite::Result<Entitlement> {
    let (created, modified): (i64, Option<i64>) = (row.get(5)?, row.get(6)?);
    let privileged: bool = row.get(7)?;
    let newest = matches!(family, Family::V2026 | Family::Service);
    let owner: String = row.get(11)?;
    Ok(Entitlement {
        id: Some(row.get::<_, String>(0)?.into()),
        name: row.get(1)?,
        description: row.get(2)?,
        attribute: row.get(3)?,
        value: row.get(4)?,
        source_schema_object_type: Some("group".to_owned()),
        created: Some(moment(created)),
        modified: Some(moment(modified.unwrap_or(created))),
        privileged: (!newest).then_some(privileged),
        privilege_level: newest.then(|| json!({"direct": if privileged { "HIGH" } else { "NONE" }})),
        cloud_governed: Some(false),
        requestable: row.get(8)?,
        source: Some(EntitlementSource {
            id: row.get(9)?,
            r#type: Some("SOURCE".to_owned()),
            name: row.get(10)?,
        }),
        owner: Some(OwnerRef::identity(owner.into(), row.get::<_, String>(12)?)),
        attributes: Some(json!({})),
        direct_permissions: Some(json!([])),
        ..Entitlement::default()
    })
}
