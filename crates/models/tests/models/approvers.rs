//! The people at an approval of a row: all who are asked, who decided, and for whom.

use crate::progress::row;
use request_center_models::progress::StepKind;
use serde_json::{Value, json};

/// The names at the step of the only approval: who, any of whom, on behalf of whom.
fn names(approval: Value) -> (Option<String>, Vec<String>, Option<String>) {
    let part = json!({ "state": "EXECUTING", "approvalDetails": [approval] });
    let step = row(part).steps().into_iter().find(|step| matches!(step.kind, StepKind::Approval(_))).unwrap();
    (step.who, step.any_of, step.on_behalf_of)
}

fn some(name: &str) -> Option<String> {
    Some(name.to_owned())
}

#[test]
fn an_approval_names_everybody_who_is_asked() {
    let (ada, tom) = (json!({ "name": "Ada" }), json!({ "name": "Tom" }));
    let group = json!({ "type": "GOVERNANCE_GROUP", "name": "Yard Council" });
    let asked = |original: &Value, owners: Value| {
        names(
            json!({ "status": "PENDING", "originalOwner": original, "currentOwner": null, "currentOwners": owners }),
        )
    };
    let both = vec!["Ada".to_owned(), "Tom".to_owned()];
    assert_eq!(
        asked(&group, json!([ada, tom, ada, {}])),
        (some("Yard Council"), both.clone(), some("Yard Council"))
    );
    assert_eq!(asked(&Value::Null, json!([ada, tom])), (some("Ada, Tom"), both, None));
    assert_eq!(asked(&group, json!([tom])), (some("Tom"), Vec::new(), some("Yard Council")));
    assert_eq!(asked(&group, json!([])), (some("Yard Council"), Vec::new(), None));
}

#[test]
fn a_decision_names_who_made_it_and_for_whom() {
    let group = json!({ "type": "GOVERNANCE_GROUP", "name": "Yard Council" });
    let (ada, ines) = (json!({ "type": "IDENTITY", "name": "Ada" }), json!({ "name": "Ines" }));
    for status in ["APPROVED", "REJECTED"] {
        let decided = |original: &Value, current: &Value, reviewer: &Value| {
            names(
                json!({ "status": status, "originalOwner": original, "currentOwner": current, "reviewedBy": reviewer }),
            )
        };
        let none = Value::Null;
        assert_eq!(decided(&group, &none, &ada), (some("Ada"), Vec::new(), some("Yard Council")), "{status}");
        assert_eq!(decided(&group, &ada, &none), (some("Ada"), Vec::new(), some("Yard Council")), "{status}");
        assert_eq!(decided(&ada, &none, &ada), (some("Ada"), Vec::new(), None), "{status}");
        assert_eq!(decided(&ada, &ines, &ines), (some("Ines"), Vec::new(), None), "{status}: forwarded");
        assert_eq!(decided(&ada, &none, &ines), (some("Ines"), Vec::new(), some("Ada")), "{status}");
        assert_eq!(decided(&group, &none, &none), (some("Yard Council"), Vec::new(), None), "{status}");
    }
}
