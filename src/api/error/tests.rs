//! Tests of errors from responses.

use super::*;

const CREATE: Operation = Operation::CreateAccessRequest;
const STATUS: Operation = Operation::ListAccessRequestStatus;

fn response(status: u16, body: &str) -> ApiResponse {
    ApiResponse { status, body: body.to_owned(), ..ApiResponse::default() }
}

fn error(status: u16, body: &str) -> ApiError {
    ApiError::from_response(CREATE, &response(status, body))
}

const BAD: &str = r#"{"detailCode":"400.1 Bad request content","trackingId":"t-1",
    "messages":[{"locale":"en-US","text":"The request was syntactically correct but its content is semantically invalid."}],
    "causes":[{"locale":"en-US","text":"At least one item must be requested"},{"text":"removeDate must be in the future"}]}"#;

#[test]
fn each_status_has_its_kind() {
    for (status, kind) in [
        (400, ErrorKind::BadRequest),
        (401, ErrorKind::Unauthorized),
        (403, ErrorKind::Forbidden),
        (404, ErrorKind::NotFound),
        (405, ErrorKind::BadRequest),
        (408, ErrorKind::Timeout),
        (429, ErrorKind::RateLimited),
        (500, ErrorKind::Server),
        (503, ErrorKind::Server),
        (302, ErrorKind::SignedOut),
    ] {
        assert_eq!(error(status, "").kind, kind, "{status}");
    }
}

#[test]
fn the_causes_are_the_sentences_and_the_tracking_id_is_kept() {
    let error = error(400, BAD);
    assert_eq!(error.sentences, ["At least one item must be requested", "removeDate must be in the future"]);
    assert_eq!(error.tracking_id.as_deref(), Some("t-1"));
    assert_eq!((error.status, error.operation), (Some(400), Some(CREATE)));
}

#[test]
fn without_causes_the_messages_are_the_sentences() {
    let error = error(404, r#"{"detailCode":"404 Not found","messages":[{"text":"Not there"}],"causes":[]}"#);
    assert_eq!(error.sentences, ["Not there"]);
}

#[test]
fn the_tracking_id_falls_back_to_the_header() {
    let response = of_service(500, "");
    assert_eq!(ApiError::from_response(CREATE, &response).tracking_id.as_deref(), Some("header"));
}

/// The service's own response: it has the header with the tracking id.
fn of_service(status: u16, body: &str) -> ApiResponse {
    ApiResponse { tracking_id: Some("header".to_owned()), ..response(status, body) }
}

#[test]
fn the_bodies_of_401_and_429_are_decoded() {
    let expired = of_service(401, r#"{"error":"JWT validation failed: JWT is expired"}"#);
    assert_eq!(
        ApiError::from_response(STATUS, &expired).sentences,
        ["JWT validation failed: JWT is expired"]
    );
    let busy = of_service(429, r#"{"message":" Rate Limit Exceeded "}"#);
    let limited = ApiError::from_response(STATUS, &busy);
    assert_eq!(limited.sentences, ["Rate Limit Exceeded"]);
}

#[test]
fn plain_text_is_kept_and_html_is_not() {
    let plain = of_service(404, "RESTEASY003210: Could not find resource");
    assert_eq!(
        ApiError::from_response(CREATE, &plain).sentences,
        ["RESTEASY003210: Could not find resource"]
    );
    assert!(error(502, "\n <html><body>Bad gateway</body></html>").sentences.is_empty());
    assert!(error(400, "{\"causes\":[{\"te").sentences.is_empty());
}

#[test]
fn a_proxys_own_messages_are_not_the_services() {
    for (status, body) in [
        (502, "upstream connect error"),
        (401, r#"{"error":"login_required"}"#),
        (429, r#"{"message":"API rate limit exceeded"}"#),
    ] {
        assert_eq!(error(status, body).sentences, [""; 0], "{body}");
    }
}

#[test]
fn one_odd_field_does_not_cost_an_errors_sentences() {
    let error = error(400, r#"{"trackingId":4711,"causes":[{"text":"No such item"}]}"#);
    assert_eq!(error.sentences, ["No such item"]);
}

#[test]
fn html_and_redirects_in_place_of_a_response_are_a_sign_in() {
    for status in [200, 401, 403, 405] {
        assert_eq!(error(status, " <!doctype html>").kind, ErrorKind::SignedOut, "{status}");
        let typed = ApiResponse { content_type: Some("text/html".to_owned()), ..response(status, "Sign in") };
        assert_eq!(ApiError::from_response(CREATE, &typed).kind, ErrorKind::SignedOut, "{status}");
    }
    let moved = ApiResponse { has_moved: true, ..response(200, "{}") };
    assert_eq!(ApiError::from_response(CREATE, &moved).kind, ErrorKind::SignedOut);
    for (status, kind) in [(404, ErrorKind::NotFound), (502, ErrorKind::Server)] {
        assert_eq!(error(status, "<html>").kind, kind, "{status}");
    }
}

#[test]
fn a_long_token_is_named_where_a_proxy_refuses_the_headers() {
    for status in [400, 431] {
        let refused = ApiResponse { has_long_token: true, ..response(status, "<html>Header Too Large") };
        assert_eq!(ApiError::from_response(CREATE, &refused).kind, ErrorKind::TokenTooLong);
        let short = ApiResponse { has_long_token: false, ..refused };
        assert_eq!(ApiError::from_response(CREATE, &short).kind, ErrorKind::BadRequest);
    }
}

#[test]
fn long_errors_are_truncated_and_duplicates_dropped() {
    let error = ApiError::from_response(CREATE, &of_service(500, &"x".repeat(2_000_000)));
    assert_eq!(error.sentences.iter().map(|s| s.chars().count()).collect::<Vec<_>>(), [SENTENCE_LENGTH + 1]);
    let many: Vec<&str> = "a b c d e f g a b".split(' ').collect();
    assert_eq!(sentences(many.into_iter()), ["a", "b", "c", "d", "e"]);
}

#[test]
fn a_write_without_a_clear_response_has_an_unknown_outcome() {
    assert!(error(302, "").outcome_unknown());
    for error in [ExchangeError::Timeout, ExchangeError::Network] {
        assert!(ApiError::from_exchange(CREATE, error, None, false).outcome_unknown());
    }
    assert!(ApiError::from_exchange(CREATE, ExchangeError::Network, None, true).outcome_unknown());
    assert!(error(500, "").outcome_unknown());
    assert!(error(504, "<html>").outcome_unknown());
    assert!(ApiError::unreadable(CREATE, 200, None).outcome_unknown());
}

#[test]
fn a_write_that_was_refused_or_not_sent_has_a_known_outcome() {
    for status in [400, 401, 403, 404, 405, 429] {
        assert!(!error(status, "").outcome_unknown(), "{status}");
    }
    assert!(!ApiError::new(ErrorKind::NoToken).of(CREATE).outcome_unknown());
    assert!(!ApiError::new(ErrorKind::Offline).of(CREATE).outcome_unknown());
}

#[test]
fn a_read_never_has_an_unknown_outcome() {
    assert!(!ApiError::from_exchange(STATUS, ExchangeError::Network, None, false).outcome_unknown());
}

#[test]
fn codes_are_distinct() {
    let mut codes: Vec<&str> = ErrorKind::ALL.iter().map(|kind| kind.code()).collect();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), ErrorKind::ALL.len());
}
