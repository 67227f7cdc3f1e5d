//! Who reports to whom: the manager's twelve, and generated ones of the director.

use std::collections::{BTreeMap, BTreeSet};

use request_center_models::wire::identity::{IdentityState, PublicIdentity};
use request_center_sandbox::Options;

use crate::company::{Company, still};

/// Everyone whose manager that is, read page by page as a client must.
async fn reports(company: &Company, client: &str) -> Vec<PublicIdentity> {
    let id = company.person(client).await;
    let mut found = Vec::new();
    let mut offset = 0;
    loop {
        let path = format!("/v3/public-identities?limit=250&offset={offset}&sorters=name");
        let page: Vec<PublicIdentity> = company.get(client, &path).await.json();
        offset += page.len();
        let last = page.len() < 250;
        found.extend(page.into_iter().filter(|one| {
            one.manager.as_ref().and_then(|manager| manager.id.as_ref()).is_some_and(|of| of.as_str() == id)
        }));
        if last {
            return found;
        }
    }
}

fn gone(people: &[PublicIdentity]) -> Vec<&PublicIdentity> {
    people.iter().filter(|one| one.identity_state == Some(IdentityState::InactiveLongTerm)).collect()
}

#[tokio::test]
async fn the_manager_has_twelve_direct_reports_some_of_them_away_or_gone() {
    let company = Company::open();
    let people = reports(&company, "manager").await;
    assert_eq!(people.len(), 12);
    let mut states = BTreeMap::new();
    for person in &people {
        *states.entry(person.identity_state.clone().unwrap().as_str().to_owned()).or_insert(0) += 1;
    }
    let expected = [("ACTIVE", 10), ("INACTIVE_LONG_TERM", 1), ("INACTIVE_SHORT_TERM", 1)];
    assert_eq!(states, expected.map(|(state, count)| (state.to_owned(), count)).into());
    assert_eq!(reports(&company, "employee").await.len(), 0);
}

#[tokio::test]
async fn a_director_of_three_hundred_can_be_had_and_is_the_same_each_time() {
    let with = |reports| Company::with(Options { reports, ..still() });
    let (some, again) = (with(300), with(300));
    let people = reports(&some, "director").await;
    assert_eq!(people.len(), 300);
    assert_eq!(people, reports(&again, "director").await);
    let names: BTreeSet<&str> = people.iter().filter_map(|one| one.name.as_deref()).collect();
    assert_eq!(names.len(), 300, "nobody is called like somebody else");
    assert!(gone(&people).len() >= 5, "leavers to clear up after");
    assert_eq!(reports(&some, "manager").await.len(), 12, "nobody else's are touched");
    for few in [0, 3] {
        assert_eq!(reports(&with(few), "director").await.len(), 8, "never fewer than the seed's");
    }
}

#[tokio::test]
async fn generated_reports_hold_the_same_access_and_lose_it_to_their_manager() {
    let company = Company::with(Options { reports: 60, ..still() });
    let people = reports(&company, "director").await;
    assert_eq!(gone(&people).len(), 2);
    for person in gone(&people) {
        let id = person.id.as_ref().unwrap();
        let path = format!("/v3/requestable-objects?statuses=ASSIGNED&identity-id={id}");
        let holds = async || {
            company.get("director", &path).await.each("name").contains(&"VPN Remote Access".to_owned())
        };
        assert!(holds().await);
        let body = company.revoke_body(person.alias.as_deref().unwrap(), &["VPN Remote Access"]).await;
        assert_eq!(company.post("director", "/v3/access-requests", body).await.status.as_u16(), 202);
        company.step().await;
        company.step().await;
        assert!(!holds().await);
    }
}
