//! People: the list everyone may read.

use request_center_models::wire::identity::{IdentityState, PublicIdentity};

use crate::company::{Company, encode};

#[tokio::test]
async fn everyone_is_listed_with_their_manager() {
    let company = Company::open();
    let answer = company.get("employee", "/v3/public-identities?count=true&add-core-filters=true").await;
    let people: Vec<PublicIdentity> = answer.json();
    assert_eq!(answer.header("x-total-count"), people.len().to_string());
    assert!((55..70).contains(&people.len()), "{}", people.len());
    let amara = people.iter().find(|one| one.alias.as_deref() == Some("amara.okafor")).unwrap();
    assert_eq!(amara.manager.as_ref().and_then(|manager| manager.name.as_deref()), Some("Lena Fischer"));
    assert_eq!(amara.email.as_deref(), Some("amara.okafor@example.com"));
    assert_eq!(amara.attributes.as_ref().map(Vec::len), Some(3));
    let top = people.iter().filter(|one| one.manager.is_none()).count();
    assert_eq!(top, 1, "one company, one head");
    let away: Vec<&PublicIdentity> =
        people.iter().filter(|one| one.identity_state != Some(IdentityState::Active)).collect();
    assert_eq!(away.len(), 4);
}

#[tokio::test]
async fn people_are_found_by_the_fields_of_the_description() {
    let company = Company::open();
    for (filter, expected) in [
        ("firstname sw \"am\"", "Amara Okafor"),
        ("lastname eq \"OKAFOR\"", "Amara Okafor"),
        ("firstname sw \"zo\" or lastname sw \"zo\"", "Zoë Dupont"),
        ("firstname eq \"łukasz\"", "Łukasz Nowak"),
        ("email sw \"amara.\"", "Amara Okafor"),
        ("alias eq \"amara.okafor\"", "Amara Okafor"),
    ] {
        let answer =
            company.get("employee", &format!("/v3/public-identities?filters={}", encode(filter))).await;
        assert_eq!(answer.each("name"), [expected], "{filter}");
    }
    let answer = company
        .get("employee", &format!("/v3/public-identities?filters={}", encode("manager.id eq \"x\"")))
        .await;
    assert_eq!(
        answer.causes(),
        ["filters: field \"manager.id\" is not supported here, only id, alias, email, firstname, lastname"]
    );
    let names = company.get("employee", "/v3/public-identities?sorters=-name&limit=2").await.each("name");
    assert_eq!(names, ["Łukasz Nowak", "Zoë Dupont"]);
}
