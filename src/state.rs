//! What one widget instance knows. Holds no view and builds no URL.

pub mod storage;
pub mod outbox;
pub mod submit;
pub mod session;
pub mod catalog;
pub mod draft;
pub mod requests;
