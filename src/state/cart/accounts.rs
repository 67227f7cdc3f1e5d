//! The accounts chosen for items of the draft, and the questions that are still open. Knows no view and asks nobody.

use super::Cart;
use request_center_models::accounts::AccountQuestion;
use request_center_models::id::{IdentityId, ItemId};
use request_center_models::rule::Violations;
use request_center_models::wire::accounts_selection::AccountInfo;

impl Cart {
    /// Replaces the questions an answer is needed for before the request can be reviewed.
    pub fn ask_for_accounts(self, questions: Vec<AccountQuestion>) {
        self.account_questions.set(questions);
    }

    /// The questions about the items and recipients of the draft. Reactive.
    #[must_use]
    pub fn account_questions(self) -> Vec<AccountQuestion> {
        let mut questions = self.account_questions.get();
        self.draft.with(|draft| questions.retain(|question| question.concerns(draft)));
        questions
    }

    /// The position of the account chosen; `None` while the question is open. Reactive.
    #[must_use]
    pub fn chosen_account(self, question: &AccountQuestion) -> Option<usize> {
        self.draft.with(|draft| {
            let chosen = question.chosen(draft)?;
            question.accounts.iter().position(|account| account == chosen)
        })
    }

    /// Answers a question, or leaves it open again.
    pub fn choose_account(self, question: &AccountQuestion, account: Option<&AccountInfo>) {
        self.change_item(&question.item, |item| {
            item.choose_account(&question.recipient, &question.source_id, account);
        });
    }

    /// Drops the accounts chosen for a recipient.
    pub fn forget_accounts(self, id: &ItemId, recipient: &IdentityId) {
        self.change_item(id, |item| item.accounts.retain(|chosen| chosen.recipient != *recipient));
    }

    /// The violations of the draft with the questions that are open. Reactive.
    pub(super) fn with_unanswered(self, violations: Violations) -> Violations {
        let questions = self.account_questions.get();
        self.draft.with(|draft| draft.with_unanswered(&questions, violations))
    }
}
