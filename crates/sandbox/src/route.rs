//! From path to operation and back out: who calls, whether they may go on, what trouble is planted, which headers every
//! answer carries. What an operation does stands with its noun.

mod answer;

use axum::Router;
use axum::extract::{RawPathParams, Request};
use axum::http::header::{DATE, HeaderName, RETRY_AFTER};
use axum::http::{HeaderValue, Method as HttpMethod};
use axum::middleware::map_response;
use axum::response::Response;
use axum::routing::{MethodFilter, on, post};
use request_center_models::operation::{Family, Method, Operation};
use tower_http::cors::{AllowHeaders, Any, CorsLayer};

use crate::clock::http_date;
use crate::error::Error;
use crate::sandbox::Sandbox;
use crate::{control, site};

/// The header under which a call would be found in the service's logs.
pub(crate) const REQUEST_ID: HeaderName = HeaderName::from_static("slpt-request-id");

/// One operation in one family.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Call {
    pub(crate) operation: Operation,
    pub(crate) family: Family,
}

/// The whole sandbox as one service: the API at `/` and below `/isc`, `/sandbox/*`, and the host page where there is one.
pub fn app(sandbox: Sandbox) -> Router {
    let api = api(&sandbox);
    let wrong = {
        let sandbox = sandbox.clone();
        move |request: Request| answer::wrong_path(sandbox.clone(), request)
    };
    let isc = api.clone().fallback(wrong.clone());
    let mut app =
        Router::new().merge(api).nest("/isc", isc).nest("/sandbox", control::routes(sandbox.clone()));
    for prefix in api_prefixes() {
        app = app.route(&format!("/{prefix}"), axum::routing::any(wrong.clone()));
        app = app.route(&format!("/{prefix}/{{*rest}}"), axum::routing::any(wrong.clone()));
    }
    let app = match &sandbox.options().site {
        Some(folder) => app.fallback_service(site::site(folder)),
        None => app.fallback(wrong),
    };
    app.layer(map_response(move |mut response: Response| {
        let date = HeaderValue::from_str(&http_date(sandbox.now()));
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
    for operation in Operation::ALL {
        for family in Family::ALL.into_iter().filter(|family| operation.exists_in(*family)) {
            let call = Call { operation: *operation, family };
            let sandbox = sandbox.clone();
            let handler = move |ids: RawPathParams, request: Request| {
                let ids = ids.iter().map(|(_, id)| id.to_owned()).collect();
                answer::answer(sandbox.clone(), call, ids, request)
            };
            let method = match operation.method() {
                Method::Get => MethodFilter::GET,
                Method::Post => MethodFilter::POST,
                Method::Put => MethodFilter::PUT,
            };
            routes = routes.route(&template(*operation, family), on(method, handler));
        }
    }
    let (tokens, wrong_methods) = (sandbox.clone(), sandbox.clone());
    routes
        .route("/oauth/token", post(move |request: Request| answer::token(tokens.clone(), request)))
        .method_not_allowed_fallback(move |request: Request| {
            let method = request.method().to_string();
            answer::fail(wrong_methods.clone(), Error::WrongMethod(method))
        })
        .layer(cors())
}

/// The operation's path as a pattern, with a name for each id in it.
fn template(operation: Operation, family: Family) -> String {
    let path = operation.path(family, &["~1", "~2"]);
    path.replace("~1", "{first}").replace("~2", "{second}")
}

/// What a browser on another origin may do and read. Whether the service allows it is not known; tests of direct calls
/// need it.
fn cors() -> CorsLayer {
    // A star would not cover `Authorization`, so the headers asked for are named back.
    CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([HttpMethod::GET, HttpMethod::POST, HttpMethod::PUT, HttpMethod::DELETE])
        .allow_headers(AllowHeaders::mirror_request())
        .expose_headers([HeaderName::from_static("x-total-count"), RETRY_AFTER, DATE, REQUEST_ID])
}
