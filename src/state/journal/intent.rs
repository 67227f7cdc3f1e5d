//! The intent: one write as the browser stores it, from before it leaves until it was read back. Pure; knows no storage, no call
//! and no clock.

use super::state::{Event, WriteState};
use super::write::{ApprovalDecision, Write};
use crate::api::{ApiError, ErrorKind};
use request_center_models::approval::ReadBack;
use request_center_models::draft::SubmitKey;
use request_center_models::id::AccessRequestId;
use request_center_models::json::{DecodeError, FromJson, Members};
use request_center_models::moment::{Moment, elapsed};
use request_center_models::wire::access_request::AccessRequestResponse;
use serde::{Serialize, Serializer};
use serde_json::Value;
use time::{Duration, OffsetDateTime};

/// One write.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(PartialEq))]
pub struct Intent {
    /// Identifies the write, here and at the service.
    pub key: SubmitKey,
    /// The write itself.
    pub write: Write,
    /// The group of intents made together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// When it was first prepared (service time where known, UTC).
    pub created: Moment,
    /// The number of times it was sent, or looked up on demand; of two copies the one with more attempts is the later one.
    #[serde(skip_serializing_if = "is_one")]
    pub attempt: u32,
    /// Its state.
    pub state: WriteState,
    /// When it entered that state (service time where known, UTC).
    pub since: Moment,
    /// True where `since` is the browser's time, because the service's was unknown.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub by_browser: bool,
    /// The access requests it became, as far as known.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ids: Vec<AccessRequestId>,
    /// Its last error; storage keeps the part that is shown.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "store_error")]
    pub error: Option<ApiError>,
    /// Of a decision: its outcome by the approval lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read_back: Option<ReadBack>,
    /// Of a request: the answer for each item. Known only in the tab that sent it.
    #[serde(skip)]
    pub answer: Option<AccessRequestResponse>,
}

/// A time and its clock.
#[derive(Clone, Debug, PartialEq)]
pub struct Stamp {
    /// The time, UTC.
    pub time: Moment,
    /// True for the service's clock, false for the browser's.
    pub by_service: bool,
}

/// The key of a cancel, the same for everybody who cancels that access request.
#[must_use]
pub fn cancel_key(id: &AccessRequestId) -> SubmitKey {
    SubmitKey::from(format!("cancel:{id}"))
}

/// The key of the close of that access request.
#[must_use]
pub fn close_key(id: &AccessRequestId) -> SubmitKey {
    SubmitKey::from(format!("close:{id}"))
}

/// The key of a configuration change: there is one configuration.
#[must_use]
pub fn configuration_key() -> SubmitKey {
    SubmitKey::from("configuration".to_owned())
}

impl Intent {
    /// An intent about to be sent for the first time.
    #[must_use]
    pub fn new(key: SubmitKey, write: Write, now: Moment) -> Self {
        Self {
            key,
            write,
            group: None,
            created: now.clone(),
            attempt: 1,
            state: WriteState::Prepared,
            since: now,
            by_browser: false,
            ids: Vec::new(),
            error: None,
            read_back: None,
            answer: None,
        }
    }

    /// The subject: of two intents with the same one only one may be under way. Names the lock around its sending.
    #[must_use]
    pub fn subject(&self) -> String {
        match &self.write {
            Write::Decide(decision) => format!("approval:{}", decision.id),
            // One call closes many access requests.
            Write::Close { .. } => "close".to_owned(),
            _ => self.key.as_str().to_owned(),
        }
    }

    /// The decision, where it is one.
    #[must_use]
    pub fn decision(&self) -> Option<&ApprovalDecision> {
        match &self.write {
            Write::Decide(decision) => Some(decision),
            _ => None,
        }
    }

    /// Returns whether the time for its look-up is over. Times of two clocks are not compared.
    #[must_use]
    pub fn patience_is_over(&self, now: &Stamp, patience: Duration) -> bool {
        let times = self.since.instant().zip(now.time.instant());
        self.state.is_looked_up()
            && self.by_browser != now.by_service
            && times.is_none_or(|(since, now)| elapsed(since, now) >= patience)
    }

    /// Records an event; returns `false` where it does not change the state.
    pub fn record(&mut self, event: Event, at: &Stamp) -> bool {
        let Some(next) = event.transition(self.state) else { return false };
        match event {
            Event::Accepted(ids, answer) => {
                self.learn(ids);
                self.write.record(answer.as_ref());
                self.answer = answer;
            }
            Event::Found(ids) => self.learn(ids),
            Event::ReadBack(outcome) => self.read_back = Some(outcome),
            Event::Unclear(error) | Event::Refused(error) => self.error = Some(error),
            Event::LookAgain | Event::Postponed => self.attempt = self.attempt.saturating_add(1),
            _ => {}
        }
        self.state = next;
        self.since.clone_from(&at.time);
        self.by_browser = !at.by_service;
        true
    }

    fn learn(&mut self, ids: Vec<AccessRequestId>) {
        for id in ids {
            if !self.ids.contains(&id) {
                self.ids.push(id);
            }
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn is_one(attempt: &u32) -> bool {
    *attempt == 1
}

/// The part of an error that is shown.
#[derive(Serialize)]
struct StoredError<'a> {
    kind: &'static str,
    sentences: &'a [String],
    tracking_id: &'a Option<String>,
}

fn store_error<S: Serializer>(error: &Option<ApiError>, serializer: S) -> Result<S::Ok, S::Error> {
    let stored = error.as_ref().map(|error| StoredError {
        kind: error.kind.code(),
        sentences: &error.sentences,
        tracking_id: &error.tracking_id,
    });
    stored.serialize(serializer)
}

/// Reads a stored error.
fn stored_error(tree: Value) -> Result<ApiError, DecodeError> {
    let mut members = Members::of(tree);
    let code: String = members.required("kind")?;
    let kind = ErrorKind::ALL.iter().find(|kind| kind.code() == code);
    let mut error = ApiError::new(kind.copied().unwrap_or(ErrorKind::BadRequest));
    error.sentences = members.or_default("sentences")?;
    members.take("tracking_id", &mut error.tracking_id);
    Ok(error)
}

impl FromJson for Intent {
    fn from_value(tree: Value) -> Result<Self, DecodeError> {
        let mut members = Members::of(tree);
        let (mut attempt, mut error): (Option<u32>, Option<Value>) = (None, None);
        let (key, write) = (members.required("key")?, members.required("write")?);
        // One without a readable state may have been sent and is looked up, without a readable time once.
        let created = members.optional("created").unwrap_or_else(|| Moment::at(OffsetDateTime::UNIX_EPOCH));
        let mut intent = Self::new(key, write, created);
        if let Some(since) = members.optional("since") {
            intent.since = since;
        }
        members.take("group", &mut intent.group);
        members.take("attempt", &mut attempt);
        members.take("error", &mut error);
        members.take("read_back", &mut intent.read_back);
        intent.by_browser = members.or_default("by_browser")?;
        intent.attempt = attempt.unwrap_or(1);
        intent.error = error.map(stored_error).transpose().map_err(|error| error.within("error"))?;
        intent.state = members.optional("state").unwrap_or(WriteState::Unknown);
        intent.ids = members.or_default("ids")?;
        Ok(intent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use request_center_models::json::from_json;

    #[test]
    fn an_intent_is_read_as_it_was_stored() {
        let at = |text: &str| Moment::from(text);
        let write =
            Write::Cancel { id: "a".into(), reason: "Why".to_owned(), rows: Vec::new(), ids: Vec::new() };
        let mut intent = Intent::new(cancel_key(&"a".into()), write, at("2026-11-22T10:00:00Z"));
        intent.attempt = 3;
        let mut error = ApiError::new(ErrorKind::Forbidden);
        error.sentences.push("Not yours".to_owned());
        error.tracking_id = Some("t-1".to_owned());
        let stamp = Stamp { time: at("2026-11-22T10:00:01Z"), by_service: false };
        assert!(intent.record(Event::Refused(error), &stamp));
        let text = serde_json::to_string(&intent).expect("json");
        assert_eq!(from_json::<Intent>(&text), Ok(intent));
    }
}
