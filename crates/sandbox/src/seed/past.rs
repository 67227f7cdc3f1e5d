//! The history in a seed file: requests before the start, and their outcomes.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::when::When;

/// One access request made before the start. Its story is played through the same steps a live one takes.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Request {
    /// Made from its place in the file where absent.
    pub id: Option<String>,
    /// Who asked.
    pub requester: String,
    /// For whom; the requester where absent.
    #[serde(rename = "for")]
    pub recipient: Option<String>,
    /// `GRANT_ACCESS` where absent.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// When.
    pub created: When,
    /// The metadata the caller sent.
    pub metadata: Option<BTreeMap<String, String>>,
    /// The requested items.
    pub items: Vec<RequestItem>,
    /// The cancel that followed, where one did.
    pub cancel: Option<Cancel>,
}

/// One item of it.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RequestItem {
    /// The item.
    pub item: String,
    /// The requester's words.
    pub comment: Option<String>,
    /// When access shall begin.
    pub start_date: Option<When>,
    /// When access shall end.
    pub remove_date: Option<When>,
    /// How it ends; as the item says where absent.
    pub outcome: Option<String>,
    /// The account it is for.
    pub account: Option<String>,
    /// The decisions of the approvers, in order; with any, colleagues do not decide by themselves.
    #[serde(default)]
    pub acts: Vec<Act>,
}

/// A decision on the approval that was pending then.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Act {
    /// When.
    pub at: When,
    /// `approve`, `deny`, `forward` or `escalate`.
    #[serde(rename = "do")]
    pub what: String,
    /// Who; needless for an escalation.
    pub by: Option<String>,
    /// Of a forward: to whom.
    pub to: Option<String>,
    /// Their words.
    pub comment: Option<String>,
}

/// A cancel.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Cancel {
    /// When.
    pub at: When,
    /// Who; the requester where absent.
    pub by: Option<String>,
    /// Why.
    pub comment: String,
}
