//! The shared part of decisions made together. The decisions themselves are intents of the journal, with its key as their group.

use crate::state::journal::intent::Intent;
use crate::state::journal::write::{ApprovalDecision, Write};
use request_center_models::decision::DecisionDraft;
use request_center_models::draft::SubmitKey;
use request_center_models::id::ApprovalId;
use request_center_models::json_struct;
use request_center_models::moment::Moment;

json_struct! {
    /// Decisions made together.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct DecisionBatch {
        /// Identifies the batch.
        pub key: String,
        /// The decision, with the comment for all of them.
        pub decision: DecisionDraft,
        /// Of a forward: the name of the new approver.
        pub to: String = default,
    }
}

impl DecisionBatch {
    /// An intent to decide that approval, without the facts it is shown by.
    #[must_use]
    pub fn intent(&self, id: ApprovalId, now: Moment) -> Intent {
        let owner = &self.decision.new_owner;
        let decision = ApprovalDecision {
            decision: self.decision.kind.clone(),
            new_owner: (!owner.as_str().is_empty()).then(|| owner.clone()),
            kind: String::new(),
            item: String::new(),
            person: String::new(),
            id,
        };
        let key = SubmitKey::from(format!("decide:{}:{}", self.key, decision.id));
        Intent { group: Some(self.key.clone()), ..Intent::new(key, Write::Decide(decision), now) }
    }
}
