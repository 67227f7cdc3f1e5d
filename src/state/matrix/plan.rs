//! A submitted plan: its draft, its calls as the journal knows them, and the state of every line. Pure.

use crate::api::{ApiError, ErrorKind};
use crate::state::journal::cells::{CallCells, CellAnswer};
use crate::state::journal::intent::Intent;
use crate::state::journal::merge::Intents;
use crate::state::journal::state::WriteState;
use crate::state::journal::write::{Write, WrittenItem};
use crate::state::storage::{SentPlan, SentPlans};
use request_center_models::draft::{RequestDraft, SubmitKey};
use request_center_models::id::{AccessRequestId, IdentityId, ItemId};
use std::collections::HashMap;
use std::sync::Arc;

/// A submitted plan and its calls. Compared by pointers: the journal replaces an intent when its state changes.
#[derive(Clone, Debug, Default)]
pub struct PlanProgress {
    /// The draft it was made of.
    pub sent: Arc<SentPlan>,
    /// Its calls, in the order they are sent.
    pub calls: Intents,
}

impl PartialEq for PlanProgress {
    fn eq(&self, other: &Self) -> bool {
        let is_same = |(one, other): (&Arc<Intent>, &Arc<Intent>)| Arc::ptr_eq(one, other);
        Arc::ptr_eq(&self.sent, &other.sent)
            && self.calls.len() == other.calls.len()
            && self.calls.iter().zip(&other.calls).all(is_same)
    }
}

/// The state of a line: one item for one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineState {
    /// Its call has not been sent.
    Unsent,
    /// Its call is being sent.
    Sending,
    /// Its call was accepted and it is a new request.
    Asked,
    /// Its call was accepted; a request for it existed before.
    Existing,
    /// Its call was accepted; the answer does not name it.
    Unsaid,
    /// The outcome of its call is unknown and being looked up.
    LookedUp,
    /// Its call was looked up and not found.
    NotFound,
    /// Its call was refused.
    Refused,
}

impl LineState {
    /// All states, in the order they are summed up.
    pub const ALL: [Self; 8] = [
        Self::Asked,
        Self::Existing,
        Self::Unsaid,
        Self::Unsent,
        Self::Sending,
        Self::LookedUp,
        Self::NotFound,
        Self::Refused,
    ];

    fn of(call: WriteState, answer: &CellAnswer) -> Self {
        match (call, answer) {
            (WriteState::Prepared, _) => Self::Unsent,
            (WriteState::Sent, _) => Self::Sending,
            (WriteState::Unknown | WriteState::Elsewhere | WriteState::Gone, _) => Self::LookedUp,
            (WriteState::NotFound, _) => Self::NotFound,
            (WriteState::Refused, _) => Self::Refused,
            (_, CellAnswer::Open | CellAnswer::New) => Self::Asked,
            (_, CellAnswer::Existing(_)) => Self::Existing,
            (_, CellAnswer::Unsaid) => Self::Unsaid,
        }
    }

    /// Returns whether it failed, so that it can go into another plan.
    #[must_use]
    pub fn has_failed(self) -> bool {
        matches!(self, Self::Refused | Self::NotFound)
    }
}

/// One line, with the names it is shown by.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanLine {
    /// For whom.
    pub person: IdentityId,
    /// Their name, where the draft has it.
    pub name: Option<String>,
    /// The item.
    pub id: ItemId,
    /// Its name.
    pub item: String,
    /// Its state.
    pub state: LineState,
    /// The request that existed before.
    pub existing: Option<AccessRequestId>,
    /// Why its call was refused, or its outcome is unknown.
    pub error: Option<ApiError>,
}

/// The parts of a call of a plan.
type PlanCall<'a> = (&'a Vec<WrittenItem>, &'a Vec<IdentityId>, Vec<(usize, usize, CellAnswer)>);

fn parts(call: &Intent) -> Option<PlanCall<'_>> {
    match &call.write {
        Write::Create { items, recipients, cells: Some(cells) } => {
            Some((items, recipients, cells.answers(items.len())))
        }
        _ => None,
    }
}

impl PlanProgress {
    /// Identifies the plan.
    #[must_use]
    pub fn key(&self) -> &str {
        self.sent.key().as_str()
    }

    /// The number of calls that have not been sent.
    #[must_use]
    pub fn unsent(&self) -> usize {
        self.calls.iter().filter(|call| call.state == WriteState::Prepared).count()
    }

    /// Returns whether nothing more happens to it on its own but that its rows are listed.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.calls.iter().all(|call| {
            call.state.is_over() || call.state.has_arrived() || call.state == WriteState::NotFound
        })
    }

    /// The number of lines in each state that occurs.
    #[must_use]
    pub fn counts(&self) -> Vec<(LineState, usize)> {
        let mut counts: Vec<(LineState, usize)> =
            LineState::ALL.into_iter().map(|state| (state, 0)).collect();
        for call in &self.calls {
            for (_, _, answer) in parts(call).map(|(_, _, answers)| answers).unwrap_or_default() {
                let state = LineState::of(call.state, &answer);
                if let Some((_, count)) = counts.iter_mut().find(|(of, _)| *of == state) {
                    *count = count.saturating_add(1);
                }
            }
        }
        counts.retain(|(_, count)| *count > 0);
        counts
    }

    /// The failed cells as a new draft under that key, with the dates, comments and accounts of this one; with `unsent` also those that were
    /// not sent. `None` where nothing failed.
    #[must_use]
    pub fn failed(&self, key: SubmitKey, unsent: bool) -> Option<RequestDraft> {
        let sent = &self.sent.draft;
        let mut failed: HashMap<&ItemId, Vec<&IdentityId>> = HashMap::new();
        for call in &self.calls {
            let Some((items, recipients, answers)) = parts(call) else { continue };
            for (recipient, item, answer) in answers {
                let state = LineState::of(call.state, &answer);
                let is_wanted = state.has_failed() || unsent && state == LineState::Unsent;
                if let (true, Some(item), Some(person)) =
                    (is_wanted, items.get(item), recipients.get(recipient))
                {
                    failed.entry(&item.id).or_default().push(person);
                }
            }
        }
        let is_failed = |person: &IdentityId| failed.values().any(|people| people.contains(&person));
        let mut draft = RequestDraft { key, ..sent.clone() };
        draft.recipients.retain(is_failed);
        draft.names.retain(|person, _| is_failed(person));
        draft.items.retain(|item| failed.contains_key(&item.id));
        for item in &mut draft.items {
            let people = failed.get(&item.id).cloned().unwrap_or_default();
            item.except =
                draft.recipients.iter().filter(|person| !people.contains(person)).cloned().collect();
            item.accounts.retain(|chosen| people.contains(&&chosen.recipient));
        }
        (!draft.items.is_empty()).then_some(draft)
    }

    /// Every line: those that failed first, those that went well last.
    #[must_use]
    pub fn lines(&self) -> Vec<PlanLine> {
        let all = self.lines_by_call();
        let of =
            |state: &LineState| all.iter().filter(|line| line.state == *state).cloned().collect::<Vec<_>>();
        LineState::ALL.iter().rev().flat_map(of).collect()
    }

    /// Every line, call by call.
    fn lines_by_call(&self) -> Vec<PlanLine> {
        let mut lines = Vec::new();
        for call in &self.calls {
            let Some((items, recipients, answers)) = parts(call) else { continue };
            // An abort is not an answer: the tab was closed.
            let error = call.error.as_ref().filter(|error| error.kind != ErrorKind::Aborted);
            for (recipient, item, answer) in answers {
                let (Some(person), Some(item)) = (recipients.get(recipient), items.get(item)) else {
                    continue;
                };
                let state = LineState::of(call.state, &answer);
                let is_told = matches!(state, LineState::Refused | LineState::LookedUp | LineState::NotFound);
                lines.push(PlanLine {
                    person: person.clone(),
                    name: self.sent.draft.names.get(person).cloned(),
                    id: item.id.clone(),
                    item: item.name.clone(),
                    state,
                    existing: match answer {
                        CellAnswer::Existing(id) => id,
                        _ => None,
                    },
                    error: error.filter(|_| is_told).cloned(),
                });
            }
        }
        lines
    }
}

/// The plans with their calls from the journal, newest first.
#[must_use]
pub fn plans(sent: &SentPlans, intents: &Intents) -> Vec<PlanProgress> {
    let mut calls: HashMap<&str, Intents> = HashMap::new();
    for intent in intents.iter().filter(|intent| intent.write.is_planned()) {
        if let Some(group) = &intent.group {
            calls.entry(group.as_str()).or_default().push(Arc::clone(intent));
        }
    }
    let plan = |sent: &Arc<SentPlan>| PlanProgress {
        sent: Arc::clone(sent),
        calls: calls.remove(sent.key().as_str()).unwrap_or_default(),
    };
    sent.iter().rev().map(plan).collect()
}

/// The write of a call: its people and items, each once, and its cells.
#[must_use]
pub fn write_of(draft: &RequestDraft, cells: &[(usize, usize)]) -> Write {
    let (mut people, mut columns): (Vec<usize>, Vec<usize>) = cells.iter().copied().unzip();
    for positions in [&mut people, &mut columns] {
        positions.sort_unstable();
        positions.dedup();
    }
    let place = |of: &[usize], at: usize| of.binary_search(&at).unwrap_or_default();
    let asked: Vec<(usize, usize)> =
        cells.iter().map(|(person, item)| (place(&people, *person), place(&columns, *item))).collect();
    let items = columns.iter().filter_map(|at| draft.items.get(*at)).map(|item| WrittenItem {
        id: item.id.clone(),
        r#type: item.r#type.clone(),
        name: item.name.clone(),
    });
    Write::Create {
        items: items.collect(),
        recipients: people.iter().filter_map(|at| draft.recipients.get(*at).cloned()).collect(),
        cells: Some(CallCells::new(people.len(), columns.len(), &asked)),
    }
}
