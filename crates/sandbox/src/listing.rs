//! One page of any list: runs the query an operation put together and counts where a count was asked for.
//! It knows no table.

use rusqlite::types::Value;
use rusqlite::{Row, Transaction, params_from_iter};

use crate::collection::{Condition, Page};
use crate::error::Error;

/// The rows of one page.
#[derive(Debug)]
pub struct Listing<T> {
    /// In the order asked for.
    pub rows: Vec<T>,
    /// How many there are without `limit` and `offset`, where the call asked.
    pub total: Option<i64>,
}

impl<T> Listing<T> {
    /// The same page of other rows.
    pub fn map<U>(self, change: impl FnMut(T) -> Result<U, Error>) -> Result<Listing<U>, Error> {
        Ok(Listing { rows: self.rows.into_iter().map(change).collect::<Result<_, _>>()?, total: self.total })
    }
}

/// The page of `from` (tables, with the values their joins bind) where `condition` and the page's filter hold. `order` applies where
/// the call names no sorter, and to ties.
pub fn list<T>(
    tx: &Transaction<'_>,
    columns: &str,
    from: Condition,
    condition: Condition,
    page: &Page,
    order: &str,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Listing<T>, Error> {
    let condition = match &page.filter {
        Some(filter) => Condition::all(vec![condition, filter.clone()]),
        None => condition,
    };
    let Condition { sql: from, mut values } = from;
    values.extend(condition.values);
    let total = if page.count {
        let sql = format!("SELECT count(*) FROM {from} WHERE {}", condition.sql);
        Some(tx.query_row(&sql, params_from_iter(&values), |row| row.get(0))?)
    } else {
        None
    };
    let order = match &page.order {
        Some(asked) => format!("{asked}, {order}"),
        None => order.to_owned(),
    };
    let sql =
        format!("SELECT {columns} FROM {from} WHERE {} ORDER BY {order} LIMIT ? OFFSET ?", condition.sql);
    values.push(Value::from(page.limit));
    values.push(Value::from(page.offset));
    let mut statement = tx.prepare(&sql)?;
    let rows = statement.query_map(params_from_iter(values), read)?.collect::<Result<_, _>>()?;
    Ok(Listing { rows, total })
}
