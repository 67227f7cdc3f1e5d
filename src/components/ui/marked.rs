//! Text with the searched words marked in it.

use crate::signal::Derived;
use leptos::prelude::*;

/// A text in which every occurrence of one of the terms is marked, whatever its case.
#[component]
pub fn Marked(
    /// The text.
    #[prop(into)]
    text: Derived<String>,
    /// What was searched for.
    #[prop(into)]
    terms: Derived<Vec<String>>,
) -> impl IntoView {
    let piece = |(text, hit): (String, bool)| {
        if hit { view! { <mark class="rc-mark">{text}</mark> }.into_any() } else { text.into_any() }
    };
    view! {
        <bdi>{move || text.with(|t| terms.with(|terms| pieces(t, terms))).into_iter().map(piece).collect_view()}</bdi>
    }
}

/// The text in pieces, each a hit or not, in order and without loss.
fn pieces(text: &str, terms: &[String]) -> Vec<(String, bool)> {
    let chars: Vec<char> = text.chars().collect();
    // One lower-case letter a letter keeps positions alike in both; what has no such letter never matches and is only not marked.
    let lower: Vec<char> = chars.iter().map(|c| one_lower(*c)).collect();
    let mut hit = vec![false; chars.len()];
    for term in terms {
        let term: Vec<char> = term.chars().map(one_lower).collect();
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

fn one_lower(c: char) -> char {
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
    fn every_occurrence_is_marked_whatever_its_case() {
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
    fn letters_that_grow_when_lowered_do_no_harm() {
        check("İstanbul ofis", &["ofis"], &[("İstanbul ", false), ("ofis", true)]);
    }
}
