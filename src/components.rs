//! The panels and their parts.

pub mod account_fields;
pub mod applications;
pub mod approvals;
pub mod catalog;
pub mod colleague;
pub mod end_change;
pub mod end_presets;
pub mod export;
pub mod lazy_panel;
pub mod list_view;
pub mod matrix;
pub mod my_requests;
pub mod my_team;
pub mod person_picker;
pub mod problem_summary;
pub mod request;
pub mod settings;
pub mod typed_date;
pub mod ui;
pub mod words;
