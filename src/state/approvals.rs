//! What waits for the person's decision and what they decided: read page by page, looked at again while somebody looks, and
//! decided alone or together.

pub mod arrange;
pub mod batch;
mod decide;
pub mod workspace;
pub mod filter;
mod load;
mod picked;
pub mod reviewed_counts;
pub mod row;
mod shown;
mod typed;

use super::approval_counts::ApprovalCounts;
use super::host::Host;
use super::journal::Journal;
use super::journal::probe::approvals::ApprovalsProbe;
use super::journal::state::WriteState;
use super::list::{LoadState, Paged};
use super::people::PeopleSearch;
use super::poll::Polled;
use super::storage::{DecisionBatch, Store};
use crate::api::{Abort, ApiError, Client};
use crate::signal::{Memo, Signal, Stored, on_window_event};
use crate::state::index::Index;
use arrange::{ApprovalOrder, Grouping};
use batch::{Batch, Entry};
use request_center_models::cancel::Viewer;
use request_center_models::id::{ApprovalId, IdentityId};
use request_center_models::moment::Moment;
use request_center_models::rule::Violations;
use reviewed_counts::ReviewedCounts;
use row::Approval;
use std::rc::Rc;
use std::sync::Arc;
use time::OffsetDateTime;

/// An approval as lists share it.
pub type SharedApproval = Arc<Approval>;

/// Which of the two lists is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ApprovalTab {
    /// What waits.
    #[default]
    Waiting,
    /// What was decided.
    Reviewed,
}

/// The approvals of one widget's viewer.
#[derive(Clone, Copy)]
pub struct Approvals {
    /// What waits, newest first, as far as it was read.
    pub waiting: Paged<SharedApproval>,
    /// What was decided, newest first, as far as it was read.
    pub reviewed: Paged<SharedApproval>,
    /// How many wait, by the service.
    pub(super) approval_counts: ApprovalCounts,
    /// How many were decided in the last days, by the service.
    pub reviewed_counts: ReviewedCounts,
    /// The list shown.
    pub tab: Signal<ApprovalTab>,
    /// What is typed in the filter.
    pub query: Signal<String>,
    /// The kind shown, under its name in links; empty shows all.
    pub kind: Signal<String>,
    /// What it shall be about, by id; empty shows everything.
    pub item: Signal<String>,
    /// Whom it shall be for, by id; empty shows everybody's.
    pub person: Signal<String>,
    /// Days it shall have waited at least; 0 shows all.
    pub age: Signal<u32>,
    /// What rows are put together by.
    pub grouping: Signal<Grouping>,
    /// How rows are ordered.
    pub order: Signal<ApprovalOrder>,
    /// The approval whose detail is open.
    pub picked: Signal<Option<ApprovalId>>,
    /// The approvals ticked, to be decided together.
    pub ticked: Signal<Index>,
    /// What a link led to and neither list holds.
    pub linked: Signal<Option<SharedApproval>>,
    /// How far the looking for what a link led to has come.
    pub linking: Signal<LoadState>,
    /// The words typed for the next decision.
    pub comment: Signal<String>,
    /// Whether it is being handed on.
    pub forwarding: Signal<bool>,
    /// Whom it is to be handed on to; empty while nobody is chosen.
    pub new_owner: Signal<IdentityId>,
    /// The name of whom it is to be handed on to.
    pub to: Signal<String>,
    /// What is wrong with it, once the person has asked for it.
    pub broken: Signal<Violations>,
    /// The search for whom to hand on to.
    pub people: PeopleSearch,
    /// The decisions made, newest last.
    pub batches: Memo<Vec<Batch>>,
    /// What those share that are shown here.
    shown_batches: Signal<Vec<DecisionBatch>>,
    /// Keys of batches that may still be undone.
    pub undoable: Signal<Vec<String>>,
    /// Keys of batches whose sending the person has stopped, or that an earlier page left unsent.
    pub paused: Signal<Vec<String>>,
    /// Why the sending stopped by itself.
    pub halted: Signal<Option<ApiError>>,
    /// Whether the overview of the keys is open.
    pub keys_shown: Signal<bool>,
    /// Whether the person has switched the single keys off.
    pub keys_off: Signal<bool>,
    /// Milliseconds a decision waits for its undo.
    pub undo_millis: Signal<u32>,
    visible: Signal<bool>,
    working: Stored<bool>,
    /// Where each approval stands in the decisions made.
    spots: Memo<Index>,
    moved_on: Stored<(f64, Option<ApprovalId>)>,
    viewer: Stored<Viewer>,
    client: Stored<Client>,
    store: Stored<Store>,
    journal: Journal,
    host: Host,
    life: Stored<Abort>,
}

impl Approvals {
    /// Nothing read yet; decisions an earlier page left open are there again.
    #[must_use]
    pub fn new(
        client: Client,
        viewer: Viewer,
        store: Store,
        journal: Journal,
        host: Host,
        approval_counts: ApprovalCounts,
    ) -> Self {
        let shown_batches = Signal::new(store.open_batches());
        let batches = Memo::always(move || {
            shown_batches.with(|shared| journal.intents.with(|intents| batch::batches(shared, intents)))
        });
        let keys_off = store.update(|document| document.keys_off);
        let approvals = Self {
            waiting: Paged::default(),
            reviewed: Paged::default(),
            approval_counts,
            reviewed_counts: ReviewedCounts::new(client.clone()),
            tab: Signal::default(),
            query: Signal::default(),
            kind: Signal::default(),
            item: Signal::default(),
            person: Signal::default(),
            age: Signal::default(),
            grouping: Signal::default(),
            order: Signal::default(),
            picked: Signal::default(),
            ticked: Signal::default(),
            linked: Signal::default(),
            linking: Signal::default(),
            comment: Signal::default(),
            forwarding: Signal::default(),
            new_owner: Signal::default(),
            to: Signal::default(),
            broken: Signal::default(),
            people: PeopleSearch::for_one(client.clone()),
            batches,
            shown_batches,
            undoable: Signal::default(),
            paused: Signal::default(),
            halted: Signal::default(),
            keys_shown: Signal::default(),
            keys_off: Signal::new(keys_off),
            undo_millis: Signal::new(0),
            visible: Signal::default(),
            working: Stored::new(false),
            spots: Memo::always(move || batches.with(|all| batch::spots(all))),
            moved_on: Stored::new((0.0, None)),
            viewer: Stored::new(viewer),
            client: Stored::new(client),
            store: Stored::new(store),
            journal,
            host,
            life: Stored::new(Abort::on_cleanup()),
        };
        approval_counts.poll.serve_instead(approvals);
        on_window_event("beforeunload", move |event| {
            if approvals.is_leaving() {
                event.prevent_default();
            }
        });
        decide::recall(approvals);
        journal.observe(move |changes| approvals.record(changes));
        if let (Some(client), Some(abort)) = (approvals.client.try_get(), approvals.life.try_get()) {
            journal.register(ApprovalsProbe {
                client,
                abort,
                viewer: approvals.viewer().id,
                on_look_up: Rc::new(move |outcome| decide::on_look_up(approvals, outcome)),
                on_finish: Rc::new(move || approvals.refresh()),
            });
        }
        approvals.follow_subject();
        approvals
    }

    /// The panel is in sight: reading begins, or goes on where it had stopped.
    pub fn open(self) {
        self.visible.set(true);
        if self.waiting.load.state.with_untracked(|state| *state == LoadState::Idle) {
            self.read();
        } else {
            self.approval_counts.poll.restart();
        }
    }

    /// The panel is out of sight: pages behind the first stop arriving, and only the figures are looked at.
    pub fn leave(self) {
        // What was to be counted for the days chosen is of no use any more; the number in the tab comes with the next look.
        if self.visible.get_untracked() {
            self.approval_counts.stop();
            self.reviewed_counts.stop();
            self.approval_counts.poll.schedule();
        }
        self.visible.set(false);
    }

    /// Reads what waits anew; what is shown stays until better is there.
    pub fn read(self) {
        load::waiting(self, false);
        self.journal.look_up_now(|_| false);
        self.read_counts();
    }

    /// Looks whether something has changed: the figures, and the newest page while somebody looks.
    pub fn refresh(self) {
        if self.visible.get_untracked() {
            load::waiting(self, true);
        } else {
            self.approval_counts.poll.schedule();
        }
        self.read_counts();
    }

    fn read_counts(self) {
        self.approval_counts.read();
        self.reviewed_counts.read();
    }

    /// How many wait: of the list where it was read whole, else as the service counts them. Reactive.
    #[must_use]
    pub fn pending(self) -> Option<usize> {
        let is_whole = self.waiting.load.state.with(LoadState::is_whole);
        if is_whole { Some(self.waiting.rows.with(Vec::len)) } else { self.approval_counts.pending() }
    }

    /// Whether there is or was anything to decide, or the list was opened. Reactive.
    pub(super) fn is_in_use(self) -> bool {
        self.approval_counts.has_any()
            || self.waiting.load.state.with(|state| *state != LoadState::Idle)
            || self.batches.with(|all| !all.is_empty())
    }

    /// Whether something of it is held back until the person goes on. Reactive.
    #[must_use]
    pub fn is_held(self, batch: &Batch) -> bool {
        let waits = || batch.entries.iter().any(Entry::is_waiting);
        self.paused.with(|keys| keys.contains(&batch.shared.key)) && waits()
    }

    /// Whether the service counts others than are shown, though all were read.
    pub(super) fn miscounts(self) -> bool {
        let load = self.waiting.load;
        let whole = load.state.try_with_untracked(LoadState::is_whole) == Some(true);
        let total = load.total.try_get_untracked().flatten();
        let shown = self.waiting.rows.try_with_untracked(Vec::len);
        whole && total.zip(shown).is_some_and(|(total, shown)| total as usize != shown)
    }

    /// Shows the other list, and reads it where it has not been read.
    pub fn show(self, tab: ApprovalTab) {
        self.tab.set(tab);
        self.picked.set(None);
        if tab == ApprovalTab::Reviewed {
            load::reviewed(self, false);
        }
    }

    /// Reads what was decided: on where something is missing, else anew.
    pub fn read_reviewed(self) {
        load::reviewed(self, !self.reviewed.load.state.with_untracked(LoadState::is_whole));
    }

    /// Reads what was decided on: the next page.
    pub fn read_more_reviewed(self) {
        load::reviewed(self, true);
    }

    /// Shows and counts what was decided in the last so many days.
    pub fn count_days(self, days: u32) {
        self.reviewed_counts.days.set(days);
        self.reviewed_counts.read();
        load::reviewed(self, false);
    }

    /// Shows an approval a link names, wherever it stands by now.
    pub fn follow_link(self, id: ApprovalId) {
        self.picked.set(Some(id.clone()));
        load::linked(self, id);
    }

    /// Whether a decision is about to leave or on its way, so that leaving the page would cut it off. What was held back
    /// stays kept either way.
    fn is_leaving(self) -> bool {
        let paused = self.paused.try_get_untracked().unwrap_or_default();
        let leaving = |batches: &Vec<Batch>| {
            batches.iter().any(|batch| {
                let held = paused.contains(&batch.shared.key);
                let leaves = |state| state == WriteState::Sent || (state == WriteState::Prepared && !held);
                batch.entries.iter().any(|entry| leaves(entry.state()))
            })
        };
        self.batches.with_untracked(leaving)
    }

    /// The service's time.
    fn now(self) -> Moment {
        Moment::at(self.client.try_with(Client::now).unwrap_or(OffsetDateTime::UNIX_EPOCH))
    }

    /// Who is looking.
    #[must_use]
    pub fn viewer(self) -> Viewer {
        self.viewer.try_get().unwrap_or_default()
    }
}

impl Polled for Approvals {
    fn refresh(&self) {
        (*self).refresh();
    }

    fn is_worth_refreshing(&self) -> bool {
        // The number in the tab is of use in every panel.
        self.visible.try_get_untracked().is_some()
    }
}
