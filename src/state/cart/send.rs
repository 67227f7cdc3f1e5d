//! Submitting the request: the pre-submit check, then one create call through the journal.

use super::precheck::{Findings, check};
use super::{Cart, RequestStep};
use crate::api::{ApiError, Client, ErrorKind, PreparedWrite};
use crate::state::journal::Sending;
use crate::state::journal::write::{Write, WrittenItem};
use leptos::task::spawn_local;
use request_center_models::rule::Violations;

impl Cart {
    /// Re-reads what the recipient already has or has requested, then sends the request once. Only from the review.
    pub fn submit(self) {
        if self.step.with_untracked(|step| *step != RequestStep::Reviewing) {
            return;
        }
        let (Some(client), Some(abort)) = (self.client.try_get(), self.abort.try_get()) else {
            return;
        };
        self.step.set(RequestStep::Checking);
        let items = self.draft.with_untracked(|draft| draft.items.clone());
        let viewer = self.viewer.try_get().unwrap_or_default();
        spawn_local(async move {
            match check(&client, &viewer.id, &items, &abort).await {
                Ok(findings) => {
                    self.apply(findings);
                    self.send(&client).await;
                }
                Err(error) if error.kind == ErrorKind::Aborted => {}
                Err(error) => self.refuse(error),
            }
        });
    }

    /// The form asks for the comments that owners have come to ask for.
    fn apply(self, findings: Findings) {
        self.draft.update(|draft| {
            for item in draft.items.iter_mut().filter(|item| findings.comment_required.contains(&item.id)) {
                item.comment_required = true;
            }
        });
        self.obstruct(findings.obstacles);
    }

    async fn send(self, client: &Client) {
        let Some(draft) = self.draft.try_get_untracked() else { return };
        if self.store.try_with(|store| store.is_sent(&draft.key)) == Some(true) {
            return self.start_after_other_tab();
        }
        let limits = self.catalog.entitlement_limits.try_get_untracked().unwrap_or_default();
        let is_clear = self.obstacles.try_with_untracked(Vec::is_empty).unwrap_or(false);
        let request = draft.validate(client.now(), &limits);
        let Ok(request) = request.and_then(|valid| is_clear.then_some(valid).ok_or_else(Violations::default))
        else {
            self.draft.submit();
            self.step.set(RequestStep::Writing);
            return;
        };
        let items = draft.items.iter().map(|item| WrittenItem {
            id: item.id.clone(),
            r#type: item.r#type.clone(),
            name: item.name.clone(),
        });
        let write =
            Write::Create { items: items.collect(), recipients: draft.recipients.clone(), cells: None };
        let intent = self.journal.intend(request.key().clone(), write);
        let call = Box::new(move |_: &[_]| PreparedWrite::create_access_request(&request));
        let sending = self.journal.send(vec![intent], call);
        self.step.set(RequestStep::Writing);
        match sending.await {
            Sending::Refused(error) => self.refuse(error),
            Sending::Unknown(error) => self.host.error(&error),
            _ => {}
        }
        self.follow_journal();
    }

    fn refuse(self, error: ApiError) {
        self.host.error(&error);
        self.step.set(RequestStep::Refused(error));
    }
}
