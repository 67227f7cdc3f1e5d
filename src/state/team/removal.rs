//! The removal form: the items picked, the comment and the date, stored at every change. Sending it and what its calls
//! answered are `send` and `settle`, which build on it.

mod call;
mod send;
mod settle;

pub use call::{CallState, RemovalCall};

use super::removal_rows::removal_rows;
use crate::api::Client;
use crate::signal::{Memo, Signal, Stored};
use crate::state::form::Form;
use crate::state::holding::PersonHoldings;
use crate::state::host::Host;
use crate::state::journal::Journal;
use crate::state::key::new_key;
use crate::state::lost_date::LostDates;
use crate::state::requests::Requests;
use crate::state::storage::Store;
use request_center_models::draft::TypedDate;
use request_center_models::holding::{Holding, RemovalBlocked};
use request_center_models::id::{IdentityId, ItemId};
use request_center_models::revoke::{RevokeDraft, RevokeLine};
use request_center_models::rule::Violations;
use time::OffsetDateTime;

/// The step a removal has reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RemovalPhase {
    /// The fields are being filled in.
    #[default]
    Writing,
    /// The summary is shown before anything is sent.
    Reviewing,
    /// Its calls are being sent.
    Sending,
    /// Every call was accepted: no line is left.
    Over,
}

/// The removal form of one widget's viewer.
#[derive(Clone, Copy)]
pub struct Removal {
    /// The items picked, comments and date.
    pub draft: Form<RevokeDraft>,
    /// The step it has reached.
    pub phase: Signal<RemovalPhase>,
    /// The calls of the last submission, in order, each with its outcome.
    pub calls: Memo<Vec<RemovalCall>>,
    /// The same calls, with only the outcomes the journal does not know.
    planned: Signal<Vec<RemovalCall>>,
    lost_date: LostDates,
    stopped: Stored<bool>,
    own: Stored<IdentityId>,
    self_removal: Signal<bool>,
    client: Stored<Client>,
    store: Stored<Store>,
    /// Every write of the viewer.
    pub journal: Journal,
    requests: Requests,
    host: Host,
}

impl Removal {
    /// The stored form, or an empty one.
    #[must_use]
    pub fn new(
        client: Client,
        own: IdentityId,
        self_removal: Signal<bool>,
        store: Store,
        journal: Journal,
        requests: Requests,
        host: Host,
    ) -> Self {
        let stored = store.removal().unwrap_or_else(empty_draft);
        let lost_date = LostDates::default();
        lost_date.restore(&ItemId::default(), &stored.remove_date);
        let planned: Signal<Vec<RemovalCall>> = Signal::default();
        let calls = Memo::new(move || {
            let mut calls = planned.get();
            for call in &mut calls {
                let intent = journal.intent(&call.key);
                call.state = CallState::of(intent.as_deref(), &call.state, journal.is_sending(&call.key));
            }
            calls
        });
        Self {
            draft: Form::new(stored, store.clone(), Store::save_removal),
            phase: Signal::default(),
            calls,
            planned,
            lost_date,
            stopped: Stored::new(false),
            own: Stored::new(own),
            self_removal,
            client: Stored::new(client),
            store: Stored::new(store),
            journal,
            requests,
            host,
        }
    }

    /// Returns whether that item of that person is picked. Reactive.
    #[must_use]
    pub fn contains(self, person: &IdentityId, item: &Holding) -> bool {
        self.draft.with(|draft| draft.contains(person, item))
    }

    /// Picks an item, or drops it if it is picked; `false` while the form is locked.
    pub fn toggle(self, line: &RevokeLine) -> bool {
        self.change_lines(|draft| {
            if !draft.add(line.clone()) {
                draft.lines.retain(|other| !other.is_same(line));
            }
        })
    }

    /// Drops a line.
    pub fn remove(self, at: usize) {
        self.change_lines(|draft| {
            if at < draft.lines.len() {
                draft.lines.remove(at);
            }
        });
    }

    /// Sets the comment for all lines.
    pub fn set_comment(self, text: String) {
        self.draft.write(|draft| draft.comment = text);
    }

    /// Sets the comment of one line.
    pub fn set_line_comment(self, at: usize, text: String) {
        self.draft.write(|draft| {
            if let Some(line) = draft.lines.get_mut(at) {
                line.comment = text;
            }
        });
    }

    /// Switches between one comment for all and one per line; both texts are kept.
    pub fn set_comment_each(self, each: bool) {
        self.draft.write(|draft| draft.comment_each = each);
    }

    /// Switches between a date and as soon as possible; the date is kept.
    pub fn set_on_date(self, on_date: bool) {
        if !on_date {
            self.discard_lost_date();
        }
        self.draft.write(|draft| draft.on_date = on_date);
        self.clear_maybe_late();
    }

    /// Sets the date.
    pub fn set_date(self, date: TypedDate) {
        if self.lost_date.record_input(&ItemId::default(), &date) {
            self.draft.write(|draft| draft.remove_date = date);
            self.clear_maybe_late();
        }
    }

    /// True while a date that was typed only in part is missing after a reload, and the field was not changed since. Reactive.
    #[must_use]
    pub fn has_lost_date(self) -> bool {
        self.draft.with(|draft| self.lost_date.is_lost(&ItemId::default(), &draft.remove_date))
    }

    /// Removes without a date, because the field was left empty after the notice that its date was lost.
    fn discard_lost_date(self) {
        let mut date = self.draft.with_untracked(|draft| draft.remove_date.clone());
        if self.lost_date.discard(&ItemId::default(), &mut date) {
            self.draft.write(|draft| {
                draft.on_date = false;
                draft.remove_date = date;
            });
        }
    }

    /// Returns whether that line may have been refused because the access ends before the date. Reactive.
    #[must_use]
    pub fn is_maybe_late(self, line: &RevokeLine) -> bool {
        self.calls
            .with(|calls| calls.iter().flat_map(RemovalCall::maybe_late).any(|other| other.is_same(line)))
    }

    /// Withdraws that notice, because it was about the date before.
    fn clear_maybe_late(self) {
        let noticed = self.calls.with_untracked(|calls| calls.iter().any(|call| !call.undated.is_empty()));
        if noticed && !self.is_locked_untracked() {
            self.planned.update(|calls| {
                for call in calls.iter_mut() {
                    call.undated.clear();
                }
            });
        }
    }

    /// The violations to show: none before the form was submitted once. Reactive.
    #[must_use]
    pub fn shown_violations(self) -> Violations {
        self.draft.shown(|| self.violations())
    }

    /// The reason why a line cannot be sent, `None` if it can as far as is known. Reactive.
    #[must_use]
    pub fn blocked(self, line: &RevokeLine) -> Option<RemovalBlocked> {
        let own = self.protected_viewer();
        line.blocked(self.now(), own.as_ref())
    }

    /// Goes on to the summary; `false` if something must be fixed first.
    pub fn review(self) -> bool {
        if self.draft.is_submitted() && self.draft.with_untracked(|draft| draft.on_date) {
            self.discard_lost_date();
        }
        self.draft.submit();
        let valid = self.violations().is_empty();
        if valid {
            self.phase.set(RemovalPhase::Reviewing);
        }
        valid
    }

    /// Returns to the fields.
    pub fn edit(self) {
        if !self.is_locked_untracked() {
            self.phase.set(RemovalPhase::Writing);
        }
    }

    /// Stops after the call being sent; the others stay in the form.
    pub fn stop(self) {
        self.stopped.set(true);
    }

    /// Starts a new form, empty unless another tab has filled it; what was sent stays in the journal.
    pub fn start_new(self) {
        if self.is_locked_untracked() {
            return;
        }
        self.planned.set(Vec::new());
        self.draft.reopen();
        if self.draft.with_untracked(|draft| draft.lines.is_empty()) {
            self.draft.write(|draft| *draft = empty_draft());
        }
        self.phase.set(RemovalPhase::Writing);
    }

    /// True while lines cannot be changed, because calls are being sent or looked up. Reactive.
    #[must_use]
    pub fn is_locked(self) -> bool {
        self.phase.track();
        self.calls.with(|_| ());
        self.is_locked_untracked()
    }

    /// True while something is picked, being sent, or shown with its outcome. Reactive.
    #[must_use]
    pub fn is_in_use(self) -> bool {
        self.draft.with(|draft| !draft.lines.is_empty()) || self.calls.with(|calls| !calls.is_empty())
    }

    /// Updates the lines with facts read since they were picked.
    pub(super) fn merge(self, all: &[PersonHoldings]) {
        let mut draft = self.draft.get_untracked();
        for line in &mut draft.lines {
            let holdings = all.iter().find(|holdings| holdings.person == line.person);
            let items = holdings.map(|holdings| holdings.items.as_slice()).unwrap_or_default();
            if let Some(known) = items.iter().find(|item| item.is_same(&line.held)) {
                line.held = known.clone();
            }
            let removals = removal_rows(self.requests, self.journal, &line.person, &line.held, items);
            line.held.note_rows(&line.person, &removals);
        }
        if !self.is_locked_untracked() && self.draft.with_untracked(|before| *before != draft) {
            self.draft.write(|before| *before = draft);
        }
    }

    fn violations(self) -> Violations {
        let own = self.protected_viewer();
        let now = self.now();
        self.draft.with(|draft| draft.validate(now, own.as_ref())).err().unwrap_or_default()
    }

    /// The viewer, unless the page lets people remove their own access.
    fn protected_viewer(self) -> Option<IdentityId> {
        if self.self_removal.get() { None } else { self.own.try_get() }
    }

    fn now(self) -> OffsetDateTime {
        self.client.try_with(Client::now).unwrap_or(OffsetDateTime::UNIX_EPOCH)
    }

    fn is_locked_untracked(self) -> bool {
        let unknown = |calls: &Vec<RemovalCall>| calls.iter().any(|call| call.state == CallState::Unknown);
        self.phase.with_untracked(|phase| *phase == RemovalPhase::Sending)
            || self.calls.with_untracked(unknown)
    }

    /// Changes which lines there are, unless the form is locked.
    fn change_lines(self, change: impl FnOnce(&mut RevokeDraft)) -> bool {
        if self.is_locked_untracked() {
            return false;
        }
        if self.phase.get_untracked() == RemovalPhase::Over {
            self.planned.set(Vec::new());
        }
        self.draft.write(change);
        self.phase.set(RemovalPhase::Writing);
        true
    }
}

/// A form with nothing in it and a key of its own.
fn empty_draft() -> RevokeDraft {
    RevokeDraft { key: new_key(), ..RevokeDraft::default() }
}
