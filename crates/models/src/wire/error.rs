//! The four ways the service says no: this body for 400, 403, 404 and 500, one of its own each for 401 and 429,
//! and plain text for a path it does not have. Which of them it is, the status code says, and that is the client's business.

use super::reference::LocalizedMessage;
use super::wire_struct;

wire_struct! {
    /// Body of 400, 403, 404 and 500. The useful words are in `causes`; `messages` are general.
    ErrorResponseDto {
        /// Code with words, `400.1 Bad request content` for example.
        detail_code: String,
        /// The id to give to support.
        tracking_id: String,
        /// Words about this call; in answers of the service, but in no description.
        detail_message: String,
        /// General words.
        messages: Vec<LocalizedMessage>,
        /// The exact causes; may be empty.
        causes: Vec<LocalizedMessage>,
    }
}

impl ErrorResponseDto {
    /// The most useful sentences: those of `causes`, else `detailMessage`, else those of `messages`; blank ones are left out.
    ///
    /// ```
    /// use request_center_models::wire::error::ErrorResponseDto;
    /// let text = r#"{"messages":[{"text":"Bad request"}],"causes":[{"text":" "},{"text":"No such item"}]}"#;
    /// let error: ErrorResponseDto = serde_json::from_str(text).unwrap();
    /// assert_eq!(error.sentences(), ["No such item"]);
    /// ```
    #[must_use]
    pub fn sentences(&self) -> Vec<&str> {
        let causes = words(self.causes.as_deref());
        if !causes.is_empty() {
            return causes;
        }
        match self.detail_message.as_deref().filter(|text| !text.trim().is_empty()) {
            Some(detail) => vec![detail],
            None => words(self.messages.as_deref()),
        }
    }
}

fn words(messages: Option<&[LocalizedMessage]>) -> Vec<&str> {
    let texts = messages.unwrap_or_default().iter().filter_map(|m| m.text.as_deref());
    texts.filter(|text| !text.trim().is_empty()).collect()
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
