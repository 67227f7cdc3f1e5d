//! Entry points of the lazily loaded modules: the request's, loaded right behind the first download, and each other panel's,
//! loaded when it is first opened.
//!
//!
//! The shipped wasm is split at these functions: code that one of them alone reaches becomes a module under its name. Each is
//! passed as a pointer and never called directly. Beside each, an export that `crates/wasm-split` reads and removes returns its
//! address. The Catalog, which most people open first, is in the first module.

use crate::components::account_fields::mount_accounts;
use crate::components::applications::mount_applications;
use crate::components::approvals::ApprovalsPanel;
use crate::components::colleague::mount_colleague;
use crate::components::lazy_panel::{LazyMounts, PanelContext};
use crate::components::matrix::mount_matrix;
use crate::components::my_requests::MyRequests;
use crate::components::my_team::MyTeam;
use crate::components::request::mount_request;
use crate::components::settings::SettingsPanel;
use crate::state::approvals::workspace::ApprovalsWorkspace;
use crate::state::settings::workspace::SettingsWorkspace;
use crate::state::team::workspace::TeamWorkspace;
use leptos::prelude::*;
use wasm_bindgen::prelude::wasm_bindgen;

/// The request beside the Catalog, and the workspace every other panel needs.
pub fn request(context: PanelContext) -> AnyView {
    mount_request(context).into_any()
}

/// The part of the request for several people.
pub fn matrix(context: PanelContext) -> AnyView {
    mount_matrix(context).into_any()
}

/// The applications.
pub fn applications(context: PanelContext) -> AnyView {
    mount_applications(context).into_any()
}

/// The accounts to choose from.
pub fn accounts(context: PanelContext) -> AnyView {
    mount_accounts(context).into_any()
}

/// A colleague's access, to be copied.
pub fn colleague(context: PanelContext) -> AnyView {
    mount_colleague(context).into_any()
}

/// The parts of the catalog and the request that have modules of their own.
pub const MOUNTS: LazyMounts = LazyMounts { applications, accounts, colleague };

/// My requests.
pub fn requests(context: PanelContext) -> AnyView {
    context.workspace.get().map(|workspace| view! { <MyRequests workspace/> }).into_any()
}

/// My team.
pub fn team(context: PanelContext) -> AnyView {
    let workspace = context.workspace.get().and_then(TeamWorkspace::new);
    workspace.map(|workspace| view! { <MyTeam workspace/> }).into_any()
}

/// Approvals.
pub fn approvals(context: PanelContext) -> AnyView {
    let workspace = context.workspace.get().and_then(ApprovalsWorkspace::new);
    workspace.map(|workspace| view! { <ApprovalsPanel workspace/> }).into_any()
}

/// Settings.
pub fn settings(context: PanelContext) -> AnyView {
    let workspace = context.workspace.get().and_then(SettingsWorkspace::new);
    workspace.map(|workspace| view! { <SettingsPanel workspace/> }).into_any()
}

/// Exports the address of each entry point for the splitter.
macro_rules! mark {
    ($($export:ident: $entry:ident;)+) => {$(
        /// The address of the entry point.
        #[wasm_bindgen]
        #[must_use]
        pub fn $export() -> usize {
            $entry as fn(PanelContext) -> AnyView as usize
        }
    )+};
}

mark! {
    split_entry_request: request;
    split_entry_matrix: matrix;
    split_entry_applications: applications;
    split_entry_accounts: accounts;
    split_entry_colleague: colleague;
    split_entry_requests: requests;
    split_entry_team: team;
    split_entry_approvals: approvals;
    split_entry_settings: settings;
}
