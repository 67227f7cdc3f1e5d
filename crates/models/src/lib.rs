#![doc = include_str!("../README.md")]
//!
//! The modules, bottom first; each may use those above it and names no web, Leptos, HTTP, SQL, clock or randomness.

pub mod id;
pub mod moment;
mod open_enum;
pub mod wire;
pub mod operation;
pub mod rule;
pub mod draft;
pub mod cancel;
pub mod progress;
