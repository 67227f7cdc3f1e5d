//! The verbs tests are written in, by what they drive: the widget as a person sees it (`Page`), the page around it (`page.host`)
//! and the sandbox behind it (`page.sandbox`). They must not know what a test is about, nor the widget's markup beyond roles and
//! names.

mod act;
mod approvals;
mod decisions;
mod host;
mod journey;
mod leave;
mod query;
mod sandbox;
mod see;
mod settings;
mod tab;
mod team;

pub(crate) use approvals::{WORDS, leave_out, pick};
pub(crate) use journey::{comment_for, end_of};
pub(crate) use query::{
    Query, any_alert, any_dialog, any_row, button, checkbox, dialog, field, group, heading, region, row, tab,
    tabpanel,
};
pub(crate) use sandbox::{BAD_REQUEST, Effects, FAILURE};
pub(crate) use settings::REVIEW;
pub(crate) use team::{AMARA, thing};

use crate::sandbox::Server;
use host::Host;
use sandbox::Sandbox;
use serde_json::json;
use tab::{Tab, left_the_page};
use thirtyfour::WebDriver;

/// The widget on a page in a browser; every verb of its own is something a person does or perceives.
pub(crate) struct Page {
    tab: Tab,
    /// The page around the widget.
    pub(crate) host: Host,
    /// The service behind the widget.
    pub(crate) sandbox: Sandbox,
}

impl Page {
    /// A blank page, ready for the tests' eyes.
    pub(crate) async fn new(driver: WebDriver, server: Server) -> Self {
        let tab = Tab::new(driver);
        tab.prepare().await;
        // An earlier test may have had this port: what its page kept is not this one's.
        let kept = json!({ "origin": server.address, "storageTypes": "all" });
        tab.cdp("Storage.clearDataForOrigin", kept).await;
        let host = Host::new(tab.clone(), server.address.clone());
        Self { host, sandbox: Sandbox::new(tab.clone(), server), tab }
    }

    /// Looks again and again until `look` finds what it looks for; fails when patience is over, with what there was instead.
    pub(crate) async fn until<T>(&self, wish: &str, look: impl AsyncFn() -> Result<T, String>) -> T {
        self.tab.until(wish, look).await
    }

    /// The same for what takes long however fast the machine is.
    pub(crate) async fn until_after_long<T>(
        &self,
        wish: &str,
        look: impl AsyncFn() -> Result<T, String>,
    ) -> T {
        self.tab.until_after_long(wish, look).await
    }
}
