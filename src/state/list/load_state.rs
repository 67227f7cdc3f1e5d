//! How far something has been read, and what follows when a reading ends. Pure.

use crate::api::ApiError;

/// How far a list, or anything else that is read, has been loaded.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum LoadState {
    /// Not requested yet.
    #[default]
    Idle,
    /// Being read for the first time, or again after it was cut off.
    Loading,
    /// All there is.
    Ready {
        /// Why it could not be refreshed since.
        stale: Option<ApiError>,
    },
    /// A part: more may exist than was read.
    Partial {
        /// What cut the reading off; `None` where the widget reads no further.
        error: Option<ApiError>,
    },
    /// Nothing could be read.
    Failed(ApiError),
}

/// How a reading ended.
#[derive(Clone, Debug, PartialEq)]
pub enum End {
    /// With the last row.
    All,
    /// Before the last row: there are more pages than are read, or the service gives the same one again and again.
    More,
    /// As soon as there was enough.
    Enough,
    /// With an error; what was read before it is kept.
    Failed(ApiError),
}

impl LoadState {
    /// Everything, just read.
    pub const READY: Self = Self::Ready { stale: None };

    /// Whether the first rows are still to come.
    #[must_use]
    pub fn is_pending(&self) -> bool {
        matches!(self, Self::Idle | Self::Loading)
    }

    /// Whether everything has been read.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        matches!(self, Self::Ready { .. })
    }

    /// Whether the reading stopped because there is too much.
    #[must_use]
    pub fn is_capped(&self) -> bool {
        matches!(self, Self::Partial { error: None })
    }

    /// Whether its newest page is enough to bring it up to date: nothing was cut off.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.is_whole() || self.is_capped()
    }

    /// Whether more may exist than is loaded.
    #[must_use]
    pub fn may_have_more(&self) -> bool {
        matches!(self, Self::Loading | Self::Partial { .. } | Self::Failed(_))
    }

    /// Why nothing could be read.
    #[must_use]
    pub fn failure(&self) -> Option<&ApiError> {
        match self {
            Self::Failed(error) => Some(error),
            _ => None,
        }
    }

    /// Why the rest could not be read.
    #[must_use]
    pub fn cut_off(&self) -> Option<&ApiError> {
        match self {
            Self::Partial { error } => error.as_ref(),
            _ => None,
        }
    }

    /// Why what was read could not be refreshed.
    #[must_use]
    pub fn stale(&self) -> Option<&ApiError> {
        match self {
            Self::Ready { stale } => stale.as_ref(),
            _ => None,
        }
    }

    /// What went wrong last, whatever of it is shown.
    #[must_use]
    pub fn error(&self) -> Option<&ApiError> {
        self.failure().or(self.cut_off()).or(self.stale())
    }

    /// The state after a reading, with rows to show or without. What was read is kept; a failure is said beside it.
    #[must_use]
    pub fn after(self, end: End, shown: bool) -> Self {
        match (end, self) {
            (End::All, _) => Self::READY,
            (End::More, _) | (End::Enough, Self::Partial { .. }) => Self::Partial { error: None },
            (End::Enough, _) => Self::READY,
            (End::Failed(error), _) if !shown => Self::Failed(error),
            (End::Failed(error), Self::Ready { .. }) => Self::Ready { stale: Some(error) },
            (End::Failed(error), _) => Self::Partial { error: Some(error) },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::ErrorKind;

    #[test]
    fn what_was_read_is_kept_when_a_later_reading_fails() {
        let error = || ApiError::new(ErrorKind::Server);
        let failed = || End::Failed(error());
        let (ready, capped) = (LoadState::READY, LoadState::Partial { error: None });
        let cut_off = LoadState::Partial { error: Some(error()) };
        let stale = LoadState::Ready { stale: Some(error()) };
        let cases = [
            (LoadState::Loading, End::All, true, ready.clone()),
            (LoadState::Loading, End::All, false, ready.clone()),
            (LoadState::Loading, End::More, true, capped.clone()),
            (LoadState::Loading, failed(), false, LoadState::Failed(error())),
            (LoadState::Loading, failed(), true, cut_off.clone()),
            (ready.clone(), failed(), true, stale.clone()),
            (ready.clone(), failed(), false, LoadState::Failed(error())),
            (stale, End::Enough, true, ready.clone()),
            (capped.clone(), End::Enough, true, capped.clone()),
            (capped.clone(), failed(), true, cut_off.clone()),
            (ready, End::More, true, capped),
            (cut_off, End::All, true, LoadState::READY),
        ];
        for (before, end, shown, after) in cases {
            let case = format!("{before:?} {end:?} {shown}");
            assert_eq!(before.after(end, shown), after, "{case}");
        }
    }

    #[test]
    fn only_what_was_not_cut_off_is_refreshed_by_its_newest_page() {
        let cut_off = LoadState::Partial { error: Some(ApiError::new(ErrorKind::Network)) };
        let settled = [LoadState::READY, LoadState::Partial { error: None }];
        assert!(settled.iter().all(LoadState::is_settled));
        assert!([cut_off, LoadState::Idle, LoadState::Loading].iter().all(|state| !state.is_settled()));
    }
}
