//! Carries the writes of stored documents of versions 1 and 2 over into the journal. Pure; works on JSON, because readers with
//! types of their own would cost every page that embeds the widget.

use super::batch::DecisionBatch;
use crate::state::journal::intent::{Intent, close_key};
use crate::state::journal::merge::Intents;
use request_center_models::json::{DecodeError, FromJson, Members, variant};
use serde_json::{Map, Value};
use std::sync::Arc;

/// The writes of an old document: requests, removals and cancels in `outbox`, decisions in `decisions`, closes in `closings`.
pub(super) fn writes(members: &mut Members) -> Result<(Intents, Vec<DecisionBatch>), DecodeError> {
    let (mut intents, mut batches) = (Vec::new(), Vec::new());
    for (at, entry) in members.or_default::<Vec<Value>>("outbox")?.iter().enumerate() {
        intents.push(read(request(entry), &["outbox", &at.to_string()])?);
    }
    for (at, batch) in members.or_default::<Vec<Value>>("decisions")?.into_iter().enumerate() {
        let at = at.to_string();
        let entries = batch.get("entries").and_then(Value::as_array).into_iter().flatten();
        for (entry_at, entry) in entries.enumerate() {
            let place = ["decisions", &at, "entries", &entry_at.to_string()];
            intents.push(read(decision(&batch, entry), &place)?);
        }
        batches
            .push(DecisionBatch::from_value(batch).map_err(|error| error.within(&at).within("decisions"))?);
    }
    for (at, closing) in members.or_default::<Vec<Value>>("closings")?.iter().enumerate().rev() {
        intents.push(read(close(closing), &["closings", &at.to_string()])?);
    }
    Ok((intents, batches))
}

/// The intent carried over from the entry at that place, which is left out where it cannot be read.
fn read(intent: Result<Value, DecodeError>, place: &[&str]) -> Result<Arc<Intent>, DecodeError> {
    let intent = intent.and_then(Intent::from_value).map(Arc::new);
    intent.map_err(|_| {
        place.iter().rev().fold(DecodeError::expected("a write"), |error, step| error.within(step))
    })
}

/// An object of these members, without those that are `null`.
fn object(members: &[(&str, Value)]) -> Value {
    let mut object = Map::new();
    for (name, member) in members.iter().filter(|(_, member)| !member.is_null()) {
        object.insert((*name).to_owned(), member.clone());
    }
    Value::Object(object)
}

/// A member of an object; `null` where it is missing.
fn member(of: &Value, name: &str) -> Value {
    of.get(name).cloned().unwrap_or_default()
}

fn text(text: &str) -> Value {
    Value::String(text.to_owned())
}

/// An intent with a state under its old name, which may hold a time or an error.
fn intent(state: Value, since: Value, members: &[(&str, Value)]) -> Result<Value, DecodeError> {
    let (name, content) = variant(state)?;
    let state = match name.as_str() {
        "waiting" => "prepared",
        "sending" => "unknown",
        "unseen" | "still_open" => "not_listed",
        "settled" | "closed" => "done",
        "overtaken" => "too_late",
        same => same,
    };
    // Decisions and closes had no time before they were sent.
    let known = [member(&content, "at"), member(&content, "since"), since, text("1970-01-01T00:00:00Z")];
    let since = known.into_iter().find(|time| !time.is_null()).unwrap_or_default();
    let error = if content.get("kind").is_some() { content } else { Value::Null };
    let mut all =
        vec![("state", text(state)), ("created", since.clone()), ("since", since), ("error", error)];
    all.extend_from_slice(members);
    Ok(object(&all))
}

/// A request, removal or cancel.
fn request(entry: &Value) -> Result<Value, DecodeError> {
    let same = ["key", "created", "attempt", "ids"].map(|name| (name, member(entry, name)));
    let mut members = vec![("write", member(entry, "sent"))];
    members.extend(same);
    intent(member(entry, "state"), member(entry, "created"), &members)
}

/// The decision on one approval of a batch.
fn decision(batch: &Value, entry: &Value) -> Result<Value, DecodeError> {
    let [key, id] = [member(batch, "key"), member(entry, "id")];
    let decided = member(batch, "decision");
    let owner = member(&decided, "new_owner");
    let mut members = vec![
        ("decision", member(&decided, "kind")),
        ("new_owner", if owner == "" { Value::Null } else { owner }),
    ];
    members.extend(["id", "kind", "item", "person"].map(|name| (name, member(entry, name))));
    let write = object(&[("decide", object(&members))]);
    let own = format!("decide:{}:{}", key.as_str().unwrap_or_default(), id.as_str().unwrap_or_default());
    let members = [("key", text(&own)), ("group", key), ("write", write)];
    intent(member(entry, "stand"), member(entry, "since"), &members)
}

/// The close of one access request.
fn close(closing: &Value) -> Result<Value, DecodeError> {
    let content = ["id", "names", "rows"].map(|name| (name, member(closing, name)));
    let key = close_key(&member(closing, "id").as_str().unwrap_or_default().into());
    let members = [("key", text(key.as_str())), ("write", object(&[("close", object(&content))]))];
    intent(member(closing, "state"), Value::Null, &members)
}
