//! One access request that hangs, and what became of closing it, which the browser keeps. Pure.

use crate::api::{ApiError, ErrorKind};
use crate::state::requests::Row;
use request_center_models::close::CloseBlocked;
use request_center_models::id::{AccessRequestId, RowId};
use request_center_models::json::{DecodeError, FromJson, Members, variant};
use request_center_models::progress::Stuck;
use serde::{Serialize, Serializer};
use serde_json::Value;

/// One access request that hangs, with its rows.
#[derive(Clone, Debug, PartialEq)]
pub struct StuckRequest {
    /// Its rows, as many as there are items.
    pub rows: Vec<Row>,
    /// How the first of them hangs.
    pub how: Stuck,
    /// Why it cannot be closed, `None` where it can.
    pub blocked: Option<CloseBlocked>,
}

impl StuckRequest {
    /// Its id; empty where the service gave it none.
    #[must_use]
    pub fn id(&self) -> AccessRequestId {
        self.rows.first().and_then(|row| row.access_request_id.clone()).unwrap_or_default()
    }

    /// What it asks for.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        self.rows.iter().map(|row| row.name.clone().unwrap_or_default()).collect()
    }
}

/// What became of the close of one access request.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CloseState {
    /// It has left, the answer is awaited.
    Sending,
    /// The service took it in; it is not seen to be closed yet.
    Accepted,
    /// Nobody knows whether it was taken in; it is looked up.
    Unknown,
    /// It was read back and is over.
    Closed,
    /// It was looked for long enough: it is still open.
    StillOpen,
    /// Nothing was done, and why.
    Refused(#[serde(serialize_with = "keep_error")] ApiError),
}

impl CloseState {
    /// Whether it is still to be read back.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self, Self::Accepted | Self::Unknown)
    }

    /// Whether it has left and its end is not known: nothing is closed a second time meanwhile.
    #[must_use]
    pub fn is_under_way(&self) -> bool {
        self.is_open() || *self == Self::Sending
    }

    /// Whether this, known here, is more than another tab keeps of the same close, and stays. `sending` says whether calls are
    /// leaving from here.
    #[must_use]
    pub(super) fn stays(&self, kept: &Self, sending: bool) -> bool {
        match (self, kept) {
            (Self::Closed, _)
            | (Self::Accepted, Self::Sending | Self::Unknown)
            | (Self::Unknown, Self::Sending)
            // The store holds less of an error than whoever met it.
            | (Self::Refused(_), Self::Refused(_)) => true,
            (Self::Sending, _) => sending,
            _ => false,
        }
    }
}

/// One access request that was closed from here or from another tab.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Closing {
    /// Its id.
    pub id: AccessRequestId,
    /// What it asks for.
    pub names: Vec<String>,
    /// Its rows, which tell when it is over.
    pub rows: Vec<RowId>,
    /// What became of it.
    pub state: CloseState,
}

impl Closing {
    /// The close of that request, as it leaves.
    #[must_use]
    pub fn of(request: &StuckRequest) -> Self {
        let ids = request.rows.iter().filter_map(|row| row.account_activity_item_id.clone());
        Self { id: request.id(), names: request.names(), rows: ids.collect(), state: CloseState::Sending }
    }
}

/// Puts what became of some in among what is kept: newest first, each request once.
pub(in crate::state) fn put_among(kept: &mut Vec<Closing>, newer: &[Closing]) {
    kept.retain(|old| newer.iter().all(|one| one.id != old.id));
    kept.splice(0..0, newer.iter().cloned());
}

/// The part of an error that people are told.
#[derive(Serialize)]
struct Told<'a> {
    kind: &'static str,
    sentences: &'a [String],
    tracking_id: &'a Option<String>,
}

fn keep_error<S: Serializer>(error: &ApiError, serializer: S) -> Result<S::Ok, S::Error> {
    let (sentences, tracking_id) = (&error.sentences, &error.tracking_id);
    Told { kind: error.kind.code(), sentences, tracking_id }.serialize(serializer)
}

fn kept_error(tree: Value) -> Result<ApiError, DecodeError> {
    let mut members = Members::verbatim(tree);
    let code: String = members.required("kind")?;
    let kind = ErrorKind::ALL.iter().find(|kind| kind.code() == code);
    let mut error = ApiError::new(kind.copied().unwrap_or(ErrorKind::BadRequest));
    error.sentences = members.or_default("sentences")?;
    members.take("tracking_id", &mut error.tracking_id);
    Ok(error)
}

impl FromJson for CloseState {
    fn from_value(tree: Value) -> Result<Self, DecodeError> {
        let (name, content) = variant(tree)?;
        match name.as_str() {
            "sending" => Ok(Self::Sending),
            "unknown" => Ok(Self::Unknown),
            "accepted" => Ok(Self::Accepted),
            "closed" => Ok(Self::Closed),
            "still_open" => Ok(Self::StillOpen),
            "refused" => Ok(Self::Refused(kept_error(content)?)),
            _ => Err(DecodeError::expected("what became of a close")),
        }
    }
}

impl FromJson for Closing {
    fn from_value(tree: Value) -> Result<Self, DecodeError> {
        let mut members = Members::verbatim(tree);
        Ok(Self {
            id: members.required("id")?,
            names: members.or_default("names")?,
            rows: members.or_default("rows")?,
            state: members.required("state")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use request_center_models::json::from_json;

    fn closing(id: &str, state: CloseState) -> Closing {
        Closing { id: id.into(), names: vec!["Payroll".to_owned()], rows: vec!["r-1".into()], state }
    }

    fn kept(closing: &Closing) -> Closing {
        let text = serde_json::to_string(closing).expect("it can be written");
        from_json(&text).expect("it can be read")
    }

    #[test]
    fn what_became_of_a_close_reads_as_it_was_written() {
        let mut error = ApiError::new(ErrorKind::Forbidden);
        error.sentences.push("Not yours to close".to_owned());
        error.tracking_id = Some("t-1".to_owned());
        let states =
            [CloseState::Accepted, CloseState::Closed, CloseState::StillOpen, CloseState::Refused(error)];
        for state in states.into_iter().chain([CloseState::Sending, CloseState::Unknown]) {
            let one = closing("a", state);
            assert_eq!(kept(&one), one);
        }
    }

    #[test]
    fn what_is_known_here_of_a_close_is_not_given_up_for_less() {
        let told = CloseState::Refused(ApiError::new(ErrorKind::Forbidden));
        let stays = |here: &CloseState, kept: &CloseState| here.stays(kept, false);
        assert!(stays(&CloseState::Closed, &CloseState::StillOpen));
        assert!(stays(&CloseState::Accepted, &CloseState::Unknown));
        assert!(stays(&CloseState::Unknown, &CloseState::Sending));
        assert!(stays(&told, &told));
        assert!(!stays(&CloseState::Accepted, &CloseState::Closed));
        assert!(!stays(&CloseState::StillOpen, &CloseState::Sending));
        assert!(!stays(&told, &CloseState::Sending));
        assert!(!stays(&CloseState::Sending, &CloseState::Accepted), "it is another tab's to say");
        assert!(CloseState::Sending.stays(&CloseState::Unknown, true), "it is on its way from here");
    }

    #[test]
    fn a_request_closed_again_stands_once_and_first() {
        let mut all = vec![closing("a", CloseState::Closed), closing("b", CloseState::StillOpen)];
        put_among(&mut all, &[closing("b", CloseState::Sending)]);
        assert_eq!(all, [closing("b", CloseState::Sending), closing("a", CloseState::Closed)]);
    }
}
