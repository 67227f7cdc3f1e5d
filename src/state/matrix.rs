//! The state of a request for several people, on top of the cart, which holds the draft. Its code is loaded when somebody asks for
//! others, or for more than one call holds. Knows no view.

pub mod cells;
pub mod plan;
pub mod plans;

use super::cart::Cart;
use super::shell::Shell;
use super::workspace::Workspace;
use cells::Cells;
use plans::Plans;
use request_center_models::draft::RequestDraft;
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
    /// The submitted plans.
    pub plans: Plans,
}

impl MatrixWorkspace {
    /// Judges the draft by the rules of a plan from now on.
    #[must_use]
    pub fn new(workspace: Workspace) -> Self {
        workspace.cart.judge_by(Some(judge_plan));
        let (cells, plans) = (Cells::new(workspace), Plans::new(workspace));
        Self { shell: workspace.shell, cart: workspace.cart, cells, plans }
    }
}

/// The violations of a draft that is sent by a plan.
fn judge_plan(draft: &RequestDraft, now: OffsetDateTime, limits: &EntitlementLimits) -> Violations {
    draft.plan(now, limits).err().unwrap_or_default()
}
