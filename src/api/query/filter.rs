//! The filter language of the lists. Knows no list and no encoding.

use request_center_models::moment::Moment;

/// A filter in the service's language; every value in it is quoted, so that an id can hold anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter(String);

impl Filter {
    /// The field is that text.
    #[must_use]
    pub fn eq(field: &str, value: &str) -> Self {
        Self::text(field, "eq", value)
    }

    /// The field begins with that text.
    #[must_use]
    pub fn starts_with(field: &str, value: &str) -> Self {
        Self::text(field, "sw", value)
    }

    /// The field is one of these texts.
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

    /// The field is that moment or later.
    #[must_use]
    pub fn since(field: &str, moment: &Moment) -> Self {
        Self::text(field, "ge", moment.as_str())
    }

    /// The field is earlier than that moment.
    #[must_use]
    pub fn before(field: &str, moment: &Moment) -> Self {
        Self::text(field, "lt", moment.as_str())
    }

    /// Both.
    #[must_use]
    pub fn and(self, other: &Self) -> Self {
        Self(format!("{} and {}", self.0, other.0))
    }

    /// Either.
    #[must_use]
    pub fn or(self, other: &Self) -> Self {
        Self(format!("{} or {}", self.0, other.0))
    }

    /// The filter as the service reads it, not yet percent-encoded.
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
