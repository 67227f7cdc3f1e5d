//! The filter grammar: comparisons joined by `and`, `or`, `not` (binding in the order not, and, or) and parentheses.
//!
//! ```text
//! or    = and { "or" and }
//! and   = not { "and" not }
//! not   = "not" not | "(" or ")" | test
//! test  = field ( "pr" | "isnull" | operator value | "in" "(" value { "," value } ")" )
//! ```

use std::fmt::Display;

use rusqlite::types::Value;

use super::field::{Condition, Field, Kind, Operator};
use super::lexer::{Piece, pieces};
use crate::clock;
use crate::error::Error;

/// The deepest nesting a filter may have; a real one needs three.
const DEEPEST: usize = 50;

/// A parsed filter: every field and operator in it is supported and every value is of the field's kind.
#[derive(Clone, Debug)]
pub enum Filter {
    /// Both.
    And(Box<Filter>, Box<Filter>),
    /// Either.
    Or(Box<Filter>, Box<Filter>),
    /// Not this.
    Not(Box<Filter>),
    /// One comparison.
    Test(Field, Operator, Vec<Value>),
}

impl Filter {
    /// Parses a filter over these fields.
    pub fn parse(text: &str, fields: &[Field]) -> Result<Filter, Error> {
        let pieces = pieces(text)?;
        let mut parser = Parser { pieces: &pieces, next: 0, fields, depth: 0 };
        let filter = parser.or()?;
        match parser.take() {
            None => Ok(filter),
            Some((at, piece)) => Err(wrong(format!(
                "{} at position {at} is not expected after a complete filter",
                piece.shown()
            ))),
        }
    }

    /// The filter as SQL.
    pub fn condition(&self) -> Condition {
        let mut condition = Condition::default();
        self.write(&mut condition);
        condition
    }

    fn write(&self, out: &mut Condition) {
        match self {
            Filter::And(left, right) => pair(left, "AND", right, out),
            Filter::Or(left, right) => pair(left, "OR", right, out),
            Filter::Not(inner) => {
                // A comparison with a missing value is unknown to SQL and false to the service, so `not` makes it true.
                out.sql.push_str("NOT COALESCE((");
                inner.write(out);
                out.sql.push_str("), 0)");
            }
            Filter::Test(field, operator, values) => test(field, *operator, values, out),
        }
    }
}

fn pair(left: &Filter, word: &str, right: &Filter, out: &mut Condition) {
    out.sql.push('(');
    left.write(out);
    out.sql.push_str(") ");
    out.sql.push_str(word);
    out.sql.push_str(" (");
    right.write(out);
    out.sql.push(')');
}

fn test(field: &Field, operator: Operator, values: &[Value], out: &mut Condition) {
    let text = field.kind == Kind::Text;
    let column = if text { format!("fold({})", field.column) } else { field.column.to_owned() };
    let place = if text { "fold(?)" } else { "?" };
    let sign = match operator {
        Operator::Eq => "=",
        Operator::Ne => "<>",
        Operator::Gt => ">",
        Operator::Ge => ">=",
        Operator::Lt => "<",
        Operator::Le => "<=",
        Operator::Pr => return out.sql.push_str(&format!("{} IS NOT NULL", field.column)),
        Operator::IsNull => return out.sql.push_str(&format!("{} IS NULL", field.column)),
        Operator::In => {
            out.sql.push_str(&format!("{column} IN ({})", vec![place; values.len()].join(", ")));
            out.values.extend_from_slice(values);
            return;
        }
        Operator::Sw => {
            let column = match field.kind {
                Kind::Instant => {
                    format!("strftime('%Y-%m-%dT%H:%M:%fZ', {} / 1000.0, 'unixepoch')", field.column)
                }
                _ => column,
            };
            out.sql.push_str(&format!("substr({column}, 1, length({place})) = {place}"));
            out.values.extend_from_slice(values);
            out.values.extend_from_slice(values);
            return;
        }
        Operator::Co | Operator::Ca => {
            let one = format!("instr({column}, {place}) > 0");
            out.sql.push_str(&vec![one; values.len()].join(" AND "));
            out.values.extend_from_slice(values);
            return;
        }
    };
    out.sql.push_str(&format!("{column} {sign} {place}"));
    out.values.extend_from_slice(values);
}

struct Parser<'a> {
    pieces: &'a [(usize, Piece)],
    next: usize,
    fields: &'a [Field],
    depth: usize,
}

impl<'a> Parser<'a> {
    fn take(&mut self) -> Option<&'a (usize, Piece)> {
        let piece = self.pieces.get(self.next);
        self.next += 1;
        piece
    }

    fn word(&mut self, wanted: &str) -> bool {
        let found = matches!(self.pieces.get(self.next), Some((_, Piece::Word(word))) if word == wanted);
        if found {
            self.next += 1;
        }
        found
    }

    fn or(&mut self) -> Result<Filter, Error> {
        let mut left = self.and()?;
        while self.word("or") {
            left = Filter::Or(Box::new(left), Box::new(self.and()?));
        }
        Ok(left)
    }

    fn and(&mut self) -> Result<Filter, Error> {
        let mut left = self.not()?;
        while self.word("and") {
            left = Filter::And(Box::new(left), Box::new(self.not()?));
        }
        Ok(left)
    }

    fn not(&mut self) -> Result<Filter, Error> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(wrong(format!("it is nested deeper than {DEEPEST} levels")));
        }
        let filter = if self.word("not") {
            Filter::Not(Box::new(self.not()?))
        } else if matches!(self.pieces.get(self.next), Some((_, Piece::Open))) {
            self.next += 1;
            let inner = self.or()?;
            match self.take() {
                Some((_, Piece::Close)) => inner,
                other => return Err(expected("\")\"", other)),
            }
        } else {
            self.test()?
        };
        self.depth -= 1;
        Ok(filter)
    }

    fn test(&mut self) -> Result<Filter, Error> {
        let name = match self.take() {
            Some((_, Piece::Word(name))) => name,
            other => return Err(expected("a field", other)),
        };
        let Some(field) = self.fields.iter().find(|field| field.name == name && !field.operators.is_empty())
        else {
            return Err(wrong(format!(
                "field \"{name}\" is not supported here, only {}",
                known(self.fields)
            )));
        };
        let operator = match self.take() {
            Some((at, Piece::Word(word))) => Operator::parse(word)
                .ok_or_else(|| wrong(format!("\"{word}\" at position {at} is no operator")))?,
            other => return Err(expected("an operator", other)),
        };
        if !field.operators.contains(&operator) {
            let supported: Vec<&str> = field.operators.iter().map(|operator| operator.name()).collect();
            return Err(wrong(format!(
                "operator \"{}\" is not supported for \"{name}\", only {}",
                operator.name(),
                supported.join(", ")
            )));
        }
        let values = match operator {
            Operator::Pr | Operator::IsNull => Vec::new(),
            Operator::In | Operator::Ca => self.list(field)?,
            // The beginning of a date is no date yet.
            Operator::Sw if field.kind == Kind::Instant => {
                vec![self.value(&Field { kind: Kind::Text, ..*field })?]
            }
            _ => vec![self.value(field)?],
        };
        Ok(Filter::Test(*field, operator, values))
    }

    fn list(&mut self, field: &Field) -> Result<Vec<Value>, Error> {
        match self.take() {
            Some((_, Piece::Open)) => {}
            other => return Err(expected("\"(\"", other)),
        }
        let mut values = vec![self.value(field)?];
        loop {
            match self.take() {
                Some((_, Piece::Comma)) => values.push(self.value(field)?),
                Some((_, Piece::Close)) => return Ok(values),
                other => return Err(expected("\",\" or \")\"", other)),
            }
        }
    }

    fn value(&mut self, field: &Field) -> Result<Value, Error> {
        let piece = self.take();
        let name = field.name;
        match (field.kind, piece) {
            (Kind::Text, Some((_, Piece::Quoted(text)))) => Ok(Value::from(text.clone())),
            (Kind::Text, Some((at, Piece::Word(word)))) => Err(wrong(format!(
                "the value \"{word}\" of \"{name}\" at position {at} must stand in double quotes"
            ))),
            (Kind::Instant, Some((at, Piece::Quoted(text) | Piece::Word(text)))) => {
                clock::parse(text).map(Value::from).ok_or_else(|| {
                    wrong(format!(
                        "the value \"{text}\" of \"{name}\" at position {at} is not an RFC 3339 date and time"
                    ))
                })
            }
            (Kind::Flag, Some((at, Piece::Quoted(text) | Piece::Word(text)))) => match text.as_str() {
                "true" => Ok(Value::from(true)),
                "false" => Ok(Value::from(false)),
                _ => Err(wrong(format!(
                    "the value \"{text}\" of \"{name}\" at position {at} must be true or false"
                ))),
            },
            (_, other) => Err(expected("a value", other)),
        }
    }
}

fn known(fields: &[Field]) -> String {
    let names: Vec<&str> =
        fields.iter().filter(|field| !field.operators.is_empty()).map(|field| field.name).collect();
    if names.is_empty() { "no filter".to_owned() } else { names.join(", ") }
}

fn expected(what: &str, found: Option<&(usize, Piece)>) -> Error {
    wrong(match found {
        Some((at, piece)) => format!("{what} is expected at position {at}, not {}", piece.shown()),
        None => format!("{what} is expected where the filter ends"),
    })
}

fn wrong(what: impl Display) -> Error {
    Error::Query(format!("filters: {what}"))
}
