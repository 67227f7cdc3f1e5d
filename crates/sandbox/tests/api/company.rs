//! One sandbox per test and the people who call it. Verbs only; the assertions are in the tests.

use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use request_center_models::wire::access_request::AccessRequestResponse;
use request_center_models::wire::error::ErrorResponseDto;
use request_center_models::wire::status::RequestedItemStatus;
use request_center_sandbox::{Options, Sandbox, app};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tower::ServiceExt;

/// A sandbox with the built-in company, whose queue never moves by itself.
pub(crate) struct Company {
    router: Router,
}

/// The answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

/// Options under which nothing happens before a test says so, and then colleagues decide.
pub(crate) fn still() -> Options {
    Options { queue: Duration::from_secs(3600), colleagues_decide: true, ..Options::default() }
}

impl Company {
    pub(crate) fn open() -> Company {
        Company::with(still())
    }

    pub(crate) fn with(options: Options) -> Company {
        Company { router: app(Sandbox::open(options).expect("the sandbox opens")) }
    }

    /// Sends a request as it is.
    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.expect("the router never fails");
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.expect("a whole body");
        let text = String::from_utf8(bytes.to_vec()).expect("UTF-8");
        Answer { status: parts.status, headers: parts.headers, text }
    }

    /// Sends a request whose answer breaks off.
    pub(crate) async fn send_and_lose(&self, request: Request<Body>) -> bool {
        let response = self.router.clone().oneshot(request).await.expect("the router never fails");
        to_bytes(response.into_body(), usize::MAX).await.is_err()
    }

    /// A token for a client id.
    pub(crate) async fn token(&self, client: &str) -> String {
        let form = format!("grant_type=client_credentials&client_id={client}&client_secret=any");
        let request = Request::post("/oauth/token")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(form))
            .unwrap();
        let answer = self.send(request).await;
        answer.json::<Value>()["access_token"].as_str().expect("a token").to_owned()
    }

    /// A request of that client, ready to send.
    pub(crate) async fn request(
        &self,
        client: &str,
        method: Method,
        path: &str,
        body: Option<Value>,
    ) -> Request<Body> {
        let builder = Request::builder().method(method).uri(path);
        let builder = builder.header(header::AUTHORIZATION, format!("Bearer {}", self.token(client).await));
        let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
        builder.header(header::CONTENT_TYPE, "application/json").body(body).expect("a request")
    }

    pub(crate) async fn get(&self, client: &str, path: &str) -> Answer {
        self.send(self.request(client, Method::GET, path, None).await).await
    }

    pub(crate) async fn post(&self, client: &str, path: &str, body: Value) -> Answer {
        self.send(self.request(client, Method::POST, path, Some(body)).await).await
    }

    /// Calls `/sandbox/...`: without a body it asks, with one it tells.
    pub(crate) async fn control(&self, path: &str, body: Option<Value>) -> Answer {
        let request = match body {
            None => Request::get(format!("/sandbox/{path}")).body(Body::empty()),
            Some(body) => Request::post(format!("/sandbox/{path}")).body(Body::from(body.to_string())),
        };
        self.send(request.unwrap()).await
    }

    /// Every open job takes one step.
    pub(crate) async fn step(&self) {
        let request = Request::post("/sandbox/advance").body(Body::empty()).unwrap();
        assert_eq!(self.send(request).await.status, StatusCode::OK);
    }

    /// Virtual time passes.
    pub(crate) async fn pass(&self, seconds: u64) {
        let answer = self.control("advance", Some(json!({ "seconds": seconds }))).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    }

    pub(crate) async fn plant(&self, fault: Value) {
        let answer = self.control("faults", Some(fault)).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    }

    pub(crate) async fn settle(&self, settings: Value) {
        let answer = self.control("settings", Some(settings)).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    }

    /// From now on everybody may ask for everybody.
    pub(crate) async fn let_anyone_ask(&self) {
        self.configure(json!({"requestOnBehalfOfConfig": {"allowRequestOnBehalfOfAnyoneByAnyone": true}}))
            .await;
    }

    /// Somebody changes the configuration.
    pub(crate) async fn configure(&self, change: Value) {
        let answer = self.control("config", Some(json!({ "change": change }))).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    }

    pub(crate) async fn effects(&self) -> Value {
        self.control("effects", None).await.json()
    }

    /// The id of the person behind a client id.
    pub(crate) async fn person(&self, client: &str) -> String {
        let path =
            format!("/v3/public-identities?filters={}", encode(&format!("alias eq \"{}\"", alias(client))));
        let people: Value = self.get("admin", &path).await.json();
        people[0]["id"].as_str().unwrap_or_else(|| panic!("nobody is called {client}")).to_owned()
    }

    /// The item of that name as a create call names it.
    pub(crate) async fn item(&self, name: &str) -> Value {
        let filter = encode(&format!("name eq \"{name}\""));
        let found: Value =
            self.get("admin", &format!("/v3/requestable-objects?filters={filter}")).await.json();
        let found = match found.as_array().and_then(|rows| rows.first()) {
            Some(row) => row.clone(),
            None => {
                let rows: Value =
                    self.get("admin", &format!("/beta/entitlements?filters={filter}")).await.json();
                let mut row = rows[0].clone();
                row["type"] = json!("ENTITLEMENT");
                row
            }
        };
        assert!(found["id"].is_string(), "there is no item {name}");
        json!({"type": found["type"], "id": found["id"]})
    }

    /// The id of the entitlement of that name.
    pub(crate) async fn entitlement(&self, name: &str) -> String {
        let filter = encode(&format!("name eq \"{name}\""));
        let found: Value = self.get("admin", &format!("/beta/entitlements?filters={filter}")).await.json();
        found[0]["id"].as_str().unwrap_or_else(|| panic!("there is no entitlement {name}")).to_owned()
    }

    /// The id of the application of that name.
    pub(crate) async fn application(&self, name: &str) -> String {
        let filter = encode(&format!("name eq \"{name}\""));
        let found = self.get("admin", &format!("/beta/source-apps?filters={filter}")).await.each("id");
        found.into_iter().next().unwrap_or_else(|| panic!("there is no application {name}"))
    }

    /// A removal of these items from a person.
    pub(crate) async fn revoke_body(&self, person: &str, names: &[&str]) -> Value {
        let mut body = self.grant_body(person, names).await;
        body["requestType"] = json!("REVOKE_ACCESS");
        body
    }

    /// A grant of these items for the caller.
    pub(crate) async fn grant_body(&self, client: &str, names: &[&str]) -> Value {
        let mut items = Vec::new();
        for name in names {
            let mut item = self.item(name).await;
            item["comment"] = json!("Needed for the project.");
            items.push(item);
        }
        json!({"requestedFor": [self.person(client).await], "requestedItems": items})
    }

    /// Asks for these items for oneself, and answers the new access request.
    pub(crate) async fn ask(&self, client: &str, names: &[&str]) -> String {
        let body = self.grant_body(client, names).await;
        let answer = self.post(client, "/v3/access-requests", body).await;
        assert_eq!(answer.status, StatusCode::ACCEPTED, "{}", answer.text);
        let response: AccessRequestResponse = answer.json();
        response.new_ids().first().expect("a new access request").to_string()
    }

    /// The ids of the approvals that wait for a client, the newest first.
    pub(crate) async fn waiting(&self, client: &str) -> Vec<String> {
        self.get(client, "/v3/access-request-approvals/pending?owner-id=me").await.each("id")
    }

    /// The rows of an access request, as the administrator sees them, in the order they were asked for.
    pub(crate) async fn rows(&self, id: &str) -> Vec<RequestedItemStatus> {
        let filter = encode(&format!("accessRequestId in (\"{id}\")"));
        let answer = self.get("admin", &format!("/v3/access-request-status?filters={filter}")).await;
        let mut rows: Vec<RequestedItemStatus> = answer.json();
        rows.reverse();
        rows
    }

    /// The only row of an access request.
    pub(crate) async fn row(&self, id: &str) -> RequestedItemStatus {
        let mut rows = self.rows(id).await;
        assert_eq!(rows.len(), 1, "{rows:?}");
        rows.remove(0)
    }
}

impl Answer {
    pub(crate) fn json<T: DeserializeOwned>(&self) -> T {
        serde_json::from_str(&self.text)
            .unwrap_or_else(|error| panic!("{}: {error}: {}", self.status, self.text))
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The texts in `causes` of the error body.
    pub(crate) fn causes(&self) -> Vec<String> {
        let body: ErrorResponseDto = self.json();
        body.causes.into_iter().flatten().filter_map(|cause| cause.text).collect()
    }

    /// The ids or names of a list.
    pub(crate) fn each(&self, field: &str) -> Vec<String> {
        let rows: Vec<Value> = self.json();
        rows.iter().map(|row| row[field].as_str().unwrap_or_default().to_owned()).collect()
    }
}

/// The user name of a persona, or of anyone by their own.
pub(crate) fn alias(client: &str) -> &str {
    match client {
        "employee" => "amara.okafor",
        "manager" => "lena.fischer",
        "approver" => "tomas.herrera",
        "admin" => "ingrid.solberg",
        "director" => "margarethe.lindqvist",
        other => other,
    }
}

/// A value of a query string.
pub(crate) fn encode(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}
