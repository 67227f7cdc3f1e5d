//! What the crate promises, tried from outside: one binary, a module per promise. Knows no sandbox and no browser.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that cannot go on should stop loudly"
)]

mod bodies;
mod descriptions;
mod fixtures;
mod open_enums;
mod paths;
mod progress;
mod steps;
mod walk;
