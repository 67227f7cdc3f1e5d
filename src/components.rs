//! Panels and their parts.

pub mod ui;
