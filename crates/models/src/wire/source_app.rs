//! Applications that can be requested: `GET /source-apps` and `GET /source-apps/{id}/access-profiles` (not in v3). One requests an
//! access profile of an application, never the application.

use super::reference::OwnerRef;
use super::wire_struct;
use crate::id::ItemId;
use crate::moment::Moment;
use serde_json::Value;

wire_struct! {
    /// A row of `listAvailableSourceApps`.
    SourceApp {
        /// Id.
        id: String,
        /// Its older id.
        cloud_app_id: String,
        /// Name.
        name: String,
        /// When it was made.
        created: Moment,
        /// When it last changed.
        modified: Moment,
        /// True if it is in use.
        enabled: bool,
        /// True if its access can be requested.
        provision_request_enabled: bool,
        /// Its description.
        description: String,
        /// True if it covers every account of its source.
        match_all_accounts: bool,
        /// True if the request center shows it.
        app_center_enabled: bool,
        /// The source of its accounts.
        account_source: AccountSource,
        /// Who owns it.
        owner: OwnerRef,
    }
}

wire_struct! {
    /// The source of an application's accounts.
    AccountSource {
        /// Id.
        id: String,
        /// `SOURCE`.
        r#type: String,
        /// Name.
        name: String,
        /// True if passwords are managed there; as it came, because an official example misspells it.
        use_for_password_management: Value,
        /// Its password policies, as they came.
        password_policies: Vec<Value>,
    }
}

wire_struct! {
    /// A row of `listAccessProfilesForSourceApp`.
    AppAccessProfile {
        /// Id.
        id: ItemId,
        /// Name.
        name: String,
        /// Its description.
        description: String,
        /// When it was made.
        created: Moment,
        /// When it last changed.
        modified: Moment,
        /// True if it is out of use.
        disabled: bool,
        /// True if it can be requested.
        requestable: bool,
        /// True if it is protected.
        protected: bool,
        /// Who owns it.
        owner_id: String,
        /// The number of its source.
        source_id: i64,
        /// The name of its source.
        source_name: String,
        /// The number of its application.
        app_id: i64,
        /// The name of its application.
        app_name: String,
        /// The application.
        application_id: String,
        /// Kind of access profile.
        r#type: String,
        /// The entitlements it brings along.
        entitlements: Vec<ItemId>,
        /// How many.
        entitlement_count: i64,
        /// The segments it is reserved for.
        segments: Vec<String>,
        /// Who decides, comma-separated.
        approval_schemes: String,
        /// Who decides about a removal, comma-separated.
        revoke_request_approval_schemes: String,
        /// True if asking needs a comment.
        request_comments_required: bool,
        /// True if saying no needs a comment.
        denied_comments_required: bool,
        /// How one of several accounts is chosen, as it came.
        account_selector: Value,
    }
}
