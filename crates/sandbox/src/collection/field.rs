//! The fields a list can be filtered and sorted by, and their SQL. It knows no grammar.

use rusqlite::types::Value;

/// A comparison of the filter grammar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// Equal.
    Eq,
    /// Not equal.
    Ne,
    /// Greater than.
    Gt,
    /// Greater than or equal.
    Ge,
    /// Less than.
    Lt,
    /// Less than or equal.
    Le,
    /// One of a list.
    In,
    /// Contains.
    Co,
    /// Starts with.
    Sw,
    /// Contains all of a list.
    Ca,
    /// Has a value.
    Pr,
    /// Has no value.
    IsNull,
}

impl Operator {
    const ALL: [(&'static str, Operator); 12] = [
        ("eq", Operator::Eq),
        ("ne", Operator::Ne),
        ("gt", Operator::Gt),
        ("ge", Operator::Ge),
        ("lt", Operator::Lt),
        ("le", Operator::Le),
        ("in", Operator::In),
        ("co", Operator::Co),
        ("sw", Operator::Sw),
        ("ca", Operator::Ca),
        ("pr", Operator::Pr),
        ("isnull", Operator::IsNull),
    ];

    pub(super) fn parse(word: &str) -> Option<Operator> {
        Self::ALL.into_iter().find(|(name, _)| *name == word).map(|(_, operator)| operator)
    }

    /// As it is written in a filter.
    pub fn name(self) -> &'static str {
        Self::ALL.into_iter().find(|(_, operator)| *operator == self).map_or("", |(name, _)| name)
    }
}

/// The type of a field's values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text, compared without regard to case.
    Text,
    /// An RFC 3339 date and time, stored as milliseconds.
    Instant,
    /// `true` or `false`.
    Flag,
}

/// One field a list can be filtered or sorted by.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its name in `filters` and `sorters`.
    pub name: &'static str,
    /// The type of its values.
    pub kind: Kind,
    /// Its SQL expression.
    pub column: &'static str,
    /// The comparisons a filter may make; empty where it cannot be filtered by.
    pub operators: &'static [Operator],
    /// True if the list can be sorted by it.
    pub sortable: bool,
}

impl Field {
    /// A text field.
    pub const fn text(name: &'static str, column: &'static str, operators: &'static [Operator]) -> Field {
        Field { name, kind: Kind::Text, column, operators, sortable: false }
    }

    /// A date and time.
    pub const fn instant(name: &'static str, column: &'static str, operators: &'static [Operator]) -> Field {
        Field { name, kind: Kind::Instant, column, operators, sortable: false }
    }

    /// A flag.
    pub const fn flag(name: &'static str, column: &'static str, operators: &'static [Operator]) -> Field {
        Field { name, kind: Kind::Flag, column, operators, sortable: false }
    }

    /// The same field, which can be sorted by too.
    pub const fn sortable(mut self) -> Field {
        self.sortable = true;
        self
    }
}

/// Part of a `WHERE` clause with the values it binds, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Condition {
    /// SQL with one `?` for each value.
    pub sql: String,
    /// The values.
    pub values: Vec<Value>,
}

impl Condition {
    /// A condition without values.
    pub fn plain(sql: impl Into<String>) -> Condition {
        Condition { sql: sql.into(), values: Vec::new() }
    }

    /// A condition that binds these texts.
    pub fn with(sql: impl Into<String>, texts: &[&str]) -> Condition {
        Condition {
            sql: sql.into(),
            values: texts.iter().map(|text| Value::from((*text).to_owned())).collect(),
        }
    }

    /// All conditions at once.
    pub fn all(conditions: Vec<Condition>) -> Condition {
        let mut sql = "1".to_owned();
        let mut values = Vec::new();
        for condition in conditions {
            sql.push_str(" AND (");
            sql.push_str(&condition.sql);
            sql.push(')');
            values.extend(condition.values);
        }
        Condition { sql, values }
    }
}
