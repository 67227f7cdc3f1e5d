//! The answer of the token endpoint, and the claims of an access token that a client may read and must not trust: the
//! server decides. Both are OAuth's, so their names are in snake case, unlike every other body. Signs and verifies nothing.

use crate::id::IdentityId;

/// Answer of `POST /oauth/token`.
///
/// ```
/// use request_center_models::wire::token::TokenAnswer;
/// let text = r#"{"access_token":"aa.bb.cc","token_type":"bearer","expires_in":749}"#;
/// let answer: TokenAnswer = serde_json::from_str(text).unwrap();
/// assert_eq!(answer.expires_in, Some(749));
/// ```
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct TokenAnswer {
    /// The token.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub access_token: Option<String>,
    /// `bearer`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token_type: Option<String>,
    /// Seconds until it ends, counted from the answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_in: Option<u64>,
    /// For another one without asking again; only after an authorization code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refresh_token: Option<String>,
    /// Whose token it is; absent where it belongs to no person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity_id: Option<IdentityId>,
}

/// Claims of the token, the middle one of its three parts.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Claims {
    /// Whose token it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity_id: Option<IdentityId>,
    /// Account name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_name: Option<String>,
    /// Levels, `ORG_ADMIN` for example.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authorities: Option<Vec<String>>,
    /// Seconds since 1970 (UTC) at which it ends; a fraction is allowed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exp: Option<f64>,
}
