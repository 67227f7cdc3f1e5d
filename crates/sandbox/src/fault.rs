//! Planted trouble: what `/sandbox/faults` asked to go wrong, and how an answer is spoilt. Lives in memory and in real
//! time; it knows operations by name only.

mod spoil;

pub use spoil::{cut, huge, truncated};

use std::sync::{Mutex, PoisonError};

use request_center_models::operation::Operation;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A fault as it is planted: which calls it strikes, and what happens to them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Planting {
    /// The operation's name, `token` for the token endpoint, or `*` for every operation.
    pub operation: String,
    /// How many calls it strikes.
    #[serde(default = "once")]
    pub times: u32,
    /// How many calls it lets pass first.
    #[serde(default)]
    pub after: u32,
    /// Strikes only calls whose query string, decoded, contains this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub query: Option<String>,
    /// What goes wrong.
    #[serde(flatten)]
    pub kind: Kind,
}

fn once() -> u32 {
    1
}

/// What goes wrong.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum Kind {
    /// Answers this status in its body family; nothing is done.
    Status {
        /// 400 to 599.
        status: u16,
        /// Seconds for a `Retry-After` header.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        retry_after: Option<u64>,
    },
    /// Head and half a body, then the connection closes; nothing is done.
    DropBefore,
    /// The work is done; head and half a body, then the connection closes.
    DropAfter,
    /// The connection closes without a byte; nothing is done. Browsers may send the call again by themselves.
    ResetBefore,
    /// The work is done; the connection closes without a byte. Browsers may send the call again by themselves.
    ResetAfter,
    /// The work is done, the answer waits this long.
    Slow {
        /// Milliseconds of real time.
        millis: u64,
    },
    /// The work is done; the JSON ends in the middle, the HTTP answer is whole.
    TruncatedJson,
    /// A page of HTML instead of JSON; nothing is done.
    Html {
        /// Its status.
        #[serde(default = "fine")]
        status: u16,
    },
    /// The work is done; the body is empty.
    EmptyBody,
    /// The work is done and answered; right after it somebody else changes the configuration.
    ForeignChange {
        /// What changes, in the shape of v3, nested as it is there.
        change: Value,
        /// Who, by client id, alias or id; nobody known where it is absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<String>,
    },
    /// The work is done; the JSON is at least this big.
    Huge {
        /// Bytes.
        bytes: usize,
    },
}

fn fine() -> u16 {
    200
}

/// Every fault still waiting for calls.
#[derive(Debug, Default)]
pub struct Faults(Mutex<Vec<Planting>>);

impl Faults {
    /// Plants one more; says why where it names nothing that can fail.
    pub fn plant(&self, planting: Planting) -> Result<(), String> {
        let known = planting.operation == "*"
            || planting.operation == "token"
            || Operation::ALL.iter().any(|operation| operation.name() == planting.operation);
        if !known {
            return Err(format!("there is no operation \"{}\"", planting.operation));
        }
        if let Kind::Status { status, .. } | Kind::Html { status } = planting.kind
            && !(200..600).contains(&status)
        {
            return Err(format!("{status} is no status"));
        }
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(planting);
        Ok(())
    }

    /// What waits, oldest first.
    pub fn all(&self) -> Vec<Planting> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Takes all away.
    pub fn clear(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// The fault that strikes this call, if one does. The oldest that fits strikes; the others wait.
    pub fn strike(&self, operation: &str, query: &str) -> Option<Kind> {
        let mut plantings = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut struck = None;
        for planting in plantings.iter_mut() {
            let fits = (planting.operation == "*" && operation != "token" || planting.operation == operation)
                && planting.query.as_ref().is_none_or(|part| query.contains(part));
            if !fits || struck.is_some() {
                continue;
            }
            if planting.after > 0 {
                planting.after -= 1;
            } else if planting.times > 0 {
                planting.times -= 1;
                struck = Some(planting.kind.clone());
            }
        }
        plantings.retain(|planting| planting.times > 0);
        struck
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn planting(text: &str) -> Planting {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn a_fault_lets_pass_what_comes_before_and_after_it() {
        let faults = Faults::default();
        let text = r#"{"operation":"createAccessRequest","after":1,"kind":"status","status":500}"#;
        faults.plant(planting(text)).unwrap();
        let strikes: Vec<bool> = (0..3).map(|_| faults.strike("createAccessRequest", "").is_some()).collect();
        assert_eq!(strikes, [false, true, false]);
        assert!(faults.all().is_empty());
    }

    #[test]
    fn a_fault_strikes_only_the_calls_it_names() {
        let faults = Faults::default();
        let text = r#"{"operation":"listAccessRequestStatus","query":"regarding","kind":"html"}"#;
        faults.plant(planting(text)).unwrap();
        assert_eq!(faults.strike("cancelAccessRequest", "regarding"), None);
        assert_eq!(faults.strike("listAccessRequestStatus", "requested-for=me"), None);
        assert_eq!(
            faults.strike("listAccessRequestStatus", "regarding-identity=me"),
            Some(Kind::Html { status: 200 })
        );
    }

    #[test]
    fn a_fault_for_no_operation_is_refused() {
        let text = r#"{"operation":"createAccesRequest","kind":"empty_body"}"#;
        assert!(Faults::default().plant(planting(text)).is_err());
    }
}
