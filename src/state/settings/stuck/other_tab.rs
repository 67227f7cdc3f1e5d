//! What another tab or widget closes: shown here at once, never closed twice, and read back by whoever closed last. The others
//! only look where they hear nothing of it. Hearing writes nothing, so that no two tabs answer each other for ever.

use super::{CloseState, Closing, StuckRequests};
use crate::api::{Abort, sleep, unless_aborted};
use crate::state::list::LoadState;
use crate::state::settings::verify;
use crate::state::storage::Store;
use leptos::task::spawn_local;
use request_center_models::id::AccessRequestId;

/// How long another tab may take to read back what it closed, in first waits; its own patience is 15 of them.
const PATIENCE: f64 = 16.0;

impl StuckRequests {
    /// Hears by now what is kept.
    pub(super) fn hear(self) {
        if let Some(kept) = self.store.try_with(Store::closings) {
            self.adopt(&kept);
        }
    }

    /// Another tab or widget has closed, learned or put away something: what is here follows, beside what is known better here.
    pub(super) fn adopt(self, kept: &[Closing]) {
        let Some(here) = self.closings.try_get_untracked() else { return };
        let sending = self.sending.get_untracked();
        let mut both = kept.to_vec();
        for known in &here {
            match both.iter_mut().find(|one| one.id == known.id) {
                Some(one) if known.state.stays(&one.state, sending) => one.state = known.state.clone(),
                // Nothing is put away that is under way: whoever wrote had not read it.
                None if known.state.is_under_way() => both.push(known.clone()),
                _ => {}
            }
        }
        if both == here {
            return;
        }
        let (before, now) = (under_way(&here), under_way(&both));
        self.closings.set(both);
        if self.list.load.state.with_untracked(|state| *state == LoadState::Idle) {
            return;
        }
        if !sending && now.iter().any(|id| !before.contains(id)) {
            self.wait();
        } else if now.is_empty() && !before.is_empty() {
            self.read();
        }
        // A question about nothing is none.
        if self.asking.get_untracked() && self.picked().is_empty() {
            self.asking.set(false);
        }
    }

    /// Leaves what is under way to the tab that closed last, as long as that can take.
    fn wait(self) {
        let abort = Abort::new();
        self.verifying.try_with(Abort::abort);
        self.verifying.set(abort.clone());
        let first = self.first_seconds.try_get_untracked().unwrap_or(5);
        spawn_local(async move {
            let patience = sleep(f64::from(first) * 1_000.0 * PATIENCE);
            if unless_aborted(Some(&abort), patience).await.is_some() {
                self.take_over();
            }
        });
    }

    /// Reads back what is under way, whoever closed it. Of what another tab was sending nobody may have heard the answer.
    pub(super) fn take_over(self) {
        let any = self.closings.with_untracked(|all| all.iter().any(|one| one.state.is_under_way()));
        if any && !self.sending.get_untracked() {
            self.settle(|one| one.state == CloseState::Sending, &CloseState::Unknown);
            verify::start(self);
        }
    }
}

/// Those whose end is still awaited.
fn under_way(closings: &[Closing]) -> Vec<AccessRequestId> {
    let mut ids = Vec::new();
    for one in closings.iter().filter(|one| one.state.is_under_way()) {
        ids.push(one.id.clone());
    }
    ids
}
