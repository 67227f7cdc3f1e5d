//! One visit: a sandbox, a browser and a page for the length of one test, and what must hold after every test.
//! It must not know what the test does.

use crate::{
    driver::{self, Turn},
    page::Page,
    sandbox::{Sandbox, World},
};
use serde_json::{Value, json};
use std::{panic::resume_unwind, time::Duration};
use thirtyfour::{Capabilities, WebDriver, WebDriverRunError, error::WebDriverError};

/// How long a script may wait in the page; longer than any wait of ours.
const SCRIPT: Duration = Duration::from_secs(60);

/// Runs a test in a world as it comes: the company of the seed, the clock as it is.
pub(crate) fn visit(test: impl AsyncFnOnce(&Page)) {
    visit_in(World::default(), test);
}

/// Runs a test in a world of its own making.
pub(crate) fn visit_in(world: World, test: impl AsyncFnOnce(&Page)) {
    let _turn = Turn::wait();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.expect("a runtime can be built").block_on(async {
        let sandbox = Sandbox::start(&world).await;
        let driver = WebDriver::new(driver::address(), capabilities()).await.expect("the browser starts");
        let ran = driver.run_and_quit(async |driver: WebDriver| {
            driver.set_script_timeout(SCRIPT).await?;
            let page = Page::new(driver, sandbox);
            page.prepare().await;
            test(&page).await;
            page.leave().await;
            Ok::<_, WebDriverError>(())
        });
        match ran.await {
            Ok(()) => {}
            Err(WebDriverRunError::Body(error)) => panic!("{error}"),
            Err(error) => resume_unwind(Box::new(error.to_string())),
        }
    });
}

/// Chromium without a screen, without anything that calls home, and with words and dates in a known language.
fn capabilities() -> Capabilities {
    let arguments = [
        "--headless=new",
        "--no-sandbox", // for a root
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-default-apps",
        "--disable-sync",
        "--no-first-run",
        "--no-default-browser-check",
        "--force-prefers-reduced-motion",
        "--window-size=1280,900",
        "--lang=en-US",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    ];
    let mut options = json!({ "args": arguments, "prefs": { "intl.accept_languages": "en-US,en" } });
    if let Ok(binary) = std::env::var("REQUEST_CENTER_CHROMIUM") {
        options["binary"] = Value::String(binary);
    }
    let mut capabilities = Capabilities::new();
    for (name, value) in [
        ("browserName", json!("chrome")),
        ("goog:chromeOptions", options),
        ("goog:loggingPrefs", json!({ "browser": "ALL" })),
        ("unhandledPromptBehavior", json!("accept")),
    ] {
        capabilities.set(name, value).expect("a capability of plain JSON");
    }
    capabilities
}
