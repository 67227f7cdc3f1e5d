//! Who may use whom: the arrows between the widget's layers and what each package must not name.
//! It must not know what the layers do.

use crate::rust::Path;
use crate::tree::{Source, expect_none, files, read, root, words};
use syn::Item;

/// The widget's layers, bottom first; each may use those before it.
const LAYERS: [&str; 9] =
    ["signal", "api", "i18n", "config", "state", "components", "panels", "app", "element"];

/// What models must not name: web, framework, HTTP, SQL, clock, randomness.
const FOREIGN_TO_MODELS: [&str; 23] = [
    "web_sys",
    "js_sys",
    "wasm_bindgen",
    "gloo_net",
    "leptos",
    "http",
    "hyper",
    "axum",
    "reqwest",
    "rusqlite",
    "sqlx",
    "tokio",
    "SystemTime",
    "Instant",
    "now_utc",
    "now_local",
    "rand",
    "getrandom",
    "fastrand",
    "env",
    "fs",
    "net",
    "thread",
];

/// What only the client may say: addresses, the means to call them and what status numbers mean.
const FOREIGN_TO_COMPONENTS: [&str; 10] = [
    "gloo_net",
    "Url",
    "UrlSearchParams",
    "RequestBuilder",
    "Headers",
    "fetch",
    "fetch_with_str",
    "fetch_with_request",
    "encode_uri_component",
    "status_code",
];

fn layer_of(path: &str) -> Option<usize> {
    let name = path.strip_prefix("src/")?;
    let name = name.split('/').next()?.trim_end_matches(".rs");
    LAYERS.iter().position(|layer| *layer == name)
}

/// What every `use` and every other path of a file names, with its line.
fn named(file: &Source) -> Vec<Path> {
    let names = file.names();
    names.uses.into_iter().map(|used| used.path).chain(names.paths).collect()
}

/// The layer that a path names, if it names one from the top.
fn layer_named(path: &Path) -> Option<usize> {
    let from_above = |name: &str| name == "crate" || name == "super";
    let first = path.names.first()?;
    let named = path.names.iter().find(|name| !from_above(name))?;
    LAYERS.iter().position(|layer| from_above(first) && layer == named)
}

fn against_the_arrows(file: &Source) -> Vec<String> {
    let Some(mine) = layer_of(&file.path) else { return Vec::new() };
    let above = |path: &Path| layer_named(path).filter(|layer| *layer > mine);
    let paths = named(file);
    let found = paths.iter().filter_map(|path| Some((path.line, above(path)?)));
    file.at_lines(found.map(|(line, layer)| (line, format!("{} uses {}", LAYERS[mine], LAYERS[layer]))))
}

fn names_any(file: &Source, forbidden: &[&str]) -> Vec<String> {
    file.findings(file.code(), |line| {
        words(line).find(|word| forbidden.contains(word)).map(|word| format!("names {word}"))
    })
}

#[test]
fn layers_use_only_the_layers_below_them() {
    let found: Vec<String> = files(&["src"], ".rs").iter().flat_map(against_the_arrows).collect();
    expect_none(&found);
    let bad = Source::imagined("src/api/paths.rs", "use crate::state::Draft;\nuse crate::i18n_like::X;");
    assert_eq!(against_the_arrows(&bad), ["src/api/paths.rs:1: api uses state"]);
}

#[test]
fn no_layer_hides_an_import() {
    for hidden in [
        "use crate::{api::Client, state::Draft};",
        "use super::super::state::{self};",
        "pub fn f(at: &[crate::state::Draft]) {}",
        "fn f() { view! { <p>{crate::state::draft()}</p> } }",
    ] {
        let file = Source::imagined("src/api/paths.rs", hidden);
        assert_eq!(against_the_arrows(&file), ["src/api/paths.rs:1: api uses state"], "{hidden}");
    }
}

#[test]
fn the_crate_names_its_layers_bottom_first() {
    let named: Vec<String> = read("src/lib.rs")
        .items()
        .into_iter()
        .filter_map(|item| match item {
            Item::Mod(module) => Some(module.ident.to_string()),
            _ => None,
        })
        .collect();
    let there = |layer: &&str| root().join(format!("src/{layer}.rs")).is_file();
    assert_eq!(named, LAYERS.into_iter().filter(there).collect::<Vec<_>>());
}

#[test]
fn models_use_no_web_no_database_no_clock_and_no_randomness() {
    let found: Vec<String> = files(&["crates/models/src"], ".rs")
        .iter()
        .flat_map(|file| names_any(file, &FOREIGN_TO_MODELS))
        .collect();
    expect_none(&found);
    let bad = Source::imagined("x.rs", "use std::time::Instant; // web_sys");
    assert_eq!(names_any(&bad, &FOREIGN_TO_MODELS), ["x.rs:1: names Instant"]);
}

#[test]
fn only_the_client_uses_gloo_net() {
    let others = files(&["src"], ".rs")
        .into_iter()
        .filter(|file| layer_of(&file.path).is_none_or(|layer| LAYERS[layer] != "api"));
    expect_none(&others.flat_map(|file| names_any(&file, &["gloo_net"])).collect::<Vec<_>>());
}

#[test]
fn components_build_no_urls_and_match_no_status_codes() {
    let files = files(&["src/components.rs", "src/components", "src/app.rs"], ".rs");
    let mut found: Vec<String> =
        files.iter().flat_map(|file| names_any(file, &FOREIGN_TO_COMPONENTS)).collect();
    found.extend(files.iter().flat_map(addresses_and_status_numbers));
    expect_none(&found);
    let bad = Source::imagined("x.rs", "if error.status == Some(404) {}\nlet a = \"/v3/access-requests\";");
    assert_eq!(addresses_and_status_numbers(&bad).len(), 2);
}

fn addresses_and_status_numbers(file: &Source) -> Vec<String> {
    const NUMBERS: [&str; 9] = ["400", "401", "403", "404", "409", "429", "500", "502", "503"];
    const ADDRESSES: [&str; 6] =
        ["\"http", "/v3", "/beta", "/v2024", "/access-request", "/requestable-objects"];
    file.findings(file.code_and_strings(), |line| {
        let number = line.contains("status") && words(line).any(|word| NUMBERS.contains(&word));
        let address = ADDRESSES.iter().find(|address| line.contains(**address));
        number
            .then(|| "judges a status code".to_owned())
            .or_else(|| address.map(|a| format!("knows the address {a}")))
    })
}

#[test]
fn state_has_no_views() {
    let views = |file: &Source| {
        file.findings(file.code(), |line| line.contains("view!").then(|| "a view".to_owned()))
    };
    expect_none(
        &files(&["src/state.rs", "src/state", "src/api.rs", "src/i18n.rs"], ".rs")
            .iter()
            .flat_map(views)
            .collect::<Vec<_>>(),
    );
}

#[test]
fn ui_components_use_no_domain_types() {
    const DOMAIN: [&str; 5] = ["api", "state", "app", "config", "element"];
    let domain = |file: &Source| {
        let mut found = names_any(file, &["request_center_models"]);
        let paths = named(file);
        let ours = |path: &Path| match path.names.as_slice() {
            [root, name, ..] if root == "crate" && DOMAIN.contains(&name.as_str()) => {
                Some(format!("names {name}"))
            }
            _ => None,
        };
        found.extend(file.at_lines(paths.iter().filter_map(|path| Some((path.line, ours(path)?)))));
        found
    };
    let ui = files(&["src/components/ui.rs", "src/components/ui"], ".rs");
    expect_none(&ui.iter().flat_map(domain).collect::<Vec<_>>());
    assert_eq!(domain(&Source::imagined("x.rs", "use crate::state::Draft;")), ["x.rs:1: names state"]);
}

#[test]
fn only_the_storage_module_touches_the_browsers_storage() {
    let touches =
        |file: &Source| names_any(file, &["local_storage", "session_storage", "set_item", "remove_item"]);
    let others =
        files(&["src"], ".rs").into_iter().filter(|file| !file.path.starts_with("src/state/storage"));
    expect_none(&others.flat_map(|file| touches(&file)).collect::<Vec<_>>());
}

#[test]
fn the_sandbox_and_the_models_do_not_depend_on_the_widget() {
    for path in ["crates/sandbox/Cargo.toml", "crates/models/Cargo.toml"] {
        let manifest = read(path).text;
        let found = manifest.lines().find(|line| {
            let name = line.split(['=', '.', ' ']).next().unwrap_or_default();
            ["request-center", "leptos", "web-sys", "gloo-net"].contains(&name)
        });
        assert_eq!(found, None, "{path}");
    }
}
