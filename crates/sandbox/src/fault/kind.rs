//! The kinds of planted faults. It knows no operation.

use axum::http::HeaderValue;
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
    /// A page of HTML instead of JSON, of a proxy that wants a sign-in; nothing is done.
    Html {
        /// Its status.
        #[serde(default = "fine")]
        status: u16,
    },
    /// A proxy's own words in plain text without a type; nothing is done.
    Text {
        /// Its status.
        #[serde(default = "bad_gateway")]
        status: u16,
    },
    /// A proxy sends the caller elsewhere; nothing is done.
    Redirect {
        /// Its status.
        #[serde(default = "moved")]
        status: u16,
        /// Where to: the sandbox's own sign-in page unless said otherwise; `null` for nowhere.
        #[serde(default = "sign_in_page")]
        location: Option<String>,
    },
    /// One call arrives several times, as where a connection broke and the browser sent it again: every copy is worked on, one
    /// after the other, and the last one answered.
    Repeat {
        /// How often it arrives.
        #[serde(default = "twice")]
        copies: u32,
        /// Milliseconds of real time between two copies.
        #[serde(default)]
        millis: u64,
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
    /// The work is done; its answer has other members than it should.
    Alter {
        /// The members, with their values; one that is `null` goes. What is no object takes the place of the whole row.
        change: Value,
        /// Of a list, the row that is altered, from 0; every row where it is absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        row: Option<usize>,
    },
    /// The work is done; the JSON is at least this big.
    Huge {
        /// Bytes.
        bytes: usize,
    },
}

/// Where the sandbox serves a sign-in page.
pub const SIGN_IN: &str = "/sandbox/sign-in";

fn fine() -> u16 {
    200
}

fn bad_gateway() -> u16 {
    502
}

fn moved() -> u16 {
    302
}

fn twice() -> u32 {
    2
}

#[expect(clippy::unnecessary_wraps, reason = "the default of a field that may be nothing")]
fn sign_in_page() -> Option<String> {
    Some(SIGN_IN.to_owned())
}

impl Kind {
    /// True if a proxy answers in place of the service: such an answer has no id of the service's.
    pub fn is_of_a_proxy(&self) -> bool {
        matches!(self, Kind::Html { .. } | Kind::Text { .. } | Kind::Redirect { .. })
    }

    /// Why it cannot be answered.
    pub(super) fn wrong(&self) -> Option<String> {
        match self {
            Kind::Status { status, .. } | Kind::Html { status } | Kind::Text { status }
                if !(200..600).contains(status) =>
            {
                Some(format!("{status} is no status"))
            }
            Kind::Redirect { status, .. } if !(300..400).contains(status) => {
                Some(format!("{status} is no redirect"))
            }
            Kind::Redirect { location: Some(place), .. } if HeaderValue::from_str(place).is_err() => {
                Some(format!("{place:?} is no location"))
            }
            Kind::Repeat { copies, .. } if !(2..=9).contains(copies) => {
                Some(format!("a call can arrive 2 to 9 times, not {copies}"))
            }
            _ => None,
        }
    }
}
