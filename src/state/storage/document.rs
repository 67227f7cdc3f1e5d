//! The stored document: its members, its text, and the merge of two copies. Pure.

use super::Obstructed;
use super::batch::DecisionBatch;
use super::migrate;
use super::sent_plan::SentPlan;
use super::typed_decision::{TypedDecision, replace_among};
use crate::state::journal::intent::Intent;
use crate::state::journal::merge::{Intents, is_same, merged, trim};
use request_center_models::close::CloseDraft;
use request_center_models::draft::{RequestDraft, SubmitKey};
use request_center_models::end_change::EndChangeDraft;
use request_center_models::id::AccessRequestId;
use request_center_models::json::{DecodeError, FromJson, Lenient, Members, from_json, object_from_json};
use request_center_models::json_struct;
use request_center_models::paste::PastedList;
use request_center_models::revoke::RevokeDraft;
use request_center_models::setting::{Setting, SettingForm};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The version written, a new one for every new member, because an older build drops what it does not know. Versions 1 to 3 are
/// carried over; a newer one is left to the build that wrote it, any other is foreign.
pub(super) const SCHEMA: u32 = 4;

/// The document of one person.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(PartialEq))]
pub struct Document {
    /// The document's version.
    pub(in crate::state) schema: u32,
    /// The draft of a request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub draft: Option<RequestDraft>,
    /// The pasted list of people that is being sorted.
    #[serde(skip_serializing_if = "PastedList::is_empty")]
    pub pasted: PastedList,
    /// The obstacles of its items, as the last check found.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub obstacles: Vec<Obstructed>,
    /// The removal being put together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub removal: Option<RevokeDraft>,
    /// Changes of when access ends that were typed and not sent.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub end_changes: Vec<EndChangeDraft>,
    /// The configuration change being put together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub setting: Option<SettingDraft>,
    /// The close form.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closing: Option<CloseDraft>,
    /// Comments and approvers typed for decisions that have not been made.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub typed_decisions: Vec<TypedDecision>,
    /// True where the person switched single-key shortcuts off.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub keys_off: bool,
    /// Reasons typed for cancelling, by access request.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub cancels: BTreeMap<AccessRequestId, String>,
    /// Every open write and the newest that have ended, oldest first.
    #[serde(serialize_with = "store_intents")]
    pub journal: Intents,
    /// The shared part of every batch in the journal.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub batches: Vec<DecisionBatch>,
    /// Every submitted plan, oldest first, until the person dismisses it.
    #[serde(skip_serializing_if = "Vec::is_empty", serialize_with = "store_plans")]
    pub plans: SentPlans,
}

/// Submitted plans, shared because they are long and do not change.
pub type SentPlans = Vec<Arc<SentPlan>>;

fn store_plans<S: serde::Serializer>(plans: &SentPlans, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(plans.iter().map(AsRef::<SentPlan>::as_ref))
}

fn store_intents<S: serde::Serializer>(intents: &Intents, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(intents.iter().map(AsRef::<Intent>::as_ref))
}

json_struct! {
    /// A configuration change: its base, and the form over it.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct SettingDraft {
        /// The configuration it started from.
        pub base: Setting,
        /// The form as typed.
        pub form: SettingForm,
    }
}

impl FromJson for Document {
    fn from_value(tree: Value) -> Result<Self, DecodeError> {
        let mut members = Members::of(tree);
        let schema: u32 = members.required("schema")?;
        let mut document = Self {
            schema,
            draft: members.or_default("draft")?,
            pasted: members.or_default("pasted")?,
            obstacles: members.or_default("obstacles")?,
            removal: members.or_default("removal")?,
            end_changes: members.or_default("end_changes")?,
            setting: members.or_default("setting")?,
            closing: members.or_default("closing")?,
            typed_decisions: members.or_default(if schema < 3 { "words" } else { "typed_decisions" })?,
            keys_off: members.or_default("keys_off")?,
            cancels: members.or_default("cancels")?,
            ..Self::default()
        };
        match schema {
            1 | 2 => (document.journal, document.batches) = migrate::writes(&mut members)?,
            3 | SCHEMA => {
                let intents: Vec<Intent> = members.or_default("journal")?;
                document.journal = intents.into_iter().map(Arc::new).collect();
                document.batches = members.or_default("batches")?;
                let plans: Vec<SentPlan> = members.or_default("plans")?;
                document.plans = plans.into_iter().map(Arc::new).collect();
            }
            _ => return Err(DecodeError::expected("a version that is known")),
        }
        Ok(document)
    }
}

impl Default for Document {
    fn default() -> Self {
        Self {
            schema: SCHEMA,
            draft: None,
            pasted: PastedList::default(),
            obstacles: Vec::new(),
            removal: None,
            end_changes: Vec::new(),
            setting: None,
            closing: None,
            typed_decisions: Vec::new(),
            keys_off: false,
            cancels: BTreeMap::new(),
            journal: Intents::new(),
            batches: Vec::new(),
            plans: SentPlans::new(),
        }
    }
}

impl Document {
    /// Returns whether the other holds the same; an intent in another state is a difference.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        let Self { schema: _, draft, pasted, obstacles, removal, end_changes, setting, closing, .. } = self;
        let Self { typed_decisions, keys_off, cancels, journal, batches, plans, .. } = self;
        *draft == other.draft
            && *pasted == other.pasted
            && *obstacles == other.obstacles
            && *removal == other.removal
            && *end_changes == other.end_changes
            && *setting == other.setting
            && *closing == other.closing
            && *typed_decisions == other.typed_decisions
            && *keys_off == other.keys_off
            && *cancels == other.cancels
            && *batches == other.batches
            && plans.len() == other.plans.len()
            && plans.iter().zip(&other.plans).all(|(one, other)| Arc::ptr_eq(one, other))
            && is_same(journal, &other.journal)
    }

    /// The intent with that key.
    #[must_use]
    pub fn intent(&self, key: &SubmitKey) -> Option<&Arc<Intent>> {
        self.journal.iter().find(|intent| intent.key == *key)
    }

    /// Returns whether the write with that key is known to have reached the service.
    #[must_use]
    pub fn has_arrived(&self, key: &SubmitKey) -> bool {
        self.intent(key).is_some_and(|intent| intent.state.has_arrived())
    }

    /// Returns whether the draft with that key was sent, in one call or by a plan.
    #[must_use]
    pub fn is_sent(&self, key: &SubmitKey) -> bool {
        self.has_arrived(key) || self.is_planned(key)
    }

    /// Returns whether the draft with that key was submitted by a plan, dismissed or not.
    fn is_planned(&self, key: &SubmitKey) -> bool {
        let of_plan = |intent: &Arc<Intent>| intent.group.as_deref() == Some(key.as_str());
        self.plans.iter().any(|plan| plan.key() == key) || self.journal.iter().any(of_plan)
    }

    /// Takes the draft out and stores the calls of its plan; returns `false` where it was sent before. What another tab typed
    /// that is not in the plan stays.
    pub fn submit_plan(&mut self, plan: SentPlan, calls: Vec<Intent>) -> bool {
        let is_open = |intent: &Arc<Intent>| intent.state.is_looked_up();
        if self.is_sent(plan.key()) || self.intent(plan.key()).is_some_and(is_open) {
            return false;
        }
        if let Some(typed) = self.draft.take_if(|draft| draft.key == *plan.key()) {
            self.draft = plan.rest_of(&typed);
        }
        self.obstacles.clear();
        self.journal.extend(calls.into_iter().map(Arc::new));
        self.plans.push(Arc::new(plan));
        true
    }

    /// The shared part of every batch of decisions with an open one.
    pub(super) fn open_batches(&self) -> Vec<DecisionBatch> {
        let mut open = self.batches.clone();
        open.retain(|batch| {
            let in_it = |intent: &&Arc<Intent>| intent.group.as_ref() == Some(&batch.key);
            self.journal.iter().filter(in_it).any(|intent| !intent.state.is_over())
        });
        open
    }

    /// Drops old journal entries.
    pub(super) fn trim(&mut self) {
        let mut forms = Vec::new();
        forms.extend(self.draft.as_ref().map(|draft| draft.key.clone()));
        forms.extend(self.removal.as_ref().map(|removal| removal.key.clone()));
        forms.extend(self.end_changes.iter().map(|change| change.key.clone()));
        forms.extend(self.plans.iter().map(|plan| plan.key().clone()));
        trim(&mut self.journal, &forms);
        let journal = &self.journal;
        self.batches.retain(|batch| journal.iter().any(|one| one.group.as_ref() == Some(&batch.key)));
    }

    /// Keeps the part of a sent draft that was not sent with it, beside what is stored already.
    pub(super) fn keep_rest(&mut self, sent: &RequestDraft) {
        let plan = self.plans.iter().find(|plan| *plan.key() == sent.key);
        let rest = match plan {
            Some(plan) => plan.rest_of(sent),
            None => {
                let arrived = self.intent(&sent.key).filter(|intent| intent.state.has_arrived());
                arrived.and_then(|intent| rest_of(sent, intent))
            }
        };
        let Some(rest) = rest else { return };
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

    /// Merges this document with `newer`, which could not be written: its draft and reasons win, of intents the later copy.
    pub(super) fn merged(self, newer: Self) -> Self {
        let mut cancels = self.cancels;
        cancels.extend(newer.cancels);
        let mut batches = self.batches;
        batches.retain(|batch| newer.batches.iter().all(|other| other.key != batch.key));
        batches.extend(newer.batches);
        let mut end_changes = self.end_changes;
        end_changes.retain(|change| newer.end_changes.iter().all(|other| other.key != change.key));
        end_changes.extend(newer.end_changes);
        let mut plans = self.plans;
        plans.retain(|plan| newer.plans.iter().all(|other| other.key() != plan.key()));
        plans.extend(newer.plans);
        let mut typed_decisions = self.typed_decisions;
        for typed in newer.typed_decisions {
            replace_among(&mut typed_decisions, typed);
        }
        let mut both = Self {
            schema: SCHEMA,
            draft: self.draft,
            pasted: if newer.pasted.is_empty() { self.pasted } else { newer.pasted },
            obstacles: newer.obstacles,
            removal: newer.removal.or(self.removal),
            end_changes,
            setting: newer.setting.or(self.setting),
            closing: newer.closing.or(self.closing),
            typed_decisions,
            keys_off: newer.keys_off,
            cancels,
            journal: merged(self.journal, newer.journal),
            batches,
            plans,
        };
        match newer.draft {
            Some(draft) if both.is_sent(&draft.key) => both.keep_rest(&draft),
            Some(draft) => both.draft = Some(draft),
            None => {}
        }
        both
    }
}

/// The part of the draft that was not sent with the intent, as a new draft; `None` where all was. Its key is derived from the
/// sent one, so that two tabs with the same rest cannot send it under two keys.
#[must_use]
pub fn rest_of(draft: &RequestDraft, intent: &Intent) -> Option<RequestDraft> {
    let mut rest = draft.clone();
    rest.items.retain(|item| !intent.write.asks_for(&item.id));
    rest.key = SubmitKey::from(format!("{}+", intent.key.as_str()));
    (!rest.items.is_empty()).then_some(rest)
}

/// The result of reading an entry.
#[derive(Debug)]
pub(super) enum StoredText<'a> {
    /// There is no entry.
    Nothing,
    /// A document of this version or an older one.
    Document(ReadDocument),
    /// Of a newer version.
    Newer,
    /// Unreadable.
    Foreign(&'a str),
}

/// A document, and how it was stored.
#[derive(Debug)]
pub(super) struct ReadDocument {
    /// The document, without the parts that were unreadable.
    pub document: Box<Document>,
    /// True where an older version wrote it.
    pub is_older: bool,
    /// True where all of it was readable.
    pub is_whole: bool,
}

/// Parses the text of the entry.
pub(super) fn parse(text: Option<&str>) -> StoredText<'_> {
    let Some(text) = text else { return StoredText::Nothing };
    match object_from_json::<Document>(text) {
        Ok(Lenient { value: mut document, left_out }) => {
            let is_older = document.schema < SCHEMA;
            document.schema = SCHEMA;
            let is_whole = left_out.is_empty();
            StoredText::Document(ReadDocument { document: Box::new(document), is_older, is_whole })
        }
        Err(_) if is_newer(text) => StoredText::Newer,
        Err(_) => StoredText::Foreign(text),
    }
}

fn is_newer(text: &str) -> bool {
    let schema = from_json::<Value>(text).ok().and_then(|tree| tree.get("schema").and_then(Value::as_u64));
    schema.is_some_and(|schema| schema > SCHEMA.into())
}
