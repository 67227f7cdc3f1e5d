//! The kinds of trouble, each as it is planted in one operation. It must not know what is written or read.

use crate::page::{Page, lost_answer};
use request_center_sandbox::fault::{Fault, Kind, Target};

/// Trouble between the widget and the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// The answer takes 1.5 seconds.
    Slow,
    /// The connection breaks before the service acted.
    DroppedBefore,
    /// The connection breaks after the service acted.
    DroppedAfter,
    /// The token is rejected, the renewed one too.
    Unauthorized,
    /// 403.
    Forbidden,
    /// 404.
    NotFound,
    /// 429 with a `Retry-After` of a second.
    RateLimited,
    /// 429 without a `Retry-After`.
    RateLimitedForUnknownTime,
    /// 500.
    ServerError,
    /// A sign-in page with status 200, in place of the service's answer.
    Html,
    /// JSON that ends in the middle; the service acted.
    TruncatedJson,
    /// No body; the service acted.
    EmptyBody,
    /// No connection at all.
    Offline,
    /// `Date` is five minutes ahead of the time in the rows, and the answer to a write is lost.
    DateAhead,
    /// `Date` is a day behind the time in the rows, and the answer to a write is lost.
    DateBehind,
}

impl Trouble {
    /// Every kind.
    pub(super) const ALL: [Self; 15] = [
        Self::Slow,
        Self::DroppedBefore,
        Self::DroppedAfter,
        Self::Unauthorized,
        Self::Forbidden,
        Self::NotFound,
        Self::RateLimited,
        Self::RateLimitedForUnknownTime,
        Self::ServerError,
        Self::Html,
        Self::TruncatedJson,
        Self::EmptyBody,
        Self::Offline,
        Self::DateAhead,
        Self::DateBehind,
    ];

    /// Begins what is there before anything is read: a wrong clock.
    pub(super) fn begin(self, page: &Page) {
        if let Some(seconds) = self.date_shift() {
            page.sandbox.change_settings(|settings| settings.date_shift_seconds = seconds);
        }
    }

    /// Strikes a write: one attempt of the widget meets it.
    pub(super) async fn strike_write(self, page: &Page, operation: Target) {
        match self {
            Self::Unauthorized => page.sandbox.plant_fault(operation, Fault::status(401).times(2)),
            Self::DroppedAfter | Self::DateAhead | Self::DateBehind => {
                page.sandbox.plant_fault(operation, lost_answer());
            }
            Self::Offline => page.host.set_offline(true).await,
            _ => page.sandbox.plant_fault(operation, self.fault()),
        }
    }

    /// Strikes a read: that many calls, or until [`Trouble::end`].
    pub(super) async fn strike_read(self, page: &Page, operation: Target, times: u32) {
        match self {
            Self::DateAhead | Self::DateBehind => self.begin(page),
            Self::Offline => page.host.set_offline(true).await,
            _ => page.sandbox.plant_fault(operation, self.fault().times(times)),
        }
    }

    /// Ends the trouble.
    pub(super) async fn end(self, page: &Page) {
        page.sandbox.clear_faults();
        page.sandbox.change_settings(|settings| settings.date_shift_seconds = 0);
        if self == Self::Offline {
            page.host.set_offline(false).await;
        }
    }

    /// By how many seconds `Date` is ahead.
    fn date_shift(self) -> Option<i32> {
        match self {
            Self::DateAhead => Some(300),
            Self::DateBehind => Some(-86_400),
            _ => None,
        }
    }

    fn fault(self) -> Fault {
        match self {
            Self::Slow => Fault::slow(1500),
            Self::DroppedBefore => Kind::DropBefore.into(),
            Self::DroppedAfter => Kind::DropAfter.into(),
            Self::Unauthorized => Fault::status(401),
            Self::Forbidden => Fault::status(403),
            Self::NotFound => Fault::status(404),
            Self::RateLimited => Fault::rate_limited(Some(1)),
            Self::RateLimitedForUnknownTime => Fault::rate_limited(None),
            Self::ServerError => Fault::status(500),
            Self::Html => Kind::Html { status: 200 }.into(),
            Self::TruncatedJson => Kind::TruncatedJson.into(),
            Self::EmptyBody => Kind::EmptyBody.into(),
            Self::Offline | Self::DateAhead | Self::DateBehind => {
                panic!("{self:?} is no fault of the service")
            }
        }
    }
}
