//! `<request-center>`: request access, follow and cancel requests through the REST API of SailPoint Identity Security Cloud.
//!
//!
//! The layers, bottom first; each may use those above it in this list, never those below.

pub mod signal;
pub mod api;
pub mod i18n;
pub mod config;
pub mod state;
pub mod components;
pub mod panels;
pub mod app;
pub mod element;
