//! Which of several accounts an item is set up on: the body that asks the service, its answer as questions to a person, and their
//! answers in the draft. Knows no clock and sends nothing.

use crate::draft::{ChosenAccounts, DraftItem, RequestDraft};
use crate::id::{IdentityId, ItemId};
use crate::rule::{FieldPath, Rule, Violations};
use crate::wire::access_request::{AccessRequest, AccountSelection, RequestedItem, SelectedAccount};
use crate::wire::accounts_selection::{AccountInfo, AccountsSelectionResponse};

/// The most items `loadAccountSelections` answers for in one call.
pub const ITEMS_PER_QUESTION: usize = 25;

/// One recipient has several accounts on a source that an item is set up on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AccountQuestion {
    /// The recipient.
    pub recipient: IdentityId,
    /// The item.
    pub item: ItemId,
    /// The source's id.
    pub source_id: String,
    /// The source's name.
    pub source_name: String,
    /// The accounts, in the service's order.
    pub accounts: Vec<AccountInfo>,
}

/// The answer of `loadAccountSelections`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AccountAnswer {
    /// Where there are several accounts.
    pub questions: Vec<AccountQuestion>,
    /// Where no account may be chosen (`accountsSelectionBlocked`).
    pub blocked: Vec<(IdentityId, ItemId)>,
}

impl AccountAnswer {
    /// Reads the answer. A source with a single account asks nothing, and neither does one without an id, which no selection can name.
    #[must_use]
    pub fn read(response: AccountsSelectionResponse) -> Self {
        let mut answer = Self::default();
        for identity in response.identities.unwrap_or_default() {
            let Some(recipient) = identity.id else { continue };
            for item in identity.requested_items.unwrap_or_default() {
                let Some(id) = item.id else { continue };
                if item.accounts_selection_blocked == Some(true) {
                    answer.blocked.push((recipient.clone(), id));
                    continue;
                }
                for source in item.sources.unwrap_or_default() {
                    let accounts = source.accounts.unwrap_or_default();
                    let Some(source_id) = source.id.filter(|_| accounts.len() > 1) else { continue };
                    answer.questions.push(AccountQuestion {
                        recipient: recipient.clone(),
                        item: id.clone(),
                        source_name: source.name.unwrap_or_else(|| source_id.clone()),
                        source_id,
                        accounts,
                    });
                }
            }
        }
        answer
    }
}

impl AccountQuestion {
    /// True if the draft asks for that item for that person.
    #[must_use]
    pub fn concerns(&self, draft: &RequestDraft) -> bool {
        let item = draft.items.iter().find(|item| item.id == self.item);
        draft.recipients.contains(&self.recipient)
            && item.is_some_and(|item| !item.except.contains(&self.recipient))
    }

    /// The account chosen in the draft, if one of those there are is chosen.
    #[must_use]
    pub fn chosen(&self, draft: &RequestDraft) -> Option<&AccountInfo> {
        let item = draft.items.iter().find(|item| item.id == self.item)?;
        let selection = item.selection(&self.recipient)?;
        let source = selection.iter().find(|one| one.source_id.as_ref() == Some(&self.source_id))?;
        let chosen = source.accounts.as_ref()?.first()?;
        self.accounts.iter().find(|account| selected(account) == *chosen)
    }
}

impl DraftItem {
    /// Chooses an account of a recipient on a source, or none of them.
    pub fn choose_account(&mut self, recipient: &IdentityId, source_id: &str, account: Option<&AccountInfo>) {
        let mut selection = self.selection(recipient).cloned().unwrap_or_default();
        selection.retain(|one| one.source_id.as_deref() != Some(source_id));
        selection.extend(account.map(|account| AccountSelection {
            source_id: Some(source_id.to_owned()),
            accounts: Some(vec![selected(account)]),
        }));
        self.accounts.retain(|chosen| chosen.recipient != *recipient);
        if !selection.is_empty() {
            self.accounts.push(ChosenAccounts { recipient: recipient.clone(), selection });
        }
    }
}

impl RequestDraft {
    /// The body that asks which accounts these people have for those items: without comments and dates, which may still be wrong.
    #[must_use]
    pub fn account_request(&self, people: &[IdentityId], items: &[ItemId]) -> AccessRequest {
        let items = self.items.iter().filter(|item| items.contains(&item.id));
        let items = items.map(|item| RequestedItem {
            r#type: Some(item.r#type.clone()),
            id: Some(item.id.clone()),
            ..RequestedItem::default()
        });
        AccessRequest {
            requested_for: Some(people.to_vec()),
            requested_items: Some(items.collect()),
            ..AccessRequest::default()
        }
    }

    /// Adds the questions about this draft that have no answer to its violations.
    #[must_use]
    pub fn with_unanswered(&self, questions: &[AccountQuestion], mut violations: Violations) -> Violations {
        for question in questions.iter().filter(|one| one.concerns(self) && one.chosen(self).is_none()) {
            if let Some(at) = self.items.iter().position(|item| item.id == question.item) {
                violations.push_once(Rule::AccountRequired, FieldPath::Account(at));
            }
        }
        violations.sort();
        violations
    }
}

fn selected(account: &AccountInfo) -> SelectedAccount {
    SelectedAccount { account_uuid: account.uuid.clone(), native_identity: account.native_identity.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::reference::ItemType;

    fn answer() -> AccountAnswer {
        let text = r#"{"identities":[{"id":"p","requestedItems":[
            {"id":"a","accountsSelectionBlocked":false,"sources":[
                {"id":"s","name":"SAP","accounts":[{"name":"usual","nativeIdentity":"u"},{"name":"test","nativeIdentity":"t"}]},
                {"id":"one","accounts":[{"nativeIdentity":"x"}]}]},
            {"id":"b","accountsSelectionBlocked":true,"sources":[{"id":"s","accounts":[{},{}]}]}]}]}"#;
        AccountAnswer::read(serde_json::from_str(text).unwrap())
    }

    fn draft() -> RequestDraft {
        let item = |id: &str| DraftItem::new(id.into(), ItemType::AccessProfile, id.to_owned());
        RequestDraft {
            recipients: vec!["p".into()],
            items: vec![item("b"), item("a")],
            ..RequestDraft::default()
        }
    }

    #[test]
    fn only_several_accounts_that_may_be_chosen_are_a_question() {
        let answer = answer();
        assert_eq!(answer.blocked, [("p".into(), "b".into())]);
        let [question] = answer.questions.as_slice() else { panic!("{:?}", answer.questions) };
        assert_eq!((question.item.as_str(), question.source_name.as_str()), ("a", "SAP"));
        assert_eq!(question.accounts.len(), 2);
    }

    #[test]
    fn a_question_is_open_until_one_of_its_accounts_is_chosen_and_the_draft_then_needs_a_plan() {
        let (questions, mut draft) = (answer().questions, draft());
        let open = |draft: &RequestDraft| {
            draft.with_unanswered(&questions, Violations::default()).at(FieldPath::Account(1)).count()
        };
        assert_eq!((open(&draft), draft.needs_plan()), (1, false));
        draft.items[1].choose_account(&"p".into(), "s", questions[0].accounts.get(1));
        assert_eq!((open(&draft), draft.needs_plan()), (0, true));
        assert_eq!(questions[0].chosen(&draft).and_then(|account| account.name.as_deref()), Some("test"));
        draft.items[1].choose_account(&"p".into(), "s", None);
        assert_eq!((open(&draft), draft.needs_plan()), (1, false));
        draft.items[1].except.push("p".into());
        assert_eq!(open(&draft), 0);
    }
}
