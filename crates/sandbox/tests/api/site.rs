//! The host page beside the API: its policy, its types, and that it never shadows an operation.

use axum::http::StatusCode;
use request_center_sandbox::Options;

use crate::company::{Company, still};

/// A folder with a page and a module, gone with the test.
struct Folder(std::path::PathBuf);

impl Folder {
    fn new() -> Folder {
        let path = std::env::temp_dir().join(format!("request-center-site-{}", std::process::id()));
        std::fs::create_dir_all(path.join("locales/later")).unwrap();
        for (name, text) in [
            ("index.html", "<!doctype html>"),
            ("host.js", "export {}"),
            ("widget_bg.wasm", "\0asm"),
            ("locales/de.json", "{}"),
            ("locales/later/de.json", "{}"),
        ] {
            std::fs::write(path.join(name), text).unwrap();
        }
        Folder(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[tokio::test]
async fn the_site_is_served_under_its_policy_and_the_api_beside_it() {
    let folder = Folder::new();
    let company = Company::with(Options { site: Some(folder.0.clone()), ..still() });
    for (path, kind) in [
        ("/", "text/html"),
        ("/index.html", "text/html"),
        ("/host.js", "text/javascript"),
        ("/widget_bg.wasm", "application/wasm"),
        ("/locales/de.json", "application/json"),
        ("/locales/later/de.json", "application/json"),
    ] {
        let answer = company.get("employee", path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert!(answer.header("content-type").starts_with(kind), "{path}: {}", answer.header("content-type"));
        assert_eq!(
            answer.header("content-security-policy"),
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; \
             img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
        );
        assert_eq!(answer.header("cache-control"), "no-cache");
    }
    assert_eq!(company.get("employee", "/missing.js").await.status, StatusCode::NOT_FOUND);
    assert_ne!(company.get("employee", "/../Cargo.toml").await.status, StatusCode::OK);
    for path in ["/v3/index.html", "/isc/index.html", "/access-requests/v9", "/beta"] {
        let answer = company.get("employee", path).await;
        assert!(answer.text.starts_with("RESTEASY003210"), "{path}: {}", answer.text);
    }
    let api = company.get("employee", "/isc/v3/access-request-config").await;
    assert_eq!((api.status, api.header("content-security-policy")), (StatusCode::OK, ""));
}
