//! The page that embeds the widget: address, window, colours, connection and tabs, its author's options, and the events it
//! receives. It must not look at the widget's content.

use super::Tab;
use serde_json::{Value, json};
use std::fs;

/// The embedding page, as its author and the browser see it.
pub(crate) struct Host {
    tab: Tab,
    /// The origin of the site, without a slash at the end.
    address: String,
}

impl Host {
    pub(super) fn new(tab: Tab, address: String) -> Self {
        Self { tab, address }
    }

    /// Opens the demo page as that persona.
    pub(crate) async fn open_as(&self, persona: &str) {
        self.open(&format!("/?persona={persona}")).await;
    }

    /// Opens an address of the site.
    pub(crate) async fn open(&self, path: &str) {
        let address = format!("{}{path}", self.address);
        self.tab.driver.goto(&address).await.unwrap_or_else(|error| panic!("{address}: {error}"));
    }

    /// Reloads the page.
    pub(crate) async fn reload(&self) {
        self.tab.driver.refresh().await.expect("the page reloads");
    }

    /// The query string of the page's address.
    pub(crate) async fn address_query(&self) -> String {
        self.tab
            .driver
            .current_url()
            .await
            .expect("the page has an address")
            .query()
            .unwrap_or_default()
            .to_owned()
    }

    /// Opens another tab and goes there.
    pub(crate) async fn open_tab(&self) {
        let handle = self.tab.driver.new_tab().await.expect("a tab opens");
        self.tab.driver.switch_to_window(handle).await.expect("the tab is there");
        self.tab.prepare().await;
    }

    /// Opens another window and goes there.
    pub(crate) async fn open_window(&self) {
        let handle = self.tab.driver.new_window().await.expect("a window opens");
        self.tab.driver.switch_to_window(handle).await.expect("the window is there");
        self.tab.prepare().await;
    }

    /// Switches to a tab or window, counted from 0.
    pub(crate) async fn switch_to_tab(&self, index: usize) {
        let handles = self.tab.driver.windows().await.expect("there are tabs");
        self.tab.driver.switch_to_window(handles[index].clone()).await.expect("the tab is there");
        // Switching alone leaves the window in the background, where a user would have it in front.
        self.tab.cdp("Page.bringToFront", json!({})).await;
    }

    /// Minimizes this window: its page is hidden.
    pub(crate) async fn minimize(&self) {
        self.tab.driver.minimize_window().await.expect("the window is minimized");
        assert_eq!(self.tab.script("return document.visibilityState", &[]).await, "hidden");
    }

    /// Restores this window.
    pub(crate) async fn restore(&self) {
        self.tab.driver.set_window_rect(0, 0, 1280, 900).await.expect("the window is back");
    }

    /// Sets the size of the window in CSS pixels, and its zoom (1 to 5).
    pub(crate) async fn resize(&self, width: u32, height: u32, zoom: u32) {
        let metrics = json!({ "width": width / zoom, "height": height / zoom, "deviceScaleFactor": zoom, "mobile": false });
        self.tab.cdp("Emulation.setDeviceMetricsOverride", metrics).await;
    }

    /// Sets the system's colour scheme, `light` or `dark`.
    pub(crate) async fn set_colour_scheme(&self, scheme: &str) {
        let feature = json!({ "features": [
            { "name": "prefers-color-scheme", "value": scheme },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ] });
        self.tab.cdp("Emulation.setEmulatedMedia", feature).await;
    }

    /// Turns on the system's forced colours.
    pub(crate) async fn set_forced_colours(&self) {
        let feature = json!({ "features": [{ "name": "forced-colors", "value": "active" }] });
        self.tab.cdp("Emulation.setEmulatedMedia", feature).await;
    }

    /// Disconnects the tab from the network, or reconnects it.
    pub(crate) async fn set_offline(&self, offline: bool) {
        self.tab.cdp("Network.enable", json!({})).await;
        let conditions =
            json!({ "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
        self.tab.cdp("Network.emulateNetworkConditions", conditions).await;
    }

    /// Presses the button that downloads a file, and returns its name and its text.
    pub(crate) async fn downloaded(&self, press: impl AsyncFnOnce()) -> (String, String) {
        let name = std::thread::current().name().unwrap_or("page").replace("::", "-");
        let folder = std::env::temp_dir().join(format!("request-center-{}-{name}", std::process::id()));
        fs::create_dir_all(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        let place = json!({ "behavior": "allow", "downloadPath": folder });
        self.tab.cdp("Browser.setDownloadBehavior", place).await;
        press().await;
        let file = self
            .tab
            .until("sees a file downloaded", async || {
                let files = fs::read_dir(&folder).map_err(|error| error.to_string())?;
                let mut files = files.filter_map(Result::ok).map(|file| file.path());
                let whole = files.find(|file| file.extension().is_some_and(|kind| kind == "csv"));
                whole.ok_or_else(|| "there is none".to_owned())
            })
            .await;
        let text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let _ = fs::remove_dir_all(&folder);
        (file.file_name().unwrap_or_default().to_string_lossy().into_owned(), text)
    }

    /// Runs a script in every page opened from now on, before the page's own.
    pub(crate) async fn before_every_page(&self, script: &str) {
        self.tab.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script })).await;
    }

    /// Runs a script, the body of a function, as the page's author might, and returns its result.
    pub(crate) async fn run(&self, script: &str) -> Value {
        self.tab.script(script, &[]).await
    }

    /// Sets an attribute of the widget, as the page's author might.
    pub(crate) async fn set_option(&self, name: &str, value: &str) {
        let script = "document.querySelector('request-center').setAttribute(arguments[0], arguments[1])";
        self.tab.script(script, &[json!(name), json!(value)]).await;
    }

    /// Returns whether the browser would ask for confirmation before this page is left.
    pub(crate) async fn asks_before_leaving(&self) -> bool {
        let script = "const event = new Event('beforeunload', { cancelable: true });
            window.dispatchEvent(event);
            return event.defaultPrevented;";
        self.tab.script(script, &[]).await == Value::Bool(true)
    }

    /// Waits until that script, the body of a function, returns true.
    pub(crate) async fn see_true(&self, script: &str) {
        self.tab
            .until(script, async || {
                let says = self.tab.script(script, &[]).await;
                if says == Value::Bool(true) { Ok(()) } else { Err(format!("it says {says}")) }
            })
            .await;
    }

    /// Sees the page with that title.
    pub(crate) async fn see_title(&self, title: &str) {
        self.tab.wait("title", json!({ "wanted": title }), &format!("sees the title {title:?}")).await;
    }

    /// Expects exactly that many events of that name, now and at the end of the test, unless a later call expects more.
    pub(crate) async fn see_event(&self, name: &str, count: usize) {
        let kind = format!("request-center-{name}");
        self.tab
            .wait("event", json!({ "type": kind, "count": count }), &format!("hears {count} of {kind}"))
            .await;
    }

    /// The details of the element's events of that name, in order.
    pub(crate) async fn events(&self, name: &str) -> Vec<Value> {
        let script = "return window.look.events.filter(({ type }) => type === arguments[0]).map(({ detail }) => detail)";
        match self.tab.script(script, &[json!(format!("request-center-{name}"))]).await {
            Value::Array(events) => events,
            other => panic!("{other}"),
        }
    }

    /// The names of the files loaded with that ending, in alphabetical order, once per load.
    pub(crate) async fn loaded_files(&self, ending: &str) -> Vec<String> {
        let script =
            "return performance.getEntriesByType('resource').map(({ name }) => name.split('/').pop())
            .filter((name) => name.endsWith(arguments[0])).sort()";
        let names = self.tab.script(script, &[json!(ending)]).await;
        names
            .as_array()
            .expect("names")
            .iter()
            .map(|name| name.as_str().unwrap_or_default().to_owned())
            .collect()
    }

    /// Sees that the content security policy blocked something under that directive.
    pub(crate) async fn see_policy_violated(&self, directive: &str) {
        self.tab.wait("blocked", json!({ "wanted": directive }), &format!("sees {directive} broken")).await;
    }

    /// The violations of the content security policy.
    pub(crate) async fn csp_violations(&self) -> Vec<String> {
        serde_json::from_value(self.tab.script("return window.look.violations", &[]).await)
            .expect("a list of sentences")
    }

    /// Sees that only this is left on window and document, by the counter the test has installed.
    pub(crate) async fn see_leftovers(&self, wanted: &str) {
        self.tab.wait("leftBehind", json!({ "wanted": wanted }), &format!("sees {wanted} left behind")).await;
    }

    /// Discards the browser's log so far, for a test that violates a rule on purpose.
    pub(crate) async fn clear_log(&self) {
        self.tab.driver.browser_log().await.expect("the browser keeps a log");
    }
}
