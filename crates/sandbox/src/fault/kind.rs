//! The kinds of planted faults. It knows no operation.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The kind of fault.
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
    /// The work waits this long; where the caller has left by then, nothing is done.
    SlowBefore {
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
        /// The change, in the shape of v3, nested as it is there.
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
