//! What one widget instance knows. Holds no view and builds no URL.

pub mod host;
pub mod late;
pub mod clipboard;
pub mod storage;
pub mod outbox;
pub mod submit;
pub mod session;
pub mod index;
pub mod catalog;
mod poll;
pub mod requests;
pub mod draft;
pub mod cancel;
pub mod team;
pub mod settings;
pub mod people;
pub mod approvals;
pub mod place;
pub mod desk;
pub mod figures;
pub mod front;
mod page_reports;
