//! The catalog: `listRequestableObjects` and `listEntitlements`, and the items behind them.

mod entitlement;
mod item_config;
mod requestable;
mod source_app;

pub use entitlement::list_entitlements;
pub use item_config::ItemConfig;
pub use requestable::list_requestable_objects;
pub use source_app::{list_access_profiles_for_source_app, list_available_source_apps};

use rusqlite::{OptionalExtension, Transaction};

use crate::error::Error;

/// One role, access profile or entitlement, as far as requests need it.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its id.
    pub id: String,
    /// `ROLE`, `ACCESS_PROFILE` or `ENTITLEMENT`.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// Its description.
    pub description: Option<String>,
    /// Who owns it.
    pub owner_id: String,
    /// The source it is on.
    pub source_id: Option<String>,
    /// Who owns the source it is on.
    pub source_owner_id: Option<String>,
    /// True if it opens more than ordinary doors.
    pub privileged: bool,
    /// True if it can be asked for.
    pub requestable: bool,
    /// True if a request for it needs a comment.
    pub comment_required: bool,
    /// Whose approval a grant needs, in order.
    pub approvals: Vec<String>,
    /// Whose approval a removal needs, in order.
    pub revoke_approvals: Vec<String>,
    /// True if the schemes of the configuration decide whom a grant asks, once they say something.
    pub follows_schemes: bool,
    /// How requests for it end: see the seed format.
    pub outcome: String,
    /// The request settings of its owner.
    pub config: ItemConfig,
}

impl Item {
    /// The item with this id.
    pub fn find(tx: &Transaction<'_>, id: &str) -> Result<Option<Item>, Error> {
        let mut statement = tx.prepare_cached(
            "SELECT item.id, kind, item.name, description, item.owner_id, source.owner_id, privileged, requestable, \
             comment_required, approvals, revoke_approvals, outcome, source.id, follows_schemes, request_config \
             FROM item LEFT JOIN source ON source.id = item.source_id WHERE item.id = ?1",
        )?;
        let item = statement.query_row([id], |row| {
            let approvals: String = row.get(9)?;
            let revoke_approvals: String = row.get(10)?;
            let config: String = row.get(14)?;
            Ok(Item {
                id: row.get(0)?,
                kind: row.get(1)?,
                name: row.get(2)?,
                description: row.get(3)?,
                owner_id: row.get(4)?,
                source_owner_id: row.get(5)?,
                privileged: row.get(6)?,
                requestable: row.get(7)?,
                comment_required: row.get(8)?,
                approvals: serde_json::from_str(&approvals).unwrap_or_default(),
                revoke_approvals: serde_json::from_str(&revoke_approvals).unwrap_or_default(),
                outcome: row.get(11)?,
                source_id: row.get(12)?,
                follows_schemes: row.get(13)?,
                config: serde_json::from_str(&config).unwrap_or_default(),
            })
        });
        Ok(item.optional()?)
    }

    /// The sources the item is on, with everything that comes along with it.
    pub fn sources(tx: &Transaction<'_>, id: &str) -> Result<Vec<String>, Error> {
        let mut statement = tx.prepare_cached(
            "WITH RECURSIVE whole (id) AS (SELECT ?1 UNION SELECT part.part_id FROM part JOIN whole ON part.whole_id = whole.id) \
             SELECT DISTINCT item.source_id FROM item JOIN whole ON whole.id = item.id WHERE item.source_id IS NOT NULL",
        )?;
        Ok(statement.query_map([id], |row| row.get(0))?.collect::<Result<_, _>>()?)
    }

    /// Takes the item out of the catalog, as when an owner deletes it; says whether there was one.
    pub fn remove(tx: &Transaction<'_>, id: &str) -> Result<bool, Error> {
        Ok(tx.execute("DELETE FROM item WHERE id = ?1", [id])? > 0)
    }
}
