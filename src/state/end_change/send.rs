//! Sends a change of an end: one create call through the journal.

use super::EndChange;
use crate::api::PreparedWrite;
use crate::signal::Signal;
use crate::state::journal::Sending;
use crate::state::journal::write::{Write, WrittenItem};
use leptos::prelude::untrack;
use leptos::task::spawn_local;
use request_center_models::draft::TypedDate;
use request_center_models::end_change::EndChangeDraft;
use request_center_models::id::ItemId;

impl EndChange {
    /// Sends the change, once; `false` where something must be fixed first.
    pub fn submit(self) -> bool {
        if self.is_locked() {
            return true;
        }
        if self.form.is_submitted() {
            self.leave_out_lost_date();
        }
        self.form.submit();
        let Some(change) = untrack(|| self.sendable()) else { return false };
        let limits = self.rules.get_untracked().limits;
        let Ok(request) = change.validate(self.now(), &limits) else { return false };
        let item =
            WrittenItem { id: change.id.clone(), r#type: change.r#type.clone(), name: change.name.clone() };
        let recipients = request.body().requested_for.clone().unwrap_or_default();
        let write = Write::Create { items: vec![item], recipients, cells: None };
        let intent = self.journal.intend(request.key().clone(), write);
        let call = Box::new(move |_: &[_]| PreparedWrite::create_access_request(&request));
        let sending = self.journal.send(vec![intent], call);
        self.refused.set(None);
        spawn_local(async move {
            let outcome = sending.await;
            if let Some(error) = outcome.error() {
                self.host.error(error);
            }
            if let Sending::Refused(error) = outcome {
                set(self.refused, Some(error));
            }
            self.requests.expect_change();
        });
        true
    }

    /// Drops a date that could not be stored: the person has read so, and left the field empty.
    fn leave_out_lost_date(self) {
        let date = self.form.get_untracked().map(|change: EndChangeDraft| change.remove_date);
        let mut date: TypedDate = date.unwrap_or_default();
        if self.lost_date.discard(&ItemId::default(), &mut date) {
            self.change(|change| change.remove_date = date);
        }
    }
}

/// Sets a signal whose owner may have gone.
fn set<T: Clone + Default + 'static>(signal: Signal<T>, value: T) {
    signal.try_update(|now| *now = value);
}
