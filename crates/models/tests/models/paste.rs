//! Pasted lists of people: nothing of them is lost, and an entry means the same alone as in its list.

use proptest::prelude::*;
use request_center_models::paste::{PersonTerms, entries, terms};

/// Everything of a text but space and separators.
fn content(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, ';' | ',')).collect()
}

fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("Ines Vogel"),
        Just("Vogel, Ines"),
        Just("\"Vogel, Ines\""),
        Just("Ines Vogel <ines@example.com>"),
        Just("ines@example.com"),
        Just("2c9180857182305e0171993735622948"),
        Just("b.weber"),
        Just("dflores"),
        Just("\""),
        Just("<"),
        Just("Vertrieb"),
        Just("\"\""),
        Just("- 1."),
        Just("a@b"),
        Just("ș€😀"),
    ];
    let separator =
        prop_oneof![Just("\n"), Just("\r\n"), Just(";"), Just("\t"), Just(", "), Just(" "), Just(",")];
    prop::collection::vec((piece, separator), 0..40)
        .prop_map(|parts| parts.into_iter().flat_map(|(piece, separator)| [piece, separator]).collect())
}

proptest! {
    #[test]
    fn nothing_of_a_list_is_lost_or_doubled(text in texts()) {
        let all: String = entries(&text).iter().map(|entry| content(entry)).collect();
        prop_assert_eq!(all, content(&text));
    }

    #[test]
    fn every_line_comes_out(text in texts()) {
        let lines = text.split(['\n', '\r']).filter(|line| !content(line).is_empty()).count();
        prop_assert!(entries(&text).len() >= lines);
        prop_assert!(entries(&text).iter().all(|entry| !content(entry).is_empty()));
    }

    #[test]
    fn an_entry_is_the_same_entry_alone(text in texts()) {
        for entry in entries(&text) {
            prop_assert_eq!(entries(&entry), vec![entry.clone()]);
        }
    }

    #[test]
    fn any_text_can_be_read(text in "\\PC{0,60}") {
        for entry in entries(&text) {
            let _ = terms(&entry);
        }
    }
}

#[test]
fn lists_of_people_are_told_from_descriptions_of_one() {
    let several = [
        "a@example.com, b@example.com",
        "a@example.com b@example.com",
        "Ines Vogel, Jo Reyes",
        "Vogel, Ines; Reyes, Jo",
        "ines, jo",
        "b.weber,j.reyes",
        "Ines Vogel <a@example.com>, \"Reyes, Jo\" <b@example.com>",
        "a@example.com\tb@example.com",
    ];
    let counts = several.map(|text| entries(text).len());
    assert_eq!(counts, [2, 2, 2, 2, 1, 2, 2, 2]);
    let one = [
        "Vogel;Ines;ines@example.com",
        "Ines Vogel,ines@example.com,Sales",
        "Ines\tVogel\tSales",
        "Vogel, Ines",
    ];
    for text in one {
        assert_eq!(entries(text), [text]);
    }
}

#[test]
fn an_entry_says_who_is_meant_by_keys_and_a_name() {
    let check = |entry: &str, ids: &[&str], aliases: &[&str], emails: &[&str], name: &str| {
        let owned = |all: &[&str]| all.iter().map(|one| (*one).to_owned()).collect::<Vec<_>>();
        let wanted = PersonTerms {
            ids: owned(ids),
            aliases: owned(aliases),
            emails: owned(emails),
            name: name.to_owned(),
            is_row: entry.contains(';') || entry.ends_with(",Sales"),
        };
        assert_eq!(terms(entry), wanted, "{entry}");
    };
    check("2c9180857182305e0171993735622948", &["2c9180857182305e0171993735622948"], &[], &[], "");
    check("Ines Vogel <ines@example.com>", &[], &[], &["ines@example.com"], "Ines Vogel");
    check("<mailto:ines@example.com>", &[], &[], &["ines@example.com"], "");
    check("Vogel, Ines", &[], &[], &[], "Vogel, Ines");
    check("Vogel;Ines;ines@example.com", &[], &[], &["ines@example.com"], "Vogel Ines");
    check("Ines Vogel,ines@example.com,Sales", &[], &[], &["ines@example.com"], "Ines Vogel");
    check("\"Vogel, Ines\";ivogel7", &[], &["ivogel7"], &[], "Vogel, Ines");
    check("• Ines Vogel", &[], &[], &[], "Ines Vogel");
    check("3) b.weber", &[], &["b.weber"], &[], "");
    check("Cher", &[], &["Cher"], &[], "Cher");
}
