//! Who must agree to a row, and what they said. The approvals themselves are in `record`, whom they ask in `ask` and `chain`,
//! the operations of approvers in `list` and `decide`, how a row looks to them in `view`, what happens while nobody decides in
//! `escalation`, what is kept for them about the time of asking in `snapshot`.

mod ask;
mod chain;
mod decide;
mod escalation;
mod list;
mod record;
mod snapshot;
mod view;

pub use ask::ask;
pub use decide::decide;
pub use escalation::{begin_reminders, escalate, remind, turn};
pub use list::{get_access_request_approval_summary, list_completed_approvals, list_pending_approvals};
pub use record::{Approval, find, of_row};
pub use snapshot::Snapshot;
