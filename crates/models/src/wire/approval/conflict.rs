//! The result of the separation-of-duties check, in approvals and in rows of requests.

use crate::wire::reference::{ClientMetadata, LocalizedMessage};
use crate::wire::wire_struct;
use serde_json::Value;

wire_struct! {
    /// True if access conflicts with duties already held.
    SodViolationContext {
        /// `SUCCESS` or `ERROR` of the check itself.
        state: String,
        /// Id of the check.
        uuid: String,
        /// Its findings.
        violation_check_result: SodViolationCheckResult,
    }
}

wire_struct! {
    /// The findings of the separation-of-duties check.
    SodViolationCheckResult {
        /// Words of the check: one message by schema, a list in an official example, so kept as it came.
        message: Value,
        /// Echo of the request's metadata.
        client_metadata: ClientMetadata,
        /// The conflicts.
        violation_contexts: Vec<SodPolicyConflict>,
        /// The policies.
        violated_policies: Vec<PolicyRef>,
    }
}

impl SodViolationCheckResult {
    /// The words of the check, whichever shape they came in.
    #[must_use]
    pub fn messages(&self) -> Vec<LocalizedMessage> {
        match &self.message {
            Some(Value::Array(list)) => {
                list.iter().filter_map(|m| serde_json::from_value(m.clone()).ok()).collect()
            }
            Some(one) => serde_json::from_value(one.clone()).ok().into_iter().collect(),
            None => Vec::new(),
        }
    }
}

wire_struct! {
    /// One policy and the two sides that conflict.
    SodPolicyConflict {
        /// The policy.
        policy: PolicyRef,
        /// The two sides.
        conflicting_access_criteria: ConflictingCriteria,
    }
}

wire_struct! {
    /// A policy by reference.
    PolicyRef {
        /// `SOD_POLICY`.
        r#type: String,
        /// Id.
        id: String,
        /// Name.
        name: String,
    }
}

wire_struct! {
    /// The two sides of a conflict.
    ConflictingCriteria {
        /// One side.
        left_criteria: CriteriaSide,
        /// The other.
        right_criteria: CriteriaSide,
    }
}

wire_struct! {
    /// One side of a conflict.
    CriteriaSide {
        /// Its criteria.
        criteria_list: Vec<Criterion>,
    }
}

wire_struct! {
    /// One access of a side.
    Criterion {
        /// True if the person holds it already.
        existing: bool,
        /// Kind of object.
        r#type: String,
        /// Id.
        id: String,
        /// Name.
        name: String,
    }
}
