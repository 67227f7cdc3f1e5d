//! The fields of the configuration this product can change, by the names the API gives them. Knows no value and no words.

/// A field of the configuration in the shape of v3 and beta.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ConfigField {
    /// Requests of non-administrators inside the product are refused.
    ApprovalsMustBeExternal,
    /// Requests where requester and approver are the same person are approved by themselves.
    AutoApproval,
    /// Approvers must sign in again.
    Reauthorization,
    /// Anyone may ask for anyone.
    AnyoneForAnyone,
    /// Managers may ask for their reports.
    ManagerForReports,
    /// Days until the first reminder; without reminders, until escalation.
    DaysUntilEscalation,
    /// Days between two reminders.
    DaysBetweenReminders,
    /// How many reminders before escalation.
    MaxReminders,
    /// Who decides when nobody else is left.
    FallbackApprover,
    /// True if entitlements can be asked for at all.
    EntitlementsAllowed,
    /// True if asking for an entitlement needs a comment.
    RequestComments,
    /// True if refusing an entitlement needs a comment.
    DenialComments,
    /// Who decides about entitlements.
    ApprovalSchemes,
}

impl ConfigField {
    /// Every field, in the order of a form.
    pub const ALL: [Self; 13] = [
        Self::AnyoneForAnyone,
        Self::ManagerForReports,
        Self::EntitlementsAllowed,
        Self::RequestComments,
        Self::DenialComments,
        Self::ApprovalSchemes,
        Self::AutoApproval,
        Self::DaysUntilEscalation,
        Self::DaysBetweenReminders,
        Self::MaxReminders,
        Self::FallbackApprover,
        Self::Reauthorization,
        Self::ApprovalsMustBeExternal,
    ];

    /// Its path in the body, outermost name first, joined by dots.
    ///
    /// ```
    /// use request_center_models::wire::config::ConfigField;
    /// assert_eq!(ConfigField::MaxReminders.path(), "approvalReminderAndEscalationConfig.maxReminders");
    /// ```
    #[must_use]
    pub fn path(self) -> &'static str {
        match self {
            Self::ApprovalsMustBeExternal => "approvalsMustBeExternal",
            Self::AutoApproval => "autoApprovalEnabled",
            Self::Reauthorization => "reauthorizationEnabled",
            Self::AnyoneForAnyone => "requestOnBehalfOfConfig.allowRequestOnBehalfOfAnyoneByAnyone",
            Self::ManagerForReports => "requestOnBehalfOfConfig.allowRequestOnBehalfOfEmployeeByManager",
            Self::DaysUntilEscalation => "approvalReminderAndEscalationConfig.daysUntilEscalation",
            Self::DaysBetweenReminders => "approvalReminderAndEscalationConfig.daysBetweenReminders",
            Self::MaxReminders => "approvalReminderAndEscalationConfig.maxReminders",
            Self::FallbackApprover => "approvalReminderAndEscalationConfig.fallbackApproverRef",
            Self::EntitlementsAllowed => "entitlementRequestConfig.allowEntitlementRequest",
            Self::RequestComments => "entitlementRequestConfig.requestCommentsRequired",
            Self::DenialComments => "entitlementRequestConfig.deniedCommentsRequired",
            Self::ApprovalSchemes => "entitlementRequestConfig.grantRequestApprovalSchemes",
        }
    }

    /// The field at that path, `None` where this version knows none.
    ///
    /// ```
    /// use request_center_models::wire::config::ConfigField;
    /// assert_eq!(ConfigField::at("autoApprovalEnabled"), Some(ConfigField::AutoApproval));
    /// assert_eq!(ConfigField::at("quietHours"), None);
    /// ```
    #[must_use]
    pub fn at(path: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.path() == path)
    }
}
