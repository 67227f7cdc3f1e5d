//! `/oauth/token` and what a token says. Tokens look like JWTs, whose claims a client may read; nothing is signed: the
//! third part is random and the whole is looked up. Expiry is real time. It knows no operation.

use axum::body::Bytes;
use axum::extract::{FromRequest, Multipart};
use axum::http::{Request, header};
use rusqlite::{OptionalExtension, Transaction, params};
use serde_json::{Value, json};

use crate::clock::{self, Millis};
use crate::error::Error;
use crate::identifier;
use crate::person::Person;

/// The client id of an API client without a user.
pub const API_CLIENT: &str = "api";

/// Who calls: the owner of a valid token.
#[derive(Clone, Debug)]
pub struct Caller {
    /// The client the token was issued to; calls are counted by it.
    pub client_id: String,
    /// The person the token acts for; none for an API client.
    pub person: Option<Person>,
}

impl Caller {
    /// True if the caller is an administrator.
    pub fn is_admin(&self) -> bool {
        self.person.as_ref().is_some_and(Person::is_admin)
    }

    /// The person, or the 403 an API client gets.
    pub fn person(&self) -> Result<&Person, Error> {
        self.person.as_ref().ok_or_else(|| {
            Error::Forbidden("A token without a user (API authority) cannot be used here".to_owned())
        })
    }
}

/// The parameters of a token call, from query, form or multipart.
#[derive(Clone, Debug, Default)]
pub struct Grant {
    fields: Vec<(String, String)>,
}

impl Grant {
    /// Collects the parameters of the query string and of the body in whichever encoding it has.
    pub async fn read(query: &str, content_type: &str, body: Bytes) -> Result<Grant, Error> {
        let mut fields: Vec<(String, String)> =
            form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        if content_type.starts_with("multipart/form-data") {
            fields.extend(multipart(content_type, body).await?);
        } else {
            fields.extend(form_urlencoded::parse(&body).into_owned());
        }
        Ok(Grant { fields })
    }

    fn get(&self, name: &str) -> Option<&str> {
        let mut found = self.fields.iter().filter(|(given, value)| given == name && !value.is_empty());
        found.next().map(|(_, value)| value.as_str())
    }
}

async fn multipart(content_type: &str, body: Bytes) -> Result<Vec<(String, String)>, Error> {
    let wrong = |what: String| Error::Oauth(400, "invalid_request", what);
    let request = Request::builder()
        .header(header::CONTENT_TYPE, content_type)
        .body(axum::body::Body::from(body))
        .map_err(|error| wrong(error.to_string()))?;
    let mut parts = Multipart::from_request(request, &()).await.map_err(|error| wrong(error.to_string()))?;
    let mut fields = Vec::new();
    while let Some(part) = parts.next_field().await.map_err(|error| wrong(error.to_string()))? {
        let name = part.name().unwrap_or_default().to_owned();
        fields.push((name, part.text().await.map_err(|error| wrong(error.to_string()))?));
    }
    Ok(fields)
}

/// Issues a token that lives `seconds`.
pub fn issue(tx: &Transaction<'_>, grant: &Grant, seconds: u64) -> Result<Value, Error> {
    let refused = |code, what: &str| {
        Error::Oauth(if code == "invalid_client" { 401 } else { 400 }, code, what.to_owned())
    };
    let (client_id, person) = match grant.get("grant_type") {
        Some("client_credentials") => {
            let Some(client_id) = grant.get("client_id") else {
                return Err(refused("invalid_request", "client_id is missing"));
            };
            if grant.get("client_secret").is_none() {
                return Err(refused("invalid_client", "client_secret is missing (any will do)"));
            }
            let person = Person::of_client(tx, client_id)?;
            if person.is_none() && client_id != API_CLIENT {
                return Err(refused("invalid_client", "no persona, alias or identity has this client_id"));
            }
            (client_id.to_owned(), person)
        }
        Some("refresh_token") => {
            let Some(refresh) = grant.get("refresh_token") else {
                return Err(refused("invalid_request", "refresh_token is missing"));
            };
            let found: Option<(String, Option<String>)> = tx
                .query_row("SELECT client_id, person_id FROM token WHERE refresh = ?1", [refresh], |row| {
                    Ok((row.get(0)?, row.get(1)?))
                })
                .optional()?;
            let Some((client_id, person_id)) = found else {
                return Err(refused("invalid_grant", "this refresh_token is not known, or was used before"));
            };
            tx.execute("DELETE FROM token WHERE refresh = ?1", [refresh])?;
            let person = person_id.map(|id| Person::find(tx, &id)).transpose()?.flatten();
            (client_id, person)
        }
        Some(_) => {
            return Err(refused(
                "unsupported_grant_type",
                "only client_credentials and refresh_token are served",
            ));
        }
        None => return Err(refused("invalid_request", "grant_type is missing")),
    };
    write(tx, &client_id, person.as_ref(), seconds)
}

fn write(
    tx: &Transaction<'_>,
    client_id: &str,
    person: Option<&Person>,
    seconds: u64,
) -> Result<Value, Error> {
    let expires =
        clock::real_now().saturating_add(i64::try_from(seconds).unwrap_or(i64::MAX).saturating_mul(1000));
    let claims = json!({
        "tenant_id": "00000000-0000-4000-8000-000000000000",
        "org": "sandbox",
        "pod": "local",
        "identity_id": person.map(|person| &person.id),
        "user_name": person.map(|person| &person.alias),
        "authorities": person.map_or_else(|| vec!["API".to_owned()], |person| person.authorities.clone()),
        "client_id": client_id,
        "scope": ["sp:scopes:all"],
        "exp": expires.div_euclid(1000),
        "jti": identifier::new()?,
    });
    let head = identifier::base64(br#"{"alg":"none","typ":"JWT"}"#);
    let access =
        format!("{head}.{}.{}", identifier::base64(claims.to_string().as_bytes()), identifier::secret()?);
    let refresh = identifier::secret()?;
    tx.execute(
        "INSERT INTO token (access, refresh, client_id, person_id, expires) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![access, refresh, client_id, person.map(|person| &person.id), expires],
    )?;
    Ok(json!({
        "access_token": access,
        "token_type": "bearer",
        "refresh_token": refresh,
        "expires_in": seconds,
        "scope": "sp:scopes:all",
        "org": "sandbox",
        "pod": "local",
        "identity_id": person.map(|person| &person.id),
        "user_name": person.map(|person| &person.alias),
    }))
}

/// Who the `Authorization` header speaks for, at the real time `now`.
pub fn caller(tx: &Transaction<'_>, authorization: Option<&str>, now: Millis) -> Result<Caller, Error> {
    let Some(access) = authorization.and_then(bearer) else { return Err(Error::NoToken) };
    let found: Option<(String, Option<String>, Millis)> = tx
        .prepare_cached("SELECT client_id, person_id, expires FROM token WHERE access = ?1")?
        .query_row([access], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    let Some((client_id, person_id, expires)) = found else { return Err(Error::WrongToken) };
    if expires <= now {
        return Err(Error::ExpiredToken);
    }
    let person = person_id.map(|id| Person::find(tx, &id)).transpose()?.flatten();
    Ok(Caller { client_id, person })
}

fn bearer(header: &str) -> Option<&str> {
    let (scheme, token) = header.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}
