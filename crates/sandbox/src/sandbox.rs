//! One running sandbox: its database, its clock, its limits and its planted faults. It knows no path and no body.

use std::sync::{Arc, PoisonError, RwLock};

use rusqlite::Transaction;

use crate::call::Calls;
use crate::clock::{Clock, Millis, OFFSET};
use crate::error::Error;
use crate::fault::Faults;
use crate::options::{Options, Settings};
use crate::rate::Rate;
use crate::seeding::Seeding;
use crate::store::{self, Store};
use crate::{scheduler, seed};

/// A handle to one sandbox; clones share everything.
#[derive(Clone, Debug)]
pub struct Sandbox(Arc<Parts>);

#[derive(Debug)]
struct Parts {
    store: Store,
    clock: Clock,
    settings: RwLock<Settings>,
    rate: Rate,
    faults: Faults,
    calls: Calls,
    options: Options,
}

impl Sandbox {
    /// Opens the database, and fills it from the seed where it is new.
    pub fn open(options: Options) -> Result<Sandbox, String> {
        let store = Store::open(options.db.as_deref())?;
        let seed = match &options.seed {
            None => None,
            Some(path) => Some((
                path.display().to_string(),
                std::fs::read_to_string(path)
                    .map_err(|error| format!("cannot read {}: {error}", path.display()))?,
            )),
        };
        let extra = seed::Extra {
            items: options.scale,
            reports: options.reports,
            approvals: options.approvals,
            approvals_for: options.approvals_for.clone(),
        };
        let now = Clock::default().now();
        let offset = store
            .run_blocking(move |tx| {
                if Seeding::read(tx)? == Seeding::Done {
                    let offset = store::recall(tx, OFFSET)?;
                    return Ok(Ok(offset.and_then(|offset| offset.parse::<Millis>().ok()).unwrap_or(0)));
                }
                let seed = seed.as_ref().map(|(name, text)| (name.as_str(), text.as_str()));
                if let Err(wrong) = seed::fill(tx, seed, &extra, now)? {
                    return Ok(Err(wrong));
                }
                store::remember(tx, OFFSET, "0")?;
                Ok(Ok(0))
            })
            .map_err(|error| format!("cannot fill the database: {error:?}"))??;
        Ok(Sandbox(Arc::new(Parts {
            store,
            clock: Clock::ahead_by(offset),
            settings: RwLock::new(Settings::of(&options)),
            rate: Rate::default(),
            faults: Faults::default(),
            calls: Calls::default(),
            options,
        })))
    }

    /// How it was started.
    pub fn options(&self) -> &Options {
        &self.0.options
    }

    /// The database, for work that has nothing to do with virtual time.
    pub fn store(&self) -> &Store {
        &self.0.store
    }

    /// The planted faults.
    pub fn faults(&self) -> &Faults {
        &self.0.faults
    }

    /// The counters of the rate limit.
    pub fn rate(&self) -> &Rate {
        &self.0.rate
    }

    /// Virtual now.
    pub fn now(&self) -> Millis {
        self.0.clock.now()
    }

    /// The settings as they are.
    pub fn settings(&self) -> Settings {
        self.0.settings.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Other settings from now on.
    pub fn change_settings(&self, settings: Settings) {
        *self.0.settings.write().unwrap_or_else(PoisonError::into_inner) = settings;
        self.0.rate.clear();
    }

    /// The calls that arrived.
    pub fn calls(&self) -> &Calls {
        &self.0.calls
    }

    /// Runs whatever is due, then `act`, at virtual now. What was due is done even where `act` fails.
    pub async fn act<T, F>(&self, act: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: FnOnce(&Transaction<'_>, Millis) -> Result<T, Error> + Send + 'static,
    {
        let now = self.catch_up().await?;
        self.store().run(move |tx| act(tx, now)).await
    }

    /// Runs whatever is due, and answers virtual now.
    pub async fn catch_up(&self) -> Result<Millis, Error> {
        let (now, decide) = (self.now(), self.settings().colleagues_decide);
        self.store().run(move |tx| scheduler::run_due(tx, now, decide)).await?;
        Ok(now)
    }

    /// Lets every open job of queue and set-up take one step, due or not.
    pub async fn step(&self) -> Result<Millis, Error> {
        let now = self.catch_up().await?;
        self.store().run(move |tx| scheduler::step_open(tx, now)).await?;
        Ok(now)
    }

    /// Moves the virtual clock and runs whatever falls due on the way.
    pub async fn advance(&self, by: Millis) -> Result<Millis, Error> {
        let parts = Arc::clone(&self.0);
        let decide = self.settings().colleagues_decide;
        self.store()
            .run(move |tx| {
                let offset = parts.clock.offset().saturating_add(by);
                store::remember(tx, OFFSET, &offset.to_string())?;
                parts.clock.set_offset(offset);
                let now = parts.clock.now();
                scheduler::run_due(tx, now, decide)?;
                Ok(now)
            })
            .await
    }
}
