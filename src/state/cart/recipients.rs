//! For whom the request is: the viewer alone, which one call asks for, or others, which takes a plan. Knows no plan and no view.

use super::judge::Judge;
use super::{Cart, RequestStep};
use crate::state::catalog::item::{Availability, CatalogItem};
use request_center_models::draft::RequestDraft;
use request_center_models::id::IdentityId;
use request_center_models::rule::OnBehalf;

impl Cart {
    /// Returns whether the request takes a plan: it is for others, or no single call can hold it. Reactive.
    #[must_use]
    pub fn is_planned(self) -> bool {
        self.asks_for_others.get() || !self.is_for_viewer() || self.draft.with(RequestDraft::needs_plan)
    }

    /// Returns whether the request is for the viewer alone. Reactive.
    #[must_use]
    pub fn is_for_viewer(self) -> bool {
        let viewer = self.viewer.try_get().unwrap_or_default();
        self.draft.with(|draft| draft.recipients.iter().all(|person| *person == viewer.id))
    }

    /// The item's availability to the recipients: to others it is unknown. Reactive.
    #[must_use]
    pub fn availability_to_recipients(self, item: &CatalogItem) -> Availability {
        if self.is_for_viewer() { self.availability(item) } else { Availability::Unknown }
    }

    /// Opens the choice of recipients.
    pub fn ask_for_others(self) {
        self.was_asked.set(true);
        self.asks_for_others.set(true);
    }

    /// Returns whether the choice of recipients was just opened by hand, so that it gets the focus; once.
    #[must_use]
    pub fn take_asked(self) -> bool {
        let was_asked = self.was_asked.try_get() == Some(true);
        self.was_asked.set(false);
        was_asked
    }

    /// Makes the request one for the viewer alone again.
    pub fn ask_for_viewer(self) {
        let viewer = self.viewer.try_get().unwrap_or_default();
        self.change(|draft| {
            draft.recipients = vec![viewer.id];
            draft.names.clear();
            for item in &mut draft.items {
                item.except.clear();
                item.accounts.clear();
                item.own_end = None;
            }
        });
        self.asks_for_others.set(false);
        self.edit();
    }

    /// Adds people, each once, with the names they are shown by. Returns `false` while the draft is being sent.
    pub fn add_recipients(self, people: &[(IdentityId, String)]) -> bool {
        if self.is_locked() {
            return false;
        }
        self.change(|draft| {
            for (id, name) in people {
                if !draft.recipients.contains(id) {
                    draft.recipients.push(id.clone());
                }
                draft.names.insert(id.clone(), name.clone());
            }
        });
        self.step.set(RequestStep::Writing);
        true
    }

    /// Adds people whom a request is begun for; the viewer goes, unless something was begun for them. Returns `false` while the draft is
    /// being sent.
    pub fn ask_for(self, people: &[(IdentityId, String)]) -> bool {
        let is_begun = self.draft.with_untracked(|draft| !draft.items.is_empty());
        if !is_begun && self.is_for_viewer() && !self.is_locked() {
            self.change(|draft| draft.recipients.clear());
        }
        self.add_recipients(people)
    }

    /// Removes a person, with the exceptions and accounts chosen for them. The choice of recipients stays open.
    pub fn remove_recipient(self, id: &IdentityId) {
        self.asks_for_others.set(true);
        self.change(|draft| {
            draft.recipients.retain(|person| person != id);
            draft.names.remove(id);
            for item in &mut draft.items {
                item.forget(id);
            }
        });
    }

    /// Returns whether that person is among the recipients. Reactive.
    #[must_use]
    pub fn has_recipient(self, id: &IdentityId) -> bool {
        self.draft.with(|draft| draft.recipients.contains(id))
    }

    /// The name a recipient was added with. Reactive.
    #[must_use]
    pub fn name_of(self, id: &IdentityId) -> Option<String> {
        self.draft.with(|draft| draft.names.get(id).cloned())
    }

    /// Names recipients that have no name yet.
    pub fn name_recipients(self, people: &[(IdentityId, String)]) {
        let is_unnamed = |(id, _): &&(IdentityId, String)| {
            self.draft.with_untracked(|draft| draft.recipients.contains(id) && !draft.names.contains_key(id))
        };
        let unnamed: Vec<_> = people.iter().filter(is_unnamed).cloned().collect();
        if !unnamed.is_empty() {
            self.change(|draft| draft.names.extend(unnamed));
        }
    }

    /// Replaces the people for whom access cannot be requested.
    pub fn block_recipients(self, people: Vec<IdentityId>) {
        self.blocked_recipients.set(people);
    }

    /// Returns whether access cannot be requested for one of the recipients. Reactive.
    pub(super) fn has_blocked_recipient(self) -> bool {
        let is_forbidden = self.on_behalf.get() == Some(OnBehalf::Nobody) && !self.is_for_viewer();
        is_forbidden
            || self.blocked_recipients.with(|blocked| {
                self.draft.with(|draft| draft.recipients.iter().any(|person| blocked.contains(person)))
            })
    }

    /// Replaces the rules the draft is judged by; `None` restores those of a single call.
    pub fn judge_by(self, judge: Option<Judge>) {
        self.judge.set(judge);
    }
}
