//! Steps through the settings: to the form, the review and the saved state. They must not know what a test is about.

use super::{Page, button, checkbox, dialog, field, region, row};

/// The dialog that reviews the changes.
pub(crate) const REVIEW: &str = "Save these settings?";

impl Page {
    /// Opens the settings as the administrator.
    pub(crate) async fn open_settings(&self) {
        self.host.open("/?persona=admin&rc-view=settings").await;
        self.see_text("Who can request for whom").await;
    }

    /// Closes that stuck request.
    pub(crate) async fn close_stuck(&self, name: &str) {
        self.pick_stuck(&[name]).await;
        self.click_button("Close request").await;
        self.click(button("Close request").inside(dialog("Close this request?"))).await;
    }

    /// Sees the outcome of closing it.
    pub(crate) async fn see_close_outcome(&self, name: &str, outcome: &str) {
        self.see_text_in(row(name).inside(region("Close requests")), outcome).await;
    }

    /// Opens the form to edit the settings.
    pub(crate) async fn open_setting_form(&self) {
        self.open_settings().await;
        self.click_button("Change settings").await;
        self.see(field("Anyone can request for anyone")).await;
    }

    /// Opens the review of the changes.
    pub(crate) async fn review_settings(&self) {
        self.click_button("Save settings").await;
        self.see(dialog(REVIEW)).await;
    }

    /// Confirms the changes.
    pub(crate) async fn confirm_settings(&self) {
        self.click(button("Save settings").inside(dialog(REVIEW))).await;
    }

    /// Reviews and confirms the changes.
    pub(crate) async fn save_settings(&self) {
        self.review_settings().await;
        self.confirm_settings().await;
    }

    /// Saves, and sees the changes confirmed.
    pub(crate) async fn save_settings_confirmed(&self) {
        self.save_settings().await;
        self.see_text("Settings saved").await;
    }

    /// The buttons of the open dialog that are visible and uncovered.
    pub(crate) async fn visible_buttons(&self) -> Vec<String> {
        let script = "const root = document.querySelector('request-center').shadowRoot;
            const seen = (button) => {
                const box = button.getBoundingClientRect();
                const top = root.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
                return top !== null && button.contains(top);
            };
            const buttons = [...root.querySelectorAll('dialog[open] button')].filter(seen);
            return buttons.map((button) => button.textContent.trim());";
        serde_json::from_value(self.host.run(script).await).expect("names of buttons")
    }

    /// Opens the stuck requests as the administrator.
    pub(crate) async fn open_stuck(&self) {
        self.open_settings().await;
        self.click_button("Stuck requests").await;
        self.see_text("stuck requests").await;
    }

    /// Selects stuck requests by the name of their item.
    pub(crate) async fn pick_stuck(&self, names: &[&str]) {
        for name in names {
            self.click(checkbox(&format!("Select {name}"))).await;
        }
    }
}
