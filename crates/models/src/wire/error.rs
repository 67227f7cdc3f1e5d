//! The four ways the service says no: this body for 400, 403, 404 and 500, one of its own each for 401 and 429,
//! and plain text for a path it does not have.

use super::reference::LocalizedMessage;
use super::wire_struct;

wire_struct! {
    /// Body of 400, 403, 404 and 500. The useful words are in `causes`; `messages` are general.
    ErrorResponseDto {
        /// Code with words, `400.1 Bad request content` for example.
        detail_code: String,
        /// What to tell support.
        tracking_id: String,
        /// General words.
        messages: Vec<LocalizedMessage>,
        /// What exactly is wrong; may be empty.
        causes: Vec<LocalizedMessage>,
    }
}

impl ErrorResponseDto {
    /// The most useful sentences: those of `causes`, else those of `messages`.
    #[must_use]
    pub fn sentences(&self) -> Vec<&str> {
        let causes: Vec<&str> = self.causes.iter().flatten().filter_map(|m| m.text.as_deref()).collect();
        if causes.is_empty() {
            self.messages.iter().flatten().filter_map(|m| m.text.as_deref()).collect()
        } else {
            causes
        }
    }
}

wire_struct! {
    /// Body of 401.
    UnauthorizedDto {
        /// Why the token was refused.
        error: String,
    }
}

wire_struct! {
    /// Body of 429; the waiting time is in the header `Retry-After`, in seconds.
    RateLimitDto {
        /// `Rate Limit Exceeded`.
        message: String,
    }
}
