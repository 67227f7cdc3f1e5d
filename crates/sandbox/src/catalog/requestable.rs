//! `listRequestableObjects`: roles and access profiles, and what each is to one person.

use request_center_models::operation::Family;
use request_center_models::wire::catalog::{ItemRequestStatus, RequestableObject};
use request_center_models::wire::reference::{ItemType, OwnerRef};
use rusqlite::types::Value;
use rusqlite::{Row, Transaction};

use super::item_config::OPEN_TO;
use crate::clock::moment;
use crate::collection::{Condition, Field, Operator, Page, Parameters};
use crate::error::Error;
use crate::listing::{Listing, list};
use crate::person::Person;
use crate::token::Caller;

const FIELDS: &[Field] = &[
    Field::text("id", "item.id", &[Operator::Eq, Operator::In]),
    Field::text("name", "item.name", &[Operator::Eq, Operator::In, Operator::Sw]).sortable(),
];

const PARAMETERS: &[&str] =
    &["identity-id", "types", "term", "statuses", "limit", "offset", "count", "filters", "sorters"];

const COLUMNS: &str = "item.id, item.name, item.description, item.kind, item.created, item.modified, \
    item.comment_required, owner.id, owner.name, owner.email, holding.person_id IS NOT NULL, pending.request_id";

/// Rows under way for one person, one per item; then what that person holds.
const FOR_PERSON: &str = "item JOIN person AS owner ON owner.id = item.owner_id \
    LEFT JOIN holding ON holding.item_id = item.id AND holding.person_id = ? \
    LEFT JOIN (SELECT requested_item.item_id, min(requested_item.request_id) AS request_id \
        FROM requested_item JOIN request ON request.id = requested_item.request_id \
        WHERE request.recipient_id = ? AND requested_item.stage IN ('APPROVAL', 'SETUP', 'VERIFY') \
        AND requested_item.request_type <> 'REVOKE_ACCESS' GROUP BY requested_item.item_id) AS pending \
    ON pending.item_id = item.id";

/// `listRequestableObjects`. `strict` refuses other people's ids to plain users, as the description says; without it
/// they are served, as was observed live.
pub fn list_requestable_objects(
    tx: &Transaction<'_>,
    _family: Family,
    caller: &Caller,
    parameters: &Parameters,
    strict: bool,
) -> Result<Listing<RequestableObject>, Error> {
    parameters.only(PARAMETERS)?;
    let person = person(tx, caller, parameters, strict)?;
    // With `term` the service ignores `filters`, even wrong ones.
    let term = parameters.text("term")?;
    let page = match term {
        Some(_) => Page::unfiltered(parameters, FIELDS)?,
        None => Page::read(parameters, FIELDS)?,
    };
    let mut conditions = vec![Condition::plain("item.requestable = 1"), types(parameters)?];
    if let Some(term) = term {
        conditions.push(Condition::with(
            "instr(fold(item.name), fold(?)) > 0 OR instr(fold(item.description), fold(?)) > 0",
            &[term, term],
        ));
    }
    // The segments are those of whoever asks; without a person it is an administrator's look at the whole catalog.
    if let (Some(_), Some(asking)) = (&person, &caller.person) {
        conditions.push(Condition::with(OPEN_TO, &[&asking.id]));
    }
    conditions.extend(statuses(parameters, person.is_some())?);
    let id = person.as_ref().map_or("", |person| person.id.as_str());
    let from = Condition::with(FOR_PERSON, &[id, id]);
    let order = "fold(item.name), item.id";
    list(tx, COLUMNS, from, Condition::all(conditions), &page, order, |row| object(row, person.is_some()))
}

fn person(
    tx: &Transaction<'_>,
    caller: &Caller,
    parameters: &Parameters,
    strict: bool,
) -> Result<Option<Person>, Error> {
    let Some(asked) = parameters.text("identity-id")? else {
        if caller.is_admin() {
            return Ok(None);
        }
        return Err(Error::Forbidden("Only administrators may leave out identity-id".to_owned()));
    };
    if asked == "me" {
        return caller.person().cloned().map(Some);
    }
    let own = caller.person.as_ref().is_some_and(|person| person.id == asked);
    if strict && !own && !caller.is_admin() {
        return Err(Error::Forbidden("identity-id must be \"me\" or the caller's own id".to_owned()));
    }
    match Person::find(tx, asked)? {
        Some(person) => Ok(Some(person)),
        None => Err(Error::Query(format!("identity-id: there is no identity \"{asked}\""))),
    }
}

fn types(parameters: &Parameters) -> Result<Condition, Error> {
    let asked = parameters.list("types").unwrap_or_else(|| vec!["ROLE", "ACCESS_PROFILE"]);
    for one in &asked {
        match *one {
            "ROLE" | "ACCESS_PROFILE" => {}
            "ENTITLEMENT" | "ATTRIBUTE" => {
                return Err(Error::Query(
                    "ATTRIBUTE and ENTITLEMENT request object types are not supported!".to_owned(),
                ));
            }
            other => {
                return Err(Error::Query(format!(
                    "types: \"{other}\" is not supported, only ROLE, ACCESS_PROFILE"
                )));
            }
        }
    }
    let values: Vec<Value> = asked.iter().map(|one| Value::from((*one).to_owned())).collect();
    Ok(Condition { sql: format!("item.kind IN ({})", vec!["?"; values.len()].join(", ")), values })
}

fn statuses(parameters: &Parameters, annotated: bool) -> Result<Option<Condition>, Error> {
    let Some(asked) = parameters.list("statuses") else { return Ok(None) };
    if !annotated {
        return Err(Error::Query("statuses: needs identity-id".to_owned()));
    }
    let mut wanted = Vec::new();
    for one in asked {
        wanted.push(match one {
            "PENDING" => "pending.request_id IS NOT NULL",
            "ASSIGNED" => "(pending.request_id IS NULL AND holding.person_id IS NOT NULL)",
            "AVAILABLE" => "(pending.request_id IS NULL AND holding.person_id IS NULL)",
            other => {
                let known = "AVAILABLE, PENDING, ASSIGNED";
                return Err(Error::Query(format!("statuses: \"{other}\" is not supported, only {known}")));
            }
        });
    }
    Ok(Some(Condition::plain(wanted.join(" OR "))))
}

fn object(row: &Row<'_>, annotated: bool) -> rusqlite::Result<RequestableObject> {
    let kind: String = row.get(3)?;
    let (held, pending): (bool, Option<String>) = (row.get(10)?, row.get(11)?);
    let status = match (&pending, held) {
        (Some(_), _) => ItemRequestStatus::Pending,
        (None, true) => ItemRequestStatus::Assigned,
        (None, false) => ItemRequestStatus::Available,
    };
    let owner: String = row.get(7)?;
    Ok(RequestableObject {
        id: Some(row.get::<_, String>(0)?.into()),
        name: row.get(1)?,
        description: row.get(2)?,
        r#type: Some(ItemType::from(kind.as_str())),
        created: Some(moment(row.get(4)?)),
        modified: row.get::<_, Option<i64>>(5)?.map(moment),
        request_comments_required: row.get(6)?,
        owner_ref: Some(OwnerRef {
            email: row.get(9)?,
            ..OwnerRef::identity(owner.into(), row.get::<_, String>(8)?)
        }),
        request_status: annotated.then_some(status),
        identity_request_id: pending.filter(|_| annotated).map(Into::into),
    })
}
