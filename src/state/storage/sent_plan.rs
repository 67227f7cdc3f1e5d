//! A plan that was submitted: the draft as it was then. Its calls are intents of the journal, with the draft's key as their group.

use request_center_models::draft::{RequestDraft, SubmitKey};
use request_center_models::json_struct;

json_struct! {
    /// A submitted plan.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct SentPlan {
        /// The draft as it was submitted.
        pub draft: RequestDraft,
        /// True once its failed cells have gone into another draft.
        pub retried: bool = default,
    }
}

impl SentPlan {
    /// Identifies the plan.
    #[must_use]
    pub fn key(&self) -> &SubmitKey {
        &self.draft.key
    }

    /// The items of a draft under the same key that were not submitted, as a new draft.
    pub(super) fn rest_of(&self, typed: &RequestDraft) -> Option<RequestDraft> {
        let mut rest = typed.clone();
        rest.items.retain(|item| !self.draft.contains(&item.id));
        rest.key = SubmitKey::from(format!("{}+", self.key().as_str()));
        (!rest.items.is_empty()).then_some(rest)
    }
}
