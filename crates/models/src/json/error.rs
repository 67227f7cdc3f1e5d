//! Why JSON is not what was expected, and where. Knows no type of the wire.

use std::fmt;

/// Why a value is not what was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    /// The names and numbers that lead there, outermost first.
    pub(super) path: Vec<String>,
    expected: &'static str,
}

impl DecodeError {
    /// Something else was expected.
    #[must_use]
    pub fn expected(expected: &'static str) -> Self {
        Self { path: Vec::new(), expected }
    }

    /// The same, seen from the object or list that has it at that place.
    #[must_use]
    pub fn within(mut self, place: &str) -> Self {
        self.path.insert(0, place.to_owned());
        self
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, step) in self.path.iter().enumerate() {
            f.write_str(if at == 0 { "" } else { "/" })?;
            f.write_str(step)?;
        }
        f.write_str(if self.path.is_empty() { "" } else { ": " })?;
        f.write_str(self.expected)?;
        f.write_str(" was expected")
    }
}

impl std::error::Error for DecodeError {}
