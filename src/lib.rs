//! `<request-center>`: request access, follow and cancel requests through the REST API of SailPoint Identity Security Cloud.
//!
//!
//! The layers, bottom first; each may use those above it in this list, never those below.

// Numbers and dates from outside arrive in these layers: no sum of them may overflow.
pub mod signal;
#[cfg_attr(not(test), warn(clippy::arithmetic_side_effects))]
pub mod api;
#[cfg_attr(not(test), warn(clippy::arithmetic_side_effects))]
pub mod i18n;
#[cfg_attr(not(test), warn(clippy::arithmetic_side_effects))]
pub mod config;
#[cfg_attr(not(test), warn(clippy::arithmetic_side_effects))]
pub mod state;
pub mod components;
pub mod panels;
pub mod app;
#[cfg_attr(not(test), warn(clippy::arithmetic_side_effects))]
pub mod element;
