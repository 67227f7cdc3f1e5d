//! Types and rules of access requests. Names no web, Leptos, HTTP, SQL, clock or randomness: callers bring `now` and keys.
//! The modules are listed bottom first; each uses only those above it.
#![doc = include_str!("../README.md")]
// Numbers and dates here come from outside: no sum of them may overflow.
#![warn(clippy::arithmetic_side_effects)]

pub mod json;

pub mod id;
pub mod order;
pub mod moment;
mod open_enum;

pub mod wire;

pub mod operation;
pub mod rule;
pub mod end_preset;

pub mod draft;
pub mod accounts;
pub mod plan;
pub mod paste;

pub mod cancel;
pub mod progress;

pub mod close;
pub mod csv;
pub mod setting;

pub mod holding;
pub mod cell;

pub mod end_change;

pub mod revoke;

pub mod decision;

pub mod approval;
