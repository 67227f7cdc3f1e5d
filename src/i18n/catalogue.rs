//! A locale's catalogue: parsing, plural forms, placeholders. Pure; knows no browser.

use serde_json::{Map, Value};

/// Messages by id: `"id": "text"` or `"id": {"one": "text", "other": "text"}`.
#[derive(Clone, Debug, Default)]
pub struct Catalogue(Map<String, Value>);

impl Catalogue {
    /// Parses a catalogue's JSON; anything but an object is an empty catalogue.
    #[must_use]
    pub fn parse(json: &str) -> Self {
        match serde_json::from_str(json) {
            Ok(Value::Object(messages)) => Self(messages),
            _ => Self::default(),
        }
    }

    /// A message without plural forms, or its form `other`.
    #[must_use]
    pub fn plain(&self, id: &str) -> Option<&str> {
        self.plural(id, "other")
    }

    /// A message's form for a plural category, else its form `other`.
    #[must_use]
    pub fn plural(&self, id: &str, category: &str) -> Option<&str> {
        match self.0.get(id)? {
            Value::String(text) => Some(text),
            Value::Object(forms) => forms.get(category).or_else(|| forms.get("other"))?.as_str(),
            _ => None,
        }
    }
}

/// The text with each `{name}` replaced by its value. A placeholder without a value is kept, and braces in values are not expanded. A
/// value with right-to-left text is isolated, so that it cannot reorder the sentence.
#[must_use]
pub fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut text = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, from)) = rest.split_once('{') {
        text.push_str(before);
        let value = from.split_once('}').and_then(|(name, after)| {
            values.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value, after))
        });
        rest = match value {
            Some((value, after)) => {
                push_value(&mut text, value);
                after
            }
            None => {
                text.push('{');
                from
            }
        };
    }
    text.push_str(rest);
    text
}

const FIRST_STRONG_ISOLATE: char = '\u{2068}';
const POP_ISOLATE: char = '\u{2069}';

fn push_value(text: &mut String, value: &str) {
    if value.chars().any(is_bidirectional) {
        text.push(FIRST_STRONG_ISOLATE);
        text.extend(value.chars().filter(|c| *c != POP_ISOLATE));
        text.push(POP_ISOLATE);
    } else {
        text.push_str(value);
    }
}

/// Returns whether the character is of a right-to-left script or a directional control.
fn is_bidirectional(c: char) -> bool {
    matches!(c,
        '\u{0590}'..='\u{08ff}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

#[cfg(test)]
mod tests {
    use super::{Catalogue, fill};

    #[test]
    fn placeholders_are_filled_once_and_values_are_not_expanded() {
        assert_eq!(fill("{a} asks {b}, {a}!", &[("a", "{b}"), ("b", "x")]), "{b} asks x, {b}!");
    }

    #[test]
    fn a_placeholder_without_a_value_is_kept() {
        assert_eq!(fill("{a} and {b", &[("b", "x")]), "{a} and {b");
        assert_eq!(fill("{}{{a}}", &[("a", "x")]), "{}{x}");
    }

    #[test]
    fn a_right_to_left_name_is_isolated() {
        assert_eq!(fill("Waiting for {name}.", &[("name", "שרה")]), "Waiting for \u{2068}שרה\u{2069}.");
        assert_eq!(fill("{n}", &[("n", "a\u{2069}\u{202e}b")]), "\u{2068}a\u{202e}b\u{2069}");
        assert_eq!(fill("{name}", &[("name", "Aiko 🦊 Lindqvist")]), "Aiko 🦊 Lindqvist");
    }

    #[test]
    fn a_plural_form_falls_back_to_other() {
        let catalogue =
            Catalogue::parse(r#"{"n": {"one": "1 item", "other": "{count} items"}, "p": "plain"}"#);
        assert_eq!(catalogue.plural("n", "one"), Some("1 item"));
        assert_eq!(catalogue.plural("n", "few"), Some("{count} items"));
        assert_eq!(catalogue.plain("n"), Some("{count} items"));
        assert_eq!(catalogue.plural("p", "one"), Some("plain"));
        assert_eq!(catalogue.plain("missing"), None);
    }

    #[test]
    fn invalid_json_is_an_empty_catalogue() {
        for text in ["", "[]", "<!doctype html>", "{\"a\": \"cut"] {
            assert_eq!(Catalogue::parse(text).plain("a"), None, "{text}");
        }
        assert_eq!(Catalogue::parse(r#"{"a": 1}"#).plain("a"), None);
    }
}
