//! `/sandbox/*`: moving the clock, planting faults, counting effects. For tests and the demo, without token and uncounted,
//! and for callers on this machine only. The service has nothing like it.

use axum::body::Bytes;
use axum::extract::{ConnectInfo, Path, Request, State};
use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use request_center_models::operation::Family;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::catalog::{Item, ItemConfig};
use crate::clock::moment;
use crate::error::Error;
use crate::fault::Planting;
use crate::listener::Peer;
use crate::options::Settings;
use crate::person::Person;
use crate::sandbox::Sandbox;
use crate::{audit, setting, tally};

/// The routes below `/sandbox`.
pub(crate) fn routes(sandbox: Sandbox) -> Router {
    Router::new()
        .route("/advance", post(advance))
        .route("/faults", get(list_faults).post(plant_fault).delete(clear_faults))
        .route("/effects", get(effects))
        .route("/settings", get(settings).post(change_settings))
        .route("/items/{id}/remove", post(remove_item))
        .route("/items/{id}/config", post(configure_item))
        .route("/config", get(config).post(change_config))
        .route("/audit", get(tell_audit))
        .layer(from_fn(loopback_only))
        .with_state(sandbox)
}

/// A body of our own for what goes wrong here: none of the service's families would be true.
struct Wrong(StatusCode, String);

impl IntoResponse for Wrong {
    fn into_response(self) -> Response {
        (self.0, Json(json!({ "error": self.1 }))).into_response()
    }
}

impl From<Error> for Wrong {
    fn from(error: Error) -> Wrong {
        Wrong(StatusCode::INTERNAL_SERVER_ERROR, format!("{error:?}"))
    }
}

async fn loopback_only(request: Request, next: Next) -> Response {
    match stranger(&request) {
        Some(sentence) => Wrong(StatusCode::FORBIDDEN, sentence.to_owned()).into_response(),
        None => next.run(request).await,
    }
}

/// Why the caller may not steer this sandbox.
fn stranger(request: &Request) -> Option<&'static str> {
    let peer = request.extensions().get::<ConnectInfo<Peer>>();
    // Called without a socket, the caller is this very process.
    if peer.is_some_and(|ConnectInfo(peer)| !peer.address.ip().to_canonical().is_loopback()) {
        return Some("/sandbox is for callers on this machine");
    }
    // A page of another site, open in a browser on this machine, is a stranger too.
    let header = |name| request.headers().get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let (origin, host) = (header(ORIGIN)?, header(HOST)?);
    let same = origin.split_once("://").is_some_and(|(_, from)| from == host);
    (!same).then_some("/sandbox is not for other origins")
}

fn read<T: DeserializeOwned>(body: &Bytes) -> Result<T, Wrong> {
    serde_json::from_slice(body).map_err(|error| Wrong(StatusCode::BAD_REQUEST, error.to_string()))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Advance {
    seconds: Option<f64>,
}

/// Ten years, in seconds.
const FARTHEST: f64 = 10.0 * 365.0 * 86_400.0;

async fn advance(State(sandbox): State<Sandbox>, body: Bytes) -> Result<Json<Value>, Wrong> {
    let asked = if body.is_empty() { Advance { seconds: None } } else { read(&body)? };
    let now = if let Some(seconds) = asked.seconds {
        if !(0.0..=FARTHEST).contains(&seconds) {
            let sentence = "seconds must lie between 0 and ten years; time never runs backwards".to_owned();
            return Err(Wrong(StatusCode::BAD_REQUEST, sentence));
        }
        #[expect(
            clippy::cast_possible_truncation,
            reason = "ten years in milliseconds fit with room to spare"
        )]
        let by = (seconds * 1000.0) as i64;
        sandbox.advance(by).await?
    } else {
        sandbox.step().await?
    };
    Ok(Json(json!({ "now": moment(now) })))
}

async fn list_faults(State(sandbox): State<Sandbox>) -> Json<Vec<Planting>> {
    Json(sandbox.faults().all())
}

async fn plant_fault(State(sandbox): State<Sandbox>, body: Bytes) -> Result<Json<Vec<Planting>>, Wrong> {
    sandbox.faults().plant(read(&body)?).map_err(|wrong| Wrong(StatusCode::BAD_REQUEST, wrong))?;
    Ok(Json(sandbox.faults().all()))
}

async fn clear_faults(State(sandbox): State<Sandbox>) -> Json<Vec<Planting>> {
    sandbox.faults().clear();
    Json(Vec::new())
}

async fn effects(State(sandbox): State<Sandbox>) -> Result<Json<Value>, Wrong> {
    let mut tally = sandbox.act(|tx, _| tally::read(tx)).await?;
    if let Value::Object(fields) = &mut tally {
        fields.insert("calls".to_owned(), json!(sandbox.calls().by_operation()));
        fields.insert("callsByApproval".to_owned(), json!(sandbox.calls().by_approval()));
    }
    Ok(Json(tally))
}

async fn settings(State(sandbox): State<Sandbox>) -> Json<Settings> {
    Json(sandbox.settings())
}

/// Changes the settings named and keeps the others.
async fn change_settings(State(sandbox): State<Sandbox>, body: Bytes) -> Result<Json<Settings>, Wrong> {
    let bad = |error: serde_json::Error| Wrong(StatusCode::BAD_REQUEST, error.to_string());
    let changes: serde_json::Map<String, Value> = read(&body)?;
    let mut all = serde_json::to_value(sandbox.settings()).map_err(bad)?;
    if let Value::Object(fields) = &mut all {
        fields.extend(changes);
    }
    sandbox.change_settings(serde_json::from_value(all).map_err(bad)?);
    Ok(Json(sandbox.settings()))
}

async fn remove_item(State(sandbox): State<Sandbox>, Path(id): Path<String>) -> Result<Json<Value>, Wrong> {
    let wanted = id.clone();
    if sandbox.act(move |tx, _| Item::remove(tx, &wanted)).await? {
        return Ok(Json(json!({ "removed": id })));
    }
    Err(Wrong(StatusCode::NOT_FOUND, format!("there is no item \"{id}\"")))
}

/// The owner of an item asks for something else; people are named by alias or id.
async fn configure_item(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<Json<ItemConfig>, Wrong> {
    let asked: ItemConfig = read(&body)?;
    if let Some(sentence) = asked.wrong() {
        return Err(Wrong(StatusCode::BAD_REQUEST, sentence));
    }
    let wanted = id.clone();
    let kept = sandbox.act(move |tx, _| {
        let mut config = asked;
        for name in config.segment.iter_mut().flatten() {
            match Person::of_client(tx, name)? {
                Some(person) => *name = person.id,
                None => return Err(Error::Body(format!("there is nobody \"{name}\""))),
            }
        }
        Ok(config.keep(tx, &wanted)?.then_some(config))
    });
    match kept.await {
        Ok(Some(config)) => Ok(Json(config)),
        Ok(None) => Err(Wrong(StatusCode::NOT_FOUND, format!("there is no item \"{id}\""))),
        Err(Error::Body(sentence)) => Err(Wrong(StatusCode::BAD_REQUEST, sentence)),
        Err(other) => Err(other.into()),
    }
}

async fn config(State(sandbox): State<Sandbox>) -> Result<Json<Value>, Wrong> {
    Ok(Json(sandbox.act(|tx, _| setting::stored(tx)).await?))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ConfigChange {
    change: Value,
    by: Option<String>,
    family: Option<String>,
}

/// Somebody else changes the configuration.
async fn change_config(State(sandbox): State<Sandbox>, body: Bytes) -> Result<Json<Value>, Wrong> {
    let asked: ConfigChange = read(&body)?;
    let named = asked.family.as_deref().unwrap_or(Family::V3.as_str());
    let Some(family) = Family::ALL.into_iter().find(|family| family.as_str() == named) else {
        return Err(Wrong(StatusCode::BAD_REQUEST, format!("there is no family \"{named}\"")));
    };
    let changed = sandbox
        .act(move |tx, now| {
            setting::somebody_else_changes(tx, asked.by.as_deref(), family, &asked.change, now)
        })
        .await;
    match changed {
        Err(Error::Body(sentence)) => Err(Wrong(StatusCode::BAD_REQUEST, sentence)),
        other => Ok(Json(other?)),
    }
}

async fn tell_audit(State(sandbox): State<Sandbox>) -> Result<Json<Vec<Value>>, Wrong> {
    Ok(Json(sandbox.act(|tx, _| audit::read(tx)).await?))
}
