//! When held access ends, and how that is known: from the service, or from the last request for it. Knows no clock.

use super::Holding;
use crate::id::IdentityId;
use crate::json::deserialize_from_json;
use crate::json_struct;
use crate::moment::{Moment, elapsed};
use crate::open_enum::open_enum;
use crate::wire::status::{RequestState, RequestedItemStatus};
use std::borrow::Borrow;
use time::{Duration, OffsetDateTime};

/// How many days before its end access is marked.
pub const ENDS_SOON_DAYS: i64 = 14;

open_enum! {
    /// How the end of held access is known.
    EndSource {
        /// The service says it of the assignment or account.
        Service = "SERVICE",
        /// The last completed request for it said so.
        Request = "REQUEST",
    }
}

json_struct! {
    /// When held access ends. With a source and no date it has no end; without a source nothing says.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct HeldEnd {
        /// The end.
        pub at: Option<Moment> = omitted,
        /// How it is known; `None` where it is not.
        pub source: Option<EndSource> = omitted,
    }
}

deserialize_from_json!(HeldEnd);

impl HeldEnd {
    /// True if it is known to end within [`ENDS_SOON_DAYS`].
    #[must_use]
    pub fn is_soon(&self, now: OffsetDateTime) -> bool {
        let left = self.instant().map(|end| elapsed(now, end));
        left.is_some_and(|left| left > Duration::ZERO && left <= Duration::days(ENDS_SOON_DAYS))
    }

    /// The instant it ends, where that is known.
    #[must_use]
    pub fn instant(&self) -> Option<OffsetDateTime> {
        self.at.as_ref().and_then(Moment::instant)
    }
}

impl Holding {
    /// When this access of that person ends: as the service says, else as the last of these rows says that is about it and was
    /// completed. An end of a row that has passed says nothing, as the access is still held.
    ///
    /// ```
    /// use request_center_models::holding::{EndSource, Holding};
    /// use request_center_models::wire::{reference::ItemType, status::RequestedItemStatus};
    /// # let now = time::OffsetDateTime::UNIX_EPOCH;
    /// let text = r#"{"id":"a1","state":"REQUEST_COMPLETED","requestType":"GRANT_ACCESS",
    ///     "requestedFor":{"id":"ines"},"created":"2030-01-01T00:00:00Z","removeDate":"2031-01-01T00:00:00Z"}"#;
    /// let row: RequestedItemStatus = serde_json::from_str(text).unwrap();
    /// let held = Holding::new(ItemType::AccessProfile, "a1".into(), "Crane driver".to_owned());
    /// let end = held.end(&"ines".into(), &[&row], now);
    /// assert_eq!((end.at, end.source), (row.remove_date, Some(EndSource::Request)));
    /// ```
    #[must_use]
    pub fn end<R: Borrow<RequestedItemStatus>>(
        &self,
        person: &IdentityId,
        rows: &[R],
        now: OffsetDateTime,
    ) -> HeldEnd {
        if self.tells_end() {
            return HeldEnd { at: self.remove_date.clone(), source: Some(EndSource::Service) };
        }
        let about = |row: &&RequestedItemStatus| {
            let recipient = row.requested_for.as_ref().and_then(|recipient| recipient.id.as_ref());
            row.id.as_ref() == Some(&self.id)
                && recipient == Some(person)
                && row.state == Some(RequestState::Completed)
        };
        let created = |row: &&RequestedItemStatus| row.created.as_ref().and_then(Moment::instant);
        let last = rows.iter().map(Borrow::borrow).filter(about).max_by_key(created);
        let end = last
            .map(|row| HeldEnd { at: row.remove_date.clone(), source: Some(EndSource::Request) })
            .unwrap_or_default();
        let has_passed = end.instant().is_some_and(|end| end <= now);
        if has_passed { HeldEnd::default() } else { end }
    }
}
