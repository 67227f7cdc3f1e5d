//! The API's filter expressions. Knows no list and no encoding.

use request_center_models::moment::Moment;

/// A filter expression; values are quoted and escaped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter(String);

impl Filter {
    /// The field equals the text.
    #[must_use]
    pub fn eq(field: &str, value: &str) -> Self {
        Self::text(field, "eq", value)
    }

    /// The field starts with the text.
    #[must_use]
    pub fn starts_with(field: &str, value: &str) -> Self {
        Self::text(field, "sw", value)
    }

    /// The field equals one of the texts.
    #[must_use]
    pub fn any_of<'a>(field: &str, values: impl IntoIterator<Item = &'a str>) -> Self {
        let values: Vec<String> = values.into_iter().map(quoted).collect();
        Self(format!("{field} in ({})", values.join(", ")))
    }

    /// The field is true or false.
    #[must_use]
    pub fn is(field: &str, value: bool) -> Self {
        Self(format!("{field} eq {value}"))
    }

    /// The field is at that time or later.
    #[must_use]
    pub fn since(field: &str, moment: &Moment) -> Self {
        Self::text(field, "ge", moment.as_str())
    }

    /// The field is before that time.
    #[must_use]
    pub fn before(field: &str, moment: &Moment) -> Self {
        Self::text(field, "lt", moment.as_str())
    }

    /// Both filters apply.
    #[must_use]
    pub fn and(self, other: &Self) -> Self {
        Self(format!("{} and {}", self.0, other.0))
    }

    /// Either filter applies.
    #[must_use]
    pub fn or(self, other: &Self) -> Self {
        Self(format!("{} or {}", self.0, other.0))
    }

    /// The filter in parentheses, as a part of another one.
    #[must_use]
    pub fn grouped(self) -> Self {
        Self(format!("({})", self.0))
    }

    /// The expression, not percent-encoded.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn text(field: &str, operator: &str, value: &str) -> Self {
        Self(format!("{field} {operator} {}", quoted(value)))
    }
}

/// The value in double quotes, its own quotes and backslashes escaped.
fn quoted(value: &str) -> String {
    format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
}
