//! The claims of a JWT, for display only: nothing is authorized by them. Pure.

use request_center_models::json::object_from_json;
use request_center_models::wire::token::Claims;

/// The claims of a JWT; `None` for any other token.
pub(in super::super) fn claims(token: &str) -> Option<Claims> {
    let mut parts = token.split('.');
    let (_, payload, _) = (parts.next()?, parts.next()?, parts.next()?);
    object_from_json(&String::from_utf8(base64url(payload)?).ok()?).ok().map(|claims| claims.value)
}

/// Decodes base64url, padded or not; `None` for other text.
fn base64url(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len());
    let (mut bits, mut count) = (0_u32, 0_u32);
    for byte in text.trim_end_matches('=').bytes() {
        let six = match byte {
            b'A'..=b'Z' => byte.wrapping_sub(b'A'),
            b'a'..=b'z' => byte.wrapping_sub(b'a' - 26),
            b'0'..=b'9' => byte.wrapping_add(52 - b'0'),
            b'-' | b'+' => 62,
            b'_' | b'/' => 63,
            _ => return None,
        };
        bits = (bits << 6) | u32::from(six);
        match count.checked_sub(2) {
            Some(rest) => {
                count = rest;
                bytes.push(u8::try_from(bits.checked_shr(rest)? & 0xFF).ok()?);
            }
            None => count = 6,
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use request_center_models::id::IdentityId;

    #[test]
    fn the_claims_of_a_jwt_are_decoded() {
        // {"identity_id":"i-1","user_name":"Zoë 😀","authorities":["ORG_ADMIN"],"exp":1800000000,"pod":"x"}
        let payload = "eyJpZGVudGl0eV9pZCI6ImktMSIsInVzZXJfbmFtZSI6Ilpvw6sg8J-YgCIsImF1dGhvcml0aWVzIjpbIk9SR19BRE1JTiJdLCJleHAiOjE4MDAwMDAwMDAsInBvZCI6IngifQ";
        let claims = claims(&format!("eyJhbGciOiJub25lIn0.{payload}.sig")).expect("claims");
        assert_eq!(claims.identity_id, Some(IdentityId::from("i-1")));
        assert_eq!(claims.user_name.as_deref(), Some("Zoë 😀"));
        assert_eq!(claims.authorities, Some(vec!["ORG_ADMIN".to_owned()]));
        assert_eq!(claims.exp, Some(1_800_000_000.0));
    }

    #[test]
    fn other_tokens_have_no_claims() {
        for token in ["", "opaque", "a.b", "a.!.c", "a.AAAA.c", "a.e3.c"] {
            assert_eq!(claims(token), None, "{token}");
        }
    }

    #[test]
    fn base64url_is_decoded_with_and_without_padding() {
        assert_eq!(base64url("_-8").as_deref(), Some(&[0xFF, 0xEF][..]));
        assert_eq!(base64url("/+8=").as_deref(), Some(&[0xFF, 0xEF][..]));
        assert_eq!(base64url("").as_deref(), Some(&[][..]));
    }
}
