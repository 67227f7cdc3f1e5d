//! The text of the storage entry: what it holds, how it is read, and how two readings are put together. Pure.

use super::Obstructed;
use crate::state::approvals::batch::Batch;
use crate::state::approvals::words::{Words, put_among as put_words_among};
use crate::state::outbox::{EntryState, OutboxEntry, merged};
use crate::state::settings::stuck::{Closing, put_among};
use request_center_models::close::CloseDraft;
use request_center_models::draft::{RequestDraft, SubmitKey};
use request_center_models::id::AccessRequestId;
use request_center_models::json::{DecodeError, FromJson, Members, from_json};
use request_center_models::revoke::RevokeDraft;
use request_center_models::setting::{Setting, SettingForm};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// The version written. What the one before kept is read where it has this shape; what it kept in its first shape is foreign.
pub(super) const SCHEMA: u32 = 2;

/// Everything one person keeps.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Document {
    /// The version of this shape.
    pub(in crate::state) schema: u32,
    /// The request being put together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub draft: Option<RequestDraft>,
    /// What stands in the way of its items, as found by the last look.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub obstacles: Vec<Obstructed>,
    /// The removal being put together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub removal: Option<RevokeDraft>,
    /// The change of the settings being put together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub setting: Option<SettingDraft>,
    /// The close being put together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closing: Option<CloseDraft>,
    /// What became of closes, newest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub closings: Vec<Closing>,
    /// Decisions on approvals that are not known to be done.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<Batch>,
    /// Words typed for decisions that have not been taken.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<Words>,
    /// Whether the single keys of Approvals are switched off.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub keys_off: bool,
    /// What was sent, oldest first.
    pub outbox: Vec<OutboxEntry>,
    /// Reasons typed for cancelling, by access request.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub cancels: BTreeMap<AccessRequestId, String>,
}

/// A change of the settings: what it started from, and what has been typed since.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct SettingDraft {
    /// What stood there.
    pub base: Setting,
    /// What is typed.
    pub form: SettingForm,
}

impl FromJson for SettingDraft {
    fn from_value(tree: Value) -> Result<Self, DecodeError> {
        let mut members = Members::verbatim(tree);
        Ok(Self { base: members.required("base")?, form: members.required("form")? })
    }
}

impl FromJson for Document {
    fn from_value(tree: Value) -> Result<Self, DecodeError> {
        let mut members = Members::verbatim(tree);
        Ok(Self {
            schema: members.required("schema")?,
            draft: members.or_default("draft")?,
            obstacles: members.or_default("obstacles")?,
            removal: members.or_default("removal")?,
            setting: members.or_default("setting")?,
            closing: members.or_default("closing")?,
            closings: members.or_default("closings")?,
            decisions: members.or_default("decisions")?,
            words: members.or_default("words")?,
            keys_off: members.or_default("keys_off")?,
            outbox: members.or_default("outbox")?,
            cancels: members.or_default("cancels")?,
        })
    }
}

impl Default for Document {
    fn default() -> Self {
        Self {
            schema: SCHEMA,
            draft: None,
            obstacles: Vec::new(),
            removal: None,
            setting: None,
            closing: None,
            closings: Vec::new(),
            decisions: Vec::new(),
            words: Vec::new(),
            keys_off: false,
            outbox: Vec::new(),
            cancels: BTreeMap::new(),
        }
    }
}

impl Document {
    /// The state of the entry with that key.
    #[must_use]
    pub fn state_of(&self, key: &SubmitKey) -> Option<&EntryState> {
        self.outbox.iter().find(|entry| entry.key == *key).map(|entry| &entry.state)
    }

    /// Whether what is under that key is known to have reached the service.
    #[must_use]
    pub fn has_arrived(&self, key: &SubmitKey) -> bool {
        self.arrived(key).is_some()
    }

    /// The keys that those of what is being put together begin with.
    pub(super) fn forms(&self) -> Vec<SubmitKey> {
        let mut forms = Vec::new();
        forms.extend(self.draft.as_ref().map(|draft| draft.key.clone()));
        forms.extend(self.removal.as_ref().map(|removal| removal.key.clone()));
        forms
    }

    /// The entry under that key, where it is known to have reached the service.
    fn arrived(&self, key: &SubmitKey) -> Option<&OutboxEntry> {
        self.outbox.iter().find(|entry| entry.key == *key && entry.state.has_arrived())
    }

    /// Keeps of a draft that was sent what was not sent with it, beside what is kept already.
    pub(super) fn keep_rest(&mut self, sent: &RequestDraft) {
        let Some(rest) = self.arrived(&sent.key).and_then(|entry| entry.rest_of(sent)) else { return };
        match &mut self.draft {
            None => self.draft = Some(rest),
            Some(kept) => {
                for item in rest.items {
                    if !kept.contains(&item.id) {
                        kept.items.push(item);
                    }
                }
            }
        }
    }

    /// This one with what `newer` holds and could not be written: its draft and reasons go first, of entries the later reading.
    pub(super) fn merged(self, newer: Self) -> Self {
        let mut cancels = self.cancels;
        cancels.extend(newer.cancels);
        let outbox = merged(self.outbox, newer.outbox);
        let mut decisions = self.decisions;
        decisions.retain(|batch| newer.decisions.iter().all(|other| other.key != batch.key));
        decisions.extend(newer.decisions);
        let mut closings = self.closings;
        put_among(&mut closings, &newer.closings);
        let mut words = self.words;
        for typed in newer.words {
            put_words_among(&mut words, typed);
        }
        let mut both = Self {
            schema: SCHEMA,
            draft: self.draft,
            obstacles: newer.obstacles,
            removal: newer.removal.or(self.removal),
            setting: newer.setting.or(self.setting),
            closing: newer.closing.or(self.closing),
            closings,
            decisions,
            words,
            keys_off: newer.keys_off,
            outbox,
            cancels,
        };
        match newer.draft {
            Some(draft) if both.has_arrived(&draft.key) => both.keep_rest(&draft),
            Some(draft) => both.draft = Some(draft),
            None => {}
        }
        both
    }
}

/// What a text is.
#[derive(Debug, PartialEq)]
pub(super) enum Reading<'a> {
    /// There is none.
    Nothing,
    /// Ours.
    Document(Box<Document>),
    /// Ruined, or of another version.
    Foreign(&'a str),
}

/// Reads the text of the entry.
pub(super) fn parse(text: Option<&str>) -> Reading<'_> {
    let Some(text) = text else { return Reading::Nothing };
    match from_json::<Document>(text) {
        Ok(document) if (1..=SCHEMA).contains(&document.schema) => {
            Reading::Document(Box::new(Document { schema: SCHEMA, ..document }))
        }
        _ => Reading::Foreign(text),
    }
}
