//! Text with search terms highlighted.

use crate::signal::Derived;
use leptos::prelude::*;

/// A text with every occurrence of a term highlighted, ignoring case.
#[component]
pub fn Marked(
    /// The text.
    #[prop(into)]
    text: Derived<String>,
    /// The search terms.
    #[prop(into)]
    terms: Derived<Vec<String>>,
) -> impl IntoView {
    let piece = |(text, hit): (String, bool)| {
        if hit { view! { <mark class="rc-mark">{text}</mark> }.into_any() } else { text.into_any() }
    };
    view! {
        <bdi>{move || text.with(|t| terms.with(|terms| pieces(t, terms))).into_iter().map(piece).collect_view()}</bdi>
    }
    .into_any()
}

/// Splits a text into matching and other pieces, in order.
fn pieces(text: &str, terms: &[String]) -> Vec<(String, bool)> {
    let chars: Vec<char> = text.chars().collect();
    // Mapping each letter to exactly one keeps the positions aligned; a letter without such a mapping never matches.
    let lower: Vec<char> = chars.iter().map(|c| single_lower_case(*c)).collect();
    let mut hit = vec![false; chars.len()];
    for term in terms {
        let term: Vec<char> = term.chars().map(single_lower_case).collect();
        if term.is_empty() {
            continue;
        }
        for (start, window) in lower.windows(term.len()).enumerate() {
            if window == term {
                hit.iter_mut().skip(start).take(term.len()).for_each(|h| *h = true);
            }
        }
    }
    let mut pieces: Vec<(String, bool)> = Vec::new();
    for (c, hit) in chars.into_iter().zip(hit) {
        match pieces.last_mut() {
            Some((piece, kind)) if *kind == hit => piece.push(c),
            _ => pieces.push((c.to_string(), hit)),
        }
    }
    pieces
}

fn single_lower_case(c: char) -> char {
    let mut lower = c.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(one), None) => one,
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::pieces;

    fn check(text: &str, terms: &[&str], expect: &[(&str, bool)]) {
        let terms: Vec<String> = terms.iter().map(|t| (*t).to_owned()).collect();
        let expect: Vec<(String, bool)> = expect.iter().map(|(t, h)| ((*t).to_owned(), *h)).collect();
        assert_eq!(pieces(text, &terms), expect, "{text} {terms:?}");
    }

    #[test]
    fn every_occurrence_is_marked_ignoring_case() {
        check(
            "Payroll analyst, Berlin",
            &["payrol", "BERL"],
            &[("Payrol", true), ("l analyst, ", false), ("Berl", true), ("in", false)],
        );
        check("aaa", &["aa"], &[("aaa", true)]);
        check("nothing", &["x", ""], &[("nothing", false)]);
        check("", &["x"], &[]);
    }

    #[test]
    fn a_letter_with_a_longer_lower_case_does_not_shift_the_marks() {
        check("İstanbul ofis", &["ofis"], &[("İstanbul ", false), ("ofis", true)]);
    }
}
