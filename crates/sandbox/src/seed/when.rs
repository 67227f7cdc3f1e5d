//! Times in seed files: an RFC 3339 date and time, or a distance from the start such as `-3d`, `+90m`, `0m`.

use serde::{Deserialize, Deserializer};

use crate::clock::{self, DAY, HOUR, MINUTE, Millis};

/// A time of a seed file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// So far from the start; negative is before it.
    Distance(Millis),
    /// This very time.
    Time(Millis),
}

impl When {
    /// Reads a time.
    pub fn parse(text: &str) -> Option<When> {
        if let Some(time) = clock::parse(text) {
            return Some(When::Time(time));
        }
        let (sign, digits) = match text.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, text.strip_prefix('+').unwrap_or(text)),
        };
        let unit = match digits.chars().last()? {
            'm' => MINUTE,
            'h' => HOUR,
            'd' => DAY,
            _ => return None,
        };
        let number: Millis =
            digits.get(..digits.len() - 1)?.parse().ok().filter(|number| (0..=100_000).contains(number))?;
        Some(When::Distance(sign * number * unit))
    }

    /// The time meant, for a start at `start`.
    pub fn from(self, start: Millis) -> Millis {
        match self {
            When::Distance(distance) => start.saturating_add(distance),
            When::Time(time) => time,
        }
    }
}

impl<'de> Deserialize<'de> for When {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<When, D::Error> {
        let text = String::deserialize(deserializer)?;
        When::parse(&text).ok_or_else(|| {
            serde::de::Error::custom(format!(
                "\"{text}\" is neither an RFC 3339 date and time nor a distance such as -3d, +90m or 2h"
            ))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_and_dates_are_read() {
        for (text, expected) in [
            ("-3d", Some(When::Distance(-3 * DAY))),
            ("+90m", Some(When::Distance(90 * MINUTE))),
            ("2h", Some(When::Distance(2 * HOUR))),
            ("1970-01-01T00:00:01Z", Some(When::Time(1000))),
            ("soon", None),
            ("--3d", None),
            ("3", None),
            ("", None),
        ] {
            assert_eq!(When::parse(text), expected, "{text}");
        }
    }
}
