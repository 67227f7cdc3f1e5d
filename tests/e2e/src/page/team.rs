//! Steps through My team: from a person to what they hold and to the removal of some of it. It must not know what a test is
//! about.

use super::{Page, Query, button, checkbox, field, heading, row};

/// Who stands for the persona `employee` in the company of the demo; reports to `manager`.
pub(crate) const AMARA: &str = "Amara Okafor";

/// The box that picks something for removal.
pub(crate) fn thing(name: &str) -> Query {
    checkbox(&format!("Remove {name}"))
}

impl Page {
    /// Opens My team as that persona.
    pub(crate) async fn open_team(&self, persona: &str) {
        self.host.open(&format!("/?persona={persona}&rc-view=team")).await;
    }

    /// Opens My team as the manager and shows what that person holds.
    pub(crate) async fn open_report(&self, name: &str) {
        self.open_team("manager").await;
        self.show_person(name).await;
    }

    /// Shows what somebody in the list holds.
    pub(crate) async fn show_person(&self, name: &str) {
        self.click(button(name).within(name)).await;
        self.see(heading(name)).await;
        self.see(row("All Employees")).await;
    }

    /// Ticks people in the list and shows what they hold together.
    pub(crate) async fn show_together(&self, names: &[&str]) {
        for name in names {
            self.click(checkbox(&format!("Select {name}"))).await;
        }
        self.click_button("Show access of *").await;
        self.see(row("All Employees")).await;
    }

    /// Picks things for removal, each seen to be in the form.
    pub(crate) async fn pick(&self, names: &[&str]) {
        for name in names {
            self.click(thing(name)).await;
            self.see(button(&format!("Keep {name}"))).await;
        }
    }

    /// Looks up whether an entitlement is held.
    pub(crate) async fn look_up(&self, name: &str) {
        self.replace("Find an entitlement", name).await;
        self.click_button(&format!("Look up {name}")).await;
    }

    /// Unfolds a row of what is held.
    pub(crate) async fn unfold(&self, name: &str) {
        self.click(button(name).within(name)).await;
    }

    /// Says why, for all that is picked.
    pub(crate) async fn say_why(&self, text: &str) {
        self.type_keys(field("Reason*"), text).await;
    }

    /// Reviews what is picked and requests its removal.
    pub(crate) async fn request_removal(&self) {
        self.click_button("Review removal").await;
        self.click_button("Request removal").await;
    }

    /// Says why, requests the removal and sees it accepted.
    pub(crate) async fn remove(&self, names: &[&str]) {
        self.pick(names).await;
        self.say_why("Changes the team").await;
        self.request_removal().await;
        self.see_text("Your removal requests were submitted").await;
    }
}
