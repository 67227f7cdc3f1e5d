//! Messages of the accounts to choose from.

use super::{Msg, messages};

messages! {
    AccountsYours "accounts.yours";
    AccountsOf "accounts.of";
    AccountsChoose "accounts.choose";
    AccountsWhy "accounts.why";
    AccountsBlocked "accounts.blocked";
    AccountsFailed "accounts.failed";
}
