//! The request settings of one item that its owner makes and no plain user can read beforehand (`requireEndDate`,
//! `maxPermittedAccessDuration`, `formDefinitionId`), and the segment it is reserved for. Judges dates and knows no request.

use request_center_models::rule::{LongestAccess, Rule};
use rusqlite::{Transaction, params};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use time::OffsetDateTime;

use crate::error::Error;

/// The request settings of one item; by default none.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ItemConfig {
    /// True if a request must say when access ends.
    pub require_end_date: bool,
    /// How long access may last, counted from its start: `value` and `timeUnit`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_permitted_access_duration: Option<Value>,
    /// The form a request must carry a filled instance of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form_definition_id: Option<String>,
    /// The people who may see it and ask for it; everybody where there is no such list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub segment: Option<Vec<String>>,
}

impl ItemConfig {
    /// The sentence about a setting that cannot be understood.
    pub fn wrong(&self) -> Option<String> {
        let duration = self.max_permitted_access_duration.as_ref()?;
        LongestAccess::read(duration).is_none().then(|| {
            "maxPermittedAccessDuration needs a value above 0 and a timeUnit of HOURS, DAYS, WEEKS or MONTHS".to_owned()
        })
    }

    /// True if that person may ask for the item, for whomever.
    pub fn is_open_to(&self, person: &str) -> bool {
        self.segment.as_ref().is_none_or(|people| people.iter().any(|one| one == person))
    }

    /// The rule these dates break, of access asked for at `asked`.
    pub fn broken(
        &self,
        start: Option<OffsetDateTime>,
        remove: Option<OffsetDateTime>,
        asked: OffsetDateTime,
    ) -> Option<Rule> {
        let longest = self.max_permitted_access_duration.as_ref().and_then(LongestAccess::read);
        let latest = longest.and_then(|longest| longest.end_from(start.unwrap_or(asked)));
        match remove {
            None => self.require_end_date.then_some(Rule::RemoveDateRequired),
            Some(remove) => latest.is_some_and(|latest| remove > latest).then_some(Rule::RemoveDateLate),
        }
    }

    /// Keeps it for that item; false where there is none.
    pub fn keep(&self, tx: &Transaction<'_>, item: &str) -> Result<bool, Error> {
        let text = serde_json::to_string(self)?;
        Ok(tx.execute("UPDATE item SET request_config = ?2 WHERE id = ?1", params![item, text])? > 0)
    }
}

/// The condition that a row of `item` is open to the person of its one parameter.
pub(super) const OPEN_TO: &str = "json_extract(item.request_config, '$.segment') IS NULL \
    OR EXISTS (SELECT 1 FROM json_each(item.request_config, '$.segment') WHERE value = ?)";
