//! What the page's `tokenProvider` answered, and how long it is good for. Asks nobody.

use super::claims;
use js_sys::{Function, Reflect};
use request_center_models::moment::Moment;
use wasm_bindgen::{JsCast, JsValue};

/// A token is renewed this much before its end (milliseconds), a short-lived one at nine tenths of its life.
const LEEWAY: f64 = 30_000.0;

/// What a provider answered.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Reply {
    token: String,
    /// Milliseconds since 1970.
    expires_at: Option<f64>,
}

impl Reply {
    /// The token and when to renew it, by a clock that shows `now`.
    pub(super) fn held(self, now: f64) -> (String, Option<f64>) {
        let expires_at =
            self.expires_at.or_else(|| claims(&self.token)?.exp.map(|seconds| seconds * 1_000.0));
        (self.token, expires_at.and_then(|at| renew_at(at, now)))
    }
}

/// When to renew a token that ends then. One that seems to have ended on arrival says that the browser's clock is wrong:
/// asking again would not help, the service will say when it is over.
fn renew_at(expires_at: f64, now: f64) -> Option<f64> {
    let left = expires_at - now;
    (left > 0.0).then(|| expires_at - LEEWAY.min(left / 10.0))
}

/// A string, or `{ token, expiresAt? }` with a date, its text, or a number since 1970.
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

/// The time of a date. Known by what it can do: it may come from another window, or from a class put in the place of `Date`.
fn date_millis(value: &JsValue) -> Option<f64> {
    let get_time = Reflect::get(value, &JsValue::from_str("getTime")).ok()?;
    get_time.dyn_ref::<Function>()?.call0(value).ok()?.as_f64()
}

/// The reply, where the token is one that a header can carry. `await response.text()` often brings a line break along.
fn reply(text: &str, expires_at: Option<f64>) -> Option<Reply> {
    let token = text.trim();
    let sendable = !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_graphic());
    sendable.then(|| Reply { token: token.to_owned(), expires_at: expires_at.filter(|at| at.is_finite()) })
}

/// Numbers this small are seconds since 1970, as in a token's own `exp`.
fn number_as_millis(number: f64) -> f64 {
    if number < 100_000_000_000.0 { number * 1_000.0 } else { number }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_taken_without_the_line_break_around_it() {
        assert_eq!(
            reply(" abc.def.ghi\n", None),
            Some(Reply { token: "abc.def.ghi".to_owned(), expires_at: None })
        );
    }

    #[test]
    fn what_no_header_can_carry_is_no_token() {
        for text in ["", " \n", "a b", "a\nb", "tökén", "<html>\n<body>Sign in</body></html>"] {
            assert_eq!(reply(text, None), None, "{text}");
        }
    }

    #[test]
    fn an_end_may_be_given_in_seconds_or_milliseconds() {
        assert!((number_as_millis(1_800_000_000.0) - 1_800_000_000_000.0).abs() < 1.0);
        assert!((number_as_millis(1_800_000_000_000.0) - 1_800_000_000_000.0).abs() < 1.0);
    }

    #[test]
    fn a_token_is_renewed_shortly_before_its_end() {
        assert_eq!(renew_at(1_000_000.0, 0.0), Some(970_000.0));
        assert_eq!(renew_at(10_000.0, 0.0), Some(9_000.0), "a short one at nine tenths");
    }

    #[test]
    fn a_token_that_has_ended_on_arrival_is_used_until_it_is_refused() {
        assert_eq!(renew_at(1_000.0, 2_000.0), None);
    }

    #[test]
    fn the_end_given_goes_before_the_end_in_the_token() {
        // {"exp":2000}
        let token = "e30.eyJleHAiOjIwMDB9.x".to_owned();
        let held = |expires_at| Reply { token: token.clone(), expires_at }.held(0.0).1;
        assert_eq!(held(None), Some(1_970_000.0));
        assert_eq!(held(Some(1_000_000.0)), Some(970_000.0));
    }
}
