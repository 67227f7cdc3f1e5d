//! The value returned by the page's `tokenProvider`: token and expiry. Calls nothing.

use super::claims;
use js_sys::{Function, Reflect};
use request_center_models::moment::Moment;
use wasm_bindgen::{JsCast, JsValue};

/// How long before its expiry a token is renewed, in milliseconds; a short-lived one is renewed at nine tenths of its lifetime.
const LEEWAY: f64 = 30_000.0;

/// The value a provider returned.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Reply {
    token: String,
    /// Milliseconds since 1970.
    expires_at: Option<f64>,
}

impl Reply {
    /// The token and when to renew it, in milliseconds of the clock that shows `now`.
    pub(super) fn with_renewal(self, now: f64) -> (String, Option<f64>) {
        let expires_at =
            self.expires_at.or_else(|| claims(&self.token)?.exp.map(|seconds| seconds * 1_000.0));
        (self.token, expires_at.and_then(|at| renew_at(at, now)))
    }
}

/// When to renew a token that expires then; `None` for a token that seems expired on arrival: the browser's clock is wrong, and the
/// token is used until the service rejects it.
fn renew_at(expires_at: f64, now: f64) -> Option<f64> {
    let left = expires_at - now;
    (left > 0.0).then(|| expires_at - LEEWAY.min(left / 10.0))
}

/// Reads a string, or `{ token, expiresAt? }` with a `Date`, its text, or a number since 1970.
pub(super) fn read(value: &JsValue) -> Option<Reply> {
    if let Some(text) = value.as_string() {
        return reply(&text, None);
    }
    let field = |name: &str| Reflect::get(value, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED);
    let expires = field("expiresAt");
    let expires_at = match (expires.as_string(), expires.as_f64()) {
        (Some(text), _) => Moment::from(text).unix_millis(),
        (None, Some(number)) => Some(number_as_millis(number)),
        _ => date_millis(&expires),
    };
    reply(&field("token").as_string()?, expires_at)
}

/// The time of a `Date`, by duck typing: its class may be another window's or replaced by the page.
fn date_millis(value: &JsValue) -> Option<f64> {
    let get_time = Reflect::get(value, &JsValue::from_str("getTime")).ok()?;
    get_time.dyn_ref::<Function>()?.call0(value).ok()?.as_f64()
}

/// The reply, if a header can carry the token. Surrounding white space, as from `await response.text()`, is trimmed.
fn reply(text: &str, expires_at: Option<f64>) -> Option<Reply> {
    let token = text.trim();
    let sendable = !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_graphic());
    sendable.then(|| Reply { token: token.to_owned(), expires_at: expires_at.filter(|at| at.is_finite()) })
}

/// Numbers this small are seconds since 1970, as in the claim `exp`.
fn number_as_millis(number: f64) -> f64 {
    if number < 100_000_000_000.0 { number * 1_000.0 } else { number }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_around_a_token_is_trimmed() {
        assert_eq!(
            reply(" abc.def.ghi\n", None),
            Some(Reply { token: "abc.def.ghi".to_owned(), expires_at: None })
        );
    }

    #[test]
    fn texts_a_header_cannot_carry_are_no_tokens() {
        for text in ["", " \n", "a b", "a\nb", "tökén", "<html>\n<body>Sign in</body></html>"] {
            assert_eq!(reply(text, None), None, "{text}");
        }
    }

    #[test]
    fn an_expiry_is_in_seconds_or_milliseconds() {
        assert!((number_as_millis(1_800_000_000.0) - 1_800_000_000_000.0).abs() < 1.0);
        assert!((number_as_millis(1_800_000_000_000.0) - 1_800_000_000_000.0).abs() < 1.0);
    }

    #[test]
    fn a_token_is_renewed_shortly_before_it_expires() {
        assert_eq!(renew_at(1_000_000.0, 0.0), Some(970_000.0));
        assert_eq!(renew_at(10_000.0, 0.0), Some(9_000.0), "a short one at nine tenths");
    }

    #[test]
    fn a_token_expired_on_arrival_is_used_until_it_is_rejected() {
        assert_eq!(renew_at(1_000.0, 2_000.0), None);
    }

    #[test]
    fn a_given_expiry_overrides_the_one_in_the_token() {
        // {"exp":2000}
        let token = "e30.eyJleHAiOjIwMDB9.x".to_owned();
        let renew_at = |expires_at| Reply { token: token.clone(), expires_at }.with_renewal(0.0).1;
        assert_eq!(renew_at(None), Some(1_970_000.0));
        assert_eq!(renew_at(Some(1_000_000.0)), Some(970_000.0));
    }
}
