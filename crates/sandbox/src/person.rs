//! People: who exists, who reports to whom, and `getPublicIdentities`. It knows no request.

use request_center_models::operation::Family;
use request_center_models::wire::identity::{IdentityAttribute, IdentityState, PublicIdentity};
use request_center_models::wire::reference::OwnerRef;
use rusqlite::{OptionalExtension, Row, Transaction};

use crate::collection::{Condition, Field, Operator, Page, Parameters};
use crate::error::Error;
use crate::listing::{Listing, list};

/// One identity.
#[derive(Clone, Debug)]
pub struct Person {
    /// Its id.
    pub id: String,
    /// Its user name.
    pub alias: String,
    /// Its display name.
    pub name: String,
    /// Its mail address.
    pub email: String,
    /// The person it reports to.
    pub manager_id: Option<String>,
    /// Its rights, `ORG_ADMIN` for example.
    pub authorities: Vec<String>,
}

const COLUMNS: &str = "id, alias, name, email, manager_id, authorities";

impl Person {
    fn from_row(row: &Row<'_>) -> rusqlite::Result<Person> {
        let authorities: String = row.get(5)?;
        Ok(Person {
            id: row.get(0)?,
            alias: row.get(1)?,
            name: row.get(2)?,
            email: row.get(3)?,
            manager_id: row.get(4)?,
            authorities: serde_json::from_str(&authorities).unwrap_or_default(),
        })
    }

    /// The person with this id.
    pub fn find(tx: &Transaction<'_>, id: &str) -> Result<Option<Person>, Error> {
        let mut statement = tx.prepare_cached(&format!("SELECT {COLUMNS} FROM person WHERE id = ?1"))?;
        Ok(statement.query_row([id], Person::from_row).optional()?)
    }

    /// The person of a client id: a persona, an alias or an identity's id.
    pub fn of_client(tx: &Transaction<'_>, client_id: &str) -> Result<Option<Person>, Error> {
        let persona: Option<String> = tx
            .query_row("SELECT person_id FROM persona WHERE name = ?1", [client_id], |row| row.get(0))
            .optional()?;
        let sql = format!("SELECT {COLUMNS} FROM person WHERE id = ?1 OR (?2 AND alias = ?1)");
        let by_alias = persona.is_none();
        let id = persona.unwrap_or_else(|| client_id.to_owned());
        Ok(tx.query_row(&sql, rusqlite::params![id, by_alias], Person::from_row).optional()?)
    }

    /// The names of all personas, in the order of the alphabet.
    pub fn personas(tx: &Transaction<'_>) -> Result<Vec<String>, Error> {
        let mut statement = tx.prepare("SELECT name FROM persona ORDER BY name")?;
        Ok(statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
    }

    /// True if the person is an administrator.
    pub fn is_admin(&self) -> bool {
        self.authorities.iter().any(|authority| authority == "ORG_ADMIN")
    }

    /// The person as others refer to it.
    pub fn reference(&self) -> OwnerRef {
        OwnerRef::identity(self.id.as_str().into(), &self.name)
    }
}

const FIELDS: &[Field] = &[
    Field::text("id", "person.id", &[Operator::Eq, Operator::In]),
    Field::text("alias", "person.alias", &[Operator::Eq, Operator::Sw]),
    Field::text("email", "person.email", &[Operator::Eq, Operator::Sw]),
    Field::text("firstname", "person.first_name", &[Operator::Eq, Operator::Sw]),
    Field::text("lastname", "person.last_name", &[Operator::Eq, Operator::Sw]),
    Field::text("name", "person.name", &[]).sortable(),
];

const PARAMETERS: &[&str] = &["limit", "offset", "count", "filters", "sorters", "add-core-filters"];

/// `getPublicIdentities`: everyone, for any token.
pub fn get_public_identities(
    tx: &Transaction<'_>,
    _family: Family,
    parameters: &Parameters,
) -> Result<Listing<PublicIdentity>, Error> {
    parameters.only(PARAMETERS)?;
    let page = Page::read(parameters, FIELDS)?;
    // Everyone here is correlated and has a name and an address, so the core filters leave nobody out.
    parameters.flag("add-core-filters")?;
    let from = "person LEFT JOIN person AS manager ON manager.id = person.manager_id";
    let columns = "person.id, person.name, person.alias, person.email, person.state, person.attributes, \
                   manager.id, manager.name";
    list(
        tx,
        columns,
        Condition::plain(from),
        Condition::plain("1"),
        &page,
        "fold(person.name), person.id",
        public_identity,
    )
}

fn public_identity(row: &Row<'_>) -> rusqlite::Result<PublicIdentity> {
    let state: String = row.get(4)?;
    let attributes: String = row.get(5)?;
    let attributes: Vec<IdentityAttribute> = serde_json::from_str(&attributes).unwrap_or_default();
    let manager: Option<String> = row.get(6)?;
    let manager_name: Option<String> = row.get(7)?;
    Ok(PublicIdentity {
        id: Some(row.get::<_, String>(0)?.into()),
        name: row.get(1)?,
        alias: row.get(2)?,
        email: row.get(3)?,
        status: Some(if state == "ACTIVE" { "Active" } else { "Inactive" }.to_owned()),
        identity_state: Some(IdentityState::from(state.as_str())),
        manager: manager.map(|id| OwnerRef::identity(id.into(), manager_name.unwrap_or_default())),
        attributes: Some(attributes),
    })
}
