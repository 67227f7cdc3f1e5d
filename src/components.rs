//! Panels and their parts.

pub mod ui;
pub mod words;
pub mod late_panel;
pub mod person_picker;
pub mod approvals;
pub mod catalog;
pub mod request;
pub mod my_requests;
pub mod my_team;
pub mod settings;
