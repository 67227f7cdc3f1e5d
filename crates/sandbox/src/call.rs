//! Calls that arrived, counted before anything is done about them. A call is no effect: its caller may leave before the work
//! begins, a fault may strike it, a browser may repeat it by itself. Effects are counted in `tally`.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use request_center_models::operation::Operation;

/// How often each operation was called, the token endpoint as `token`, and each approval was to be decided.
#[derive(Debug, Default)]
pub struct Calls(Mutex<Counts>);

#[derive(Debug, Default)]
struct Counts {
    by_operation: BTreeMap<&'static str, u64>,
    by_approval: BTreeMap<String, u64>,
}

impl Calls {
    /// Counts a call; `ids` are those in its path.
    pub fn note(&self, operation: Operation, ids: &[String]) {
        use Operation::{ApproveAccessRequest, ForwardAccessRequest, RejectAccessRequest};
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *counts.by_operation.entry(operation.name()).or_default() += 1;
        let decides = matches!(operation, ApproveAccessRequest | RejectAccessRequest | ForwardAccessRequest);
        if let Some(approval) = ids.first().filter(|_| decides) {
            *counts.by_approval.entry(approval.clone()).or_default() += 1;
        }
    }

    /// Counts a call of the token endpoint.
    pub fn note_token(&self) {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *counts.by_operation.entry("token").or_default() += 1;
    }

    /// How often each operation was called.
    pub fn by_operation(&self) -> BTreeMap<&'static str, u64> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).by_operation.clone()
    }

    /// How often a decision about each approval arrived.
    pub fn by_approval(&self) -> BTreeMap<String, u64> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).by_approval.clone()
    }
}
