//! The format of seed files, which the README of this crate documents. It does not judge what they say.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use crate::catalog::ItemConfig;

use super::past::Request;
use super::when::When;

/// The built-in company.
pub const DEFAULT: &str = include_str!("../../seed/default.json");

/// A whole seed file.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Seed {
    /// Client ids of persons: the persona's name to the person's alias or id.
    pub personas: BTreeMap<String, String>,
    /// People.
    pub identities: Vec<Identity>,
    /// Where entitlements live.
    #[serde(default)]
    pub sources: Vec<Source>,
    /// Applications, which offer access profiles.
    #[serde(default)]
    pub applications: Vec<Application>,
    /// Groups that approve.
    #[serde(default)]
    pub groups: Vec<Group>,
    /// Roles, access profiles and entitlements.
    pub items: Vec<Item>,
    /// Who holds what from the start.
    #[serde(default)]
    pub held: Vec<Held>,
    /// Whose approval a grant needs, in order, by kind of item; where absent, see the README.
    #[serde(default)]
    pub default_approvals: BTreeMap<String, Vec<String>>,
    /// Duties that must stay apart.
    #[serde(default)]
    pub policies: Vec<Policy>,
    /// A request before the start.
    #[serde(default)]
    pub requests: Vec<Request>,
    /// The access-request configuration, in the shape of v3.
    #[serde(default)]
    pub config: Value,
}

/// One person.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Identity {
    /// Made from the alias where absent.
    pub id: Option<String>,
    /// The user name; other parts of the file refer to it.
    pub alias: String,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Mail address; made from the alias where absent.
    pub email: Option<String>,
    /// The person it reports to.
    pub manager: Option<String>,
    /// `ACTIVE` (where absent), `INACTIVE_SHORT_TERM` or `INACTIVE_LONG_TERM`.
    pub state: Option<String>,
    /// Rights, `ORG_ADMIN` for example.
    #[serde(default)]
    pub authorities: Vec<String>,
    /// Job title.
    pub title: Option<String>,
    /// Department.
    pub department: Option<String>,
    /// Location.
    pub location: Option<String>,
}

/// One source.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Source {
    /// Made from the name where absent.
    pub id: Option<String>,
    /// Its name; other parts of the file refer to it.
    pub name: String,
    /// Who owns it.
    pub owner: String,
}

/// One application.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Application {
    /// Made from the name where absent.
    pub id: Option<String>,
    /// Its name.
    pub name: String,
    /// Its description.
    pub description: Option<String>,
    /// Who owns it.
    pub owner: String,
    /// The source of its accounts.
    pub source: String,
    /// The access profiles it offers.
    pub access_profiles: Vec<String>,
}

/// One governance group.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Group {
    /// Made from the name where absent.
    pub id: Option<String>,
    /// Its name; approvals refer to it as `GOVERNANCE_GROUP:name`.
    pub name: String,
    /// Who is in it.
    pub members: Vec<String>,
}

/// One catalog item.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Item {
    /// Made from kind and name where absent.
    pub id: Option<String>,
    /// `ROLE`, `ACCESS_PROFILE` or `ENTITLEMENT`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Its name; other parts of the file refer to it.
    pub name: String,
    /// Its description.
    pub description: Option<String>,
    /// Who owns it.
    pub owner: String,
    /// The source it is on; an entitlement needs one.
    pub source: Option<String>,
    /// The attribute of the account, `memberOf` where absent; entitlements only.
    pub attribute: Option<String>,
    /// The attribute's value, the name where absent; entitlements only.
    pub value: Option<String>,
    /// True if it opens more than ordinary doors.
    #[serde(default)]
    pub privileged: bool,
    /// True if it can be asked for; true where absent.
    pub requestable: Option<bool>,
    /// True if asking needs a comment.
    #[serde(default)]
    pub comment_required: bool,
    /// Whose approval a grant needs, in order; by kind where absent.
    pub approvals: Option<Vec<String>>,
    /// Whose approval a removal needs, in order; nobody's where absent.
    #[serde(default)]
    pub revoke_approvals: Vec<String>,
    /// How requests for it end; `approve` where absent.
    pub outcome: Option<String>,
    /// When it came into the catalog.
    pub created: Option<When>,
    /// Its parts: access profiles of a role, entitlements of an access profile.
    #[serde(default)]
    pub includes: Vec<String>,
    /// The request settings of its owner, with the people it is reserved for.
    #[serde(default)]
    pub request_config: ItemConfig,
    /// Who matches the criteria of a role, beside those who hold it by them.
    #[serde(default)]
    pub members: Vec<String>,
}

/// Two sides nobody should be on at once.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Policy {
    /// Made from the name where absent.
    pub id: Option<String>,
    /// Its name.
    pub name: String,
    /// The items of one side.
    pub left: Vec<String>,
    /// The items of the other.
    pub right: Vec<String>,
    /// True if its check never finishes.
    #[serde(default)]
    pub fails: bool,
}

/// The access of one person.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Held {
    /// The person.
    pub identity: String,
    /// The items.
    pub items: Vec<String>,
    /// `REQUEST` (where absent), `MEMBERSHIP` or `BIRTHRIGHT`.
    pub origin: Option<String>,
    /// Since when.
    pub since: Option<When>,
    /// Until when.
    pub remove_date: Option<When>,
    /// The account, where it is not the person's usual one; entitlements only.
    #[serde(default)]
    pub account: String,
}
