//! What is told about what was sent: to who asked for it, and to who listens.

use crate::api::ApiError;
use crate::state::outbox::EntryState;
use request_center_models::draft::SubmitKey;
use request_center_models::id::AccessRequestId;
use request_center_models::wire::access_request::AccessRequestResponse;

/// What became of a submit or cancel, as far as is known at once.
#[derive(Clone, Debug, PartialEq)]
pub enum SubmitOutcome {
    /// The service took it up. Its rows are waited for in the background.
    Accepted {
        /// The access requests it became; empty where the answer named none.
        ids: Vec<AccessRequestId>,
        /// What the service said to each part, where its answer could be read; `None` for a cancel.
        answer: Option<AccessRequestResponse>,
    },
    /// It had been sent before, from here or another tab, so nothing was sent now.
    AlreadySent {
        /// Where that one stands; `None` where another tab is sending it right now.
        state: Option<EntryState>,
    },
    /// No clear answer came. It is being looked up in the background; [`OutboxState::entries`] says when that has ended.
    Unknown(ApiError),
    /// Nothing was done; what was typed is still there.
    Refused(ApiError),
}

/// News from the outbox, each told once by the tab that learns it first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// A request is known to have reached the service, at once or by looking it up.
    Submitted {
        /// Its key.
        key: SubmitKey,
        /// The access requests it became, as far as known.
        ids: Vec<AccessRequestId>,
    },
    /// A cancel is known to have reached the service.
    Cancelled {
        /// The access request it ends.
        id: AccessRequestId,
    },
    /// The rows of an entry were seen.
    Settled {
        /// Its key.
        key: SubmitKey,
    },
    /// An entry was looked for long enough and is not there: it may be sent again.
    NotFound {
        /// Its key.
        key: SubmitKey,
    },
}
