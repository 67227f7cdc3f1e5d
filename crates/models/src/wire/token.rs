//! Claims of an access token that a client may read, and must not trust: the server decides.

use super::wire_struct;
use crate::id::IdentityId;

wire_struct! {
    /// Answer of `POST /oauth/token`.
    TokenAnswer {
        /// The token.
        access_token: String,
        /// `bearer`.
        token_type: String,
        /// Seconds until it ends.
        expires_in: u64,
        /// For another one without asking again.
        refresh_token: String,
        /// Whose token it is.
        identity_id: IdentityId,
    }
}

/// Claims of the token. Names are the token's own (snake case).
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
    /// Seconds since 1970 at which it ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exp: Option<f64>,
}
