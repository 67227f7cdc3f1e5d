//! Judges the accounts chosen for an item. Whether an account exists is the server's business.

use super::{FieldPath, Rule, Violations};
use crate::wire::access_request::{AccountSelection, RequestedItem, SelectedAccount};

/// Reports what is wrong with the account selections of the item at that position. `allowed` is true in a grant of the nested
/// shape. An empty list selects nothing, and the same as no list.
pub(super) fn check_accounts(i: usize, item: &RequestedItem, allowed: bool, violations: &mut Violations) {
    let Some(selections) = item.account_selection.as_deref().filter(|all| !all.is_empty()) else { return };
    if !allowed {
        violations.push(Rule::AccountSelectionMisplaced, FieldPath::Item(i));
        return;
    }
    if !selections.iter().all(is_complete) {
        violations.push(Rule::AccountSelectionIncomplete, FieldPath::Item(i));
    }
    let repeated = |at: usize, one: &AccountSelection| {
        selections.iter().take(at).any(|earlier| earlier.source_id == one.source_id)
    };
    if selections.iter().enumerate().any(|(at, one)| repeated(at, one)) {
        violations.push(Rule::AccountSelectionRepeated, FieldPath::Item(i));
    }
}

/// True if it names a source and one account on it.
fn is_complete(selection: &AccountSelection) -> bool {
    let accounts = selection.accounts.as_deref().unwrap_or_default();
    is_given(selection.source_id.as_deref()) && accounts.len() == 1 && accounts.iter().all(is_named)
}

fn is_named(account: &SelectedAccount) -> bool {
    is_given(account.account_uuid.as_deref()) || is_given(account.native_identity.as_deref())
}

fn is_given(text: Option<&str>) -> bool {
    text.is_some_and(|text| !text.trim().is_empty())
}
