//! For whom the configuration lets people request access. It binds administrators too. Knows no request.

use crate::wire::config::AccessRequestConfig;

/// For whom access can be requested (`requestOnBehalfOfConfig`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OnBehalf {
    /// For oneself alone.
    Nobody,
    /// For one's direct reports too.
    Reports,
    /// For everybody.
    Anyone,
    /// The configuration does not say: the service judges each request.
    #[default]
    Unknown,
}

/// Why access cannot be requested for a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecipientBlocked {
    /// One requests for oneself alone.
    OthersForbidden,
    /// The person is no direct report.
    NotReport,
}

impl RecipientBlocked {
    /// Every reason.
    pub const ALL: [Self; 2] = [Self::OthersForbidden, Self::NotReport];

    /// Its stable code; words are found by it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::OthersForbidden => "recipient.others_forbidden",
            Self::NotReport => "recipient.not_report",
        }
    }
}

impl OnBehalf {
    /// Why access cannot be requested for somebody else, whose direct report of the viewer they are or not.
    #[must_use]
    pub fn blocked(self, is_report: bool) -> Option<RecipientBlocked> {
        match self {
            Self::Nobody => Some(RecipientBlocked::OthersForbidden),
            Self::Reports if !is_report => Some(RecipientBlocked::NotReport),
            Self::Reports | Self::Anyone | Self::Unknown => None,
        }
    }
}

impl AccessRequestConfig {
    /// For whom access can be requested; a flag that is unset is off, and without either it is unknown.
    ///
    /// ```
    /// use request_center_models::rule::OnBehalf;
    /// use request_center_models::wire::config::AccessRequestConfig;
    /// let read = |flags: &str| {
    ///     let text = format!(r#"{{"requestOnBehalfOfConfig":{flags}}}"#);
    ///     serde_json::from_str::<AccessRequestConfig>(&text).unwrap().on_behalf()
    /// };
    /// assert_eq!(read(r#"{"allowRequestOnBehalfOfAnyoneByAnyone":true}"#), OnBehalf::Anyone);
    /// assert_eq!(read(r#"{"allowRequestOnBehalfOfEmployeeByManager":true}"#), OnBehalf::Reports);
    /// let off = r#"{"allowRequestOnBehalfOfAnyoneByAnyone":false,"allowRequestOnBehalfOfEmployeeByManager":null}"#;
    /// assert_eq!((read(off), read("{}"), read("null")), (OnBehalf::Nobody, OnBehalf::Unknown, OnBehalf::Unknown));
    /// ```
    #[must_use]
    pub fn on_behalf(&self) -> OnBehalf {
        let Some(Some(flags)) = &self.request_on_behalf_of_config else { return OnBehalf::Unknown };
        let anyone = flags.allow_request_on_behalf_of_anyone_by_anyone.flatten();
        let by_manager = flags.allow_request_on_behalf_of_employee_by_manager.flatten();
        match (anyone, by_manager) {
            (Some(true), _) => OnBehalf::Anyone,
            (_, Some(true)) => OnBehalf::Reports,
            (None, None) => OnBehalf::Unknown,
            _ => OnBehalf::Nobody,
        }
    }
}
