//! A grant for several people, and the few calls it takes: [`MatrixDraft::plan`] is the only way from the matrix of recipients
//! and items to the wire. The draft is kept by the browser, so it must never lose what was typed. Knows no clock and makes no keys.

mod body;
mod planned;
mod split;

pub use planned::PlannedCall;
pub use split::Cell;

use crate::draft::{DraftItem, RequestDraft, SubmitKey, TypedDate};
use crate::id::IdentityId;
use crate::json::deserialize_from_json;
use crate::json_struct;
use crate::wire::access_request::AccountSelection;

json_struct! {
    /// A grant for several people: every recipient gets every item, save what is excepted.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct MatrixDraft {
        /// The key the keys of its calls begin with. They end with a mark of what each call asks for, so the same cells sent
        /// again carry the same key, and other cells another.
        pub key: SubmitKey,
        /// For whom; a person named twice counts once.
        pub recipients: Vec<IdentityId> = default,
        /// The requested items, in the order they were added; an item added twice counts once, as it was first.
        pub items: Vec<MatrixItem> = default,
    }
}

json_struct! {
    /// One item of the matrix.
    #[derive(Clone, Debug, PartialEq)]
    pub struct MatrixItem {
        /// The item, with its comment and end date.
        pub item: DraftItem,
        /// The start date as typed.
        pub start_date: TypedDate = nullable,
        /// The application it was found in.
        pub app: Option<RequestedApp> = omitted,
        /// The recipients who do not get it.
        pub except: Vec<IdentityId> = omitted,
        /// The accounts of recipients for whom some were chosen.
        pub accounts: Vec<ChosenAccounts> = omitted,
    }
}

json_struct! {
    /// An application, one of whose access profiles is requested. It travels in the item's `clientMetadata`.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct RequestedApp {
        /// Its id, sent as `requestedAppId`.
        pub id: String,
        /// Its name, sent as `requestedAppName`.
        pub name: String,
    }
}

json_struct! {
    /// The accounts of one recipient on which an item is set up.
    #[derive(Clone, Debug, PartialEq)]
    pub struct ChosenAccounts {
        /// The person.
        pub recipient: IdentityId,
        /// One account for each source.
        pub selection: Vec<AccountSelection> = default,
    }
}

deserialize_from_json!(MatrixDraft, MatrixItem, RequestedApp, ChosenAccounts);

impl From<DraftItem> for MatrixItem {
    fn from(item: DraftItem) -> Self {
        Self { item, start_date: TypedDate::default(), app: None, except: Vec::new(), accounts: Vec::new() }
    }
}

impl From<RequestDraft> for MatrixDraft {
    fn from(draft: RequestDraft) -> Self {
        let items = draft.items.into_iter().map(MatrixItem::from).collect();
        Self { key: draft.key, recipients: draft.recipients, items }
    }
}

impl MatrixItem {
    /// The accounts chosen for that person, where some are.
    fn selection(&self, person: &IdentityId) -> Option<&Vec<AccountSelection>> {
        let chosen = self.accounts.iter().find(|chosen| chosen.recipient == *person)?;
        (!chosen.selection.is_empty()).then_some(&chosen.selection)
    }
}
