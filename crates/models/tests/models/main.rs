//! The crate's promises, tested from outside: one binary, a module per promise. Knows no sandbox and no browser.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::needless_pass_by_value,
    reason = "a test that cannot go on should stop loudly, and its rows read best by value"
)]

mod answers;
mod approval;
mod approvers;
mod arbitrary;
mod bodies;
mod broken_rules;
mod cancel;
mod cell;
mod close;
mod csv;
mod decision;
mod descriptions;
mod draft;
mod end_change;
mod end_dates;
mod end_presets;
mod fixtures;
mod holding;
mod holding_removal;
mod moments;
mod open_enums;
mod paste;
mod paths;
mod plan;
mod plan_calls;
mod progress;
mod revoke;
mod revoke_calls;
mod read_back;
mod rows;
mod rules;
mod setting;
mod setting_difference;
mod setting_rules;
mod shapes;
mod steps;
mod json;
mod walk;
