//! What surrounds the page: address, window, colours, connection, tabs. It must not look at what the page shows.

use super::Page;
use serde_json::json;

impl Page {
    /// Opens the demo page as that persona.
    pub(crate) async fn open_as(&self, persona: &str) {
        self.open(&format!("/?persona={persona}")).await;
    }

    /// Opens an address of the site.
    pub(crate) async fn open(&self, path: &str) {
        let address = format!("{}{path}", self.sandbox.address);
        self.driver.goto(&address).await.unwrap_or_else(|error| panic!("{address}: {error}"));
    }

    /// Reloads the page.
    pub(crate) async fn reload(&self) {
        self.driver.refresh().await.expect("the page reloads");
    }

    /// A header of the answer for an address of the site.
    pub(crate) async fn header(&self, path: &str, name: &str) -> String {
        self.sandbox.header(path, name).await
    }

    /// Lets go of what the browser's log has so far, for a test that breaks a rule on purpose.
    pub(crate) async fn forget_log(&self) {
        self.driver.browser_log().await.expect("the browser keeps a log");
    }

    /// The query string of the page's address.
    pub(crate) async fn address_query(&self) -> String {
        self.driver
            .current_url()
            .await
            .expect("the page has an address")
            .query()
            .unwrap_or_default()
            .to_owned()
    }

    /// Opens another tab and goes there.
    pub(crate) async fn open_tab(&self) {
        let handle = self.driver.new_tab().await.expect("a tab opens");
        self.driver.switch_to_window(handle).await.expect("the tab is there");
        self.prepare().await;
    }

    /// Opens another window and goes there.
    pub(crate) async fn open_window(&self) {
        let handle = self.driver.new_window().await.expect("a window opens");
        self.driver.switch_to_window(handle).await.expect("the window is there");
        self.prepare().await;
    }

    /// Puts this window away, as into a task bar: its page is hidden.
    pub(crate) async fn minimize(&self) {
        self.driver.minimize_window().await.expect("the window is minimized");
        assert_eq!(self.script("return document.visibilityState", &[]).await, "hidden");
    }

    /// Gets this window back.
    pub(crate) async fn restore(&self) {
        self.driver.set_window_rect(0, 0, 1280, 900).await.expect("the window is back");
    }

    /// Goes to a tab or window, counted from 0.
    pub(crate) async fn go_to_tab(&self, index: usize) {
        let handles = self.driver.windows().await.expect("there are tabs");
        self.driver.switch_to_window(handles[index].clone()).await.expect("the tab is there");
        // The driver only turns its own attention; a person has the window in front and uses it.
        self.cdp("Page.bringToFront", json!({})).await;
    }

    /// Gives the window this many CSS pixels, at that zoom (1 to 5).
    pub(crate) async fn size(&self, width: u32, height: u32, zoom: u32) {
        let metrics = json!({ "width": width / zoom, "height": height / zoom, "deviceScaleFactor": zoom, "mobile": false });
        self.cdp("Emulation.setDeviceMetricsOverride", metrics).await;
    }

    /// The system prefers these colours, `light` or `dark`.
    pub(crate) async fn colours(&self, scheme: &str) {
        let feature = json!({ "features": [
            { "name": "prefers-color-scheme", "value": scheme },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ] });
        self.cdp("Emulation.setEmulatedMedia", feature).await;
    }

    /// The system puts its own few colours in the place of the page's.
    pub(crate) async fn force_colours(&self) {
        let feature = json!({ "features": [{ "name": "forced-colors", "value": "active" }] });
        self.cdp("Emulation.setEmulatedMedia", feature).await;
    }

    /// Cuts the tab off from the network, or joins it again.
    pub(crate) async fn offline(&self, offline: bool) {
        self.cdp("Network.enable", json!({})).await;
        let conditions =
            json!({ "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
        self.cdp("Network.emulateNetworkConditions", conditions).await;
    }

    /// Runs a script in every page opened from now on, before its own.
    pub(crate) async fn before_every_page(&self, script: &str) {
        self.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script })).await;
    }

    /// Changes the host page, as its author might: the text of a function's body.
    pub(crate) async fn host_page(&self, script: &str) -> serde_json::Value {
        self.script(script, &[]).await
    }
}
