//! The answer of the token endpoint, and the claims of an access token that a client may read and must not trust: the
//! server decides. Both are OAuth's, so their names are in snake case, unlike every other body. Signs and verifies nothing.

use crate::id::IdentityId;
use crate::json::{DecodeError, FromJson, Members, deserialize_from_json};
use serde_json::Value;

/// Answer of `POST /oauth/token`.
///
/// ```
/// use request_center_models::wire::token::TokenAnswer;
/// let text = r#"{"access_token":"aa.bb.cc","token_type":"bearer","expires_in":749}"#;
/// let answer: TokenAnswer = serde_json::from_str(text).unwrap();
/// assert_eq!(answer.expires_in, Some(749));
/// ```
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
pub struct TokenAnswer {
    /// The token.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_token: Option<String>,
    /// `bearer`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token_type: Option<String>,
    /// Seconds until it ends, counted from the answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_in: Option<u64>,
    /// For another one without asking again; only after an authorization code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refresh_token: Option<String>,
    /// Whose token it is; absent where it belongs to no person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identity_id: Option<IdentityId>,
}

/// Claims of the token, the middle one of its three parts.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
pub struct Claims {
    /// Whose token it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identity_id: Option<IdentityId>,
    /// Account name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_name: Option<String>,
    /// Levels, `ORG_ADMIN` for example.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authorities: Option<Vec<String>>,
    /// Seconds since 1970 (UTC) at which it ends; a fraction is allowed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exp: Option<f64>,
}

impl FromJson for TokenAnswer {
    fn from_value(value: Value) -> Result<Self, DecodeError> {
        let mut members = Members::verbatim(value);
        let mut made = Self::default();
        members.take("access_token", &mut made.access_token);
        members.take("token_type", &mut made.token_type);
        members.take("expires_in", &mut made.expires_in);
        members.take("refresh_token", &mut made.refresh_token);
        members.take("identity_id", &mut made.identity_id);
        members.finish()?;
        Ok(made)
    }
}

impl FromJson for Claims {
    fn from_value(value: Value) -> Result<Self, DecodeError> {
        let mut members = Members::verbatim(value);
        let mut made = Self::default();
        members.take("identity_id", &mut made.identity_id);
        members.take("user_name", &mut made.user_name);
        members.take("authorities", &mut made.authorities);
        members.take("exp", &mut made.exp);
        members.finish()?;
        Ok(made)
    }
}

deserialize_from_json!(TokenAnswer, Claims);
