//! One browser tab and the time limits of waiting. Every verb waits, and all waiting is here: in the page (`wait`) for what the
//! page can check, with `until` for everything else. It must not know what is checked.

use serde_json::{Value, json};
use std::{env, fs, path::Path, time::Duration};
use thirtyfour::{WebDriver, error::WebDriverErrorInner};
use tokio::time::Instant;

/// The time limit of a wait.
const PATIENCE: Duration = Duration::from_secs(20);

/// The time limit of a wait for thousands of calls.
const LONG_PATIENCE: Duration = Duration::from_secs(300);

const LOOK: &str = include_str!("../look.js");
const ASK: &str = "const done = arguments[arguments.length - 1];
    if (!window.look || !document.body) return done({ missing: `${location.href} is not there yet` });
    window.look.until(arguments[0], arguments[1], arguments[2]).then(done, (error) => done({ missing: `${error.stack}` }));";

/// The tab a test runs in.
#[derive(Clone)]
pub(super) struct Tab {
    pub(super) driver: WebDriver,
}

impl Tab {
    pub(super) fn new(driver: WebDriver) -> Self {
        Self { driver }
    }

    /// Installs the query helpers in every document of this tab, before the page's own scripts.
    pub(super) async fn prepare(&self) {
        let axe = env::var("REQUEST_CENTER_AXE")
            .expect("REQUEST_CENTER_AXE names axe.min.js; cargo xtask test sets it");
        let axe = fs::read_to_string(&axe).unwrap_or_else(|error| panic!("{axe}: {error}"));
        self.cdp("Page.enable", json!({})).await;
        for source in [axe.as_str(), LOOK] {
            self.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source })).await;
        }
        self.cdp("Emulation.setTimezoneOverride", json!({ "timezoneId": "Europe/Berlin" })).await;
    }

    /// Waits in the page until the check passes; fails with what the page shows instead.
    pub(super) async fn wait(&self, check: &str, query: Value, wish: &str) -> Value {
        let end = Instant::now() + PATIENCE;
        let mut missing;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            let arguments =
                [json!(check), query.clone(), json!(u64::try_from(left.as_millis()).unwrap_or(0))];
            match self.driver.execute_async(ASK, arguments.to_vec()).await {
                Ok(answer) if !answer.json()["found"].is_null() => return answer.json()["found"].clone(),
                Ok(answer) if answer.json()["never"].is_string() => {
                    self.fail(wish, &answer.json()["never"].to_string()).await;
                }
                Ok(answer) => missing = answer.json()["missing"].as_str().unwrap_or_default().to_owned(),
                Err(error) if left_the_page(&error) => missing = error.to_string(),
                Err(error) => panic!("{wish}: {error}"),
            }
            if Instant::now() >= end {
                break;
            }
            tokio::task::yield_now().await;
        }
        self.fail(wish, &missing).await
    }

    /// Repeats `look` until it succeeds; fails at the time limit with its last error.
    pub(super) async fn until<T>(&self, wish: &str, look: impl AsyncFn() -> Result<T, String>) -> T {
        self.until_in(PATIENCE, wish, look).await
    }

    /// The same with a long time limit.
    pub(super) async fn until_slow<T>(&self, wish: &str, look: impl AsyncFn() -> Result<T, String>) -> T {
        self.until_in(LONG_PATIENCE, wish, look).await
    }

    async fn until_in<T>(
        &self,
        patience: Duration,
        wish: &str,
        look: impl AsyncFn() -> Result<T, String>,
    ) -> T {
        let end = Instant::now() + patience;
        loop {
            match look().await {
                Ok(found) => return found,
                Err(there) if Instant::now() >= end => self.fail(wish, &there).await,
                // Each round trip to the page yields to the service, so that nothing needs to sleep.
                Err(_) => {
                    self.wait("text", json!({ "wanted": "" }), "sees the page").await;
                }
            }
        }
    }

    pub(super) async fn fail(&self, wish: &str, there: &str) -> ! {
        let name = std::thread::current().name().unwrap_or("page").replace("::", "-");
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/e2e");
        let picture = folder.join(format!("{name}.png"));
        let kept = fs::create_dir_all(&folder).is_ok() && self.driver.screenshot(&picture).await.is_ok();
        let log = self.driver.browser_log().await.unwrap_or_default();
        let log: Vec<String> =
            log.into_iter().map(|entry| format!("{} {}", entry.level, entry.message)).collect();
        let picture = if kept { picture.display().to_string() } else { "no picture".to_owned() };
        panic!("{wish}\n-- {picture}\n-- browser's log:\n{}\n-- the page:\n{there}", log.join("\n"));
    }

    pub(super) async fn cdp(&self, method: &str, parameters: Value) -> Value {
        let answer = self.driver.cdp().send_raw(method, parameters).await;
        answer.unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    /// Runs a script in the page and returns its result.
    pub(super) async fn script(&self, script: &str, arguments: &[Value]) -> Value {
        let answer = self.driver.execute(script, arguments.to_vec()).await;
        answer.unwrap_or_else(|error| panic!("{script}: {error}")).json().clone()
    }
}

/// The page was unloaded during the check; the next page can be checked instead.
pub(super) fn left_the_page(error: &thirtyfour::error::WebDriverError) -> bool {
    matches!(
        error.as_inner(),
        WebDriverErrorInner::JavascriptError(_)
            | WebDriverErrorInner::StaleElementReference(_)
            | WebDriverErrorInner::UnknownError(_)
            | WebDriverErrorInner::NoSuchElement(_)
    )
}
