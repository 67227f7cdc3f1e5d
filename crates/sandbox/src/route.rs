//! From path to operation and back out. Each operation has a handler of its name in `operation`; what comes before and after
//! every one of them is in `call` and `answer`, what is planted in `fault`, what an operation does with its noun.

mod answer;
mod call;
mod fault;
mod operation;

use axum::Router;
use axum::http::header::{DATE, HeaderName, RETRY_AFTER};
use axum::http::{HeaderValue, Method};
use axum::middleware::{from_fn_with_state, map_response};
use axum::response::Response;
use axum::routing::{any, post};
use request_center_models::operation::{Family, Operation};
use tower_http::cors::{AllowHeaders, Any, CorsLayer};

use answer::REQUEST_ID;
use call::Called;

use crate::clock::http_date;
use crate::fault::SIGN_IN;
use crate::sandbox::Sandbox;
use crate::{control, site};

/// The whole sandbox as one service: the API at `/` and below `/isc`, `/sandbox/*`, and the host page where there is one.
pub fn app(sandbox: Sandbox) -> Router {
    let api = api(&sandbox);
    let isc = api.clone().fallback(answer::wrong_path);
    let mut app = Router::new()
        .route(SIGN_IN, any(fault::sign_in))
        .merge(api)
        .nest("/isc", isc)
        .nest("/sandbox", control::routes(sandbox.clone()));
    for prefix in api_prefixes() {
        app = app.route(&format!("/{prefix}"), any(answer::wrong_path));
        app = app.route(&format!("/{prefix}/{{*rest}}"), any(answer::wrong_path));
    }
    let app = match &sandbox.options().site {
        Some(folder) => app.fallback_service(site::site(folder)),
        None => app.fallback(answer::wrong_path),
    };
    app.layer(map_response(move |mut response: Response| {
        let told = sandbox.now().saturating_add(sandbox.settings().date_shift());
        let date = HeaderValue::from_str(&http_date(told));
        async move {
            if let Ok(date) = date {
                response.headers_mut().insert(DATE, date);
            }
            response
        }
    }))
}

/// Everything below these belongs to the API and never to the host page.
fn api_prefixes() -> Vec<String> {
    let families = Family::ALL.into_iter().filter(|family| *family != Family::Service);
    let mut prefixes: Vec<String> = families.map(|family| family.as_str().to_owned()).collect();
    for operation in Operation::ALL {
        let path = operation.path(Family::Service, &[]);
        let service = path.split('/').nth(1).unwrap_or_default().to_owned();
        if !prefixes.contains(&service) {
            prefixes.push(service);
        }
    }
    prefixes
}

fn api(sandbox: &Sandbox) -> Router {
    let mut routes = Router::new();
    for operation in Operation::ALL.iter().copied() {
        for family in Family::ALL.into_iter().filter(|family| operation.exists_in(*family)) {
            let called = Called { operation, family, ids: Vec::new() };
            let answer = from_fn_with_state((sandbox.clone(), called), answer::answer);
            let handler = operation::handler(operation).route_layer(answer);
            routes = routes.route(&template(operation, family), handler);
        }
    }
    routes
        .route("/oauth/token", post(answer::token))
        .method_not_allowed_fallback(answer::wrong_method)
        .layer(cors())
        .with_state(sandbox.clone())
}

/// The operation's path as a pattern, with a name for each id in it.
fn template(operation: Operation, family: Family) -> String {
    let path = operation.path(family, &["~1", "~2"]);
    path.replace("~1", "{first}").replace("~2", "{second}")
}

/// CORS: the requests and headers allowed from other origins. Whether the service allows them is not known; tests of direct calls
/// need it.
fn cors() -> CorsLayer {
    // A star would not cover `Authorization`, so the headers asked for are named back.
    CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([Method::GET, Method::POST, Method::PUT, Method::DELETE])
        .allow_headers(AllowHeaders::mirror_request())
        .expose_headers([HeaderName::from_static("x-total-count"), RETRY_AFTER, DATE, REQUEST_ID])
}
