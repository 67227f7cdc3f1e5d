//! The sandbox's own floor of tests: the API called without a socket, with personas as clients. A theme a file, a
//! sentence a test. Nothing here sleeps: virtual time is moved, and real time is kept out by settings.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that cannot go on should say so and stop"
)]

mod agreement;
mod applications;
mod approval_filters;
mod approvals;
mod built_in;
mod cancel;
mod changes;
mod clock;
mod close;
mod company;
mod config;
mod config_rules;
mod conflicts;
mod create;
mod cut_off;
mod decisions;
mod durability;
mod entitlements;
mod escalation;
mod faults;
mod handed_on;
mod hidden_rules;
mod holding;
mod nested;
mod night;
mod operations;
mod outcomes;
mod people;
mod proxies;
mod refusals;
mod reports;
mod requestable;
mod revoke;
mod revoked;
mod seeds;
mod site;
mod spoiled;
mod status;
mod stuck;
mod tokens;
