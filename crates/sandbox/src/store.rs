//! The database: one thread owns the only connection and runs one transaction after the other. It knows no HTTP and
//! no rule of the API; the nouns that read the tables explain them.
//!
//! rusqlite blocks and its connection is not `Sync`, so callers send a closure and wait for its answer. With a file,
//! an answered write is on disk: write-ahead log, and every commit waits for the disk.

mod schema;

use std::path::Path;
use std::sync::mpsc::{Sender, channel};
use std::thread;

use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use tokio::sync::oneshot;

use crate::error::Error;

type Work = Box<dyn FnOnce(&mut Connection) + Send>;

/// A handle to the database thread; clones talk to the same one. The thread ends with the last handle.
#[derive(Clone, Debug)]
pub struct Store {
    work: Sender<Work>,
}

impl Store {
    /// Opens the file, or a database in memory, and raises the tables where they are missing.
    pub fn open(file: Option<&Path>) -> Result<Store, String> {
        let mut connection = connect(file).map_err(|error| match file {
            Some(path) => format!("cannot open {}: {error}", path.display()),
            None => format!("cannot open a database in memory: {error}"),
        })?;
        raise(&connection)?;
        let (work, inbox) = channel::<Work>();
        thread::Builder::new()
            .name("sandbox-store".to_owned())
            .spawn(move || {
                for job in inbox {
                    job(&mut connection);
                }
            })
            .map_err(|error| format!("cannot start the database thread: {error}"))?;
        Ok(Store { work })
    }

    /// Runs `act` in one transaction on the database thread; what it did is kept if it answers `Ok`, undone otherwise.
    pub async fn run<T, F>(&self, act: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: FnOnce(&Transaction<'_>) -> Result<T, Error> + Send + 'static,
    {
        let (send, receive) = oneshot::channel();
        let job: Work = Box::new(move |connection| {
            // The caller may have gone; the work is done all the same.
            let _ = send.send(in_transaction(connection, act));
        });
        self.work.send(job).map_err(|_| Error::Storage("the database thread is gone".to_owned()))?;
        receive.await.map_err(|_| Error::Storage("the database thread gave no answer".to_owned()))?
    }

    /// The same for callers outside an async context, such as the start.
    pub fn run_blocking<T, F>(&self, act: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: FnOnce(&Transaction<'_>) -> Result<T, Error> + Send + 'static,
    {
        let (send, receive) = channel();
        let job: Work = Box::new(move |connection| {
            let _ = send.send(in_transaction(connection, act));
        });
        self.work.send(job).map_err(|_| Error::Storage("the database thread is gone".to_owned()))?;
        receive.recv().map_err(|_| Error::Storage("the database thread gave no answer".to_owned()))?
    }
}

fn in_transaction<T>(
    connection: &mut Connection,
    act: impl FnOnce(&Transaction<'_>) -> Result<T, Error>,
) -> Result<T, Error> {
    let transaction = connection.transaction()?;
    let answer = act(&transaction)?;
    transaction.commit()?;
    Ok(answer)
}

fn connect(file: Option<&Path>) -> rusqlite::Result<Connection> {
    let connection = match file {
        Some(path) => Connection::open(path)?,
        None => Connection::open_in_memory()?,
    };
    connection.busy_timeout(std::time::Duration::from_secs(5))?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", "ON")?;
    connection.set_prepared_statement_cache_capacity(64);
    // SQLite folds ASCII only; names here are Zoë and Łukasz.
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    connection.create_scalar_function("fold", 1, flags, |context| {
        Ok(context.get::<Option<String>>(0)?.map(|text| text.to_lowercase()))
    })?;
    Ok(connection)
}

/// Raises the tables of a new database; an older shape is refused rather than misread.
fn raise(connection: &Connection) -> Result<(), String> {
    let wrong = |error: rusqlite::Error| format!("cannot read the database: {error}");
    let found: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0)).map_err(wrong)?;
    if found == schema::VERSION {
        return Ok(());
    }
    if found != 0 {
        return Err(format!(
            "the database has shape {found}, not {}; start with another file",
            schema::VERSION
        ));
    }
    connection.execute_batch(schema::TABLES).map_err(wrong)?;
    connection.pragma_update(None, "user_version", schema::VERSION).map_err(wrong)
}

/// One remembered fact of the sandbox itself: the clock's offset, the configuration, the settings.
pub fn recall(tx: &Transaction<'_>, key: &str) -> Result<Option<String>, Error> {
    let mut statement = tx.prepare_cached("SELECT value FROM fact WHERE key = ?1")?;
    Ok(statement.query_row([key], |row| row.get(0)).optional()?)
}

/// Remembers a fact, replacing the older one.
pub fn remember(tx: &Transaction<'_>, key: &str, value: &str) -> Result<(), Error> {
    tx.execute("INSERT OR REPLACE INTO fact (key, value) VALUES (?1, ?2)", params![key, value])?;
    Ok(())
}
