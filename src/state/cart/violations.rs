//! Everything that is wrong with the draft: by the rules of what it is sent in, and by whom it is for.

use super::Cart;
use super::judge::judge_one_call;
use crate::api::Client;
use request_center_models::rule::{FieldPath, Rule, Violations};

impl Cart {
    /// The violations, once the person has tried to continue; none before. Reactive.
    #[must_use]
    pub fn shown_violations(self) -> Violations {
        self.draft.shown(|| self.violations())
    }

    /// The violations. Reactive.
    pub(super) fn violations(self) -> Violations {
        let now = self.client.try_with(Client::now);
        let Some(now) = now else { return Violations::default() };
        let limits = self.catalog.entitlement_limits.get();
        let judge = self.judge.get().unwrap_or(judge_one_call);
        let mut violations = self.draft.with(|draft| judge(draft, now, &limits));
        if self.has_blocked_recipient() {
            violations.push(Rule::RecipientsAllowed, FieldPath::Recipients);
        }
        self.with_unanswered(violations)
    }
}
