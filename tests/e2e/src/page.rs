//! The verbs of the tests, by what they drive: the widget as a user sees it (`Page`), the embedding page (`page.host`) and the
//! sandbox (`page.sandbox`). They must not know what a test is about, nor the widget's markup beyond roles and names.

mod act;
mod approvals;
mod decisions;
mod host;
mod journey;
mod checks;
mod planted;
mod query;
mod sandbox;
mod see;
mod settings;
mod tab;
mod team;

pub(crate) use approvals::{WORDS, exclude, pick};
pub(crate) use journey::{comment_for, end_date_of};
pub(crate) use query::{
    Query, any_alert, any_dialog, any_row, button, checkbox, dialog, field, grid, grid_row, gridcell, group,
    heading, region, row, tab, tabpanel,
};
pub(crate) use sandbox::{BAD_REQUEST, Effects, FAILURE, lost_answer};
pub(crate) use settings::REVIEW;
pub(crate) use team::{AMARA, item_box};

use crate::sandbox::Server;
use host::Host;
use sandbox::Sandbox;
use serde_json::json;
use tab::{Tab, left_the_page};
use thirtyfour::WebDriver;

/// Runs the page's clock and timers ten times as fast.
pub(crate) const HURRY: &str =
    "const began = Date.now(), now = Date.now.bind(Date), later = window.setTimeout.bind(window);
    Date.now = () => began + (now() - began) * 10;
    window.setTimeout = (run, millis = 0, ...rest) => later(run, millis / 10, ...rest);";

/// Counts the answers with 429 in `window.refused`.
pub(crate) const COUNT_REFUSALS: &str = "window.refused = 0;
    const real = window.fetch;
    window.fetch = async (...call) => {
        const answer = await real(...call);
        if (answer.status === 429) window.refused += 1;
        return answer;
    };";

/// The widget on a page in a browser; each verb of its own is an action or a perception of a user.
pub(crate) struct Page {
    tab: Tab,
    /// The embedding page.
    pub(crate) host: Host,
    /// The service behind the widget.
    pub(crate) sandbox: Sandbox,
}

impl Page {
    /// A blank page with the query helpers installed.
    pub(crate) async fn new(driver: WebDriver, server: Server) -> Self {
        let tab = Tab::new(driver);
        tab.prepare().await;
        // An earlier test may have used this port and stored something for this origin.
        let kept = json!({ "origin": server.address, "storageTypes": "all" });
        tab.cdp("Storage.clearDataForOrigin", kept).await;
        let host = Host::new(tab.clone(), server.address.clone());
        Self { host, sandbox: Sandbox::new(tab.clone(), server), tab }
    }

    /// Repeats `look` until it succeeds; fails at the time limit with its last error.
    pub(crate) async fn until<T>(&self, wish: &str, look: impl AsyncFn() -> Result<T, String>) -> T {
        self.tab.until(wish, look).await
    }

    /// The same with a long time limit.
    pub(crate) async fn until_slow<T>(&self, wish: &str, look: impl AsyncFn() -> Result<T, String>) -> T {
        self.tab.until_slow(wish, look).await
    }
}
