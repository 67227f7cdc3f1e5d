//! Which operation lives where: one table from operation and API family to method and path, with the fallback for what the
//! preferred family lacks. Knows no host and sends nothing.
//!
//! The families are those of the official descriptions: `v3`, `beta`, the yearly ones, and the newest, one version per service.

use std::fmt::Write as _;

/// A generation of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Family {
    /// `/v3/...`
    V3,
    /// `/beta/...`
    Beta,
    /// `/v2024/...`
    V2024,
    /// `/v2025/...`
    V2025,
    /// `/v2026/...`
    V2026,
    /// `/{service}/v1/...`
    Service,
}

impl Family {
    /// Every family, oldest first.
    pub const ALL: [Self; 6] = [Self::V3, Self::Beta, Self::V2024, Self::V2025, Self::V2026, Self::Service];

    /// The name in paths and in the attribute `api-version`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::V3 => "v3",
            Self::Beta => "beta",
            Self::V2024 => "v2024",
            Self::V2025 => "v2025",
            Self::V2026 => "v2026",
            Self::Service => "v1",
        }
    }

    /// The family of that name, `None` where there is none.
    ///
    /// ```
    /// use request_center_models::operation::Family;
    /// assert_eq!(Family::parse("beta"), Some(Family::Beta));
    /// assert_eq!(Family::parse("v4"), None);
    /// ```
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|family| family.as_str() == name)
    }
}

/// HTTP method of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Reads.
    Get,
    /// Asks for something to be done.
    Post,
    /// Replaces.
    Put,
}

/// An operation of the API, under the name the descriptions give it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Operation {
    /// `POST /access-requests`
    CreateAccessRequest,
    /// `POST /access-requests/cancel`
    CancelAccessRequest,
    /// `POST /access-requests/close`
    CloseAccessRequest,
    /// `GET /access-request-config`
    GetAccessRequestConfig,
    /// `PUT /access-request-config`
    SetAccessRequestConfig,
    /// `GET /access-request-status`
    ListAccessRequestStatus,
    /// `GET /access-request-approvals/pending`
    ListPendingApprovals,
    /// `GET /access-request-approvals/completed`
    ListCompletedApprovals,
    /// `GET /access-request-approvals/approval-summary`
    GetAccessRequestApprovalSummary,
    /// `POST /access-request-approvals/{approvalId}/approve`
    ApproveAccessRequest,
    /// `POST /access-request-approvals/{approvalId}/reject`
    RejectAccessRequest,
    /// `POST /access-request-approvals/{approvalId}/forward`
    ForwardAccessRequest,
    /// `POST /access-requests/accounts-selection`
    LoadAccountSelections,
    /// `GET /source-apps`
    ListAvailableSourceApps,
    /// `GET /source-apps/{id}/access-profiles`
    ListAccessProfilesForSourceApp,
    /// `GET /requestable-objects`
    ListRequestableObjects,
    /// `GET /entitlements`
    ListEntitlements,
    /// `GET /public-identities`
    GetPublicIdentities,
    /// `GET /identities/{identityId}/role-assignments`
    GetRoleAssignments,
    /// `GET /revocable-objects/identityId/{identityId}/entitlementId/{entitlementId}`
    GetEntitlementDetailsForIdentity,
}

use Family::{Beta, Service, V3, V2024, V2025, V2026};

const EVERYWHERE: &[Family] = &[V3, Beta, V2024, V2025, V2026, Service];
const NOT_IN_V3: &[Family] = &[Beta, V2024, V2025, V2026, Service];
const NOT_IN_BETA: &[Family] = &[V3, V2024, V2025, V2026, Service];
const SINCE_V2024: &[Family] = &[V2024, V2025, V2026, Service];

/// Where an operation goes when the preferred family lacks it.
const FALLBACK: [Family; 3] = [V3, Beta, V2024];

struct Row {
    operation: Operation,
    method: Method,
    service: &'static str,
    rest: &'static str,
    families: &'static [Family],
}

macro_rules! table {
    ($($operation:ident $name:literal $method:ident $service:literal $rest:literal $families:ident;)+) => {
        const TABLE: &[Row] = &[$(Row {
            operation: Operation::$operation, method: Method::$method,
            service: $service, rest: $rest, families: $families,
        }),+];

        impl Operation {
            /// Every operation of the table.
            pub const ALL: &'static [Self] = &[$(Self::$operation),+];

            /// The name the descriptions give it, `createAccessRequest` for example.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$operation => $name,)+ }
            }
        }
    };
}

table! {
    CreateAccessRequest "createAccessRequest" Post "access-requests" "" EVERYWHERE;
    CancelAccessRequest "cancelAccessRequest" Post "access-requests" "/cancel" EVERYWHERE;
    CloseAccessRequest "closeAccessRequest" Post "access-requests" "/close" NOT_IN_V3;
    GetAccessRequestConfig "getAccessRequestConfig" Get "access-request-config" "" EVERYWHERE;
    SetAccessRequestConfig "setAccessRequestConfig" Put "access-request-config" "" EVERYWHERE;
    ListAccessRequestStatus "listAccessRequestStatus" Get "access-request-status" "" EVERYWHERE;
    ListPendingApprovals "listPendingApprovals" Get "access-request-approvals" "/pending" EVERYWHERE;
    ListCompletedApprovals "listCompletedApprovals" Get "access-request-approvals" "/completed" EVERYWHERE;
    GetAccessRequestApprovalSummary "getAccessRequestApprovalSummary" Get "access-request-approvals" "/approval-summary" EVERYWHERE;
    ApproveAccessRequest "approveAccessRequest" Post "access-request-approvals" "/{}/approve" EVERYWHERE;
    RejectAccessRequest "rejectAccessRequest" Post "access-request-approvals" "/{}/reject" EVERYWHERE;
    ForwardAccessRequest "forwardAccessRequest" Post "access-request-approvals" "/{}/forward" EVERYWHERE;
    LoadAccountSelections "loadAccountSelections" Post "access-requests" "/accounts-selection" SINCE_V2024;
    ListAvailableSourceApps "listAvailableSourceApps" Get "source-apps" "" NOT_IN_V3;
    ListAccessProfilesForSourceApp "listAccessProfilesForSourceApp" Get "source-apps" "/{}/access-profiles" NOT_IN_V3;
    ListRequestableObjects "listRequestableObjects" Get "requestable-objects" "" EVERYWHERE;
    ListEntitlements "listEntitlements" Get "entitlements" "" NOT_IN_V3;
    GetPublicIdentities "getPublicIdentities" Get "public-identities" "" NOT_IN_BETA;
    GetRoleAssignments "getRoleAssignments" Get "identities" "/{}/role-assignments" NOT_IN_V3;
    GetEntitlementDetailsForIdentity "getEntitlementDetailsForIdentity" Get "revocable-objects" "/identityId/{}/entitlementId/{}" SINCE_V2024;
}

impl Operation {
    fn row(self) -> Option<&'static Row> {
        TABLE.iter().find(|row| row.operation == self)
    }

    /// Its HTTP method.
    #[must_use]
    pub fn method(self) -> Method {
        self.row().map_or(Method::Get, |row| row.method)
    }

    /// True if that family has it.
    #[must_use]
    pub fn exists_in(self, family: Family) -> bool {
        self.row().is_some_and(|row| row.families.contains(&family))
    }

    /// The family to call: the preferred one where it has the operation, else `v3`, `beta`, `v2024` in that order.
    ///
    /// ```
    /// use request_center_models::operation::{Family, Operation};
    /// assert_eq!(Operation::ListEntitlements.family(Family::V3), Family::Beta);
    /// assert_eq!(Operation::GetPublicIdentities.family(Family::Beta), Family::V3);
    /// ```
    #[must_use]
    pub fn family(self, preferred: Family) -> Family {
        if self.exists_in(preferred) {
            return preferred;
        }
        FALLBACK.into_iter().find(|family| self.exists_in(*family)).unwrap_or(preferred)
    }

    /// True if that family asks for the header `X-SailPoint-Experimental: true` with it; without it the answer is a 400.
    #[must_use]
    pub fn is_experimental_in(self, family: Family) -> bool {
        match self {
            Self::GetAccessRequestConfig | Self::SetAccessRequestConfig => family == V2026,
            Self::LoadAccountSelections => true,
            Self::ListAvailableSourceApps | Self::ListAccessProfilesForSourceApp => family != Beta,
            _ => false,
        }
    }

    /// The path in that family, with a leading slash and each parameter percent-encoded into its place. A parameter too many
    /// is passed over, one too few leaves its place empty; the ids `.` and `..`, which no URL can carry as a segment, are
    /// encoded twice, so that they name nothing instead of another operation.
    ///
    /// ```
    /// use request_center_models::operation::{Family, Operation};
    /// let path = Operation::ApproveAccessRequest.path(Family::V3, &["a/b"]);
    /// assert_eq!(path, "/v3/access-request-approvals/a%2Fb/approve");
    /// let path = Operation::CancelAccessRequest.path(Family::Service, &[]);
    /// assert_eq!(path, "/access-requests/v1/cancel");
    /// ```
    #[must_use]
    pub fn path(self, family: Family, parameters: &[&str]) -> String {
        let Some(row) = self.row() else { return String::new() };
        let mut path = match family {
            Family::Service => format!("/{}/{}", row.service, family.as_str()),
            _ => format!("/{}/{}", family.as_str(), row.service),
        };
        let mut parameters = parameters.iter();
        for (i, piece) in row.rest.split("{}").enumerate() {
            if i > 0
                && let Some(parameter) = parameters.next()
            {
                encode_into(&mut path, parameter);
            }
            path.push_str(piece);
        }
        path
    }
}

/// Percent-encodes all but the unreserved characters of RFC 3986, so that an id can hold anything.
fn encode_into(path: &mut String, parameter: &str) {
    if matches!(parameter, "." | "..") {
        return path.push_str(&parameter.replace('.', "%252E"));
    }
    for byte in parameter.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            path.push(char::from(byte));
        } else {
            let _ = write!(path, "%{byte:02X}");
        }
    }
}
