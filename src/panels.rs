//! The ways into the panels whose code comes when they are first opened.
//!
//! What ships is cut at these functions: code that one of them alone reaches becomes that panel's module. `xtask/src/ship/split.rs`
//! finds them by this module's name, so nothing else may stand here, and each is handed on as a pointer and never called by name.
//! The Catalog, which most people open first, is not among them.

use crate::components::approvals::ApprovalsPanel;
use crate::components::my_requests::MyRequests;
use crate::components::my_team::MyTeam;
use crate::components::settings::SettingsPanel;
use crate::state::desk::Desk;
use leptos::prelude::*;

/// My requests.
#[inline(never)]
pub fn requests(desk: Desk) -> AnyView {
    view! { <MyRequests desk/> }.into_any()
}

/// My team.
#[inline(never)]
pub fn team(desk: Desk) -> AnyView {
    view! { <MyTeam desk/> }.into_any()
}

/// Approvals.
#[inline(never)]
pub fn approvals(desk: Desk) -> AnyView {
    view! { <ApprovalsPanel desk/> }.into_any()
}

/// Settings.
#[inline(never)]
pub fn settings(desk: Desk) -> AnyView {
    view! { <SettingsPanel desk/> }.into_any()
}
