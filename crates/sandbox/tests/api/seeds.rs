//! Seed files: what a good one gives, and where a bad one is said to be wrong.

use request_center_sandbox::seed::Seed;
use request_center_sandbox::{Options, Sandbox};
use serde_json::Value;

use crate::company::{Company, encode, still};

/// A small company, one thing a line, so that the lines below can be counted.
const SMALL: &str = r#"{
  "personas": {"employee": "eve", "admin": "adam"},
  "identities": [
    {"alias": "adam", "firstName": "Adam", "lastName": "One", "authorities": ["ORG_ADMIN"]},
    {"alias": "eve", "id": "e\"v/e%🦊", "firstName": "Eve", "lastName": "<script>", "manager": "adam"}
  ],
  "sources": [{"name": "Directory", "owner": "adam"}],
  "items": [
    {"type": "ROLE", "name": "Reader", "owner": "adam", "approvals": []},
    {"type": "ENTITLEMENT", "name": "Group", "owner": "adam", "source": "Directory"}
  ],
  "held": [{"identity": "eve", "items": ["Reader"], "removeDate": "+3d"}],
  "requests": [{"requester": "eve", "created": "-2h", "items": [{"item": "Group", "comment": "Please."}]}]
}"#;

/// A seed file that goes with the test.
pub(crate) struct File(pub(crate) std::path::PathBuf);

impl File {
    pub(crate) fn write(name: &str, text: &str) -> File {
        let path = std::env::temp_dir().join(format!("request-center-{}-{name}", std::process::id()));
        std::fs::write(&path, text).unwrap();
        File(path)
    }
}

impl Drop for File {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

#[tokio::test]
async fn a_small_company_is_served_as_written() {
    let file = File::write("small.json", SMALL);
    let company = Company::with(Options { seed: Some(file.0.clone()), ..still() });
    let people: Value = company.get("admin", "/v3/public-identities").await.json();
    let eve = people.as_array().unwrap().iter().find(|one| one["alias"] == "eve").unwrap();
    assert_eq!((eve["id"].as_str(), eve["name"].as_str()), (Some("e\"v/e%🦊"), Some("Eve <script>")));
    assert_eq!(eve["manager"]["name"], "Adam One");
    let path = format!("/v3/requestable-objects?identity-id={}", encode("e\"v/e%🦊"));
    assert_eq!(company.get("employee", &path).await.each("requestStatus"), ["ASSIGNED"]);
    let rows = company.get("employee", "/v3/access-request-status?requested-by=me").await;
    assert_eq!(
        (rows.each("name"), rows.each("state")),
        (vec!["Group".to_owned()], vec!["REQUEST_COMPLETED".to_owned()])
    );
    company.pass(4 * 86_400).await;
    assert_eq!(
        company.get("employee", &path).await.each("requestStatus"),
        ["AVAILABLE"],
        "it ended on its date"
    );
}

#[test]
fn errors_name_line_and_column() {
    for (change, with, expected) in [
        (
            "\"manager\": \"adam\"",
            "\"manager\": \"adm\"",
            "s: identities[1].manager: there is no identity with the alias or id \"adm\"",
        ),
        (
            "\"employee\": \"eve\"",
            "\"employee\": \"evan\"",
            "s: personas.employee: there is no identity with the alias or id \"evan\"",
        ),
        (
            "\"owner\": \"adam\", \"approvals\"",
            "\"owner\": \"ada\", \"approvals\"",
            "s: items[0].owner: there is no identity with the alias or id \"ada\"",
        ),
        (
            "\"approvals\": []",
            "\"approvals\": [\"MANAGER\", \"BOSS\"]",
            "s: items[0].approvals[1]: \"BOSS\" is not one of MANAGER",
        ),
        (
            "\"type\": \"ROLE\"",
            "\"type\": \"RÔLE\"",
            "s: items[0].type: \"RÔLE\" is not one of ROLE, ACCESS_PROFILE, ENTITLEMENT",
        ),
        ("\"source\": \"Directory\"}", "\"source\": \"Folder\"}", "s: items[1].source: there is no source"),
        (", \"source\": \"Directory\"}", "}", "s: items[1]: an entitlement needs a source"),
        ("\"name\": \"Group\"", "\"name\": \"Reader\"", "s: items[1]: \"Reader\" is items[0] already"),
        (
            "[\"Reader\"]",
            "[\"Writer\"]",
            "s: held[0].items[0]: there is no item with the name or id \"Writer\"",
        ),
        (
            "\"-2h\"",
            "\"yesterday\"",
            "s:13:58: \"yesterday\" is neither an RFC 3339 date and time nor a distance",
        ),
        ("{\"item\": \"Group\",", "{\"item\": \"Grup\",", "s: requests[0].items[0].item: there is no item"),
        (
            "\"owner\": \"adam\", \"approvals\"",
            "\"owner\": \"adam\", \"includes\": [\"Group\", \"Grup\"], \"approvals\"",
            "s: items[0].includes[1]: there is no item with the name or id \"Grup\"",
        ),
        (
            "\"owner\": \"adam\", \"approvals\"",
            "\"owner\": \"adam\", \"members\": [\"eva\"], \"approvals\"",
            "s: items[0].members[0]: there is no identity with the alias or id \"eva\"",
        ),
        (
            "\"comment\": \"Please.\"}",
            "\"acts\": [{\"at\": \"-1h\", \"do\": \"nod\", \"by\": \"eva\"}]}",
            "s: requests[0].items[0].acts[0].do: \"nod\" is not one of approve, deny, forward, escalate",
        ),
        (
            "\"comment\": \"Please.\"}",
            "\"acts\": [{\"at\": \"-1h\", \"do\": \"forward\", \"by\": \"adam\"}]}",
            "s: requests[0].items[0].acts[0].to: somebody must be named",
        ),
        (
            "\n  \"held\"",
            "\n  \"policies\": [{\"name\": \"P\", \"left\": [\"Reader\"], \"right\": [\"Grup\"]}],\n  \"held\"",
            "s: policies[0].right[0]: there is no item with the name or id \"Grup\"",
        ),
        (
            "\n  \"items\"",
            "\n  \"defaultApprovals\": {\"ROLE\": [\"BOSS\"]},\n  \"items\"",
            "s: defaultApprovals.ROLE[0]: \"BOSS\" is not one of MANAGER",
        ),
        ("\"created\"", "\"creatd\"", "s:13:44: unknown field `creatd`, expected one of"),
        ("\"lastName\": \"One\",", "\"lastName\": \"One\"", "s:4:"),
    ] {
        assert!(SMALL.contains(change), "{change}");
        let told = Seed::parse("s", &SMALL.replacen(change, with, 1)).unwrap_err();
        assert!(
            told.lines().any(|line| line.starts_with(expected)),
            "{with}:\n{told}\nshould have said\n{expected}"
        );
    }
}

#[test]
fn everything_wrong_is_said_at_once() {
    let text = SMALL
        .replace("\"owner\": \"adam\"", "\"owner\": \"x\"")
        .replace("\"item\": \"Group\"", "\"item\": \"y\"");
    let told = Seed::parse("s", &text).unwrap_err();
    let paths: Vec<&str> = told.lines().filter_map(|line| line.split(": ").nth(1)).collect();
    assert_eq!(paths, ["sources[0].owner", "items[0].owner", "items[1].owner", "requests[0].items[0].item"]);
}

#[tokio::test]
async fn a_bad_seed_keeps_the_sandbox_from_starting() {
    let file = File::write("bad.json", &SMALL.replace("\"eve\", \"items\"", "\"eva\", \"items\""));
    let told = Sandbox::open(Options { seed: Some(file.0.clone()), ..still() }).unwrap_err();
    assert!(told.contains("bad.json: held[0].identity: there is no identity"), "{told}");
    let missing = Options { seed: Some("no/such/file.json".into()), ..still() };
    assert!(Sandbox::open(missing).unwrap_err().starts_with("cannot read no/such/file.json: "));
}

#[tokio::test]
async fn generated_items_come_on_top_and_stay_the_same() {
    let (plain, scaled) = (Company::open(), Company::with(Options { scale: 300, ..still() }));
    let again = Company::with(Options { scale: 300, ..still() });
    let count = async |company: &Company| -> usize {
        let mut sum = 0;
        for path in ["/v3/requestable-objects?limit=0&count=true", "/beta/entitlements?limit=0&count=true"] {
            sum += company.get("admin", path).await.header("x-total-count").parse::<usize>().unwrap();
        }
        sum
    };
    assert_eq!(count(&scaled).await, count(&plain).await + 300);
    let path = "/v3/requestable-objects?term=generated";
    assert_eq!(scaled.get("admin", path).await.each("id"), again.get("admin", path).await.each("id"));
}

#[tokio::test]
async fn the_configuration_of_the_seed_rules_what_may_be_asked_for() {
    for (config, item, comment, status, said) in [
        (
            r#"{"entitlementRequestConfig": {"allowEntitlementRequest": false}}"#,
            "Group",
            "x",
            400,
            "request.entitlements_not_allowed",
        ),
        (
            r#"{"entitlementRequestConfig": {"requestCommentsRequired": true}}"#,
            "Group",
            "",
            400,
            "item.comment_required",
        ),
        (r#"{"entitlementRequestConfig": {"requestCommentsRequired": true}}"#, "Group", "x", 202, ""),
        (r#"{"approvalsMustBeExternal": true}"#, "Reader", "x", 403, ""),
        ("{}", "Reader", "", 202, ""),
    ] {
        let text = SMALL.replace("\n}", &format!(",\n  \"config\": {config}\n}}"));
        let file = File::write(&format!("{}.json", identifier(config, comment)), &text);
        let company = Company::with(Options { seed: Some(file.0.clone()), ..still() });
        let sent = company.item(item).await;
        let body = serde_json::json!({
            "requestedFor": ["e\"v/e%🦊"],
            "requestedItems": [{"type": sent["type"], "id": sent["id"], "comment": comment}],
        });
        let answer = company.post("employee", "/v3/access-requests", body).await;
        assert_eq!((answer.status.as_u16(), answer.header("x-sandbox-rules")), (status, said), "{config}");
    }
}

/// A file name for each case, so that cases running at once do not share one.
fn identifier(config: &str, comment: &str) -> u64 {
    request_center_sandbox::identifier::hash(&format!("{config}/{comment}"))
}
