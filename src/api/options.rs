//! The client's options: the API's address and how long a call may take. Knows no call.

use request_center_models::operation::Family;

/// Timeout of a read, its body included, in milliseconds.
pub const READ_TIMEOUT: u32 = 30_000;
/// Timeout of a write, in milliseconds; longer, because after a write that timed out it is unknown whether it was executed.
pub const WRITE_TIMEOUT: u32 = 60_000;
/// Timeout of the page's `tokenProvider`, in milliseconds; it may have to ask the user to sign in.
pub const TOKEN_TIMEOUT: u32 = 120_000;

/// Address, API family and timeouts of a client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientOptions {
    /// `api-base` without a trailing slash.
    pub base: String,
    /// The preferred family; an operation it lacks uses that operation's fallback.
    pub family: Family,
    /// Timeout of a read, in milliseconds.
    pub read_timeout: u32,
    /// Timeout of a write, in milliseconds.
    pub write_timeout: u32,
    /// Timeout of the token provider, in milliseconds.
    pub token_timeout: u32,
}

impl Default for ClientOptions {
    fn default() -> Self {
        Self {
            base: String::new(),
            family: Family::V3,
            read_timeout: READ_TIMEOUT,
            write_timeout: WRITE_TIMEOUT,
            token_timeout: TOKEN_TIMEOUT,
        }
    }
}
