//! Open enumerations: each known value keeps its text both ways, and any other text is kept as it came.

use request_center_models::wire::access_request::{CompletionStatus, ExecutionStatus};
use request_center_models::wire::approval::{ApprovalAction, ReassignmentType};
use request_center_models::wire::catalog::ItemRequestStatus;
use request_center_models::wire::identity::IdentityState;
use request_center_models::wire::reference::{ItemType, RequestType};
use request_center_models::wire::status::{
    ApprovalScheme, ApprovalStatus, PhaseResult, PhaseState, RequestState,
};
use serde_json::{from_value, json, to_value};

macro_rules! check {
    ($($name:ident $known:literal;)+) => {
        #[test]
        fn known_values_keep_their_text_both_ways() {
            $(
                assert_eq!($name::KNOWN.len(), $known, stringify!($name));
                for value in $name::KNOWN {
                    let text = value.as_str();
                    assert!(!matches!(value, $name::Unknown(_)));
                    assert_eq!($name::from(text), *value);
                    assert_eq!(value.to_string(), text);
                    assert_eq!(to_value(value).unwrap(), json!(text));
                    assert_eq!(from_value::<$name>(json!(text)).unwrap(), *value);
                }
                let texts: std::collections::BTreeSet<&str> = $name::KNOWN.iter().map($name::as_str).collect();
                assert_eq!(texts.len(), $known, "two values of {} share a text", stringify!($name));
            )+
        }

        #[test]
        fn unknown_values_are_kept_as_they_came() {
            $(
                for text in ["A_VALUE_NOBODY_KNEW", "", "executing", "\u{5e9}\u{1f600}\"\\/%"] {
                    let value: $name = from_value(json!(text)).unwrap();
                    assert_eq!(value, $name::Unknown(text.to_owned()));
                    assert_eq!(value.as_str(), text);
                    assert_eq!(to_value(&value).unwrap(), json!(text));
                }
                assert!(from_value::<$name>(json!(7)).is_err());
            )+
        }
    };
}

check! {
    ItemType 3;
    RequestType 3;
    RequestState 9;
    ApprovalStatus 6;
    ApprovalScheme 7;
    PhaseState 5;
    PhaseResult 2;
    ApprovalAction 3;
    ReassignmentType 4;
    ItemRequestStatus 3;
    IdentityState 3;
    ExecutionStatus 2;
    CompletionStatus 3;
}
