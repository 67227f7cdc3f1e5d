//! The standard collection parameters every list takes: `limit`, `offset`, `count`, `filters`, `sorters`.
//! Parsed by a real grammar and turned into SQL with bound values. What an operation supports is its own table of
//! [`Field`]s; anything else is refused with a sentence that says which part.

mod field;
mod filter;
mod lexer;
mod parameter;

pub use field::{Condition, Field, Kind, Operator};
pub use filter::Filter;
pub use parameter::Parameters;

use crate::error::Error;

/// The most rows one call answers, and how many it answers unasked.
pub const MOST: u32 = 250;

/// Which rows of a list are wanted, in which order.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// At most so many.
    pub limit: u32,
    /// After skipping so many.
    pub offset: u32,
    /// True if `X-Total-Count` is wanted.
    pub count: bool,
    /// The condition of the filter.
    pub filter: Option<Condition>,
    /// An `ORDER BY` expression, unless none was asked for.
    pub order: Option<String>,
}

impl Page {
    /// Reads the collection parameters; `fields` is what the operation supports.
    pub fn read(parameters: &Parameters, fields: &[Field]) -> Result<Page, Error> {
        let filter = match parameters.text("filters")? {
            Some(text) => Some(Filter::parse(text, fields)?.condition()),
            None => None,
        };
        Ok(Page { filter, ..Page::unfiltered(parameters, fields)? })
    }

    /// The same for a call whose `filters` are to be ignored.
    pub fn unfiltered(parameters: &Parameters, fields: &[Field]) -> Result<Page, Error> {
        let limit = parameters.number("limit")?.unwrap_or(MOST);
        if limit > MOST {
            return Err(Error::Query(format!("limit must be between 0 and {MOST}, not {limit}")));
        }
        Ok(Page {
            limit,
            offset: parameters.number("offset")?.unwrap_or(0),
            count: parameters.flag("count")?.unwrap_or(false),
            filter: None,
            order: parameters.text("sorters")?.map(|text| order(text, fields)).transpose()?,
        })
    }
}

fn order(text: &str, fields: &[Field]) -> Result<String, Error> {
    let mut keys = Vec::new();
    for part in text.split(',') {
        let part = part.trim();
        let (name, direction) = match part.strip_prefix('-') {
            Some(name) => (name, "DESC"),
            None => (part, "ASC"),
        };
        let Some(field) = fields.iter().find(|field| field.name == name && field.sortable) else {
            let known: Vec<&str> =
                fields.iter().filter(|field| field.sortable).map(|field| field.name).collect();
            return Err(Error::Query(format!(
                "sorters: \"{name}\" is not supported here, only {}",
                if known.is_empty() { "no sorter".to_owned() } else { known.join(", ") }
            )));
        };
        keys.push(match field.kind {
            Kind::Text => format!("fold({}) {direction}", field.column),
            Kind::Instant | Kind::Flag => format!("{} {direction}", field.column),
        });
    }
    Ok(keys.join(", "))
}
