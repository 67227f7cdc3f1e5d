//! A pool of browsers, one per processor, each used by one test at a time. Every test gets a new tab and, because its sandbox has
//! a port of its own, its own origin with separate storage, locks and caches. A browser in which a test failed is not reused. It
//! must not know any page.

use crate::driver;
use serde_json::{Value, json};
use std::{
    env,
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
    thread,
    time::Duration,
};
use thirtyfour::{Capabilities, WebDriver, error::WebDriverError};

/// The time limit of a script in the page; longer than any wait of a test.
const SCRIPT: Duration = Duration::from_secs(60);

static SHELF: Mutex<Shelf> = Mutex::new(Shelf { lent: 0, idle: Vec::new() });
static GIVEN_BACK: Condvar = Condvar::new();

struct Shelf {
    lent: usize,
    idle: Vec<WebDriver>,
}

fn shelf() -> MutexGuard<'static, Shelf> {
    SHELF.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A slot for one browser.
pub(crate) struct Turn(Option<WebDriver>);

impl Turn {
    /// Waits for a free slot.
    pub(crate) fn wait() -> Self {
        let room = thread::available_parallelism().map_or(1, usize::from).min(4);
        let mut shelf = GIVEN_BACK
            .wait_while(shelf(), |shelf| shelf.lent >= room)
            .unwrap_or_else(PoisonError::into_inner);
        shelf.lent += 1;
        Self(shelf.idle.pop())
    }

    /// A browser with one empty tab.
    pub(crate) async fn browser(&mut self) -> WebDriver {
        let driver = match self.0.take() {
            Some(used) => used,
            None => open().await.expect("the browser starts"),
        };
        self.0 = Some(driver.clone());
        driver
    }

    /// Cleans the browser up for the next test, or closes it if that or the test failed.
    pub(crate) async fn tidy(&mut self, passed: bool) {
        let Some(driver) = self.0.take() else { return };
        if passed && clear(&driver).await.is_ok() {
            self.0 = Some(driver);
        } else {
            // An unresponsive browser is closed at the end of the run.
            let _ = driver.quit().await;
        }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut shelf = shelf();
        shelf.lent -= 1;
        shelf.idle.extend(self.0.take());
        GIVEN_BACK.notify_one();
    }
}

async fn open() -> Result<WebDriver, WebDriverError> {
    let driver = WebDriver::new(driver::address(), capabilities()).await?;
    driver.set_script_timeout(SCRIPT).await?;
    Ok(driver)
}

/// A new tab in a window of the usual size, without the settings of the one before.
async fn clear(driver: &WebDriver) -> Result<(), WebDriverError> {
    let used = driver.windows().await?;
    let fresh = driver.new_tab().await?;
    for window in used {
        driver.switch_to_window(window).await?;
        driver.close_window().await?;
    }
    driver.switch_to_window(fresh).await?;
    driver.set_window_rect(0, 0, 1280, 900).await?;
    // Cookies are shared between ports.
    driver.cdp().send_raw("Network.clearBrowserCookies", json!({})).await?;
    driver.browser_log().await?;
    Ok(())
}

/// Headless Chromium without background requests, in a known language.
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
    if let Ok(binary) = env::var("REQUEST_CENTER_CHROMIUM") {
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
