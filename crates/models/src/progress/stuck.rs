//! Stuck requests: open for longer than so many days, with their phase and its start. Callers choose the days.

use super::{Step, StepKind, StepState};
use crate::moment::{Moment, elapsed};
use crate::wire::status::RequestedItemStatus;
use time::{Duration, OffsetDateTime};

/// The number of days to begin with, where nobody chose one.
pub const STUCK_AFTER_DAYS: u32 = 14;

/// How a row is stuck.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stuck {
    /// The phase it is stuck in; `Sent` where none has begun.
    pub phase: StepKind,
    /// Who would have to act, where the server says.
    pub who: Option<String>,
    /// Since when it has been in that phase (UTC).
    pub since: Option<Moment>,
    /// For how many whole days the request has been under way; `None` where the row has no date that can be read.
    pub days: Option<u32>,
}

/// The latest moment at which a request could be made to have been under way for that many days now.
#[must_use]
pub fn stuck_before(now: OffsetDateTime, days: u32) -> Moment {
    Moment::at(now.checked_sub(Duration::days(i64::from(days))).unwrap_or(OffsetDateTime::UNIX_EPOCH))
}

impl RequestedItemStatus {
    /// How the row is stuck, `None` where it is over, younger than that many days, or approved and waiting for its start date.
    /// One without a date counts as old enough, because a list made with [`stuck_before`] has no younger rows.
    ///
    /// ```
    /// use request_center_models::{moment::Moment, progress::StepKind, wire::status::RequestedItemStatus};
    /// let text = r#"{"state":"EXECUTING","created":"2030-04-01T08:00:00Z","accessRequestPhases":[
    ///     {"name":"APPROVAL_PHASE","state":"COMPLETED","finished":"2030-04-02T08:00:00Z"},
    ///     {"name":"PROVISIONING_PHASE","state":"EXECUTING","started":"2030-04-02T08:00:00Z"}]}"#;
    /// let row: RequestedItemStatus = serde_json::from_str(text).unwrap();
    /// let now = Moment::from("2030-04-11T08:00:00Z").instant().unwrap();
    /// let stuck = row.stuck(now, 7).unwrap();
    /// assert_eq!((stuck.phase, stuck.days), (StepKind::Processing, Some(10)));
    /// assert_eq!(stuck.since, Some("2030-04-02T08:00:00Z".into()));
    /// assert_eq!(row.stuck(now, 11), None);
    /// ```
    #[must_use]
    pub fn stuck(&self, now: OffsetDateTime, days: u32) -> Option<Stuck> {
        let created = self.created.as_ref().and_then(Moment::instant);
        let age = created.map(|created| elapsed(created, now).whole_days());
        if !self.is_open() || age.is_some_and(|age| age < i64::from(days)) {
            return None;
        }
        let step = last_begun(self.steps())?;
        let begins = self.start_date.as_ref().and_then(Moment::instant);
        if step.kind == StepKind::Processing && begins.is_some_and(|begins| begins > now) {
            return None;
        }
        let since = step.at.or_else(|| self.created.clone());
        Some(Stuck {
            phase: step.kind,
            who: step.who,
            since,
            days: age.and_then(|age| u32::try_from(age).ok()),
        })
    }
}

/// The step under way, else the last one that happened.
fn last_begun(steps: Vec<Step>) -> Option<Step> {
    let mut last = None;
    for step in steps {
        match step.state {
            StepState::Now => return Some(step),
            StepState::Done | StepState::Failed => last = Some(step),
            StepState::Next | StepState::Skipped => {}
        }
    }
    last
}
