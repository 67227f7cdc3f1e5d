//! Decisions that were made and are not known to be done: one batch for each *Approve*, *Deny* or *Forward*, an entry for each
//! approval. The browser keeps what is open of them, so a reload neither loses one nor sends one twice. Pure.

use crate::state::index::{Index, Spot};
use request_center_models::approval::{NotDone, ReadBack};
use request_center_models::decision::DecisionDraft;
use request_center_models::id::ApprovalId;
use request_center_models::json::{DecodeError, FromJson, Members};
use request_center_models::moment::Moment;
use serde::Serialize;
use serde_json::Value;

/// Decisions made together.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Batch {
    /// Tells it from all others.
    pub key: String,
    /// What was decided, with the words for all of them.
    pub decision: DecisionDraft,
    /// Of a forward: the name of who shall decide.
    pub to: String,
    /// The approvals.
    pub entries: Vec<Entry>,
}

/// One approval of a batch.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Entry {
    /// The approval.
    pub id: ApprovalId,
    /// Grant, removal or date change, under its name in links.
    pub kind: String,
    /// What it is about, for showing it.
    pub item: String,
    /// For whom, for showing it.
    pub person: String,
    /// How far it is.
    pub stand: Stand,
    /// Since when (service time, UTC).
    pub since: Option<Moment>,
    /// What became of it; known only while somebody looks.
    #[serde(skip)]
    pub outcome: Option<ReadBack>,
    /// What the service said against it: its own sentence, else the code of what went wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refusal: Option<String>,
}

/// How far a decision is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stand {
    /// Not sent: it waits for its undo to pass or for its turn.
    #[default]
    Waiting,
    /// It leaves now, or its answer was never heard.
    Sent,
    /// No clear answer came.
    Unknown,
    /// Another window of the same person has it.
    Elsewhere,
    /// The service took it in.
    Accepted,
    /// The service has nothing to decide there any more.
    Gone,
    /// The service refused it: nothing was done.
    Refused,
    /// It was read back.
    Settled,
}

impl Stand {
    fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "waiting" => Self::Waiting,
            "sent" => Self::Sent,
            "unknown" => Self::Unknown,
            "elsewhere" => Self::Elsewhere,
            "accepted" => Self::Accepted,
            "gone" => Self::Gone,
            "refused" => Self::Refused,
            "settled" => Self::Settled,
            _ => return None,
        })
    }

    /// How far along it is; of two readings the farther one is the later one.
    fn rank(self) -> u8 {
        match self {
            Self::Waiting => 0,
            Self::Sent => 1,
            Self::Unknown | Self::Elsewhere => 2,
            Self::Accepted | Self::Gone => 3,
            Self::Refused | Self::Settled => 4,
        }
    }

    /// Whether the lists have still to say what became of it.
    #[must_use]
    pub fn wants_look(self) -> bool {
        matches!(self, Self::Sent | Self::Unknown | Self::Elsewhere | Self::Accepted | Self::Gone)
    }

    /// Whether nothing more will happen to it by itself.
    #[must_use]
    pub fn is_over(self) -> bool {
        matches!(self, Self::Refused | Self::Settled)
    }
}

impl FromJson for Stand {
    fn from_value(tree: Value) -> Result<Self, DecodeError> {
        let name = tree.as_str().and_then(Self::parse);
        name.ok_or_else(|| DecodeError::expected("how far a decision is"))
    }
}

impl FromJson for Batch {
    fn from_value(tree: Value) -> Result<Self, DecodeError> {
        let mut members = Members::verbatim(tree);
        Ok(Self {
            key: members.required("key")?,
            decision: members.required("decision")?,
            to: members.or_default("to")?,
            entries: members.or_default("entries")?,
        })
    }
}

impl FromJson for Entry {
    fn from_value(tree: Value) -> Result<Self, DecodeError> {
        let mut members = Members::verbatim(tree);
        let (mut since, mut refusal) = (None, None);
        members.take("since", &mut since);
        members.take("refusal", &mut refusal);
        Ok(Self {
            id: members.required("id")?,
            kind: members.or_default("kind")?,
            item: members.or_default("item")?,
            person: members.or_default("person")?,
            stand: members.required("stand")?,
            since,
            outcome: None,
            refusal,
        })
    }
}

impl Entry {
    /// Whether it was not decided and waits as before, so that it can be tried again.
    #[must_use]
    pub fn can_be_tried_again(&self) -> bool {
        self.stand == Stand::Settled && self.outcome == Some(ReadBack::Failed(NotDone::StillWaiting))
    }

    /// Whether it came to nothing.
    #[must_use]
    pub fn has_failed(&self) -> bool {
        self.stand == Stand::Refused || matches!(self.outcome, Some(ReadBack::Failed(_)))
    }
}

impl Batch {
    /// How many of its entries stand so.
    #[must_use]
    pub fn count(&self, is: impl Fn(&Entry) -> bool) -> usize {
        self.entries.iter().filter(|entry| is(entry)).count()
    }

    /// Whether everything in it has come to its end.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.entries.iter().all(|entry| entry.stand.is_over())
    }

    /// Whether everything in it was read back as decided by the person.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.entries.iter().all(|entry| matches!(entry.outcome, Some(ReadBack::ByYou(_))))
    }

    /// Takes over what another reading of the same batch knows further along; an entry never goes back.
    pub fn take_in(&mut self, other: &Self) {
        for (at, entry) in self.entries.iter_mut().enumerate() {
            // Nearly always at the same place: looking for each among all would take thousands of them seconds.
            let same = other.entries.get(at).filter(|theirs| theirs.id == entry.id);
            let theirs = same.or_else(|| other.entries.iter().find(|theirs| theirs.id == entry.id));
            if let Some(theirs) = theirs.filter(|theirs| theirs.stand.rank() > entry.stand.rank()) {
                entry.stand = theirs.stand;
                entry.since.clone_from(&theirs.since);
                entry.refusal.clone_from(&theirs.refusal);
            }
        }
    }

    /// What is worth keeping of it: what has not come to its end; `None` where that is nothing.
    #[must_use]
    pub fn open_part(&self) -> Option<Self> {
        let mut open = self.clone();
        open.entries.retain(|entry| !entry.stand.is_over());
        (!open.entries.is_empty()).then_some(open)
    }
}

/// Where each approval stands in these batches: of several decisions about it the one under way, else the newest.
#[must_use]
pub fn spots(batches: &[Batch]) -> Index {
    let mut spots = Index::default();
    let open = |(batch, entry): Spot| {
        let found: Option<&Entry> = batches.get(batch).and_then(|batch| batch.entries.get(entry));
        found.is_some_and(|entry| !entry.stand.is_over())
    };
    for (at, batch) in batches.iter().enumerate() {
        for (place, entry) in batch.entries.iter().enumerate() {
            if !spots.spot(entry.id.as_str()).is_some_and(open) {
                spots.put(entry.id.as_str(), (at, place));
            }
        }
    }
    spots
}

/// Takes an approval for sending: whether nobody has before. What stands in `kept` is what all tabs know.
pub fn claim(kept: &mut [Batch], batch: &str, id: &ApprovalId, now: &Moment) -> bool {
    let elsewhere = |other: &Batch| {
        other.key != batch && other.entries.iter().any(|entry| entry.id == *id && entry.stand.wants_look())
    };
    if kept.iter().any(elsewhere) {
        return false;
    }
    let mine = kept.iter_mut().find(|other| other.key == batch);
    let entry = mine.and_then(|batch| batch.entries.iter_mut().find(|entry| entry.id == *id));
    match entry {
        Some(entry) if entry.stand == Stand::Waiting => {
            entry.stand = Stand::Sent;
            entry.since = Some(now.clone());
            true
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use request_center_models::decision::DecisionKind;
    use request_center_models::json::from_json;

    fn batch(key: &str, entries: &[(&str, Stand)]) -> Batch {
        let entry = |(id, stand): &(&str, Stand)| Entry {
            id: (*id).into(),
            kind: "grant".to_owned(),
            item: "Payroll".to_owned(),
            person: "Jonas".to_owned(),
            stand: *stand,
            since: None,
            outcome: None,
            refusal: None,
        };
        Batch {
            key: key.to_owned(),
            decision: DecisionDraft::new(DecisionKind::Approve),
            to: String::new(),
            entries: entries.iter().map(entry).collect(),
        }
    }

    #[test]
    fn an_approval_is_claimed_once_whoever_asks() {
        let now = Moment::from("2026-11-22T10:00:00Z");
        let mut kept = vec![batch("one", &[("a", Stand::Waiting)]), batch("two", &[("a", Stand::Waiting)])];
        assert!(claim(&mut kept, "one", &"a".into(), &now));
        assert!(!claim(&mut kept, "one", &"a".into(), &now), "a second click");
        assert!(!claim(&mut kept, "two", &"a".into(), &now), "another tab");
        assert!(!claim(&mut kept, "gone", &"b".into(), &now), "one that was undone");
    }

    #[test]
    fn another_tab_never_takes_a_decision_back_to_where_it_saw_it_last() {
        let mut kept = batch("one", &[("a", Stand::Accepted), ("b", Stand::Waiting)]);
        kept.take_in(&batch("one", &[("a", Stand::Waiting), ("b", Stand::Sent)]));
        assert_eq!(kept.entries.iter().map(|e| e.stand).collect::<Vec<_>>(), [Stand::Accepted, Stand::Sent]);
    }

    #[test]
    fn of_several_decisions_about_an_approval_the_one_under_way_counts_else_the_newest() {
        let stands = |first: Stand, second: Stand| {
            spots(&[batch("one", &[("x", Stand::Sent), ("a", first)]), batch("two", &[("a", second)])])
                .spot("a")
        };
        assert_eq!(stands(Stand::Refused, Stand::Waiting), Some((1, 0)));
        assert_eq!(stands(Stand::Refused, Stand::Settled), Some((1, 0)));
        assert_eq!(stands(Stand::Sent, Stand::Settled), Some((0, 1)));
        assert_eq!(spots(&[batch("one", &[("a", Stand::Sent)])]).spot("b"), None);
    }

    #[test]
    fn what_is_kept_is_what_is_open_and_it_is_read_back_as_it_was() {
        let mut full = batch("one", &[("a", Stand::Waiting), ("b", Stand::Settled), ("c", Stand::Unknown)]);
        full.entries[2].refusal = Some("An internal fault occurred".to_owned());
        let open = full.open_part().expect("two are open");
        let text = serde_json::to_string(&open).expect("json");
        let read: Batch = from_json(&text).expect("a batch");
        assert_eq!(read, open);
        assert_eq!(read.entries.iter().map(|e| e.id.as_str()).collect::<Vec<_>>(), ["a", "c"]);
        assert_eq!(batch("one", &[("b", Stand::Refused)]).open_part(), None);
    }
}
