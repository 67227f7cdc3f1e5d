//! Approvals: the pending and reviewed lists, what is selected, the form of a decision and the decisions made. Each has a file of its
//! own; here is what concerns several of them.

pub mod arrange;
pub mod batch;
mod decisions;
pub mod filter;
mod filters;
mod fields;
mod lists;
mod load;
pub mod reviewed_counts;
pub mod row;
mod selection;
mod shortcuts;
mod shown;
pub mod workspace;

pub use decisions::Decisions;
pub use fields::DecisionFields;
pub use filters::Filters;
pub use lists::ApprovalLists;
pub use selection::Selection;
pub use shortcuts::Shortcuts;

use super::approval_counts::ApprovalCounts;
use super::host::Host;
use super::index::Index;
use super::journal::intent::Intent;
use super::journal::probe::approvals::ApprovalsProbe;
use super::journal::{IntentChange, Journal, LookOutcome};
use super::list::LoadState;
use super::poll::Polled;
use super::storage::Store;
use crate::api::{Client, ErrorKind, Priority};
use crate::signal::on_window_event;
use batch::Entry;
use fields::MAX_RESTORED;
use filter::{ApprovalFilter, ApprovalTab};
use leptos::prelude::untrack;
use request_center_models::approval::ReadBack;
use request_center_models::cancel::Viewer;
use request_center_models::decision::DecisionKind;
use request_center_models::id::ApprovalId;
use row::SharedApproval;
use std::rc::Rc;

/// Failed look-ups in a row after which the list shows the error, and shows it again.
const FAILED_LOOK_UPS: u32 = 12;

/// The approvals of one widget's viewer.
#[derive(Clone, Copy)]
pub struct Approvals {
    /// The lists.
    pub lists: ApprovalLists,
    /// The filter controls.
    pub filters: Filters,
    /// The open approval and the ticked ones.
    pub selection: Selection,
    /// The form of the next decision.
    pub fields: DecisionFields,
    /// The decisions made.
    pub decisions: Decisions,
    /// The single-key shortcuts.
    pub shortcuts: Shortcuts,
    journal: Journal,
    host: Host,
}

impl Approvals {
    /// Lists that are not read yet, and the decisions an earlier page left open.
    #[must_use]
    pub fn new(
        client: Client,
        viewer: Viewer,
        store: Store,
        journal: Journal,
        host: Host,
        counts: ApprovalCounts,
    ) -> Self {
        let (filters, selection) = (Filters::default(), Selection::default());
        let viewer_id = viewer.id.clone();
        let approvals = Self {
            decisions: Decisions::new(&store, journal, host),
            lists: ApprovalLists::new(client.clone(), viewer, counts, filters, selection),
            filters,
            selection,
            shortcuts: Shortcuts::new(store.clone()),
            fields: DecisionFields::new(client.clone(), store, selection),
            journal,
            host,
        };
        counts.poll.serve_instead(approvals);
        on_window_event("beforeunload", move |event| {
            if approvals.decisions.is_interruptible() {
                event.prevent_default();
            }
        });
        journal.observe(move |changes| approvals.sync_from(changes));
        if let Some(abort) = approvals.lists.abort.try_get() {
            journal.register(ApprovalsProbe {
                client,
                abort,
                viewer: viewer_id,
                on_look_up: Rc::new(move |outcome| approvals.on_look_up(outcome)),
                on_finish: Rc::new(move || approvals.refresh()),
            });
        }
        approvals.fields.follow_selection();
        approvals.lists.follow_selection();
        approvals
    }

    /// Reads the pending approvals when the panel is shown for the first time, and refreshes them later.
    pub fn open(self) {
        self.lists.visible.set(true);
        if self.lists.pending.load.state.with_untracked(|state| *state == LoadState::Idle) {
            self.read();
        } else {
            self.lists.counts.poll.restart();
        }
    }

    /// Stops reading further pages when the panel is hidden; only the counts are polled.
    pub fn leave(self) {
        if self.lists.visible.get_untracked() {
            self.lists.counts.stop();
            self.lists.reviewed_counts.stop();
            self.lists.counts.poll.schedule();
        }
        self.lists.visible.set(false);
    }

    /// Reads the pending approvals again; the rows shown stay until then.
    pub fn read(self) {
        self.lists.read_pending(None);
        self.journal.look_up_now(|_| false);
        self.read_counts();
    }

    /// Refreshes the counts, and the newest page while the panel is shown.
    pub fn refresh(self) {
        self.refresh_with(Priority::User);
    }

    fn refresh_with(self, priority: Priority) {
        if self.lists.visible.get_untracked() {
            self.lists.read_pending(Some(priority));
        } else {
            self.lists.counts.poll.schedule();
        }
        self.read_counts();
    }

    fn read_counts(self) {
        self.lists.counts.read();
        self.lists.reviewed_counts.read();
    }

    /// Returns whether there is or was anything to decide, or the list was opened. Reactive.
    pub(super) fn is_in_use(self) -> bool {
        self.lists.counts.has_any()
            || self.lists.pending.load.state.with(|state| *state != LoadState::Idle)
            || self.decisions.batches.with(|all| !all.is_empty())
    }

    /// Shows the other tab and reads its list.
    pub fn show(self, tab: ApprovalTab) {
        self.filters.tab.set(tab);
        self.selection.open.set(None);
        if tab == ApprovalTab::Reviewed {
            self.lists.read_reviewed(false);
        }
    }

    /// Reads the missing pages of the reviewed approvals, or all again where none is missing.
    pub fn read_reviewed(self) {
        let is_whole = self.lists.reviewed.load.state.with_untracked(LoadState::is_whole);
        self.lists.read_reviewed(!is_whole);
    }

    /// Reads the next page of the reviewed approvals.
    pub fn read_more_reviewed(self) {
        self.lists.read_reviewed(true);
    }

    /// Shows and counts the reviewed approvals of the last `days` days.
    pub fn set_reviewed_days(self, days: u32) {
        self.lists.reviewed_counts.days.set(days);
        self.lists.reviewed_counts.read();
        self.lists.read_reviewed(false);
    }

    /// Filters by recipient; the reviewed approvals are filtered by the service.
    pub fn set_person(self, person: String) {
        self.filters.person.set(person);
        if self.filters.tab.get_untracked() == ApprovalTab::Reviewed {
            self.lists.read_reviewed(false);
        }
    }

    /// Applies the filter of an address.
    pub fn apply_filter(self, text: &str) {
        let filter = ApprovalFilter::of_text(text);
        let tab = filter.tab;
        self.filters.apply(filter);
        if tab != self.filters.tab.get_untracked() {
            self.show(tab);
        }
    }

    /// Opens the approval of a link, from whichever list has it.
    pub fn open_link(self, id: ApprovalId) {
        self.selection.open.set(Some(id.clone()));
        self.lists.read_linked(id);
    }

    /// Decides the ticked approvals, else the open one; `false` where the form breaks a rule. Nothing is sent before the time for undo
    /// is over.
    pub fn decide(self, kind: DecisionKind) -> bool {
        if self.selection.has_just_advanced() {
            return true;
        }
        let rows: Vec<SharedApproval> = untrack(|| self.decisions.decidable(&self.lists.subject()));
        if rows.is_empty() {
            return true;
        }
        let Some(decision) = self.fields.submit(kind) else { return false };
        let to = self.fields.new_owner_name.get_untracked();
        let ids: Vec<ApprovalId> = rows.iter().map(|row| row.id.clone()).collect();
        self.fields.clear(&ids);
        self.decisions.decide(decision, to, &rows, &self.lists.now());
        self.open_next(&ids);
        self.selection.ticked.set(Index::default());
        true
    }

    /// Opens the next decidable row of the list where the open one was just decided.
    fn open_next(self, decided: &[ApprovalId]) {
        let Some(open) = self.selection.open.get_untracked().filter(|id| decided.contains(id)) else {
            return;
        };
        let next = untrack(|| {
            let rows = self.lists.shown();
            let mut rest = rows.iter().skip_while(|row| row.id != open);
            rest.find(|row| self.decisions.can_decide(row)).map(|row| row.id.clone())
        });
        self.selection.advance_to(next);
    }

    /// Decides again what of a batch failed and is still pending.
    pub fn retry(self, key: &str) {
        let ids = self.decisions.retry(key, &self.lists.now());
        if !ids.is_empty() {
            self.fields.drop_stored(&ids);
        }
    }

    /// Undoes a batch and restores what was typed; `false` where it can no longer be undone.
    pub(super) fn undo(self, key: &str) -> bool {
        let undone = self.decisions.undo(key);
        if let Some(batch) = &undone {
            self.fields.restore_batch(batch);
        }
        undone.is_some()
    }

    /// Reports settled decisions to the host page, removes them from the list and restores the comments of failed ones.
    fn sync_from(self, changes: &[IntentChange]) {
        let mut decided = Index::default();
        for change in changes {
            let (Some(entry), Some(decision)) = (Entry::of(&change.intent), change.intent.decision()) else {
                continue;
            };
            if entry.outcome() == Some(&ReadBack::ByYou(decision.decision.action())) {
                self.host.decided(decision.id.as_str(), decision.decision.as_str());
            }
            if entry.has_failed() {
                self.restore_form(&change.intent);
            } else if change.settled() {
                decided.add(decision.id.as_str());
            }
        }
        if !decided.is_empty() {
            self.lists.remove(&decided);
            self.lists.find_open();
        }
    }

    /// Restores what was typed for a decision that failed.
    fn restore_form(self, intent: &Intent) {
        let (Some(group), Some(decision)) = (&intent.group, intent.decision()) else { return };
        let Some(batch) = self.decisions.batch(group) else { return };
        let at = batch.entries.iter().position(|entry| entry.intent().key == intent.key);
        if at.is_some_and(|at| at < MAX_RESTORED) {
            self.fields.restore(&decision.id, &batch.shared);
        }
    }

    /// Shows the error of look-ups that keep failing with the list.
    fn on_look_up(self, outcome: LookOutcome) {
        if let Err((error, failures)) = outcome
            && failures % FAILED_LOOK_UPS == 0
        {
            self.lists.pending.load.fail(error);
        }
    }
}

impl Polled for Approvals {
    fn refresh(&self) {
        self.refresh_with(Priority::Background);
    }

    fn is_worth_refreshing(&self) -> bool {
        // The tab shows the count in every panel, so only a removed view ends the polling.
        self.lists.visible.try_get_untracked().is_some()
    }

    fn last_error(&self) -> Option<ErrorKind> {
        self.lists.pending.load.last_error()
    }
}
