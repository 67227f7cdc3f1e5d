//! Load states and their transitions. Pure.

use crate::api::ApiError;

/// The load state of a list, or of anything else that is read.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum LoadState {
    /// Not requested yet.
    #[default]
    Idle,
    /// Being read for the first time, or again after an incomplete read.
    Loading,
    /// Complete.
    Ready {
        /// The error of the last refresh.
        stale: Option<ApiError>,
    },
    /// Incomplete: more rows may exist.
    Partial {
        /// The error that stopped the read; `None` if the page limit did.
        error: Option<ApiError>,
    },
    /// Not read, because of this error.
    Failed(ApiError),
}

/// The end of a read.
#[derive(Clone, Debug, PartialEq)]
pub enum End {
    /// The last row was read.
    All,
    /// The page limit was reached, or the service repeated a page.
    More,
    /// The rows read were sufficient.
    Enough,
    /// An error; the rows read before it are kept.
    Failed(ApiError),
}

impl LoadState {
    /// Complete and up to date.
    pub const READY: Self = Self::Ready { stale: None };

    /// Returns whether no row has been read yet.
    #[must_use]
    pub fn is_pending(&self) -> bool {
        matches!(self, Self::Idle | Self::Loading)
    }

    /// Returns whether the list is complete.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        matches!(self, Self::Ready { .. })
    }

    /// Returns whether the read stopped at the page limit.
    #[must_use]
    pub fn is_capped(&self) -> bool {
        matches!(self, Self::Partial { error: None })
    }

    /// Returns whether the newest page is enough for a refresh, because no error stopped the read.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.is_whole() || self.is_capped()
    }

    /// Returns whether more rows may exist.
    #[must_use]
    pub fn may_have_more(&self) -> bool {
        matches!(self, Self::Loading | Self::Partial { .. } | Self::Failed(_))
    }

    /// The error because of which nothing was read.
    #[must_use]
    pub fn failure(&self) -> Option<&ApiError> {
        match self {
            Self::Failed(error) => Some(error),
            _ => None,
        }
    }

    /// The error because of which the rest was not read.
    #[must_use]
    pub fn cut_off(&self) -> Option<&ApiError> {
        match self {
            Self::Partial { error } => error.as_ref(),
            _ => None,
        }
    }

    /// The error of the last refresh.
    #[must_use]
    pub fn stale(&self) -> Option<&ApiError> {
        match self {
            Self::Ready { stale } => stale.as_ref(),
            _ => None,
        }
    }

    /// The last error of any kind.
    #[must_use]
    pub fn error(&self) -> Option<&ApiError> {
        self.failure().or(self.cut_off()).or(self.stale())
    }

    /// The state after a read; `shown` is true if there are rows. Rows are kept, and an error is recorded beside them.
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
    fn rows_are_kept_when_a_later_read_fails() {
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
    fn the_newest_page_is_enough_unless_an_error_stopped_the_read() {
        let cut_off = LoadState::Partial { error: Some(ApiError::new(ErrorKind::Network)) };
        let settled = [LoadState::READY, LoadState::Partial { error: None }];
        assert!(settled.iter().all(LoadState::is_settled));
        assert!([cut_off, LoadState::Idle, LoadState::Loading].iter().all(|state| !state.is_settled()));
    }
}
