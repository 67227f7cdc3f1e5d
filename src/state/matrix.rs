//! The state of a request for several people, on top of the cart, which holds the draft. Its code is loaded when somebody asks for
//! others, or for more than one call holds. Knows no view.

pub mod cells;
pub mod paste;
pub mod plan;
pub mod plans;
pub mod recipients;

use super::cart::Cart;
use super::people::Person;
use super::shell::Shell;
use super::workspace::Workspace;
use crate::i18n::Msg;
use cells::Cells;
use paste::Paste;
use plans::Plans;
use recipients::Recipients;
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
    /// The recipients.
    pub recipients: Recipients,
    /// The pasted list of people.
    pub paste: Paste,
}

impl MatrixWorkspace {
    /// Judges the draft by the rules of a plan from now on. `None` once the viewer has gone.
    #[must_use]
    pub fn new(workspace: Workspace) -> Option<Self> {
        workspace.cart.judge_by(Some(judge_plan));
        let (cells, plans) = (Cells::new(workspace), Plans::new(workspace));
        let recipients = Recipients::new(workspace)?;
        let paste = Paste::new(workspace, recipients)?;
        Some(Self { shell: workspace.shell, cart: workspace.cart, cells, plans, recipients, paste })
    }

    /// Adds a person to the request and says so.
    pub fn add_person(self, person: &Person) {
        if self.recipients.include(std::slice::from_ref(person)) {
            self.say_count(Msg::RecipientsAdded, &person.name);
        } else {
            self.shell.say(self.shell.i18n.t(Msg::CatalogLocked));
        }
    }

    /// Has a sentence about a recipient read aloud, with the number of all.
    pub fn say_count(self, message: Msg, name: &str) {
        let count = self.cart.draft.with(|draft| draft.recipients.len());
        self.shell.say(self.shell.i18n.count(message, count, &[("name", name)]));
    }
}

/// The violations of a draft that is sent by a plan.
fn judge_plan(draft: &RequestDraft, now: OffsetDateTime, limits: &EntitlementLimits) -> Violations {
    draft.plan(now, limits).err().unwrap_or_default()
}
