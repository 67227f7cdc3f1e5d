//! The plans: submits the draft as calls of the journal, sends them one by one, and keeps them until the person dismisses them.
//! Knows no view.

use super::plan::{PlanProgress, plans, write_of};
use crate::api::{Client, PreparedWrite};
use crate::signal::{Memo, Stored, on_window_event};
use crate::state::cart::{Cart, CartPhase};
use crate::state::catalog::Catalog;
use crate::state::journal::intent::Intent;
use crate::state::journal::queue::Queue;
use crate::state::journal::state::WriteState;
use crate::state::journal::{Journal, WriteCall};
use crate::state::key::new_key;
use crate::state::storage::SentPlan;
use crate::state::workspace::Workspace;
use leptos::prelude::untrack;
use request_center_models::draft::RequestDraft;
use request_center_models::plan::PlannedCall;
use request_center_models::rule::Violations;
use std::rc::Rc;
use std::sync::Arc;
use time::OffsetDateTime;

/// The submitted plans.
#[derive(Clone, Copy)]
pub struct Plans {
    /// Every plan the person has not dismissed, newest first.
    pub all: Memo<Vec<PlanProgress>>,
    /// Sends them, and keeps the plans that are paused.
    pub queue: Queue,
    /// The keys of the plans submitted or resumed here.
    begun: Stored<Vec<String>>,
    /// The calls of plans that are not sent yet, made once.
    calls: Stored<Vec<(String, Rc<Vec<PlannedCall>>)>>,
    client: Stored<Option<Client>>,
    catalog: Catalog,
    cart: Cart,
    journal: Journal,
}

impl Plans {
    /// The stored plans; what an earlier page left unsent waits for the user.
    #[must_use]
    pub fn new(workspace: Workspace) -> Self {
        let Workspace { shell, cart, journal, .. } = workspace;
        let all =
            Memo::new(move || cart.plans.with(|sent| journal.intents.with(|intents| plans(sent, intents))));
        let made = Self {
            all,
            queue: Queue::new(journal, shell.session.options.host, Vec::new()),
            begun: Stored::new(Vec::new()),
            calls: Stored::new(Vec::new()),
            client: Stored::new(shell.client()),
            catalog: shell.catalog,
            cart,
            journal,
        };
        on_window_event("beforeunload", move |event| {
            if made.is_interruptible() {
                event.prevent_default();
            }
        });
        made
    }

    /// The calls the draft takes, or what is wrong with it. Reactive.
    ///
    /// # Errors
    /// Every violation of the draft.
    pub fn of_draft(self) -> Result<Vec<PlannedCall>, Violations> {
        self.cart.draft.with(|draft| self.plan(draft))
    }

    fn plan(self, draft: &RequestDraft) -> Result<Vec<PlannedCall>, Violations> {
        let now = self.client.try_get().flatten();
        let now = now.as_ref().map_or(OffsetDateTime::UNIX_EPOCH, Client::now);
        draft.plan(now, &self.catalog.entitlement_limits.get())
    }

    /// Submits the draft: takes it out, stores the calls of its plan in the same step, and sends them. Only from the review.
    pub fn submit(self) {
        if self.cart.phase.get_untracked() != CartPhase::Reviewing {
            return;
        }
        let draft = untrack(|| self.cart.draft.get());
        let Ok(calls) = untrack(|| self.plan(&draft)) else { return self.cart.reject() };
        let key = draft.key.as_str().to_owned();
        let intents = calls.iter().map(|call| self.intent(&draft, call)).collect();
        let sent = SentPlan { draft, retried: false };
        match self.journal.change(|document| document.submit_plan(sent, intents)) {
            Some(true) => {
                self.cart.start_after_plan();
                self.calls.try_update(|made| made.push((key.clone(), Rc::new(calls))));
                self.send(&key);
            }
            Some(false) => self.cart.start_after_other_tab(),
            None => {}
        }
    }

    fn intent(self, draft: &RequestDraft, call: &PlannedCall) -> Intent {
        let cells: Vec<(usize, usize)> =
            call.cells().iter().map(|cell| (cell.recipient, cell.item)).collect();
        let intent = self.journal.intend(call.request().key().clone(), write_of(draft, &cells));
        Intent { group: Some(draft.key.as_str().to_owned()), ..intent }
    }

    /// Returns whether this tab sends the plan, one call after the other. Reactive.
    #[must_use]
    pub fn is_sending(self, plan: &PlanProgress) -> bool {
        plan.unsent() > 0 && !self.queue.is_paused(plan.key()) && self.has_begun(plan.key())
    }

    fn has_begun(self, key: &str) -> bool {
        self.begun.try_with(|begun| begun.iter().any(|other| other == key)).unwrap_or_default()
    }

    /// Sends the unsent calls of a plan that was paused, or that an earlier page left.
    pub fn resume(self, key: &str) {
        self.queue.resume(key);
        self.send(key);
    }

    /// Puts the failed cells into the empty draft under a new key, where it can be edited; of an outdated plan also those not sent.
    /// Returns `false` where another tab has done so.
    pub fn retry(self, key: &str) -> bool {
        let Some(plan) = self.find(key) else { return false };
        let unsent = self.is_outdated(&plan);
        let Some(draft) = plan.failed(new_key(), unsent) else { return false };
        let is_dropped = |intent: &Intent| {
            unsent && intent.group.as_deref() == Some(key) && intent.state == WriteState::Prepared
        };
        let retried = self.journal.change(|document| {
            let sent = document.plans.iter_mut().find(|plan| plan.key().as_str() == key);
            let Some(sent) = sent.filter(|plan| !plan.retried) else { return false };
            Arc::make_mut(sent).retried = true;
            document.journal.retain(|intent| !is_dropped(intent));
            document.draft = Some(draft);
            true
        });
        let is_retried = retried == Some(true);
        if is_retried {
            self.cart.show_stored();
        }
        is_retried
    }

    fn find(self, key: &str) -> Option<PlanProgress> {
        self.all.with_untracked(|plans| plans.iter().find(|plan| plan.key() == key).cloned())
    }

    /// Returns whether what was not sent of a plan can no longer be sent as it is: a date has passed, or a rule has changed.
    #[must_use]
    pub fn is_outdated(self, plan: &PlanProgress) -> bool {
        let mut unsent = plan.calls.iter().filter(|call| call.state == WriteState::Prepared).peekable();
        unsent.peek().is_some()
            && self.calls_of(plan).is_none_or(|calls| {
                unsent.any(|call| calls.iter().all(|planned| *planned.request().key() != call.key))
            })
    }

    fn send(self, key: &str) {
        if self.find(key).is_some_and(|plan| self.is_outdated(&plan)) {
            return self.queue.pause(key);
        }
        self.begun.try_update(|begun| begun.push(key.to_owned()));
        self.queue.send_all(Box::new(move |other_tabs| self.next(other_tabs)));
    }

    /// Drops the unsent calls of a plan.
    pub fn discard(self, key: &str) {
        self.queue.unpause(key);
        self.journal
            .forget(|intent| intent.group.as_deref() == Some(key) && intent.state == WriteState::Prepared);
    }

    /// Removes a plan from the storage and from the view. Its open calls are looked up further.
    pub fn dismiss(self, key: &str) {
        self.journal.change(|document| document.plans.retain(|plan| plan.key().as_str() != key));
        self.cart.plans.update(|plans| plans.retain(|plan| plan.key().as_str() != key));
        self.calls.try_update(|made| made.retain(|(of, _)| of != key));
    }

    /// The next call to send that no other tab has.
    fn next(self, other_tabs: &[Intent]) -> Option<(Intent, WriteCall)> {
        let paused = self.queue.paused.try_get_untracked()?;
        let plan_of = |plan: &PlanProgress| {
            let key = plan.key();
            if paused.iter().any(|other| other == key) || !self.has_begun(key) {
                return None;
            }
            let is_next = |call: &&Arc<Intent>| {
                call.state == WriteState::Prepared && other_tabs.iter().all(|other| other.key != call.key)
            };
            let intent = plan.calls.iter().find(is_next)?.as_ref().clone();
            // A draft that was valid when it was submitted may not be so today; other plans are still sent.
            let calls = self.calls_of(plan)?;
            let at = calls.iter().position(|call| *call.request().key() == intent.key)?;
            let write = PreparedWrite::create_access_request(calls.get(at)?.request());
            let call: WriteCall = Box::new(move |_: &[_]| write);
            Some((intent, call))
        };
        self.all.with_untracked(|plans| plans.iter().rev().find_map(plan_of))
    }

    /// The calls of a plan; `None` where its draft is no longer valid.
    fn calls_of(self, plan: &PlanProgress) -> Option<Rc<Vec<PlannedCall>>> {
        let made = self.calls.try_with(|made| {
            made.iter().find(|(key, _)| key == plan.key()).map(|(_, calls)| Rc::clone(calls))
        });
        if let Some(Some(calls)) = made {
            return Some(calls);
        }
        let calls = untrack(|| self.plan(&plan.sent.draft)).ok().map(Rc::new)?;
        self.calls.try_update(|made| made.push((plan.key().to_owned(), Rc::clone(&calls))));
        Some(calls)
    }

    /// Returns whether a call is being sent or about to be, so that leaving the page would interrupt it. A paused one stays stored.
    fn is_interruptible(self) -> bool {
        self.all.with_untracked(|plans| {
            plans.iter().any(|plan| {
                untrack(|| self.is_sending(plan))
                    || plan.calls.iter().any(|call| call.state == WriteState::Sent)
            })
        })
    }
}
