//! The ways into code that comes later: the request beside the Catalog right behind the first download, each other panel when
//! it is first opened.
//!
//! What ships is cut at these functions: code that one of them alone reaches becomes a module under its name.
//! `xtask/src/ship/split.rs` finds them by this module's name, so nothing else may stand here, and each is handed on as a
//! pointer and never called by name. The Catalog itself, which most people open first, is not among them.

use crate::components::approvals::ApprovalsPanel;
use crate::components::late_panel::Entry;
use crate::components::my_requests::MyRequests;
use crate::components::my_team::MyTeam;
use crate::components::request::entered;
use crate::components::settings::SettingsPanel;
use crate::state::approvals::desk::ApprovalsDesk;
use crate::state::settings::desk::SettingsDesk;
use crate::state::team::desk::TeamDesk;
use leptos::prelude::*;

/// The request beside the Catalog, and all that every other panel stands on.
#[inline(never)]
pub fn request(entry: Entry) -> AnyView {
    entered(entry).into_any()
}

/// My requests.
#[inline(never)]
pub fn requests(entry: Entry) -> AnyView {
    entry.desk().map(|desk| view! { <MyRequests desk/> }).into_any()
}

/// My team.
#[inline(never)]
pub fn team(entry: Entry) -> AnyView {
    let desk = entry.desk().and_then(TeamDesk::new);
    desk.map(|desk| view! { <MyTeam desk/> }).into_any()
}

/// Approvals.
#[inline(never)]
pub fn approvals(entry: Entry) -> AnyView {
    let desk = entry.desk().and_then(ApprovalsDesk::new);
    desk.map(|desk| view! { <ApprovalsPanel desk/> }).into_any()
}

/// Settings.
#[inline(never)]
pub fn settings(entry: Entry) -> AnyView {
    let desk = entry.desk().and_then(SettingsDesk::new);
    desk.map(|desk| view! { <SettingsPanel desk/> }).into_any()
}
