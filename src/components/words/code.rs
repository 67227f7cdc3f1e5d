//! Words for values of the service that no description names. Knows no type they come from.

use crate::i18n::I18n;

/// The word for a value that no description names, though it is known from answers; any other as the service sent it.
#[must_use]
pub fn code(i18n: I18n, code: &str) -> String {
    i18n.text(&format!("code.{code}")).unwrap_or_else(|| code.to_owned())
}
