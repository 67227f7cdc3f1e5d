//! What went wrong on the way: one type for every call, read from the answer or from its absence. Knows no words of its own:
//! the kind has a code the catalogues know, the sentences are the service's.

use super::transport::{Answer, Trouble};
use request_center_models::json::from_json;
use request_center_models::operation::{Method, Operation};
use request_center_models::wire::error::{ErrorResponseDto, RateLimitDto, UnauthorizedDto};

/// The longest sentence taken from an answer, in characters, and the most of them.
const SENTENCE_LENGTH: usize = 400;
const SENTENCES: usize = 5;

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident $code:literal $retryable:literal;)+) => {
        /// Kinds of trouble.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum ErrorKind {
            $($(#[$doc])* $kind,)+
        }

        impl ErrorKind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$kind),+];

            /// Its stable code; words are found under `error.` and this.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$kind => $code,)+ }
            }

            /// Whether the same call may well work when it is made again.
            #[must_use]
            pub fn retryable(self) -> bool {
                match self { $(Self::$kind => $retryable,)+ }
            }
        }
    };
}

kinds! {
    /// The page gave no token, or none that can be sent.
    NoToken "no_token" true;
    /// The page's new token is another person's; nothing was sent with it.
    OtherPerson "other_person" true;
    /// No answer, or an answer that broke off.
    Network "network" true;
    /// No answer, and the browser says it is offline.
    Offline "offline" true;
    /// No answer in time.
    Timeout "timeout" true;
    /// Nobody wanted the answer any more; shown to nobody.
    Aborted "aborted" true;
    /// 401, also with a fresh token.
    Unauthorized "unauthorized" true;
    /// 403.
    Forbidden "forbidden" false;
    /// 404.
    NotFound "not_found" false;
    /// 400 and what else blames the call.
    BadRequest "bad_request" false;
    /// 429, also after waiting.
    RateLimited "rate_limited" true;
    /// 5xx.
    Server "server" true;
    /// An answer that cannot be read: cut JSON, a page of HTML, another shape.
    Decode "decode" true;
}

/// What went wrong with one call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiError {
    /// What kind of trouble.
    pub kind: ErrorKind,
    /// The operation it went wrong with, `None` where it was no operation yet.
    pub operation: Option<Operation>,
    /// The status of the answer, where there was one.
    pub status: Option<u16>,
    /// What to tell support, where the service said.
    pub tracking_id: Option<String>,
    /// The service's own sentences, causes first; show as text.
    pub sentences: Vec<String>,
    /// How long the service asked to wait (429), in seconds.
    pub retry_after_seconds: Option<u32>,
    /// Whether the call left the browser, so that the service may have acted.
    pub sent: bool,
}

impl ApiError {
    /// Trouble before anything was sent.
    #[must_use]
    pub fn new(kind: ErrorKind) -> Self {
        Self {
            kind,
            operation: None,
            status: None,
            tracking_id: None,
            sentences: Vec::new(),
            retry_after_seconds: None,
            sent: false,
        }
    }

    /// The same with its operation named.
    #[must_use]
    pub(super) fn of(self, operation: Operation) -> Self {
        Self { operation: Some(operation), ..self }
    }

    /// Whether a write may have been executed all the same, so that it must be looked up before it is sent again.
    #[must_use]
    pub fn outcome_unknown(&self) -> bool {
        let write = self.operation.is_some_and(|operation| operation.method() != Method::Get);
        let open = matches!(
            self.kind,
            ErrorKind::Network
                | ErrorKind::Offline
                | ErrorKind::Timeout
                | ErrorKind::Aborted
                | ErrorKind::Server
                | ErrorKind::Decode
        );
        write && self.sent && open
    }

    /// No answer came, or it broke off.
    pub(super) fn from_trouble(
        operation: Operation,
        trouble: Trouble,
        status: Option<u16>,
        offline: bool,
    ) -> Self {
        let kind = match trouble {
            Trouble::Timeout => ErrorKind::Timeout,
            Trouble::Aborted => ErrorKind::Aborted,
            Trouble::Broken if offline => ErrorKind::Offline,
            Trouble::Broken => ErrorKind::Network,
        };
        Self { status, sent: true, ..Self::new(kind).of(operation) }
    }

    /// The service said no.
    pub(super) fn from_answer(operation: Operation, answer: &Answer, retry_after: Option<u32>) -> Self {
        let kind = match answer.status {
            401 => ErrorKind::Unauthorized,
            403 => ErrorKind::Forbidden,
            404 => ErrorKind::NotFound,
            408 => ErrorKind::Timeout,
            429 => ErrorKind::RateLimited,
            400..=499 => ErrorKind::BadRequest,
            500..=599 => ErrorKind::Server,
            _ => ErrorKind::Decode,
        };
        let (sentences, tracking_id) = read_body(kind, &answer.body);
        Self {
            status: Some(answer.status),
            tracking_id: tracking_id.or_else(|| answer.tracking_id.clone()),
            sentences,
            retry_after_seconds: if kind == ErrorKind::RateLimited { retry_after } else { None },
            sent: true,
            ..Self::new(kind).of(operation)
        }
    }

    /// The answer came whole and says nothing that can be read.
    pub(super) fn unreadable(operation: Operation, status: u16, tracking_id: Option<String>) -> Self {
        Self { status: Some(status), tracking_id, sent: true, ..Self::new(ErrorKind::Decode).of(operation) }
    }
}

/// The sentences and the tracking id of an error body, whichever of the four kinds it is.
fn read_body(kind: ErrorKind, body: &str) -> (Vec<String>, Option<String>) {
    match kind {
        ErrorKind::Unauthorized => {
            let told = from_json::<UnauthorizedDto>(body).ok().and_then(|dto| dto.error);
            (sentences(told.iter().map(String::as_str)), None)
        }
        ErrorKind::RateLimited => {
            let told = from_json::<RateLimitDto>(body).ok().and_then(|dto| dto.message);
            (sentences(told.iter().map(String::as_str)), None)
        }
        _ => match from_json::<ErrorResponseDto>(body) {
            Ok(dto) => (sentences(dto.sentences().into_iter()), dto.tracking_id),
            // A path the service does not have is answered in plain text; a page of HTML helps nobody.
            Err(_) if !looks_like_markup_or_json(body) => (sentences(std::iter::once(body)), None),
            Err(_) => (Vec::new(), None),
        },
    }
}

fn looks_like_markup_or_json(body: &str) -> bool {
    matches!(body.trim_start().chars().next(), Some('<' | '{' | '[' | '\u{feff}'))
}

fn sentences<'a>(told: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for sentence in told.map(str::trim).filter(|sentence| !sentence.is_empty()) {
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
