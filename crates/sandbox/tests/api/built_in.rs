//! The built-in company: big enough to be believed, and whom its items ask.

use request_center_models::wire::access_request::AccessRequestResponse;
use request_center_sandbox::seed::{DEFAULT, Seed};

use crate::company::Company;

#[test]
fn the_built_in_company_is_believable() {
    let seed = Seed::parse("default.json", DEFAULT).unwrap();
    assert!((60..=70).contains(&seed.identities.len()));
    assert!((190..=230).contains(&seed.items.len()));
    let manager = |alias: &str| {
        seed.identities.iter().find(|one| one.alias == alias).and_then(|one| one.manager.clone())
    };
    let depth = |alias: &str| {
        let mut levels = 1;
        let mut at = alias.to_owned();
        while let Some(next) = manager(&at) {
            levels += 1;
            at = next;
        }
        levels
    };
    assert_eq!(seed.identities.iter().map(|one| depth(&one.alias)).max(), Some(3), "three levels");
    let persona = |name: &str| seed.personas.get(name).cloned().unwrap();
    assert_eq!(manager(&persona("employee")), Some(persona("manager")));
    let held: usize = seed
        .held
        .iter()
        .filter(|held| held.identity == persona("employee"))
        .map(|held| held.items.len())
        .sum();
    assert!(held >= 8, "{held}");
    assert!(seed.items.iter().all(|item| item.description.as_ref().is_some_and(|text| text.len() > 10)));
}

#[tokio::test]
async fn most_of_what_the_employee_asks_for_waits_for_manager_and_then_approver() {
    let company = Company::open();
    company.settle(serde_json::json!({"colleaguesDecide": false, "rateLimit": 100_000})).await;
    let seed = Seed::parse("default.json", DEFAULT).unwrap();
    let own: Vec<&str> = seed
        .held
        .iter()
        .filter(|held| held.identity == "amara.okafor")
        .flat_map(|held| held.items.iter().map(String::as_str))
        .collect();
    // Every fifth thing that can be asked for and asks somebody.
    let asked = seed.items.iter().filter(|item| {
        let silent = item.approvals.as_ref().is_some_and(Vec::is_empty);
        item.requestable.unwrap_or(true) && !silent && !own.contains(&item.name.as_str())
    });
    let names: Vec<&str> = asked.step_by(5).map(|item| item.name.as_str()).collect();
    let mut ids = Vec::new();
    for name in &names {
        let body = company.grant_body("employee", &[*name]).await;
        let answer = company.post("employee", "/v3/access-requests", body).await;
        let answer: AccessRequestResponse = answer.json();
        // What is under way already is not asked for again.
        ids.extend(answer.new_ids().first().map(ToString::to_string));
    }
    company.step().await;
    let (mut managers, mut both) = (0, 0);
    for id in &ids {
        let owners: Vec<String> = company
            .row(id)
            .await
            .approval_details
            .into_iter()
            .flatten()
            .filter_map(|approval| approval.original_owner?.name)
            .collect();
        let at = |position: usize| owners.get(position).map(String::as_str);
        managers += usize::from(at(0) == Some("Lena Fischer"));
        both += usize::from(at(0) == Some("Lena Fischer") && at(1) == Some("Tomás Herrera"));
    }
    assert!(ids.len() > 30, "{names:?}");
    assert!(managers * 10 > ids.len() * 8 && both * 2 > ids.len(), "{managers} and {both} of {}", ids.len());
}
