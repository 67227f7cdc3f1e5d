//! Every write meets every kind of trouble.

use super::trouble::Trouble;
use super::write::Write;
use crate::page::Page;
use crate::visit::visit_in;

/// The end of a write that met trouble.
enum Outcome {
    /// It is carried out, and seen so without a hand.
    Done,
    /// It is carried out, and has left both of the viewer's lists, so that no more than that can be said.
    NoLongerListed,
    /// It is refused with that message, and can be sent again.
    Refused(&'static str),
    /// Of a decision: sending pauses with that message until it is resumed.
    Paused(&'static str),
    /// Of a decision: the lists show at once that it was not made, and it can be sent again.
    StillPending,
    /// Its outcome is unknown; it is looked up, found not to have arrived, and can be sent again.
    NotArrived,
}

fn outcome(write: Write, trouble: Trouble) -> Outcome {
    match trouble {
        Trouble::DroppedAfter | Trouble::DateAhead | Trouble::DateBehind if write == Write::Forward => {
            Outcome::NoLongerListed
        }
        Trouble::Slow
        | Trouble::DroppedAfter
        | Trouble::RateLimited
        | Trouble::RateLimitedForUnknownTime
        | Trouble::TruncatedJson
        | Trouble::EmptyBody
        | Trouble::DateAhead
        | Trouble::DateBehind => Outcome::Done,
        Trouble::Unauthorized if write.is_decision() => Outcome::Paused("Your session has ended"),
        Trouble::Offline if write.is_decision() => Outcome::Paused("You’re offline"),
        Trouble::Forbidden if write.is_decision() => Outcome::Refused("refuses to authorize it"),
        Trouble::NotFound if write.is_decision() => Outcome::StillPending,
        // Its rows are read before anything is said.
        Trouble::NotFound if write == Write::Cancel => Outcome::NotArrived,
        Trouble::Unauthorized => Outcome::Refused("Your session has ended"),
        Trouble::Forbidden => Outcome::Refused("You don’t have permission to do this"),
        Trouble::NotFound => Outcome::Refused("The service couldn’t find this"),
        Trouble::Offline => Outcome::Refused("You’re offline"),
        Trouble::DroppedBefore | Trouble::ServerError | Trouble::Html => Outcome::NotArrived,
    }
}

fn meets(write: Write, trouble: Trouble) {
    visit_in(write.world(), async |page| {
        trouble.begin(page);
        write.compose(page).await;
        trouble.strike_write(page, write.operation().into()).await;
        write.send(page).await;
        match outcome(write, trouble) {
            Outcome::Done => write.see_done(page).await,
            Outcome::NoLongerListed => {
                write.see_unknown(page).await;
                page.sandbox.advance(5 * 60).await;
                page.see_text("No longer in your list: forwarded, or its request has ended").await;
            }
            Outcome::Refused(says) => {
                write.see_refused(page).await;
                page.see_text(says).await;
                it_can_be_sent_again(page, write, trouble).await;
            }
            Outcome::Paused(says) => {
                page.see_text("1 not sent").await;
                page.see_text(says).await;
                assert_eq!(write.effects(page).await, 0);
                trouble.end(page).await;
                page.click_button("Send now").await;
                write.see_done(page).await;
            }
            Outcome::StillPending => {
                page.see_text("Not decided: still pending").await;
                it_can_be_sent_again(page, write, trouble).await;
            }
            Outcome::NotArrived => {
                write.see_unknown(page).await;
                assert_eq!(page.sandbox.calls(write.operation()).await, 1);
                page.sandbox.advance(5 * 60).await;
                write.see_not_arrived(page).await;
                it_can_be_sent_again(page, write, trouble).await;
            }
        }
        assert_eq!(write.effects(page).await, 1);
    });
}

/// Nothing was done, what was typed is still there, and the second attempt is carried out.
async fn it_can_be_sent_again(page: &Page, write: Write, trouble: Trouble) {
    assert_eq!(write.effects(page).await, 0);
    trouble.end(page).await;
    write.see_kept(page).await;
    write.send_again(page).await;
    write.see_done(page).await;
}

macro_rules! every_trouble {
    ($($name:ident: $write:expr,)*) => { $(
        mod $name {
            use super::*;

            #[test]
            fn is_awaited_when_slow() { meets($write, Trouble::Slow); }

            #[test]
            fn is_looked_up_and_sent_again_on_demand_when_dropped_before_it_arrived() { meets($write, Trouble::DroppedBefore); }

            #[test]
            fn is_found_when_dropped_after_it_arrived() { meets($write, Trouble::DroppedAfter); }

            #[test]
            fn is_kept_when_the_token_is_rejected() { meets($write, Trouble::Unauthorized); }

            #[test]
            fn is_kept_when_forbidden() { meets($write, Trouble::Forbidden); }

            #[test]
            fn is_kept_when_not_found() { meets($write, Trouble::NotFound); }

            #[test]
            fn is_sent_once_after_a_rate_limit() { meets($write, Trouble::RateLimited); }

            #[test]
            fn is_sent_once_after_a_rate_limit_without_a_time() { meets($write, Trouble::RateLimitedForUnknownTime); }

            #[test]
            fn is_looked_up_after_a_server_error() { meets($write, Trouble::ServerError); }

            #[test]
            fn is_looked_up_after_a_sign_in_page() { meets($write, Trouble::Html); }

            #[test]
            fn is_done_when_the_answer_is_truncated() { meets($write, Trouble::TruncatedJson); }

            #[test]
            fn is_done_when_the_answer_is_empty() { meets($write, Trouble::EmptyBody); }

            #[test]
            fn is_kept_when_offline() { meets($write, Trouble::Offline); }

            #[test]
            fn is_found_with_answers_dated_ahead() {
                meets($write, Trouble::DateAhead);
            }

            #[test]
            fn is_found_with_answers_dated_behind() {
                meets($write, Trouble::DateBehind);
            }
        }
    )* };
}

every_trouble! {
    submit: Write::Submit,
    cancel: Write::Cancel,
    removal: Write::Removal,
    approve: Write::Approve,
    deny: Write::Deny,
    forward: Write::Forward,
    close: Write::Close,
    save: Write::Save,
}
