//! The writes of the widget, each from the typed form to its outcome, as a user sees it. It must not know what goes wrong.

use crate::{
    page::{AMARA, Page, WORDS, button, comment_for, dialog, field},
    sandbox::World,
};
use request_center_models::operation::Operation;

const JONAS: &str = "Snowflake analyst, Jonas Petit";
const STUCK: &str = "Power BI Pro";
const CLOSE_IT: &str = "Close this request?";

/// A write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Write {
    Submit,
    Cancel,
    Removal,
    Approve,
    Deny,
    Forward,
    Close,
    Save,
}

impl Write {
    /// The operation that carries it out.
    pub(super) fn operation(self) -> Operation {
        match self {
            Self::Submit | Self::Removal => Operation::CreateAccessRequest,
            Self::Cancel => Operation::CancelAccessRequest,
            Self::Approve => Operation::ApproveAccessRequest,
            Self::Deny => Operation::RejectAccessRequest,
            Self::Forward => Operation::ForwardAccessRequest,
            Self::Close => Operation::CloseAccessRequest,
            Self::Save => Operation::SetAccessRequestConfig,
        }
    }

    /// The world in which it is made.
    pub(super) fn world(self) -> World {
        match self {
            Self::Submit | Self::Cancel => World::company(),
            Self::Approve | Self::Deny | Self::Forward => World::approvals(),
            Self::Removal | Self::Close | Self::Save => World::default(),
        }
    }

    /// True for decisions on approvals.
    pub(super) fn is_decision(self) -> bool {
        matches!(self, Self::Approve | Self::Deny | Self::Forward)
    }

    /// Types all of it, one click short of sending.
    pub(super) async fn compose(self, page: &Page) {
        match self {
            Self::Submit => {
                page.open_catalog().await;
                page.add(&["Payroll analyst"]).await;
                page.type_keys(comment_for("Payroll analyst"), "Covers for Petra").await;
                page.click_button("Review request").await;
            }
            Self::Cancel => {
                page.open_my_requests().await;
                page.open_request("Payroll approver").await;
                page.start_cancel("Petra is back").await;
            }
            Self::Removal => {
                page.open_report(AMARA).await;
                page.pick(&["Month-End Close Team"]).await;
                page.write_comment("Moves to the audit team").await;
                page.click_button("Review removal").await;
            }
            Self::Approve | Self::Deny | Self::Forward => {
                page.open_approvals("approver").await;
                page.host.set_option("undo-seconds", "0").await;
                page.open_approval(JONAS).await;
                self.fill_decision(page).await;
            }
            Self::Close => {
                page.open_stuck().await;
                page.host.set_option("poll-seconds", "1").await;
                page.pick_stuck(&[STUCK]).await;
                page.type_into("Reason for closing (optional)", "Nobody answers").await;
                page.click_button("Close request").await;
                page.see(dialog(CLOSE_IT)).await;
            }
            Self::Save => {
                page.open_setting_form().await;
                page.replace("Reminders before escalation", "7").await;
                page.review_settings().await;
            }
        }
    }

    async fn fill_decision(self, page: &Page) {
        match self {
            Self::Deny => page.type_into(WORDS, "Not before spring").await,
            Self::Forward => {
                page.click_button("Forward").await;
                page.type_into("Forward to", "Ana").await;
                page.click_button("Choose Ana Reyes").await;
                page.type_into("Reason for forwarding", "You own the budget").await;
            }
            _ => {}
        }
    }

    /// Sends it.
    pub(super) async fn send(self, page: &Page) {
        match self {
            Self::Submit => page.click_button("Submit request").await,
            Self::Cancel => page.confirm_cancel().await,
            Self::Removal => page.click_button("Request removal").await,
            Self::Approve => page.click_button("Approve").await,
            Self::Deny => page.click_button("Deny").await,
            Self::Forward => page.click_button("Forward").await,
            Self::Close => page.click(button("Close request").inside(dialog(CLOSE_IT))).await,
            Self::Save => page.confirm_settings().await,
        }
    }

    /// Sends it again from the form that was kept.
    pub(super) async fn send_again(self, page: &Page) {
        match self {
            Self::Submit => page.submit().await,
            Self::Cancel => {
                page.click_button("Cancel request").await;
                page.confirm_cancel().await;
            }
            Self::Removal => page.request_removal().await,
            Self::Approve | Self::Deny | Self::Forward => self.send(page).await,
            Self::Close => {
                page.click_button("Close request").await;
                self.send(page).await;
            }
            Self::Save => page.save_settings().await,
        }
    }

    /// Sees it carried out.
    pub(super) async fn see_done(self, page: &Page) {
        match self {
            Self::Submit => {
                page.click_button("Show my requests").await;
                page.see_state("Payroll analyst", "Waiting for Dana Flores").await;
            }
            Self::Cancel => {
                page.click_button("Cancelled 1").await;
                page.see_state("Payroll approver", "Cancelled").await;
            }
            Self::Removal => {
                page.see_row("Month-End Close Team", "Removal waiting for Priya Raman").await;
            }
            Self::Approve => page.see_text("Approved by you").await,
            Self::Deny => page.see_text("Denied by you").await,
            Self::Forward => page.see_text("Forwarded by you").await,
            Self::Close => page.see_close_outcome(STUCK, "Closed").await,
            Self::Save => page.see_text("Settings saved").await,
        }
    }

    /// Sees that it was not carried out.
    pub(super) async fn see_refused(self, page: &Page) {
        match self {
            Self::Submit => page.see_text("Your request wasn’t submitted").await,
            Self::Cancel => page.see_text("The request wasn’t cancelled").await,
            Self::Removal => page.see_text("Refused, nothing was changed").await,
            Self::Approve | Self::Deny | Self::Forward => page.see_text("1 failed").await,
            Self::Close => page.see_close_outcome(STUCK, "Not closed").await,
            Self::Save => page.see_text("The settings weren’t saved").await,
        }
    }

    /// Sees that its outcome is unknown and looked up.
    pub(super) async fn see_unknown(self, page: &Page) {
        match self {
            Self::Submit => page.see_text("We don’t know yet whether your request arrived").await,
            Self::Cancel => page.see_text("We don’t know yet whether the request was cancelled").await,
            Self::Removal => page.see_text("We didn’t get a response.").await,
            Self::Approve | Self::Deny | Self::Forward => page.see_text("Outcome unknown, checking").await,
            Self::Close => page.see_close_outcome(STUCK, "We don’t know whether it was closed").await,
            Self::Save => page.see_text("We don’t know whether the settings were saved").await,
        }
    }

    /// Sees that it did not arrive, after the look-ups.
    pub(super) async fn see_not_arrived(self, page: &Page) {
        match self {
            Self::Submit => page.see_text("Your request didn’t arrive").await,
            Self::Cancel => page.see_text("The request is still open").await,
            Self::Removal => page.see_text("Didn’t arrive").await,
            Self::Approve | Self::Deny | Self::Forward => {
                page.see_text("Not decided: still pending").await;
            }
            Self::Close => page.see_close_outcome(STUCK, "Still open").await,
            Self::Save => page.see_text("We checked, and nothing has changed").await,
        }
    }

    /// Sees what was typed.
    pub(super) async fn see_kept(self, page: &Page) {
        match self {
            Self::Submit => page.see_value(comment_for("Payroll analyst"), "Covers for Petra").await,
            Self::Cancel => page.see_value(field("Reason for cancelling"), "Petra is back").await,
            Self::Removal => page.see_value(field("Reason"), "Moves to the audit team").await,
            Self::Approve => page.open_approval(JONAS).await,
            Self::Deny => {
                page.open_approval(JONAS).await;
                page.see_value(field(WORDS), "Not before spring").await;
            }
            Self::Forward => {
                page.open_approval(JONAS).await;
                page.see_value(field("Reason for forwarding"), "You own the budget").await;
            }
            Self::Close => page.see_value(field("Reason for closing (optional)"), "Nobody answers").await,
            Self::Save => page.see_value(field("Reminders before escalation"), "7").await,
        }
    }

    /// The number of its effects in the sandbox's database.
    pub(super) async fn effects(self, page: &Page) -> usize {
        if self == Self::Save {
            let config = page.sandbox.config().await;
            return usize::from(config["approvalReminderAndEscalationConfig"]["maxReminders"] == 7);
        }
        page.sandbox.effects_of(self.operation()).await
    }
}
