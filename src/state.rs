//! What one widget instance knows. Holds no view and builds no URL.

pub mod approvals;
pub mod cancel;
pub mod catalog;
pub mod clipboard;
pub mod workspace;
pub mod cart;
pub mod approval_counts;
pub mod form;
pub mod shell;
pub mod host;
pub mod index;
mod key;
pub mod lazy_module;
mod latest;
pub mod list;
mod lost_date;
pub mod journal;
mod page_reports;
pub mod people;
pub mod deep_link;
mod poll;
pub mod requests;
pub mod session;
pub mod settings;
pub mod storage;
pub mod team;
mod visibility;
