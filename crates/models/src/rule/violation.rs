//! Broken rules and where they are broken: what a form shows beside its fields.

use super::Rule;
use crate::order::sort_by;
use crate::wire::config::ConfigField;
use std::fmt;

/// Where in a request a rule is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FieldPath {
    /// The request as a whole.
    Request,
    /// The people it is for.
    Recipients,
    /// The item at that position, from 0 (in the nested shape counted through all people).
    Item(usize),
    /// The comment of the item at that position.
    Comment(usize),
    /// The end date of the item at that position.
    RemoveDate(usize),
    /// The start date of the item at that position.
    StartDate(usize),
    /// The accounts of the item at that position.
    Account(usize),
    /// The one comment written for all lines of a removal.
    EveryComment,
    /// The one date chosen for all lines of a removal.
    EveryRemoveDate,
    /// A field of the configuration.
    Setting(ConfigField),
    /// The approval scheme at that position of its list, from 0.
    Scheme(usize),
}

impl FieldPath {
    /// The position of the item or line it is at, `None` where it concerns the whole.
    #[must_use]
    pub fn index(self) -> Option<usize> {
        match self {
            Self::Item(i) | Self::Comment(i) | Self::RemoveDate(i) | Self::StartDate(i) => Some(i),
            Self::Account(i) | Self::Scheme(i) => Some(i),
            Self::Request | Self::Recipients | Self::EveryComment | Self::EveryRemoveDate => None,
            Self::Setting(_) => None,
        }
    }
}

/// A broken rule and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Violation {
    /// The rule.
    pub rule: Rule,
    /// The place.
    pub place: FieldPath,
}

/// Everything wrong at once, what concerns the request as a whole first, then item by item; never empty where it is an error.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Violations(Vec<Violation>);

impl Violations {
    /// Each broken rule with its place.
    pub fn iter(&self) -> impl Iterator<Item = &Violation> {
        self.0.iter()
    }

    /// The rules broken at that place.
    pub fn at(&self, place: FieldPath) -> impl Iterator<Item = Rule> {
        self.0.iter().filter(move |v| v.place == place).map(|v| v.rule)
    }

    /// True if nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many rules are broken.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Adds a broken rule.
    pub fn push(&mut self, rule: Rule, place: FieldPath) {
        self.0.push(Violation { rule, place });
    }

    /// The same, unless it is there already.
    pub(crate) fn push_once(&mut self, rule: Rule, place: FieldPath) {
        if !self.0.contains(&Violation { rule, place }) {
            self.push(rule, place);
        }
    }

    /// Sorts by position, violations of the whole body first.
    pub(crate) fn sort(&mut self) {
        let key = |violation: &Violation| (violation.place.index(), violation.place);
        sort_by(&mut self.0, |a, b| key(a).cmp(&key(b)));
    }

    pub(crate) fn ok_or<T>(self, value: impl FnOnce() -> T) -> Result<T, Self> {
        if self.0.is_empty() { Ok(value()) } else { Err(self) }
    }
}

impl std::error::Error for Violations {}

impl fmt::Display for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, violation) in self.0.iter().enumerate() {
            let gap = if i == 0 { "" } else { "; " };
            write!(f, "{gap}{}", violation.rule)?;
        }
        Ok(())
    }
}
