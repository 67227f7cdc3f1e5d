//! The reads of the widget, each with the place where it is shown. It must not know what goes wrong.

use super::trouble::Trouble;
use crate::{
    page::{AMARA, Page, Query, any_row, button, row, tab},
    sandbox::World,
};
use request_center_models::operation::Operation;
use request_center_sandbox::fault::Target;

/// A list or figure that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Read {
    Catalog,
    Entitlements,
    Status,
    Pending,
    Completed,
    Summary,
    Directory,
    Holdings,
    Assignments,
    Details,
    Configuration,
    Token,
}

impl Read {
    /// The operation that reads it.
    pub(super) fn operation(self) -> Target {
        let operation = match self {
            Self::Catalog | Self::Holdings => Operation::ListRequestableObjects,
            Self::Entitlements => Operation::ListEntitlements,
            Self::Status => Operation::ListAccessRequestStatus,
            Self::Pending => Operation::ListPendingApprovals,
            Self::Completed => Operation::ListCompletedApprovals,
            Self::Summary => Operation::GetAccessRequestApprovalSummary,
            Self::Directory => Operation::GetPublicIdentities,
            Self::Assignments => Operation::GetRoleAssignments,
            Self::Details => Operation::GetEntitlementDetailsForIdentity,
            Self::Configuration => Operation::GetAccessRequestConfig,
            Self::Token => return Target::Token,
        };
        operation.into()
    }

    /// True if it overcomes that trouble by itself. A token endpoint is called by the page, which asks once.
    pub(super) fn overcomes(self, trouble: Trouble) -> bool {
        match trouble {
            Trouble::Slow | Trouble::DateAhead | Trouble::DateBehind => true,
            Trouble::RateLimited | Trouble::RateLimitedForUnknownTime => self != Self::Token,
            _ => false,
        }
    }

    /// True if a button beside it reads it again.
    pub(super) fn can_be_refreshed(self) -> bool {
        matches!(self, Self::Status | Self::Pending | Self::Holdings | Self::Assignments | Self::Details)
    }

    /// The world in which it is read.
    pub(super) fn world(self) -> World {
        match self {
            Self::Catalog | Self::Entitlements | Self::Status | Self::Token => World::company(),
            Self::Pending | Self::Completed | Self::Summary => World::approvals(),
            _ => World::default(),
        }
    }

    /// Opens the place where it is shown, up to the click that reads it.
    pub(super) async fn open(self, page: &Page) {
        match self {
            Self::Catalog | Self::Entitlements | Self::Token => page.host.open_as("employee").await,
            Self::Status => page.host.open("/?persona=employee&rc-view=requests").await,
            Self::Summary => page.host.open_as("approver").await,
            Self::Pending => page.host.open("/?persona=approver&rc-view=approvals").await,
            Self::Completed => {
                page.open_approvals("approver").await;
                page.click_button("Reviewed").await;
            }
            Self::Directory => page.open_team("manager").await,
            Self::Holdings | Self::Assignments => {
                page.open_team("manager").await;
                page.click(button(AMARA).within(AMARA)).await;
            }
            Self::Details => {
                page.open_report(AMARA).await;
                page.look_up("GRP-FIN-Share-Read").await;
            }
            Self::Configuration => page.host.open("/?persona=admin&rc-view=settings").await,
        }
    }

    /// The sentence that says that it could not be read; of counts none, because what they count is there.
    pub(super) fn failure(self) -> Option<&'static str> {
        Some(match self {
            Self::Catalog => "We couldn’t load the rest.",
            Self::Entitlements => "We couldn’t load entitlements.",
            Self::Status => "We couldn’t load your requests",
            Self::Pending | Self::Completed => "We couldn’t load your approvals",
            Self::Summary => return None,
            Self::Directory => "We couldn’t read the whole directory.",
            Self::Holdings => "We couldn’t load roles and access profiles",
            Self::Assignments => "We couldn’t load the dates and origin of roles",
            Self::Details => "We couldn’t find out whether Amara Okafor has GRP-FIN-Share-Read",
            Self::Configuration => "We couldn’t load the rules",
            Self::Token => "This page didn’t sign you in",
        })
    }

    /// The element that shows it once it was read.
    pub(super) fn shown(self) -> Query {
        match self {
            Self::Catalog | Self::Token => row("Museum guide"),
            Self::Entitlements => row("Ledger read"),
            Self::Status => row("Payroll approver"),
            Self::Summary => tab("Approvals 7"),
            Self::Pending => row("Snowflake analyst, Jonas Petit"),
            Self::Completed => any_row(),
            Self::Directory => row(AMARA),
            Self::Holdings | Self::Assignments => row("Month-End Close Team"),
            Self::Details => row("GRP-FIN-Share-Read"),
            Self::Configuration => button("Change settings"),
        }
    }

    /// Reads it again.
    pub(super) async fn retry(self, page: &Page) {
        match self {
            Self::Summary => page.click(tab("Approvals")).await,
            _ => page.click_button("Try again").await,
        }
    }
}
