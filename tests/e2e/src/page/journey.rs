//! Steps that many tests share.

use super::{Page, Query, button, dialog, field, heading, region, row};

impl Page {
    /// Opens the demo page as the employee and waits for the catalog.
    pub(crate) async fn open_catalog(&self) {
        self.host.open_as("employee").await;
        self.see_text("items").await;
    }

    /// Opens My requests as the employee and waits for its rows.
    pub(crate) async fn open_my_requests(&self) {
        self.open_catalog().await;
        self.click_tab("My requests").await;
        self.see_text("Updated").await;
    }

    /// Adds catalog items to the request, and sees each in it.
    pub(crate) async fn add(&self, items: &[&str]) {
        for item in items {
            self.click_button(&format!("Add to request: {item}")).await;
            self.see(region(item)).await;
            self.see_row(item, "In your request").await;
        }
    }

    /// Reviews and submits the request.
    pub(crate) async fn submit(&self) {
        self.click_button("Review request").await;
        self.click_button("Submit request").await;
    }

    /// Requests items with a comment each, and sees the request accepted.
    pub(crate) async fn request_items(&self, items: &[&str]) {
        self.add(items).await;
        for item in items {
            self.type_keys(comment_for(item), &format!("For {item}")).await;
        }
        self.submit().await;
        self.see_text("Your request was submitted").await;
    }

    /// Refreshes My requests.
    pub(crate) async fn refresh(&self) {
        self.click_button("Refresh").await;
    }

    /// Opens the detail of a row of My requests.
    pub(crate) async fn open_request(&self, item: &str) {
        self.click(button(item).within(item)).await;
        self.see(heading(item)).await;
    }

    /// Types a reason for a cancel and opens the confirmation dialog.
    pub(crate) async fn start_cancel(&self, reason: &str) {
        self.type_into("Reason for cancelling", reason).await;
        self.click_button("Cancel request").await;
        self.see(dialog("Cancel this request?")).await;
    }

    /// Confirms a cancel.
    pub(crate) async fn confirm_cancel(&self) {
        self.click(button("Cancel request").inside(dialog("Cancel this request?"))).await;
    }

    /// Sees a row of My requests with that state.
    pub(crate) async fn see_state(&self, item: &str, state: &str) {
        self.see_text_in(row(item), state).await;
    }
}

/// The comment of an item in the request.
pub(crate) fn comment_for(item: &str) -> Query {
    field("Comment*").inside(region(item))
}

/// The end date of an item in the request.
pub(crate) fn end_date_of(item: &str) -> Query {
    field("End date (optional)").inside(region(item))
}
