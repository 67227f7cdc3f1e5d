//! The widget and the sandbox judge alike: what models let through is accepted, what they refuse is refused with the same codes.
//! Random requests, the same at every run, sent without a socket.

use std::collections::{BTreeMap, BTreeSet};

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use request_center_models::draft::{ChosenAccounts, DraftItem, RequestDraft, TypedDate};
use request_center_models::moment::Moment;
use request_center_models::rule::{
    EntitlementLimits, Facts, LongestAccess, Rule, TimeUnit, Violations, check_request,
};
use request_center_models::wire::access_request::{AccessRequest, AccountSelection, SelectedAccount};
use request_center_models::wire::reference::ItemType;
use request_center_sandbox::Options;
use serde_json::{Value, json};
use time::{Duration, OffsetDateTime};

use crate::company::{Answer, Company, still};
use crate::spoiled::spoil;

/// So many requests of either kind.
const MANY: usize = 10_000;

/// One thing of the catalog.
pub(crate) struct Thing {
    pub(crate) kind: ItemType,
    pub(crate) id: String,
    pub(crate) comment_required: bool,
    /// The source of an entitlement.
    source: Option<String>,
}

/// A company in which everybody may ask for everybody, and what can be asked for.
pub(crate) struct Catalog {
    company: Company,
    token: String,
    /// Ids and aliases.
    pub(crate) people: Vec<(String, String)>,
    pub(crate) things: Vec<Thing>,
    pub(crate) limits: EntitlementLimits,
}

impl Catalog {
    /// The built-in company under one of three configurations.
    async fn open(configuration: usize) -> Catalog {
        let company = Company::with(Options { rate_limit: u32::MAX, ..still() });
        company.let_anyone_ask().await;
        let (mut limits, mut comments) = (EntitlementLimits::default(), false);
        match configuration {
            0 => {}
            1 => {
                limits.end_required = true;
                limits.longest = Some(LongestAccess { value: 30, unit: TimeUnit::Days });
                let longest = json!({"value": 30, "timeUnit": "DAYS"});
                let access = json!({"requireEndDate": true, "maxPermittedAccessDuration": longest});
                let change = json!({"entitlementRequestConfig": {"accessRequestConfig": access}});
                let answer =
                    company.control("config", Some(json!({"family": "v2024", "change": change}))).await;
                assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
            }
            _ => {
                comments = true;
                company
                    .configure(json!({"entitlementRequestConfig": {"requestCommentsRequired": true}}))
                    .await;
            }
        }
        let rows = async |path: &str| -> Vec<Value> { company.get("admin", path).await.json() };
        let text = |row: &Value, field: &str| row[field].as_str().unwrap_or_default().to_owned();
        let people = rows("/v3/public-identities").await;
        let mut things = Vec::new();
        for row in rows("/v3/requestable-objects").await {
            things.push(Thing {
                kind: ItemType::from(row["type"].as_str().unwrap()),
                id: text(&row, "id"),
                comment_required: row["requestCommentsRequired"] == true,
                source: None,
            });
        }
        // Some entitlements ask for a comment by themselves, which only administrators can read.
        let seed: Value = serde_json::from_str(include_str!("../../seed/default.json")).unwrap();
        let strict = seed["items"].as_array().unwrap().iter().filter(|item| item["commentRequired"] == true);
        let strict: BTreeSet<&str> = strict.filter_map(|item| item["name"].as_str()).collect();
        let entitlements = rows("/beta/entitlements?filters=requestable%20eq%20true").await;
        for row in entitlements.iter().filter(|row| !strict.contains(row["name"].as_str().unwrap())) {
            things.push(Thing {
                kind: ItemType::Entitlement,
                id: text(row, "id"),
                comment_required: comments,
                source: row["source"]["id"].as_str().map(str::to_owned),
            });
        }
        let people = people.iter().map(|row| (text(row, "id"), text(row, "alias"))).collect();
        let token = company.token("admin").await;
        Catalog { company, token, people, things, limits }
    }

    async fn send(&self, body: &impl serde::Serialize) -> Answer {
        let request = Request::post("/v3/access-requests")
            .header(header::AUTHORIZATION, format!("Bearer {}", self.token))
            .body(Body::from(serde_json::to_string(body).unwrap()))
            .unwrap();
        self.company.send(request).await
    }

    /// Mostly a few of both, now and then more than one call can hold.
    fn draft(&self, rng: &mut fastrand::Rng, number: usize) -> RequestDraft {
        let (most_people, most_things) = if number.is_multiple_of(500) { (14, 40) } else { (3, 4) };
        let (people, things) = (rng.usize(1..=most_people), rng.usize(1..=most_things));
        let recipients = rng.choose_multiple(self.people.iter(), people);
        let things = rng.choose_multiple(self.things.iter(), things);
        let mut draft = RequestDraft {
            key: format!("k-{number}").into(),
            recipients: recipients.iter().map(|(id, _)| id.as_str().into()).collect(),
            items: things.iter().map(|thing| self.item(rng, thing, &recipients)).collect(),
            ..RequestDraft::default()
        };
        // Somebody gets something.
        draft.items[0].except.clear();
        draft
    }

    fn item(&self, rng: &mut fastrand::Rng, thing: &Thing, people: &[&(String, String)]) -> DraftItem {
        let is_bounded = thing.kind == ItemType::Entitlement && self.limits.end_required;
        let start = rng.bool().then(|| rng.i64(2..400));
        let end = (is_bounded || rng.bool()).then(|| start.unwrap_or(0) + rng.i64(2..29));
        let mut item = DraftItem {
            comment_required: thing.comment_required,
            comment: if thing.comment_required || rng.bool() {
                " For the audit. ".to_owned()
            } else {
                String::new()
            },
            remove_date: typed(end),
            start_date: typed(start),
            ..DraftItem::new(thing.id.as_str().into(), thing.kind.clone(), String::new())
        };
        for (id, alias) in people {
            if rng.u8(0..5) == 0 {
                item.except.push(id.as_str().into());
            }
            if let Some(source) = thing.source.as_ref().filter(|_| rng.u8(0..5) == 0) {
                item.accounts.push(ChosenAccounts {
                    recipient: id.as_str().into(),
                    selection: vec![selection(source, alias)],
                });
            }
        }
        item
    }

    /// The context the sandbox judges in.
    fn facts(&self) -> Facts {
        let required = self.things.iter().filter(|thing| thing.comment_required);
        Facts {
            comment_required: required.map(|thing| thing.id.as_str().into()).collect(),
            entitlements: self.limits,
            ends: Vec::new(),
        }
    }
}

/// One account on a source.
pub(crate) fn selection(source: &str, account: &str) -> AccountSelection {
    let account = SelectedAccount { native_identity: Some(account.to_owned()), ..SelectedAccount::default() };
    AccountSelection { source_id: Some(source.to_owned()), accounts: Some(vec![account]) }
}

/// So many days from now.
pub(crate) fn in_days(days: i64) -> Moment {
    Moment::at(OffsetDateTime::now_utc() + Duration::days(days))
}

fn typed(days: Option<i64>) -> TypedDate {
    TypedDate { text: String::new(), moment: days.map(in_days), unreadable: false }
}

fn codes(broken: &Violations) -> String {
    broken.iter().map(|one| one.rule.code()).collect::<Vec<_>>().join(",")
}

#[tokio::test]
async fn ten_thousand_drafts_that_are_valid_are_accepted() {
    let mut rng = fastrand::Rng::with_seed(13);
    let (mut sent, mut nested) = (0, 0);
    for configuration in 0..3 {
        let catalog = Catalog::open(configuration).await;
        for number in (0..MANY).filter(|number| number % 3 == configuration) {
            let draft = catalog.draft(&mut rng, number);
            let plan = draft
                .plan(OffsetDateTime::now_utc(), &catalog.limits)
                .unwrap_or_else(|broken| panic!("{broken}"));
            for call in plan {
                let answer = catalog.send(call.request()).await;
                assert_eq!(answer.status, StatusCode::ACCEPTED, "draft {number}: {}", answer.text);
                nested += usize::from(call.request().body().requested_for.is_none());
                sent += 1;
            }
        }
    }
    assert!(sent > MANY && nested > MANY / 10, "{sent} calls, {nested} of them in the nested shape");
}

#[tokio::test]
async fn ten_thousand_requests_that_models_refuse_are_refused_with_the_same_codes() {
    let mut rng = fastrand::Rng::with_seed(31);
    let mut seen = BTreeMap::<String, usize>::new();
    for configuration in 0..3 {
        let mut catalog = Catalog::open(configuration).await;
        if configuration == 2 {
            catalog
                .company
                .configure(json!({"entitlementRequestConfig": {"allowEntitlementRequest": false}}))
                .await;
            catalog.limits.forbidden = true;
        }
        let facts = catalog.facts();
        let mut refused = 0;
        while refused <= MANY / 3 {
            let body: AccessRequest = spoil(&catalog, &mut rng);
            let Err(broken) = check_request(&body, &facts, OffsetDateTime::now_utc()) else { continue };
            let answer = catalog.send(&body).await;
            let expected = (StatusCode::BAD_REQUEST, codes(&broken));
            let shown = || format!("{}\n{}", serde_json::to_string_pretty(&body).unwrap(), answer.text);
            assert_eq!((answer.status, answer.header("x-sandbox-rules").to_owned()), expected, "{}", shown());
            for rule in broken.iter().map(|one| one.rule.code()).collect::<BTreeSet<_>>() {
                *seen.entry(rule.to_owned()).or_default() += 1;
            }
            refused += 1;
        }
        assert_eq!(catalog.company.effects().await["accessRequests"], 0);
    }
    let of_requests = |rule: &&Rule| {
        let noun = rule.code().split('.').next().unwrap_or_default();
        // These need what only an answer of the service tells, or are a 403 there.
        let told = [Rule::RevokeBlocked, Rule::RevokeRemoveDateLate, Rule::RecipientsAllowed].contains(rule);
        ["request", "item", "revoke"].contains(&noun) && !told
    };
    for rule in Rule::ALL.iter().filter(of_requests) {
        assert!(seen.contains_key(rule.code()), "{} was never broken", rule.code());
    }
}
