//! Drafts: what is typed becomes a request that keeps the rules, or each broken rule is reported with its path.

use request_center_models::draft::{DraftItem, METADATA_KEY, RequestDraft, SubmitKey, TypedDate};
use request_center_models::id::IdentityId;
use request_center_models::moment::Moment;
use request_center_models::rule::FieldPath::{self, Comment, Item, Recipients, RemoveDate, Request};
use request_center_models::rule::{EntitlementLimits, Rule};
use request_center_models::wire::reference::{ClientMetadata, ItemType};
use serde_json::json;
use time::OffsetDateTime;

/// Noon of the day these tests take place.
pub(crate) fn now() -> OffsetDateTime {
    Moment::from("2031-01-15T12:00:00Z").instant().unwrap()
}

/// A draft for one person and one role, with nothing wrong.
pub(crate) fn draft() -> RequestDraft {
    RequestDraft {
        key: SubmitKey::from("k-1".to_owned()),
        recipients: people(1),
        items: vec![item(ItemType::Role)],
        ..RequestDraft::default()
    }
}

fn people(count: usize) -> Vec<IdentityId> {
    (0..count).map(|i| IdentityId::from(format!("p-{i}"))).collect()
}

pub(crate) fn item(r#type: ItemType) -> DraftItem {
    DraftItem::new("i-1".into(), r#type, "Crane Schedule Lead".to_owned())
}

fn entitlements(count: usize) -> Vec<DraftItem> {
    (0..count).map(|i| DraftItem { id: format!("e-{i}").into(), ..item(ItemType::Entitlement) }).collect()
}

fn typed(moment: &str) -> TypedDate {
    TypedDate { text: "as typed".to_owned(), moment: Some(Moment::from(moment)), unreadable: false }
}

fn broken(draft: &RequestDraft, forbidden: bool) -> Vec<(&'static str, FieldPath)> {
    match draft.validate(now(), &EntitlementLimits { forbidden, ..EntitlementLimits::default() }) {
        Ok(_) => Vec::new(),
        Err(violations) => violations.iter().map(|v| (v.rule.code(), v.place)).collect(),
    }
}

/// Changes a valid draft and checks the broken rules.
fn check(change: impl FnOnce(&mut RequestDraft), expect: &[(&str, FieldPath)]) {
    let mut draft = draft();
    change(&mut draft);
    assert_eq!(broken(&draft, false), expect);
}

fn check_comment(required: bool, comment: &str, expect: &[(&str, FieldPath)]) {
    check(
        |d| {
            d.items[0].comment_required = required;
            d.items[0].comment = comment.to_owned();
        },
        expect,
    );
}

fn check_date(date: TypedDate, expect: &[(&str, FieldPath)]) {
    check(|d| d.items[0].remove_date = date, expect);
}

#[test]
fn an_empty_draft_says_what_it_needs() {
    let expect = [("request.recipients_required", Recipients), ("request.items_required", Request)];
    assert_eq!(broken(&RequestDraft::default(), false), expect);
    check(|d| d.recipients.clear(), &[("request.recipients_required", Recipients)]);
    check(|d| d.recipients.push("  ".into()), &[("request.recipients_required", Recipients)]);
    check(|d| d.items.clear(), &[("request.items_required", Request)]);
}

#[test]
fn a_comment_is_needed_where_the_owner_asks_for_one() {
    let missing = [("item.comment_required", Comment(0))];
    check_comment(false, "", &[]);
    check_comment(true, "", &missing);
    check_comment(true, " \n\t\u{a0} ", &missing);
    check_comment(true, "x", &[]);
}

#[test]
fn a_comment_has_at_most_4000_characters_however_many_bytes() {
    let long = [("item.comment_too_long", Comment(0))];
    check_comment(false, &"a".repeat(4000), &[]);
    check_comment(false, &"a".repeat(4001), &long);
    check_comment(false, &"\u{1f6a2}".repeat(4000), &[]);
    check_comment(false, &"\u{1f6a2}".repeat(4001), &long);
    check_comment(false, &format!("  {}\n", "\u{5e9}".repeat(4000)), &[]);
}

#[test]
fn an_end_date_lies_in_the_future() {
    let past = [("item.remove_date_past", RemoveDate(0))];
    check_date(TypedDate::default(), &[]);
    check_date(typed("2031-01-15T12:00:01Z"), &[]);
    check_date(typed("2031-01-15T12:00:00Z"), &past);
    check_date(typed("2031-01-15T11:59:59Z"), &past);
    check_date(typed("1999-12-31T00:00:00Z"), &past);
    check_date(typed("2031-01-15T12:30:00+01:00"), &past);
    check_date(typed("2031-01-15T11:30:00-01:00"), &[]);
}

#[test]
fn an_invalid_date_is_reported_at_its_field() {
    let unreadable = [("item.remove_date_unreadable", RemoveDate(0))];
    let text = |text: &str| TypedDate { text: text.to_owned(), ..TypedDate::default() };
    check_date(text("31.12."), &unreadable);
    check_date(text("  "), &[]);
    check_date(TypedDate { unreadable: true, ..TypedDate::default() }, &unreadable);
    check_date(TypedDate { unreadable: true, ..typed("2031-05-01T00:00:00Z") }, &unreadable);
    for odd in ["2031-02-30T00:00:00Z", "2031-05-01", "tomorrow", "", "2031-05-01T00:00:00"] {
        check_date(typed(odd), &unreadable);
    }
}

#[test]
fn a_request_holds_25_entitlements_and_not_26() {
    check(|d| d.items = entitlements(25), &[]);
    check(|d| d.items = entitlements(26), &[("request.entitlements_limit", Request)]);
    check(|d| d.items.extend(entitlements(25)), &[]);
    let roles = |d: &mut RequestDraft| {
        d.items =
            (0..60).map(|i| DraftItem { id: format!("r-{i}").into(), ..item(ItemType::Role) }).collect();
    };
    check(roles, &[]);
}

#[test]
fn a_request_with_entitlements_is_for_10_people_and_not_11() {
    let with_entitlement = |count: usize| {
        move |d: &mut RequestDraft| {
            d.recipients = people(count);
            d.items.extend(entitlements(1));
        }
    };
    check(with_entitlement(10), &[]);
    check(with_entitlement(11), &[("request.recipients_limit", Recipients)]);
    check(|d| d.recipients = people(11), &[]);
}

#[test]
fn entitlements_are_refused_where_the_configuration_says_so() {
    let mut draft = draft();
    assert_eq!(broken(&draft, true), []);
    draft.items.extend(entitlements(1));
    assert_eq!(broken(&draft, true), [("request.entitlements_not_allowed", Request)]);
}

#[test]
fn an_item_needs_an_id_and_a_kind_the_service_knows() {
    check(|d| d.items[0].id = "".into(), &[("item.id_required", Item(0))]);
    check(|d| d.items[0].id = "\u{2003}".into(), &[("item.id_required", Item(0))]);
    check(|d| d.items[0].r#type = ItemType::from("APPLICATION"), &[("item.type_unknown", Item(0))]);
}

#[test]
fn everything_wrong_is_said_at_once_in_the_order_of_the_items() {
    let mut draft = draft();
    draft.recipients.clear();
    let bad = |id: &str| DraftItem {
        id: id.into(),
        comment_required: true,
        remove_date: TypedDate { unreadable: true, ..TypedDate::default() },
        ..item(ItemType::Role)
    };
    draft.items = vec![bad("a"), bad("b")];
    let expect = [
        ("request.recipients_required", Recipients),
        ("item.comment_required", Comment(0)),
        ("item.remove_date_unreadable", RemoveDate(0)),
        ("item.comment_required", Comment(1)),
        ("item.remove_date_unreadable", RemoveDate(1)),
    ];
    assert_eq!(broken(&draft, false), expect);
    let violations = draft.validate(now(), &EntitlementLimits::default()).unwrap_err();
    assert_eq!((violations.len(), violations.is_empty()), (5, false));
    let sentences = violations.to_string();
    assert_eq!(sentences.matches("; ").count(), 4, "{sentences}");
    assert_eq!(violations.at(Comment(1)).collect::<Vec<_>>(), [Rule::CommentRequired]);
}

#[test]
fn ids_with_quotes_slashes_percent_emoji_and_right_to_left_text_are_sent_as_they_are() {
    for id in [
        "a\"b'c",
        "a/b\\c",
        "100%",
        "\u{1f9d1}\u{200d}\u{1f680}",
        "\u{5e9}\u{5dc}\u{5d5}\u{5dd}",
        "<script>",
        "javascript:x",
    ] {
        let mut draft = draft();
        draft.items[0].id = id.into();
        draft.recipients = vec![id.into()];
        draft.items[0].comment = format!("for {id}");
        let request = draft.validate(now(), &EntitlementLimits::default()).unwrap();
        let text = serde_json::to_string(&request).unwrap();
        let sent: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(sent["requestedFor"], json!([id]));
        assert_eq!(sent["requestedItems"][0]["id"], json!(id));
        assert_eq!(sent["requestedItems"][0]["comment"], json!(format!("for {id}")));
    }
}

#[test]
fn the_body_has_the_key_trimmed_comments_and_utc_dates_and_nothing_else() {
    let mut draft = draft();
    draft.items[0].comment = "  Until autumn \n".to_owned();
    draft.items[0].remove_date = typed("2031-09-30T23:30:00.123456+02:00");
    draft.items.push(DraftItem { id: "i-2".into(), ..item(ItemType::AccessProfile) });
    let request = draft.validate(now(), &EntitlementLimits::default()).unwrap();
    let metadata = json!({ METADATA_KEY: "k-1" });
    let expect = json!({
        "requestedFor": ["p-0"],
        "requestedItems": [
            {
                "type": "ROLE", "id": "i-1", "comment": "Until autumn", "removeDate": "2031-09-30T21:30:00.123Z",
                "clientMetadata": metadata
            },
            { "type": "ACCESS_PROFILE", "id": "i-2", "clientMetadata": metadata }
        ],
        "clientMetadata": metadata
    });
    assert_eq!(serde_json::to_value(&request).unwrap(), expect);
    assert_eq!(serde_json::to_value(request.body()).unwrap(), expect);
    assert_eq!(request.key().as_str(), "k-1");
}

#[test]
fn a_key_marks_its_own_rows_and_no_others() {
    let key = SubmitKey::from("k-1".to_owned());
    let echo = |pairs: &[(&str, &str)]| -> ClientMetadata {
        pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect()
    };
    assert!(key.marks(Some(&echo(&[("other", "x"), (METADATA_KEY, "k-1")]))));
    assert!(!key.marks(Some(&echo(&[(METADATA_KEY, "k-10")]))));
    assert!(!key.marks(Some(&echo(&[("other", "k-1")]))));
    assert!(!key.marks(None));
    assert!(!SubmitKey::default().marks(Some(&echo(&[(METADATA_KEY, "")]))));
}

#[test]
fn a_kept_draft_comes_back_as_it_was_valid_or_not() {
    let mut draft = draft();
    draft.items[0].remove_date = TypedDate { text: "31.1".to_owned(), moment: None, unreadable: true };
    draft.items[0].comment = "  half a sent".to_owned();
    draft.items.push(DraftItem { id: "".into(), ..item(ItemType::from("APPLICATION")) });
    let kept = serde_json::to_string(&draft).unwrap();
    assert_eq!(serde_json::from_str::<RequestDraft>(&kept).unwrap(), draft);
    let older = json!({ "key": "k", "items": [{ "id": "a", "type": "ROLE", "name": "A" }] });
    let read: RequestDraft = serde_json::from_value(older).unwrap();
    assert!(read.contains(&"a".into()) && !read.contains(&"b".into()));
}
