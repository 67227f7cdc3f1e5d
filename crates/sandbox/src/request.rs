//! Access requests and their rows: what one POST asked for one person, item by item. The rows themselves are in `record`, how
//! one moves in `receive`, `decide` and `provisioning`; who may see or end it in `status`, `cancel` and `close`.

mod cancel;
mod close;
mod create;
mod decide;
mod enqueue;
mod grant;
mod outcome;
mod provisioning;
mod receive;
mod record;
mod revoke;
mod selection;
mod sent;
mod shown;
mod status;

pub use cancel::{cancel_access_request, cancel_now};
pub use close::{close_access_request, close_now};
pub use create::create_access_request;
pub use decide::{carry_out, decide, replay};
pub use enqueue::{NewItem, NewRequest, enqueue};
pub use outcome::{Outcome, Pace};
pub use provisioning::{remove, set_up, start, verify};
pub use receive::receive;
pub use record::{APPROVAL_PHASE, COLUMNS, Cancelled, PROVISIONING_PHASE, Request, RequestedItem, Stage};
pub use selection::load_account_selections;
pub(crate) use shown::{accounts, metadata, reference};
pub use status::list_access_request_status;
