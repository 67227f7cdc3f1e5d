//! Steps through the settings: to the form, through the difference, to what was saved. It must not know what a test is
//! about.

use super::{Page, button, checkbox, dialog, field, region, row};

/// The dialog with the difference.
pub(crate) const REVIEW: &str = "Save these settings?";

impl Page {
    /// Opens the rules as the administrator.
    pub(crate) async fn open_settings(&self) {
        self.host.open("/?persona=admin&rc-view=settings").await;
        self.see_text("Who can request for whom").await;
    }

    /// Closes that one of those that hang.
    pub(crate) async fn close_stuck(&self, name: &str) {
        self.pick_stuck(&[name]).await;
        self.click_button("Close request").await;
        self.click(button("Close request").inside(dialog("Close this request?"))).await;
    }

    /// Sees what became of closing it.
    pub(crate) async fn see_close_outcome(&self, name: &str, outcome: &str) {
        self.see_text_in(row(name).inside(region("Close requests")), outcome).await;
    }

    /// Opens the form over the rules.
    pub(crate) async fn open_setting_form(&self) {
        self.open_settings().await;
        self.click_button("Change settings").await;
        self.see(field("Anyone can request for anyone")).await;
    }

    /// Goes as far as the difference.
    pub(crate) async fn review_settings(&self) {
        self.click_button("Save settings").await;
        self.see(dialog(REVIEW)).await;
    }

    /// The last step of saving.
    pub(crate) async fn confirm_settings(&self) {
        self.click(button("Save settings").inside(dialog(REVIEW))).await;
    }

    /// Saves with a look at the difference.
    pub(crate) async fn save_settings(&self) {
        self.review_settings().await;
        self.confirm_settings().await;
    }

    /// Saves, and sees it saved.
    pub(crate) async fn save_settings_well(&self) {
        self.save_settings().await;
        self.see_text("Settings saved").await;
    }

    /// Those buttons of the open dialog that lie in sight, uncovered.
    pub(crate) async fn buttons_in_sight(&self) -> Vec<String> {
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

    /// Opens what hangs as the administrator.
    pub(crate) async fn open_stuck(&self) {
        self.open_settings().await;
        self.click_button("Stuck requests").await;
        self.see_text("stuck requests").await;
    }

    /// Picks requests that hang, by what they ask for.
    pub(crate) async fn pick_stuck(&self, names: &[&str]) {
        for name in names {
            self.click(checkbox(&format!("Select {name}"))).await;
        }
    }
}
