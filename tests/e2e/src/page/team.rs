//! Steps through My team: from a person to their access and to the removal of some of it. They must not know what a test is
//! about.

use super::{Page, Query, button, checkbox, field, heading, row};

/// The person behind the persona `employee` in the demo's company; reports to `manager`.
pub(crate) const AMARA: &str = "Amara Okafor";

/// The checkbox that picks an item for removal.
pub(crate) fn item_box(name: &str) -> Query {
    checkbox(&format!("Remove {name}"))
}

impl Page {
    /// Opens My team as that persona.
    pub(crate) async fn open_team(&self, persona: &str) {
        self.host.open(&format!("/?persona={persona}&rc-view=team")).await;
    }

    /// Opens My team as the manager and shows that person's access.
    pub(crate) async fn open_report(&self, name: &str) {
        self.open_team("manager").await;
        self.show_person(name).await;
    }

    /// Shows the access of a person in the list.
    pub(crate) async fn show_person(&self, name: &str) {
        self.click(button(name).within(name)).await;
        self.see(heading(name)).await;
        self.see(row("All Employees")).await;
    }

    /// Ticks people in the list and shows their access together.
    pub(crate) async fn show_together(&self, names: &[&str]) {
        for name in names {
            self.click(checkbox(&format!("Select {name}"))).await;
        }
        self.click_button("Show access of *").await;
        self.see(row("All Employees")).await;
    }

    /// Picks items for removal, and sees each in the form.
    pub(crate) async fn pick(&self, names: &[&str]) {
        for name in names {
            self.click(item_box(name)).await;
            self.see(button(&format!("Keep {name}"))).await;
        }
    }

    /// Looks up whether the person has an entitlement.
    pub(crate) async fn look_up(&self, name: &str) {
        self.replace("Find an entitlement", name).await;
        self.click_button(&format!("Look up {name}")).await;
    }

    /// Expands a row of the access list.
    pub(crate) async fn expand(&self, name: &str) {
        self.click(button(name).within(name)).await;
    }

    /// Types the comment for all items picked.
    pub(crate) async fn write_comment(&self, text: &str) {
        self.type_keys(field("Reason*"), text).await;
    }

    /// Reviews the removal form and submits it.
    pub(crate) async fn request_removal(&self) {
        self.click_button("Review removal").await;
        self.click_button("Request removal").await;
    }

    /// Types the comment, submits the removal and sees it accepted.
    pub(crate) async fn remove(&self, names: &[&str]) {
        self.pick(names).await;
        self.write_comment("Changes the team").await;
        self.request_removal().await;
        self.see_text("Your removal requests were submitted").await;
    }
}
