//! The removal being put together: what is typed is kept at every stroke, checked before it is reviewed, and each of its calls
//! is sent once. What the service took up leaves the form, what it refused stays in it.

mod call;
mod send;
mod settle;

pub use call::{CallState, RemovalCall};

use super::holding::HeldItem;
use crate::api::Client;
use crate::signal::{Memo, Signal, Stored, effect};
use crate::state::form::Form;
use crate::state::host::Host;
use crate::state::journal::{Journal, lookup_minutes};
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

/// Where the removal is on its way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RemovalPhase {
    /// Fields are being filled in.
    #[default]
    Writing,
    /// The last look before sending.
    Reviewing,
    /// Call after call is leaving.
    Sending,
    /// What was sent was taken up: no line is left.
    Over,
}

/// The removal of one widget's viewer.
#[derive(Clone, Copy)]
pub struct Removal {
    /// What was picked and typed.
    pub draft: Form<RevokeDraft>,
    /// Where it is on its way.
    pub phase: Signal<RemovalPhase>,
    /// The calls of the last sending, in order, each with what became of it.
    pub calls: Memo<Vec<RemovalCall>>,
    /// The same, with what is known here alone.
    planned: Signal<Vec<RemovalCall>>,
    lost_date: LostDates,
    stopped: Stored<bool>,
    own: Stored<IdentityId>,
    own_allowed: Signal<bool>,
    client: Stored<Client>,
    store: Stored<Store>,
    journal: Journal,
    requests: Requests,
    host: Host,
}

impl Removal {
    /// The removal that was kept, or an empty one; calls whose outcome was open are followed.
    #[must_use]
    pub fn new(
        client: Client,
        own: IdentityId,
        own_allowed: Signal<bool>,
        store: Store,
        journal: Journal,
        requests: Requests,
        host: Host,
    ) -> Self {
        let kept = store.removal().unwrap_or_else(fresh);
        let lost_date = LostDates::default();
        lost_date.recall(&ItemId::default(), &kept.remove_date);
        let planned: Signal<Vec<RemovalCall>> = Signal::default();
        let calls = Memo::new(move || {
            let mut calls = planned.get();
            for call in &mut calls {
                let intent = journal.intent(&call.key);
                call.state = CallState::of(intent.as_deref(), &call.state, journal.is_sending(&call.key));
            }
            calls
        });
        let removal = Self {
            draft: Form::new(kept, store.clone(), Store::save_removal),
            phase: Signal::default(),
            calls,
            planned,
            lost_date,
            stopped: Stored::new(false),
            own: Stored::new(own),
            own_allowed,
            client: Stored::new(client),
            store: Stored::new(store),
            journal,
            requests,
            host,
        };
        removal.recall();
        effect(move || removal.follow_calls());
        let on_change = removal
            .store
            .try_with(|store| store.listen(move |document| removal.sync_from(document.removal.as_ref())));
        let _until_cleanup = Stored::new(on_change);
        removal
    }

    /// Whether that is picked. Reactive.
    #[must_use]
    pub fn holds(self, person: &IdentityId, item: &Holding) -> bool {
        self.draft.with(|draft| draft.contains(person, item))
    }

    /// Picks something, or takes it out again; `false` while calls are on their way.
    pub fn pick(self, line: &RevokeLine) -> bool {
        self.change(|draft| {
            if !draft.add(line.clone()) {
                draft.lines.retain(|other| !other.is_same(line));
            }
        })
    }

    /// Takes a line out.
    pub fn remove(self, at: usize) {
        self.change(|draft| {
            if at < draft.lines.len() {
                draft.lines.remove(at);
            }
        });
    }

    /// Takes the comment for all lines as typed.
    pub fn write_comment(self, text: String) {
        self.write(|draft| draft.comment = text);
    }

    /// Takes the comment of one line as typed.
    pub fn write_line_comment(self, at: usize, text: String) {
        self.write(|draft| {
            if let Some(line) = draft.lines.get_mut(at) {
                line.comment = text;
            }
        });
    }

    /// One comment for all, or one for each line; what was typed for the other stays.
    pub fn comment_each(self, each: bool) {
        self.write(|draft| draft.comment_each = each);
    }

    /// On a date, or as soon as possible; what was typed stays.
    pub fn on_date(self, on_date: bool) {
        if !on_date {
            self.leave_out_lost_date();
        }
        self.write(|draft| draft.on_date = on_date);
        self.forget_late();
    }

    /// Takes the date as typed.
    pub fn write_date(self, date: TypedDate) {
        if self.lost_date.on_change(&ItemId::default(), &date) {
            self.write(|draft| draft.remove_date = date);
            self.forget_late();
        }
    }

    /// Whether the date was half typed when the page went, so that it could not be kept, and nobody has been at the field
    /// since. Reactive.
    #[must_use]
    pub fn has_lost_date(self) -> bool {
        self.draft.with(|draft| self.lost_date.has(&ItemId::default(), &draft.remove_date))
    }

    /// The person was told that the date was not kept, left the field empty and goes on: then there is none.
    fn leave_out_lost_date(self) {
        let mut date = self.draft.with_untracked(|draft| draft.remove_date.clone());
        if self.lost_date.give_up(&ItemId::default(), &mut date) {
            self.write(|draft| {
                draft.on_date = false;
                draft.remove_date = date;
            });
        }
    }

    /// Whether that line may have been refused because it ends before the date. Reactive.
    #[must_use]
    pub fn maybe_late(self, line: &RevokeLine) -> bool {
        self.calls
            .with(|calls| calls.iter().flat_map(RemovalCall::maybe_late).any(|other| other.is_same(line)))
    }

    /// With another date, what was refused for the one before is another matter.
    fn forget_late(self) {
        let lazy_module =
            self.calls.with_untracked(|calls| calls.iter().any(|call| !call.undated.is_empty()));
        if lazy_module && !self.is_locked() {
            self.planned.update(|calls| {
                for call in calls.iter_mut() {
                    call.undated.clear();
                }
            });
        }
    }

    /// What is wrong, once the person has asked to go on; nothing is red before. Reactive.
    #[must_use]
    pub fn shown_violations(self) -> Violations {
        self.draft.shown(|| self.violations())
    }

    /// Why a line cannot be sent, `None` where it can as far as is known. Reactive.
    #[must_use]
    pub fn blocked(self, line: &RevokeLine) -> Option<RemovalBlocked> {
        let own = self.own_out_of_reach();
        line.blocked(self.now(), own.as_ref())
    }

    /// On to the last look; `false` where something must be mended first.
    pub fn review(self) -> bool {
        if self.draft.is_submitted() && self.draft.with_untracked(|draft| draft.on_date) {
            self.leave_out_lost_date();
        }
        self.draft.submit();
        let good = self.violations().is_empty();
        if good {
            self.phase.set(RemovalPhase::Reviewing);
        }
        good
    }

    /// Back to the fields.
    pub fn edit(self) {
        if !self.is_locked() {
            self.phase.set(RemovalPhase::Writing);
        }
    }

    /// Sends every call, one after the other.
    pub fn submit(self) {
        send::submit(self);
    }

    /// Ends the sending after the call that is on its way; the others stay in the form.
    pub fn stop(self) {
        self.stopped.set(true);
    }

    /// The form again, empty unless another tab has filled it; what was sent stays in the journal.
    pub fn start_another(self) {
        if self.is_locked() {
            return;
        }
        self.planned.set(Vec::new());
        self.draft.reopen();
        if self.draft.with_untracked(|draft| draft.lines.is_empty()) {
            self.draft.write(|draft| *draft = fresh());
        }
        self.phase.set(RemovalPhase::Writing);
    }

    /// Whether nothing may be changed, because calls are on their way or looked up. Reactive.
    #[must_use]
    pub fn is_on_its_way(self) -> bool {
        self.phase.track();
        self.calls.with(|_| ());
        self.is_locked()
    }

    /// Whether something is picked, on its way or answered and not put away yet. Reactive.
    #[must_use]
    pub fn has_any(self) -> bool {
        self.draft.with(|draft| !draft.lines.is_empty()) || self.calls.with(|calls| !calls.is_empty())
    }

    /// For how long an unknown outcome is looked up, in minutes.
    #[must_use]
    pub fn patience_minutes(self) -> usize {
        lookup_minutes()
    }

    /// Takes in what has been learned of the things picked.
    pub(super) fn merge(self, all: &[HeldItem]) {
        let mut draft = self.draft.get_untracked();
        for line in &mut draft.lines {
            let held = all.iter().find(|held| held.person == line.person);
            let known = held.and_then(|held| held.items.iter().find(|item| item.is_same(&line.held)));
            if let Some(known) = known {
                line.held = known.clone();
            }
            let items = held.map(|held| held.items.as_slice()).unwrap_or_default();
            let (requests, journal) = (self.requests, self.journal);
            let removals = super::removals_of(requests, journal, &line.person, &line.held, items);
            line.held.note_rows(&line.person, &removals);
        }
        if !self.is_locked() && self.draft.with_untracked(|before| *before != draft) {
            self.draft.write(|before| *before = draft);
        }
    }

    fn violations(self) -> Violations {
        let own = self.own_out_of_reach();
        let now = self.now();
        self.draft.with(|draft| draft.validate(now, own.as_ref())).err().unwrap_or_default()
    }

    /// The viewer, unless the page lets people take their own access away.
    fn own_out_of_reach(self) -> Option<IdentityId> {
        if self.own_allowed.get() { None } else { self.own.try_get() }
    }

    fn now(self) -> OffsetDateTime {
        self.client.try_with(Client::now).unwrap_or(OffsetDateTime::UNIX_EPOCH)
    }

    fn is_locked(self) -> bool {
        let unknown = |calls: &Vec<RemovalCall>| calls.iter().any(|call| call.state == CallState::Unknown);
        self.phase.with_untracked(|phase| *phase == RemovalPhase::Sending)
            || self.calls.with_untracked(unknown)
    }

    fn change(self, change: impl FnOnce(&mut RevokeDraft)) -> bool {
        if self.is_locked() {
            return false;
        }
        if self.phase.get_untracked() == RemovalPhase::Over {
            self.planned.set(Vec::new());
        }
        self.write(change);
        self.phase.set(RemovalPhase::Writing);
        true
    }

    /// What is typed is taken at any time; what is picked waits while calls are on their way.
    fn write(self, change: impl FnOnce(&mut RevokeDraft)) {
        self.draft.write(change);
    }
}

fn fresh() -> RevokeDraft {
    RevokeDraft { key: new_key(), ..RevokeDraft::default() }
}
