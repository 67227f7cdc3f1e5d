//! A call that may go on: its token is known here, its client has calls left, and what it sent is at hand. It knows no operation's
//! rules and no answer.

use std::time::Instant;

use axum::body::{Bytes, to_bytes};
use axum::extract::{FromRequest, Request};
use axum::http::header;
use request_center_models::operation::{Family, Operation};
use serde::de::DeserializeOwned;

use crate::clock;
use crate::collection::Parameters;
use crate::error::Error;
use crate::options::Settings;
use crate::sandbox::Sandbox;
use crate::token::{self, Caller};

/// The biggest body that is read: a grant of 60 items for 300 people in the nested shape fits, with a sentence for each.
pub(super) const BIGGEST_BODY: usize = 32 * 1024 * 1024;

/// The operation and family called.
#[derive(Clone, Debug)]
pub(super) struct Called {
    /// The operation.
    pub(super) operation: Operation,
    /// The family it is called in.
    pub(super) family: Family,
    /// The ids in the path.
    pub(super) ids: Vec<String>,
}

/// A call that may go on.
pub(super) struct Call {
    /// The family it came by.
    pub(super) family: Family,
    /// Who calls.
    pub(super) caller: Caller,
    /// The settings when it came.
    pub(super) settings: Settings,
    /// Its query string.
    pub(super) parameters: Parameters,
    ids: Vec<String>,
    body: Bytes,
}

impl Call {
    /// The ids in the path, up to two of them.
    pub(super) fn ids(&self) -> [&str; 2] {
        [0, 1].map(|at| self.ids.get(at).map_or("", String::as_str))
    }

    /// True if nothing was sent along.
    pub(super) fn is_silent(&self) -> bool {
        self.body.trim_ascii().is_empty()
    }

    /// The body, in the operation's shape.
    pub(super) fn body<T: DeserializeOwned>(&self) -> Result<T, Error> {
        let wrong = |what: &dyn std::fmt::Display| {
            Error::Body(format!("The body is not what this operation takes: {what}"))
        };
        // serde would take an array for a struct.
        if self.body.trim_ascii_start().first() != Some(&b'{') {
            return Err(wrong(&"a JSON object is expected"));
        }
        serde_json::from_slice(&self.body).map_err(|error| wrong(&error))
    }
}

impl FromRequest<Sandbox> for Call {
    type Rejection = Error;

    async fn from_request(request: Request, sandbox: &Sandbox) -> Result<Call, Error> {
        let (mut parts, body) = request.into_parts();
        let Some(Called { operation, family, ids }) = parts.extensions.remove() else {
            return Err(Error::WrongPath(parts.uri.to_string()));
        };
        let authorization = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let authorization = authorization.map(str::to_owned);
        let real_now = clock::real_now();
        let caller =
            sandbox.store().run(move |tx| token::caller(tx, authorization.as_deref(), real_now)).await?;
        let settings = sandbox.settings();
        sandbox
            .rate()
            .take(&caller.client_id, family, settings.limit(), Instant::now())
            .map_err(|seconds| Error::RateLimited(Some(seconds)))?;
        if operation.is_experimental_in(family)
            && parts.headers.get("x-sailpoint-experimental").is_none_or(|value| value != "true")
        {
            return Err(Error::Query(
                "Experimental Header 'X-SailPoint-Experimental' is missing or invalid".to_owned(),
            ));
        }
        let body = to_bytes(body, BIGGEST_BODY).await.map_err(|error| Error::Body(error.to_string()))?;
        let parameters = Parameters::parse(parts.uri.query().unwrap_or_default());
        Ok(Call { family, caller, settings, parameters, ids, body })
    }
}
