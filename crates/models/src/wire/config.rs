//! The access-request configuration (`GET` and `PUT /access-request-config`), in the shape v3 and beta have; what v2024 and
//! later put in other places is kept among the unknown fields, and the readers below check there too.
//! It is replaced whole by a PUT, so unknown fields and nulls are kept to the letter. It decides nothing.

mod field;

pub use field::ConfigField;

use crate::id::IdentityId;
use crate::json::{DecodeError, FromJson, Members, deserialize_from_json};
use crate::{json_name, json_struct};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value};

/// Declares a struct of the configuration: absent (`None`), `null` (`Some(None)`) and unknown fields are all kept.
macro_rules! config_struct {
    ($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident : $type:ty),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $name {
            $(
                $(#[$fdoc])*
                pub $field: Option<Option<$type>>,
            )+
            /// Fields this version does not know, kept for the way back.
            pub unknown: Map<String, Value>,
        }

        impl FromJson for $name {
            fn from_value(value: Value) -> Result<Self, DecodeError> {
                let mut members = Members::of(value);
                let mut made = Self::default();
                $(members.take_present(json_name!(camel $field), &mut made.$field);)+
                made.unknown = members.unknown_fields(&[$(json_name!(camel $field)),+]);
                members.finish()?;
                Ok(made)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                let mut members = to.serialize_map(None)?;
                $(json_struct!(@write members, json_name!(camel $field), &self.$field, omitted);)+
                for (name, member) in &self.unknown {
                    members.serialize_entry(name, member)?;
                }
                members.end()
            }
        }

        deserialize_from_json!($name);
    };
}

config_struct! {
    /// The configuration. Absent (`None`) and `null` (`Some(None)`) are distinct, so that what was read can be written
    /// back; the readers take both as unset.
    AccessRequestConfig {
        /// Requests of non-administrators inside the product are refused.
        approvals_must_be_external: bool,
        /// Requests where requester and approver are the same person are approved by themselves.
        auto_approval_enabled: bool,
        /// Approvers must sign in again.
        reauthorization_enabled: bool,
        /// Who may ask for whom.
        request_on_behalf_of_config: RequestOnBehalfOfConfig,
        /// Reminders and escalation.
        approval_reminder_and_escalation_config: ReminderAndEscalationConfig,
        /// Rules for entitlements.
        entitlement_request_config: EntitlementRequestConfig,
    }
}

config_struct! {
    /// Who may ask for whom; with both off, everyone for themselves only.
    RequestOnBehalfOfConfig {
        /// Anyone for anyone.
        allow_request_on_behalf_of_anyone_by_anyone: bool,
        /// Managers for their reports.
        allow_request_on_behalf_of_employee_by_manager: bool,
    }
}

config_struct! {
    /// Reminders and escalation of approvals.
    ReminderAndEscalationConfig {
        /// Days until the next person is asked; `null` for never.
        days_until_escalation: i32,
        /// Days between two reminders.
        days_between_reminders: i32,
        /// How many reminders, from 1 (v2024 on: 0 to 20).
        max_reminders: i32,
        /// Who is asked when nobody else is left.
        fallback_approver_ref: FallbackApproverRef,
    }
}

config_struct! {
    /// A person who decides when nobody else is left.
    FallbackApproverRef {
        /// `IDENTITY`.
        r#type: String,
        /// Id.
        id: IdentityId,
        /// Name.
        name: String,
        /// Mail address.
        email: String,
    }
}

config_struct! {
    /// Rules for entitlements.
    EntitlementRequestConfig {
        /// True if entitlements can be asked for at all.
        allow_entitlement_request: bool,
        /// True if asking needs a comment.
        request_comments_required: bool,
        /// True if saying no needs a comment.
        denied_comments_required: bool,
        /// Who decides, comma-separated: `entitlementOwner, sourceOwner, manager, workgroup:{id}`.
        grant_request_approval_schemes: String,
    }
}

impl AccessRequestConfig {
    /// True if asking for an entitlement needs a comment (`requestCommentsRequired`; v2024 on
    /// `accessRequestConfig.requestCommentRequired`); unset means no.
    ///
    /// ```
    /// use request_center_models::wire::config::AccessRequestConfig;
    /// let read = |text: &str| serde_json::from_str::<AccessRequestConfig>(text).unwrap();
    /// assert!(read(r#"{"entitlementRequestConfig":{"requestCommentsRequired":true}}"#).entitlement_comment_required());
    /// let newer = r#"{"entitlementRequestConfig":{"accessRequestConfig":{"requestCommentRequired":true}}}"#;
    /// assert!(read(newer).entitlement_comment_required());
    /// assert!(!read("{}").entitlement_comment_required());
    /// ```
    #[must_use]
    pub fn entitlement_comment_required(&self) -> bool {
        self.entitlements().is_some_and(|config| {
            let newer =
                || config.unknown.get("accessRequestConfig")?.get("requestCommentRequired")?.as_bool();
            config.request_comments_required.flatten().or_else(newer).unwrap_or(false)
        })
    }

    /// True if entitlements can be asked for (`allowEntitlementRequest`); unset means yes, because v2024 dropped the switch.
    #[must_use]
    pub fn entitlements_allowed(&self) -> bool {
        self.entitlements().and_then(|config| config.allow_entitlement_request.flatten()).unwrap_or(true)
    }

    pub(crate) fn entitlements(&self) -> Option<&EntitlementRequestConfig> {
        self.entitlement_request_config.as_ref()?.as_ref()
    }
}
