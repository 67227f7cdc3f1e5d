//! The answer of the token endpoint, and the claims of an access token that a client may read and must not trust: the
//! server decides. Both are OAuth's, so their names are in snake case, unlike every other body. Signs and verifies nothing.

use crate::id::IdentityId;
use crate::json::deserialize_from_json;
use crate::json_struct;

json_struct! {
    /// Answer of `POST /oauth/token`.
    ///
    /// ```
    /// use request_center_models::wire::token::TokenAnswer;
    /// let text = r#"{"access_token":"aa.bb.cc","token_type":"bearer","expires_in":749}"#;
    /// let answer: TokenAnswer = serde_json::from_str(text).unwrap();
    /// assert_eq!(answer.expires_in, Some(749));
    /// ```
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct TokenAnswer {
        /// The token.
        pub access_token: Option<String> = omitted,
        /// `bearer`.
        pub token_type: Option<String> = omitted,
        /// Seconds until it ends, counted from the answer.
        pub expires_in: Option<u64> = omitted,
        /// For another one without asking again; only after an authorization code.
        pub refresh_token: Option<String> = omitted,
        /// Whose token it is; absent where it belongs to no person.
        pub identity_id: Option<IdentityId> = omitted,
    }
}

json_struct! {
    /// Claims of the token, the middle one of its three parts.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Claims {
        /// Whose token it is.
        pub identity_id: Option<IdentityId> = omitted,
        /// Account name.
        pub user_name: Option<String> = omitted,
        /// Levels, `ORG_ADMIN` for example.
        pub authorities: Option<Vec<String>> = omitted,
        /// Seconds since 1970 (UTC) at which it ends; a fraction is allowed.
        pub exp: Option<f64> = omitted,
    }
}

deserialize_from_json!(TokenAnswer, Claims);
