//! Steps that many tests take on their way to what they are about.

use super::{Page, Query, button, dialog, field, heading, region, row};

impl Page {
    /// Opens the demo page as the employee and waits until the catalog is there.
    pub(crate) async fn open_catalog(&self) {
        self.host.open_as("employee").await;
        self.see_text("items").await;
    }

    /// Opens My requests as the employee and waits until the rows are there.
    pub(crate) async fn open_my_requests(&self) {
        self.open_catalog().await;
        self.click_tab("My requests").await;
        self.see_text("Updated").await;
    }

    /// Adds items of the catalog to the request, each seen to be in it.
    pub(crate) async fn add(&self, items: &[&str]) {
        for item in items {
            self.click_button(&format!("Add to request: {item}")).await;
            self.see(region(item)).await;
            self.see_row(item, "In your request").await;
        }
    }

    /// Reviews and submits what is in the request.
    pub(crate) async fn submit(&self) {
        self.click_button("Review request").await;
        self.click_button("Submit request").await;
    }

    /// Asks for items with a comment each, and sees that the request was accepted.
    pub(crate) async fn ask_for(&self, items: &[&str]) {
        self.add(items).await;
        for item in items {
            self.type_keys(comment_for(item), &format!("For {item}")).await;
        }
        self.submit().await;
        self.see_text("Your request was submitted").await;
    }

    /// Reads My requests again, as somebody does who does not want to wait.
    pub(crate) async fn check_now(&self) {
        self.click_button("Refresh").await;
    }

    /// Opens the detail of a row of My requests.
    pub(crate) async fn open_request(&self, item: &str) {
        self.click(button(item).within(item)).await;
        self.see(heading(item)).await;
    }

    /// Gives a reason and goes as far as the dialog that asks once more.
    pub(crate) async fn ask_to_cancel(&self, reason: &str) {
        self.type_into("Reason for cancelling", reason).await;
        self.click_button("Cancel request").await;
        self.see(dialog("Cancel this request?")).await;
    }

    /// The last step of a cancel.
    pub(crate) async fn confirm_cancel(&self) {
        self.click(button("Cancel request").inside(dialog("Cancel this request?"))).await;
    }

    /// Sees a row of My requests in that state.
    pub(crate) async fn see_state(&self, item: &str, state: &str) {
        self.see_text_in(row(item), state).await;
    }
}

/// The comment of an item in the request.
pub(crate) fn comment_for(item: &str) -> Query {
    field("Comment*").inside(region(item))
}

/// The end date of an item in the request.
pub(crate) fn end_of(item: &str) -> Query {
    field("End date (optional)").inside(region(item))
}
