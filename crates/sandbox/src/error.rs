//! Every way a call can fail, with the status and body family it answers. Details of storage are logged, never sent.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use request_center_models::rule::Violations;
use serde_json::{Value, json};

/// Why a call was not answered with what it asked for.
#[derive(Debug, Clone)]
pub enum Error {
    /// 400: the body is not JSON, or not of the operation's shape.
    Body(String),
    /// 400: a query parameter, filter or sorter this operation does not support; the text says which.
    Query(String),
    /// 400: rules of the API are broken: each with its stable code and an English sentence.
    Rules(Vec<(String, String)>),
    /// 401: no token came along.
    NoToken,
    /// 401: the token was never issued here.
    WrongToken,
    /// 401: the token's time is over.
    ExpiredToken,
    /// 403: the caller may not do this.
    Forbidden(String),
    /// 404: the thing named does not exist, or is past the point where this can be done.
    NotFound(String),
    /// 404 in plain text: no operation has this path in this family.
    WrongPath(String),
    /// 405 in plain text: the path exists for other methods.
    WrongMethod(String),
    /// 429: too many calls; seconds until the next one is allowed, if known.
    RateLimited(Option<u64>),
    /// 500: the database refused.
    Storage(String),
    /// Any status, planted by `/sandbox/faults`.
    Planted(u16, Option<u64>),
    /// 400 and 401 of the token endpoint, in the words of OAuth: `error` and `error_description`.
    Oauth(u16, &'static str, String),
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        Error::Storage(error.to_string())
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Error::Storage(format!("stored JSON: {error}"))
    }
}

impl Error {
    /// One broken rule.
    pub fn rule(code: &str, sentence: impl Into<String>) -> Self {
        Error::Rules(vec![(code.to_owned(), sentence.into())])
    }

    /// Broken rules of the models, as the service words them.
    pub fn violations(violations: &Violations) -> Self {
        let broken = violations.iter().map(|one| (one.rule.code().to_owned(), one.rule.to_string()));
        Error::Rules(broken.collect())
    }

    /// The HTTP status this error answers.
    pub fn status(&self) -> StatusCode {
        match self {
            Error::Body(_) | Error::Query(_) | Error::Rules(_) => StatusCode::BAD_REQUEST,
            Error::NoToken | Error::WrongToken | Error::ExpiredToken => StatusCode::UNAUTHORIZED,
            Error::Forbidden(_) => StatusCode::FORBIDDEN,
            Error::NotFound(_) | Error::WrongPath(_) => StatusCode::NOT_FOUND,
            Error::WrongMethod(_) => StatusCode::METHOD_NOT_ALLOWED,
            Error::RateLimited(_) => StatusCode::TOO_MANY_REQUESTS,
            Error::Storage(_) => StatusCode::INTERNAL_SERVER_ERROR,
            Error::Planted(status, _) | Error::Oauth(status, _, _) => {
                StatusCode::from_u16(*status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
            }
        }
    }

    /// The whole answer, carrying the id under which a real service would find it in its logs.
    pub fn answer(&self, tracking: &str) -> Response {
        let status = self.status();
        let mut response = match self {
            Error::NoToken => unauthorized("JWT validation failed: JWT is missing"),
            Error::WrongToken => unauthorized("JWT validation failed: JWT is not valid"),
            Error::ExpiredToken | Error::Planted(401, _) => {
                unauthorized("JWT validation failed: JWT is expired")
            }
            Error::RateLimited(_) | Error::Planted(429, _) => {
                body(&json!({"message": " Rate Limit Exceeded "}))
            }
            Error::WrongPath(path) => {
                plain(format!("RESTEASY003210: Could not find resource for full path: {path}"))
            }
            Error::WrongMethod(method) => plain(format!(
                "RESTEASY003650: No resource method found for {method}, return 405 with Allow header"
            )),
            Error::Oauth(_, code, sentence) => body(&json!({"error": code, "error_description": sentence})),
            Error::Body(_)
            | Error::Query(_)
            | Error::Rules(_)
            | Error::Forbidden(_)
            | Error::NotFound(_)
            | Error::Storage(_)
            | Error::Planted(..) => body(&error_response(status, tracking, &self.causes())),
        };
        if let Error::Storage(detail) = self {
            eprintln!("{tracking}: {detail}");
        }
        *response.status_mut() = status;
        let headers = response.headers_mut();
        if let Error::RateLimited(Some(seconds)) | Error::Planted(_, Some(seconds)) = self {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(*seconds));
        }
        if let Error::Rules(broken) = self {
            let codes: Vec<&str> = broken.iter().map(|(code, _)| code.as_str()).collect();
            if let Ok(value) = HeaderValue::from_str(&codes.join(",")) {
                headers.insert("x-sandbox-rules", value);
            }
        }
        response
    }

    fn causes(&self) -> Vec<String> {
        match self {
            Error::Body(text) | Error::Query(text) | Error::Forbidden(text) | Error::NotFound(text) => {
                vec![text.clone()]
            }
            Error::Rules(broken) => broken.iter().map(|(_, sentence)| sentence.clone()).collect(),
            _ => Vec::new(),
        }
    }
}

/// Handlers fail by value; the outermost layer turns the value into the answer, once it knows the tracking id.
impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

fn body(value: &Value) -> Response {
    axum::Json(value).into_response()
}

fn plain(text: String) -> Response {
    ([(header::CONTENT_TYPE, "text/plain;charset=UTF-8")], text).into_response()
}

fn unauthorized(text: &str) -> Response {
    body(&json!({ "error": text }))
}

fn message(text: &str) -> Value {
    json!({"locale": "en-US", "localeOrigin": "DEFAULT", "text": text})
}

/// `ErrorResponseDto`: `messages` stay general, the helpful text is in `causes`.
fn error_response(status: StatusCode, tracking: &str, causes: &[String]) -> Value {
    let (code, general) = match status.as_u16() {
        400 => (
            "400.1 Bad request content",
            "The request was syntactically correct but its content is semantically invalid.",
        ),
        403 => ("403 Forbidden", "The server understood the request but refuses to authorize it."),
        404 => ("404 Not found", "The server did not find a current representation for the target resource."),
        500 => ("500.0 Internal Fault", "An internal fault occurred."),
        _ => ("", status.canonical_reason().unwrap_or("Something went wrong.")),
    };
    let code = if code.is_empty() { format!("{} {general}", status.as_u16()) } else { code.to_owned() };
    json!({
        "detailCode": code,
        "trackingId": tracking,
        "messages": [message(general)],
        "causes": causes.iter().map(|cause| message(cause)).collect::<Vec<_>>(),
    })
}
