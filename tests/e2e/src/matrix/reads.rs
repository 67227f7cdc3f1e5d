//! Every read meets every kind of trouble.

use super::read::Read;
use super::trouble::Trouble;
use crate::{
    page::{Page, any_alert, tab},
    visit::visit_in,
};

/// The cause that is named.
fn cause(trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::DroppedBefore | Trouble::DroppedAfter => "We couldn’t reach the service",
        Trouble::Unauthorized => "Your session has ended",
        Trouble::Forbidden => "You don’t have permission to do this",
        Trouble::NotFound => "The service couldn’t find this",
        Trouble::ServerError => "The service failed",
        Trouble::Html => "Your sign-in has probably ended",
        Trouble::TruncatedJson | Trouble::EmptyBody => "We couldn’t read the response",
        Trouble::Offline
        | Trouble::Slow
        | Trouble::RateLimited
        | Trouble::RateLimitedForUnknownTime
        | Trouble::DateAhead
        | Trouble::DateBehind => "",
    }
}

fn meets_all(read: Read) {
    visit_in(read.world(), async |page| {
        for trouble in Trouble::ALL {
            // Shown where the test fails.
            eprintln!("{trouble:?}");
            if trouble == Trouble::Offline {
                loses_nothing_offline(page, read).await;
                continue;
            }
            let overcomes = read.overcomes(trouble);
            trouble.strike_read(page, read.operation(), if overcomes { 1 } else { 99 }).await;
            read.open(page).await;
            if !overcomes {
                says_so_and_is_read_again(page, read, trouble).await;
            }
            page.see(read.shown()).await;
            if let Some(failure) = read.failure() {
                page.see_no_text(failure).await;
            }
            trouble.end(page).await;
        }
    });
}

async fn says_so_and_is_read_again(page: &Page, read: Read, trouble: Trouble) {
    match read.failure() {
        Some(failure) => page.see_text(failure).await,
        None => page.see(tab("Approvals")).await,
    }
    match (read, cause(trouble)) {
        (Read::Summary, _) => page.see_no(any_alert()).await,
        (Read::Token, _) => page.see_text("The request center needs an access token").await,
        (_, cause) => page.see_text(cause).await,
    }
    trouble.end(page).await;
    read.retry(page).await;
}

async fn loses_nothing_offline(page: &Page, read: Read) {
    read.open(page).await;
    page.see(read.shown()).await;
    page.host.set_offline(true).await;
    page.see_text("You’re offline.").await;
    if read.can_be_refreshed() {
        page.refresh().await;
        page.see(any_alert()).await;
    }
    page.see(read.shown()).await;
    page.host.set_offline(false).await;
    page.see_no_text("You’re offline.").await;
    page.see(read.shown()).await;
}

macro_rules! every_read {
    ($($name:ident: $read:expr,)*) => { $(
        #[test]
        fn $name() {
            meets_all($read);
        }
    )* };
}

every_read! {
    the_catalog: Read::Catalog,
    entitlements: Read::Entitlements,
    my_requests: Read::Status,
    pending_approvals: Read::Pending,
    reviewed_approvals: Read::Completed,
    approval_counts: Read::Summary,
    the_directory: Read::Directory,
    holdings: Read::Holdings,
    role_assignments: Read::Assignments,
    an_entitlement_of_a_report: Read::Details,
    the_configuration: Read::Configuration,
    the_token: Read::Token,
}
