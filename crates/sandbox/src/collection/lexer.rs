//! Cuts a filter into words, quoted texts and marks, each with its place. It knows no field and no operator.

use crate::error::Error;

/// A piece of a filter.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Piece {
    /// A name, an operator, or a value without quotes.
    Word(String),
    /// A value in double quotes, unescaped.
    Quoted(String),
    /// `(`
    Open,
    /// `)`
    Close,
    /// `,`
    Comma,
}

impl Piece {
    /// As a message names it.
    pub(super) fn shown(&self) -> String {
        match self {
            Piece::Word(word) => format!("\"{word}\""),
            Piece::Quoted(text) => format!("the text \"{text}\""),
            Piece::Open => "\"(\"".to_owned(),
            Piece::Close => "\")\"".to_owned(),
            Piece::Comma => "\",\"".to_owned(),
        }
    }
}

/// The pieces, each with the position of its first character, counted from 1.
pub(super) fn pieces(text: &str) -> Result<Vec<(usize, Piece)>, Error> {
    let mut out = Vec::new();
    let mut characters = text.chars().enumerate().map(|(at, c)| (at + 1, c)).peekable();
    while let Some((at, character)) = characters.next() {
        match character {
            c if c.is_whitespace() => {}
            '(' => out.push((at, Piece::Open)),
            ')' => out.push((at, Piece::Close)),
            ',' => out.push((at, Piece::Comma)),
            '"' => {
                let mut quoted = String::new();
                loop {
                    match characters.next() {
                        Some((_, '"')) => break,
                        Some((place, '\\')) => match characters.next() {
                            Some((_, escaped @ ('"' | '\\'))) => quoted.push(escaped),
                            Some((_, other)) => {
                                return Err(Error::Query(format!(
                                    "filters: \"\\{other}\" at position {place} is no escape; only \\\" and \\\\ are"
                                )));
                            }
                            None => return Err(unclosed(at)),
                        },
                        Some((_, other)) => quoted.push(other),
                        None => return Err(unclosed(at)),
                    }
                }
                out.push((at, Piece::Quoted(quoted)));
            }
            first => {
                let mut word = String::from(first);
                while let Some((_, next)) =
                    characters.next_if(|(_, c)| !c.is_whitespace() && !matches!(c, '(' | ')' | ',' | '"'))
                {
                    word.push(next);
                }
                out.push((at, Piece::Word(word)));
            }
        }
    }
    Ok(out)
}

fn unclosed(at: usize) -> Error {
    Error::Query(format!("filters: the text that begins at position {at} has no closing quote"))
}
