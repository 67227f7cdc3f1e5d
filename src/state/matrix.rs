//! The state of a request for several people, on top of the cart, which holds the draft. Its code is loaded when somebody asks for
//! others, or for more than one call holds. Knows no view.

pub mod cells;

use super::cart::Cart;
use super::shell::Shell;
use super::workspace::Workspace;
use crate::api::Client;
use cells::Cells;
use request_center_models::draft::RequestDraft;
use request_center_models::plan::PlannedCall;
use request_center_models::rule::{EntitlementLimits, Violations};
use time::OffsetDateTime;

/// The state the matrix works with.
#[derive(Clone, Copy)]
pub struct MatrixWorkspace {
    /// State that is always loaded.
    pub shell: Shell,
    /// The draft.
    pub cart: Cart,
    /// The cells and what is known about them.
    pub cells: Cells,
}

impl MatrixWorkspace {
    /// Judges the draft by the rules of a plan from now on.
    #[must_use]
    pub fn new(workspace: Workspace) -> Self {
        workspace.cart.judge_by(Some(judge_plan));
        Self { shell: workspace.shell, cart: workspace.cart, cells: Cells::new(workspace) }
    }

    /// The calls the draft takes; none while it has violations. Reactive.
    #[must_use]
    pub fn calls(self) -> Vec<PlannedCall> {
        let limits = self.shell.catalog.entitlement_limits.get();
        let now = self.shell.client().as_ref().map_or(OffsetDateTime::UNIX_EPOCH, Client::now);
        self.cart.draft.with(|draft| draft.plan(now, &limits)).unwrap_or_default()
    }
}

/// The violations of a draft that is sent by a plan.
fn judge_plan(draft: &RequestDraft, now: OffsetDateTime, limits: &EntitlementLimits) -> Violations {
    draft.plan(now, limits).err().unwrap_or_default()
}
