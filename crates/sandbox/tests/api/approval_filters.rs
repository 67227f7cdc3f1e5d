//! The filters of both lists of approvals: every field with every operator listed, and no other.

use axum::http::StatusCode;
use serde_json::Value;

use crate::approvals::{COMPLETED, PENDING};
use crate::company::{Answer, Company, encode};

/// The rows a filter finds; 400 where it is refused.
async fn find(company: &Company, path: &str, filter: &str) -> Result<Vec<Value>, StatusCode> {
    let answer: Answer = company.get("approver", &format!("{path}&filters={}", encode(filter))).await;
    if answer.status == StatusCode::OK { Ok(answer.json()) } else { Err(answer.status) }
}

#[tokio::test]
async fn pending_approvals_can_be_filtered_as_listed_and_no_other_way() {
    let company = Company::open();
    let all: Vec<Value> = company.get("approver", PENDING).await.json();
    let text = |row: &Value, pointer: &str| row.pointer(pointer).unwrap().as_str().unwrap().to_owned();
    let middle = &all[all.len() / 2];
    for (field, pointer) in
        [("id", "/id"), ("requestedFor.id", "/requestedFor/id"), ("accessRequestId", "/accessRequestId")]
    {
        let wanted = text(middle, pointer);
        let same = all.iter().filter(|row| text(row, pointer) == wanted).count();
        assert_eq!(find(&company, PENDING, &format!("{field} eq \"{wanted}\"")).await.unwrap().len(), same);
        let both = find(&company, PENDING, &format!("{field} in (\"{wanted}\", \"x\")")).await.unwrap();
        assert_eq!(both.len(), same, "{field}");
        for operator in ["ne", "sw", "gt"] {
            let filter = format!("{field} {operator} \"{wanted}\"");
            assert_eq!(find(&company, PENDING, &filter).await, Err(StatusCode::BAD_REQUEST), "{filter}");
        }
    }
    for field in ["modified", "created"] {
        let at = text(middle, &format!("/{field}"));
        let mut sum = 0;
        for operator in ["lt", "eq", "gt"] {
            sum += find(&company, PENDING, &format!("{field} {operator} {at}")).await.unwrap().len();
        }
        assert_eq!(sum, all.len(), "{field}");
        let or = find(&company, PENDING, &format!("{field} le {at} or {field} ge {at}")).await.unwrap();
        assert_eq!(or.len(), all.len());
        assert!(!find(&company, PENDING, &format!("{field} in ({at})")).await.unwrap().is_empty());
        let filter = format!("{field} ne {at}");
        assert_eq!(find(&company, PENDING, &filter).await, Err(StatusCode::BAD_REQUEST), "{filter}");
    }
    assert_eq!(
        find(&company, PENDING, "requestType eq \"GRANT_ACCESS\"").await,
        Err(StatusCode::BAD_REQUEST)
    );
    let beta = PENDING.replace("v3", "beta");
    let at = text(middle, "/created");
    assert!(find(&company, &beta, &format!("modified ge {at}")).await.is_ok());
    for filter in [format!("created ge {at}"), "accessRequestId eq \"x\"".to_owned()] {
        assert_eq!(find(&company, &beta, &filter).await, Err(StatusCode::BAD_REQUEST), "{filter}");
    }
}

#[tokio::test]
async fn completed_approvals_can_be_filtered_as_listed_and_no_other_way() {
    let company = Company::open();
    let all: Vec<Value> = company.get("approver", COMPLETED).await.json();
    assert!(all.len() > 5);
    let middle = &all[all.len() / 2];
    for (field, value) in [("id", &middle["id"]), ("requestedFor.id", &middle["requestedFor"]["id"])] {
        let value = value.as_str().unwrap();
        let mut counts = Vec::new();
        for operator in ["eq", "ne", "lt", "ge", "gt", "le", "sw"] {
            let found = find(&company, COMPLETED, &format!("{field} {operator} \"{value}\"")).await.unwrap();
            counts.push(found.len());
        }
        let [eq, ne, lt, ge, gt, le, sw] = counts[..] else { panic!("seven operators") };
        assert_eq!((eq + ne, lt + ge, gt + le, sw), (all.len(), all.len(), all.len(), eq), "{field}");
        assert_eq!(find(&company, COMPLETED, &format!("{field} in (\"{value}\")")).await.unwrap().len(), eq);
        assert_eq!(find(&company, COMPLETED, &format!("{field} isnull")).await.unwrap().len(), 0);
        let filter = format!("{field} co \"{value}\"");
        assert_eq!(find(&company, COMPLETED, &filter).await, Err(StatusCode::BAD_REQUEST), "{filter}");
    }
    let at = middle["modified"].as_str().unwrap();
    let count = async |filter: String| find(&company, COMPLETED, &filter).await.unwrap().len();
    let same = count(format!("modified eq {at}")).await;
    assert_eq!(count(format!("modified ne {at}")).await, all.len() - same);
    assert_eq!(
        count(format!("modified lt {at}")).await + count(format!("modified ge {at}")).await,
        all.len()
    );
    assert_eq!(
        count(format!("modified gt {at}")).await + count(format!("modified le {at}")).await,
        all.len()
    );
    assert_eq!(count(format!("modified in ({at})")).await, same);
    let day = &at[..10];
    let of_day = all.iter().filter(|row| row["modified"].as_str().unwrap().starts_with(day)).count();
    assert_eq!(count(format!("modified sw \"{day}\"")).await, of_day);
    for filter in [format!("created ge {at}"), "accessRequestId eq \"x\"".to_owned()] {
        assert_eq!(find(&company, COMPLETED, &filter).await, Err(StatusCode::BAD_REQUEST), "{filter}");
    }
}
