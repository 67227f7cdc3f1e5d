//! Asks the service which accounts the recipients of the draft have for its items, once for each pair of them, when the draft has not
//! changed for a moment. Its code is loaded with the first item of a draft. Knows no view.

use super::cart::Cart;
use super::index::Index;
use super::latest::Latest;
use super::shell::Shell;
use super::workspace::Workspace;
use crate::api::{Abort, ApiError, Client, ErrorKind};
use crate::signal::{Memo, Signal, Stored, effect};
use leptos::prelude::untrack;
use request_center_models::accounts::{AccountAnswer, AccountQuestion, ITEMS_PER_QUESTION};
use request_center_models::draft::RequestDraft;
use request_center_models::id::{IdentityId, ItemId};
use request_center_models::rule::Rule;

/// How long the draft must not change before the service is asked, in milliseconds.
const CALM: f64 = 600.0;

/// The accounts that can be chosen.
#[derive(Clone, Copy)]
pub struct AccountChoices {
    /// State that is always loaded.
    pub shell: Shell,
    /// The draft, with the questions and their answers.
    pub cart: Cart,
    /// The error of the last call; the request can be sent without a choice all the same.
    pub failed: Signal<Option<ApiError>>,
    /// The items and people for whom no account may be chosen.
    pub blocked: Signal<Vec<(IdentityId, ItemId)>>,
    questions: Stored<Vec<AccountQuestion>>,
    asked: Stored<Index>,
    latest: Latest,
}

impl AccountChoices {
    /// Follows the items and recipients of the draft.
    #[must_use]
    pub fn new(workspace: Workspace) -> Self {
        let choices = Self {
            shell: workspace.shell,
            cart: workspace.cart,
            failed: Signal::default(),
            blocked: Signal::default(),
            questions: Stored::default(),
            asked: Stored::default(),
            latest: Latest::default(),
        };
        let cells = Memo::new(move || {
            choices.cart.draft.with(|draft| {
                let items: Vec<ItemId> = draft.items.iter().map(|item| item.id.clone()).collect();
                (draft.recipients.clone(), items)
            })
        });
        effect(move || {
            let _ = cells.get();
            untrack(|| choices.ask_soon());
        });
        choices
    }

    /// Asks again what could not be answered.
    pub fn ask_soon(self) {
        let Some(client) = self.shell.client() else { return };
        self.failed.set(None);
        self.latest.debounce(CALM, move |abort| async move {
            while let Some((people, items)) = self.next_call() {
                match self.ask(&client, &people, &items, &abort).await {
                    Ok(()) => {}
                    // The tenant may not have the operation: there is nothing to choose then.
                    Err(error) if matches!(error.kind, ErrorKind::Aborted | ErrorKind::NotFound) => return,
                    Err(error) => return self.failed.set(Some(error)),
                }
            }
        });
    }

    /// The people and items of the next call: as many as one answers for, none of them asked about before.
    fn next_call(self) -> Option<(Vec<IdentityId>, Vec<ItemId>)> {
        let draft = self.cart.draft.try_get_untracked()?;
        self.asked.try_with(|asked| {
            draft.recipients.chunks(Rule::RecipientsLimit.limit()? as usize).find_map(|people| {
                let is_new = |item: &ItemId| people.iter().any(|person| !asked.has(&key(person, item)));
                let items = draft.items.iter().map(|item| item.id.clone()).filter(is_new);
                let items: Vec<ItemId> = items.take(ITEMS_PER_QUESTION).collect();
                (!items.is_empty()).then(|| (people.to_vec(), items))
            })
        })?
    }

    async fn ask(
        self,
        client: &Client,
        people: &[IdentityId],
        items: &[ItemId],
        abort: &Abort,
    ) -> Result<(), ApiError> {
        let Some(draft) = self.cart.draft.try_get_untracked() else { return Ok(()) };
        let request = draft.account_request(people, items);
        let answer = AccountAnswer::read(client.load_account_selections(&request, abort).await?);
        self.asked.try_update(|asked| {
            for person in people {
                for item in items {
                    asked.add(&key(person, item));
                }
            }
        });
        self.drop_blocked(&draft, &answer);
        self.blocked.update(|blocked| blocked.extend(answer.blocked));
        self.questions.try_update(|questions| {
            // People asked for together are asked about anew when one of them joins.
            questions.retain(|one| !(people.contains(&one.recipient) && items.contains(&one.item)));
            questions.extend(answer.questions);
        });
        if let Some(questions) = self.questions.try_get() {
            self.cart.ask_for_accounts(questions);
        }
        Ok(())
    }

    /// Drops what a stored draft chose where no account may be chosen now.
    fn drop_blocked(self, draft: &RequestDraft, answer: &AccountAnswer) {
        for (person, id) in &answer.blocked {
            let item = draft.items.iter().find(|item| item.id == *id);
            if item.is_some_and(|item| item.accounts.iter().any(|chosen| chosen.recipient == *person)) {
                self.cart.forget_accounts(id, person);
            }
        }
    }
}

/// The key of an item for a person.
fn key(person: &IdentityId, item: &ItemId) -> String {
    format!("{person} {item}")
}
