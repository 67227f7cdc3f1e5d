//! Splitting from outside: programs made up at random, whole, cut short and damaged. Each test prints its seed; the environment
//! variable `REQUEST_CENTER_SPLIT_SEED` repeats a run.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot continue should fail loudly"
)]

mod damage;
mod program;
mod random;
mod whole;
