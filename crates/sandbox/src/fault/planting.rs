//! A fault as it is planted: which calls it strikes, how often, and what happens to them. `/sandbox/faults` reads it from
//! JSON, a test in the same process makes it of these types, so that no name in it can be wrong.

use request_center_models::operation::Operation;
use serde::{Deserialize, Serialize};

use super::kind::Kind;

/// A fault, and whose calls it strikes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Planting {
    /// Whose calls it strikes.
    pub operation: Target,
    /// The fault.
    #[serde(flatten)]
    pub fault: Fault,
}

/// The fault, and how many calls it strikes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Fault {
    /// How many calls it strikes.
    #[serde(default = "once")]
    pub times: u32,
    /// How many calls it lets pass first.
    #[serde(default)]
    pub after: u32,
    /// Strikes only calls whose query string, decoded, contains this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub query: Option<String>,
    /// The kind of fault.
    #[serde(flatten)]
    pub kind: Kind,
}

fn once() -> u32 {
    1
}

impl From<Kind> for Fault {
    /// Strikes the next call alone, whatever its query.
    fn from(kind: Kind) -> Fault {
        Fault { times: once(), after: 0, query: None, kind }
    }
}

impl Fault {
    /// The next call is answered with this status.
    pub fn status(status: u16) -> Fault {
        Kind::Status { status, retry_after: None }.into()
    }

    /// The next call is one too many (429); with the seconds of `Retry-After`, if any.
    pub fn rate_limited(retry_after: Option<u64>) -> Fault {
        Kind::Status { status: 429, retry_after }.into()
    }

    /// The next call is carried out and answered that many milliseconds later.
    pub fn slow(millis: u64) -> Fault {
        Kind::Slow { millis }.into()
    }

    /// The same for that many calls.
    #[must_use]
    pub fn times(self, times: u32) -> Fault {
        Fault { times, ..self }
    }

    /// The same after that many calls have passed.
    #[must_use]
    pub fn after(self, after: u32) -> Fault {
        Fault { after, ..self }
    }

    /// The same for calls alone whose query string, decoded, contains this.
    #[must_use]
    pub fn matching(self, query: &str) -> Fault {
        Fault { query: Some(query.to_owned()), ..self }
    }

    /// The fault as one that strikes these calls.
    pub fn of(self, operation: impl Into<Target>) -> Planting {
        Planting { operation: operation.into(), fault: self }
    }
}

/// Whose calls a fault strikes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "&'static str")]
pub enum Target {
    /// Those of that operation, under its name in the descriptions.
    Operation(Operation),
    /// Those of the token endpoint, `token`.
    Token,
    /// Those of every operation, `*`; not those of the token endpoint.
    Every,
}

impl Target {
    /// True if calls of `called` are among them.
    pub fn names(self, called: Target) -> bool {
        self == called || self == Target::Every && called != Target::Token
    }
}

impl From<Operation> for Target {
    fn from(operation: Operation) -> Target {
        Target::Operation(operation)
    }
}

impl From<Target> for &'static str {
    fn from(target: Target) -> &'static str {
        match target {
            Target::Operation(operation) => operation.name(),
            Target::Token => "token",
            Target::Every => "*",
        }
    }
}

impl TryFrom<String> for Target {
    type Error = String;

    fn try_from(name: String) -> Result<Target, String> {
        match name.as_str() {
            "token" => Ok(Target::Token),
            "*" => Ok(Target::Every),
            _ => Operation::ALL
                .iter()
                .find(|operation| operation.name() == name)
                .map(|operation| Target::Operation(*operation))
                .ok_or_else(|| format!("there is no operation \"{name}\"")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    #[test]
    fn a_fault_is_read_as_it_is_told() {
        for told in [
            json!({"operation": "createAccessRequest", "times": 1, "after": 1, "kind": "status", "status": 500}),
            json!({"operation": "token", "times": 3, "after": 0, "kind": "slow", "millis": 5}),
            json!({"operation": "*", "times": 1, "after": 0, "query": "me", "kind": "html", "status": 200}),
        ] {
            let planting: Planting = serde_json::from_value(told.clone()).unwrap();
            assert_eq!(serde_json::to_value(planting).unwrap(), told);
        }
    }

    #[test]
    fn absent_fields_strike_the_next_call() {
        let told =
            json!({"operation": "cancelAccessRequest", "kind": "status", "status": 429, "retryAfter": 2});
        let planting: Planting = serde_json::from_value(told).unwrap();
        assert_eq!(planting, Fault::rate_limited(Some(2)).of(Operation::CancelAccessRequest));
    }

    #[test]
    fn a_fault_for_no_operation_is_refused() {
        let told: Value = json!({"operation": "createAccesRequest", "kind": "empty_body"});
        let refused = serde_json::from_value::<Planting>(told).unwrap_err();
        assert_eq!(refused.to_string(), "there is no operation \"createAccesRequest\"");
    }
}
