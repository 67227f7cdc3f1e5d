//! The error of a call, from its response or the lack of one. Has no words of its own: a kind has a code that the locales translate,
//! the sentences are the service's.

use super::transport::{ApiResponse, ExchangeError};
use request_center_models::json::object_from_json;
use request_center_models::operation::{Method, Operation};
use request_center_models::wire::error::{ErrorResponseDto, RateLimitDto, UnauthorizedDto};

/// The most characters of a sentence taken from a response, and the most sentences.
const SENTENCE_LENGTH: usize = 400;
const SENTENCES: usize = 5;

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident $code:literal $retryable:literal;)+) => {
        /// The kind of an error.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum ErrorKind {
            $($(#[$doc])* $kind,)+
        }

        impl ErrorKind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$kind),+];

            /// Its stable code; the message id is `error.` and this.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$kind => $code,)+ }
            }

            /// Returns whether a retry can succeed.
            #[must_use]
            pub fn retryable(self) -> bool {
                match self { $(Self::$kind => $retryable,)+ }
            }
        }
    };
}

kinds! {
    /// The token provider returned no token, or one that cannot be sent.
    NoToken "no_token" true;
    /// The new token is another person's; nothing was sent with it.
    OtherPerson "other_person" true;
    /// The browser could not store that the write leaves, so it was not sent: a reload could not look it up.
    NotRecorded "not_recorded" true;
    /// No response, or an incomplete one.
    Network "network" true;
    /// No response, and the browser reports that it is offline.
    Offline "offline" true;
    /// No response in time.
    Timeout "timeout" true;
    /// The call was aborted; not shown.
    Aborted "aborted" true;
    /// 401, also with a new token.
    Unauthorized "unauthorized" true;
    /// Something in front of the service responded, most likely a sign-in: HTML or a redirect.
    SignedOut "signed_out" true;
    /// 400 or 431 with HTML, to a request with a long token: a proxy may have refused its headers.
    TokenTooLong "token_too_long" false;
    /// 403.
    Forbidden "forbidden" false;
    /// 404.
    NotFound "not_found" false;
    /// 400 and other client errors.
    BadRequest "bad_request" false;
    /// 429, also after the wait it requested.
    RateLimited "rate_limited" true;
    /// 5xx.
    Server "server" true;
    /// A response that cannot be decoded: truncated JSON, HTML, another shape.
    Decode "decode" true;
}

/// The error of one call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiError {
    /// Its kind.
    pub kind: ErrorKind,
    /// The operation that failed; `None` where it failed before one.
    pub operation: Option<Operation>,
    /// The status of the response, if any.
    pub status: Option<u16>,
    /// The service's id of the request, for support.
    pub tracking_id: Option<String>,
    /// The service's messages, causes first; plain text.
    pub sentences: Vec<String>,
    /// The end of a pause the service requested (429), in milliseconds since 1970 by the browser's clock. `None` where the pause was waited for.
    pub retry_at: Option<u64>,
    /// True if the request was sent, so that the service may have executed it.
    pub sent: bool,
}

impl ApiError {
    /// An error before anything was sent.
    #[must_use]
    pub fn new(kind: ErrorKind) -> Self {
        Self {
            kind,
            operation: None,
            status: None,
            tracking_id: None,
            sentences: Vec::new(),
            retry_at: None,
            sent: false,
        }
    }

    /// The error with its operation.
    #[must_use]
    pub(super) fn of(self, operation: Operation) -> Self {
        Self { operation: Some(operation), ..self }
    }

    /// Returns whether a write may have been executed, so that it has to be looked up before a retry.
    #[must_use]
    pub fn outcome_unknown(&self) -> bool {
        let is_write = self.operation.is_some_and(|operation| operation.method() != Method::Get);
        let is_open = matches!(
            self.kind,
            ErrorKind::Network
                | ErrorKind::Offline
                | ErrorKind::Timeout
                | ErrorKind::Aborted
                | ErrorKind::Server
                | ErrorKind::Decode
                | ErrorKind::SignedOut
        );
        is_write && self.sent && is_open
    }

    /// The error of an exchange without a complete response.
    pub(super) fn from_exchange(
        operation: Operation,
        error: ExchangeError,
        status: Option<u16>,
        offline: bool,
    ) -> Self {
        let kind = match error {
            ExchangeError::Timeout => ErrorKind::Timeout,
            ExchangeError::Aborted => ErrorKind::Aborted,
            ExchangeError::Network if offline => ErrorKind::Offline,
            ExchangeError::Network => ErrorKind::Network,
        };
        Self { status, sent: true, ..Self::new(kind).of(operation) }
    }

    /// The error of a response that is not the service's 2xx.
    pub(super) fn from_response(operation: Operation, response: &ApiResponse) -> Self {
        let kind = match response.status {
            _ if response.is_sign_in() => ErrorKind::SignedOut,
            400 | 431 if response.has_long_token && response.is_html() => ErrorKind::TokenTooLong,
            401 => ErrorKind::Unauthorized,
            403 => ErrorKind::Forbidden,
            404 => ErrorKind::NotFound,
            408 => ErrorKind::Timeout,
            429 => ErrorKind::RateLimited,
            400..=499 => ErrorKind::BadRequest,
            500..=599 => ErrorKind::Server,
            _ => ErrorKind::Decode,
        };
        let (sentences, tracking_id) = read_body(kind, response);
        Self {
            status: Some(response.status),
            tracking_id: tracking_id.or_else(|| response.tracking_id.clone()),
            sentences,
            sent: true,
            ..Self::new(kind).of(operation)
        }
    }

    /// The error of a response that cannot be decoded.
    pub(super) fn unreadable(operation: Operation, status: u16, tracking_id: Option<String>) -> Self {
        Self { status: Some(status), tracking_id, sent: true, ..Self::new(ErrorKind::Decode).of(operation) }
    }
}

/// The sentences and the tracking id of an error body, in any of the four shapes. Without the service's header, only the shape that
/// no proxy has is believed.
fn read_body(kind: ErrorKind, response: &ApiResponse) -> (Vec<String>, Option<String>) {
    let (body, is_service) = (&*response.body, response.tracking_id.is_some());
    match kind {
        ErrorKind::Unauthorized | ErrorKind::RateLimited if !is_service => (Vec::new(), None),
        ErrorKind::Unauthorized => {
            let message = object_from_json::<UnauthorizedDto>(body).ok().and_then(|dto| dto.value.error);
            (sentences(message.iter().map(String::as_str)), None)
        }
        ErrorKind::RateLimited => {
            let message = object_from_json::<RateLimitDto>(body).ok().and_then(|dto| dto.value.message);
            (sentences(message.iter().map(String::as_str)), None)
        }
        _ => match object_from_json::<ErrorResponseDto>(body) {
            Ok(dto) => (sentences(dto.value.sentences().into_iter()), dto.value.tracking_id),
            // An unknown path is answered in plain text; HTML is not shown.
            Err(_) if is_service && !looks_like_markup_or_json(body) => {
                (sentences(std::iter::once(body)), None)
            }
            Err(_) => (Vec::new(), None),
        },
    }
}

fn looks_like_markup_or_json(body: &str) -> bool {
    matches!(body.trim_start().chars().next(), Some('<' | '{' | '[' | '\u{feff}'))
}

fn sentences<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for sentence in texts.map(str::trim).filter(|sentence| !sentence.is_empty()) {
        let mut short: String = sentence.chars().take(SENTENCE_LENGTH).collect();
        if short.len() < sentence.len() {
            short.push('…');
        }
        if kept.len() < SENTENCES && !kept.contains(&short) {
            kept.push(short);
        }
    }
    kept
}

#[cfg(test)]
mod tests;
