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

/// The text with each `{name}` replaced by its value. A part in brackets is left out where one of its values is missing or blank; a
/// value missing elsewhere is shown as a dash, so that no sentence has an empty slot. Braces and brackets in values are not expanded. A
/// value with right-to-left text is isolated, so that it cannot reorder the sentence.
#[must_use]
pub fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut text = String::with_capacity(template.len());
    // Splitting after every closing bracket leaves one optional part at the end of each piece.
    for piece in template.split_inclusive(']') {
        let (always, optional) = match piece.strip_suffix(']') {
            Some(piece) => piece.split_once('[').unwrap_or((piece, "")),
            None => (piece, ""),
        };
        push_filled(&mut text, always, values);
        let before = text.len();
        if !push_filled(&mut text, optional, values) {
            text.truncate(before);
        }
    }
    text
}

/// Appends a part with its values; `false` where one of them is missing or blank.
fn push_filled(text: &mut String, part: &str, values: &[(&str, &str)]) -> bool {
    let (mut rest, mut is_complete) = (part, true);
    while let Some((before, from)) = rest.split_once('{') {
        text.push_str(before);
        let (name, after) = from.split_once('}').unwrap_or((from, ""));
        let value = values.iter().find(|(known, value)| *known == name && !value.trim().is_empty());
        is_complete &= value.is_some();
        push_value(text, value.map_or(MISSING, |(_, value)| value));
        rest = after;
    }
    text.push_str(rest);
    is_complete
}

const MISSING: &str = "–";

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
    fn a_missing_value_leaves_out_its_part_or_is_a_dash() {
        let line = |date, by| {
            fill("{kind}[, by {by}][ on {date}].", &[("kind", "Grant"), ("by", by), ("date", date)])
        };
        assert_eq!(line("Monday", "Ana"), "Grant, by Ana on Monday.");
        assert_eq!(line(" ", "Ana"), "Grant, by Ana.");
        assert_eq!(line("", ""), "Grant.");
        assert_eq!(fill("{a} and {b}", &[("b", "[x]")]), "– and [x]");
        assert_eq!(fill("[{a}, {b}, ]{c", &[("a", "x"), ("c", "y")]), "y");
    }

    /// All messages with placeholders, in every language.
    fn messages() -> Vec<(String, String)> {
        let mut messages = Vec::new();
        for json in [
            include_str!("../../public/locales/en.json"),
            include_str!("../../public/locales/de.json"),
            include_str!("../../public/locales/later/en.json"),
            include_str!("../../public/locales/later/de.json"),
        ] {
            for (id, message) in Catalogue::parse(json).0 {
                let forms =
                    message.as_object().map_or_else(|| vec![&message], |forms| forms.values().collect());
                let texts = forms.into_iter().filter_map(serde_json::Value::as_str);
                messages.extend(
                    texts.filter(|text| text.contains('{')).map(|text| (id.clone(), text.to_owned())),
                );
            }
        }
        messages
    }

    #[test]
    fn no_message_has_an_empty_slot_whatever_is_missing() {
        let messages = messages();
        assert!(messages.len() > 200, "only {} messages", messages.len());
        for (id, text) in messages {
            let slots: Vec<&str> =
                text.split('{').skip(1).filter_map(|slot| slot.split('}').next()).collect();
            for missing in &slots {
                for odd in [None, Some(""), Some(" \u{a0}\n")] {
                    let mut values: Vec<(&str, &str)> =
                        slots.iter().map(|slot| (*slot, "{[Wort]}")).collect();
                    values.retain(|(slot, _)| slot != missing);
                    values.extend(odd.map(|odd| (*missing, odd)));
                    let filled = fill(&text, &values);
                    let words = filled.replace("{[Wort]}", "Wort");
                    let has_slot = words.contains(['{', '}', '[', ']']);
                    let has_gap =
                        ["  ", " .", " ,", " :", "“”", "„“", "()"].iter().any(|gap| words.contains(gap));
                    let is_cut = words != words.trim() || words.is_empty() && !text.starts_with('[');
                    assert!(!has_slot && !has_gap && !is_cut, "{id} without {missing}: {filled:?}");
                }
            }
        }
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
