//! The states of a write and the transitions between them. Pure.

use request_center_models::approval::ReadBack;
use request_center_models::id::AccessRequestId;
use request_center_models::json::{DecodeError, FromJson};
use request_center_models::wire::access_request::AccessRequestResponse;
use serde::Serialize;
use serde_json::Value;

use crate::api::ApiError;

macro_rules! states {
    ($($(#[$doc:meta])* $state:ident $name:literal $rank:literal;)+) => {
        /// The state of a write.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
        pub enum WriteState {
            $($(#[$doc])* #[serde(rename = $name)] $state,)+
        }

        impl WriteState {
            /// All states.
            #[cfg(test)]
            pub const ALL: &'static [Self] = &[$(Self::$state),+];

            /// Of two copies of the same attempt the one with the higher rank is the later one.
            pub(super) fn rank(self) -> u8 {
                match self { $(Self::$state => $rank,)+ }
            }

            fn parse(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$state),)+ _ => None }
            }
        }
    };
}

states! {
    /// Stored, not sent.
    Prepared "prepared" 0;
    /// Sent; the answer is pending.
    Sent "sent" 1;
    /// The answer is unclear: it may have been carried out, and is being looked up.
    Unknown "unknown" 3;
    /// Of a decision: another one about the same approval was sent before it and is being looked up.
    Elsewhere "elsewhere" 2;
    /// Not found within the time allowed: it may be sent again.
    NotFound "not_found" 4;
    /// Accepted by the service (202); not listed yet.
    Accepted "accepted" 6;
    /// The service says that its subject has ended (404); the outcome is being looked up.
    Gone "gone" 5;
    /// Accepted, but not listed within the time allowed. Looked up further, never sent again.
    NotListed "not_listed" 7;
    /// Refused by the service, or never sent: nothing was done.
    Refused "refused" 8;
    /// Read back.
    Done "done" 10;
    /// Read back: its subject had ended in another way, or was changed by somebody else.
    TooLate "too_late" 9;
}

impl WriteState {
    /// Returns whether it has ended: nothing more happens on its own.
    #[must_use]
    pub fn is_over(self) -> bool {
        matches!(self, Self::Refused | Self::Done | Self::TooLate)
    }

    /// Returns whether it is known to have reached the service.
    #[must_use]
    pub fn has_arrived(self) -> bool {
        matches!(self, Self::Accepted | Self::NotListed | Self::Done)
    }

    /// Returns whether reading back can change it.
    #[must_use]
    pub fn is_looked_up(self) -> bool {
        matches!(
            self,
            Self::Sent | Self::Unknown | Self::Elsewhere | Self::Accepted | Self::Gone | Self::NotListed
        )
    }
}

impl FromJson for WriteState {
    fn from_value(tree: Value) -> Result<Self, DecodeError> {
        tree.as_str().and_then(Self::parse).ok_or_else(|| DecodeError::expected("the state of a write"))
    }
}

/// An event in the life of a write.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// It leaves the browser.
    Left,
    /// The service accepted it, with these ids, and an answer for each item where it gave one.
    Accepted(Vec<AccessRequestId>, Option<AccessRequestResponse>),
    /// The service refused it, or it cannot be sent.
    Refused(ApiError),
    /// It could not leave, and waits.
    Postponed,
    /// The answer is unclear.
    Unclear(ApiError),
    /// The service says that its subject has ended.
    Gone,
    /// Another write about the same subject was sent before it.
    Superseded,
    /// It was read back, with these ids.
    Found(Vec<AccessRequestId>),
    /// Of a decision: its outcome by the approval lists.
    ReadBack(ReadBack),
    /// It was read back: its subject ended in another way.
    TooLate,
    /// It was looked up beyond the time allowed and not found.
    Missing,
    /// The person asks for another look-up.
    LookAgain,
    /// The service's time has become known; the time allowed counts from now.
    Timed,
}

impl Event {
    /// The state this event leads to; `None` where it changes nothing.
    pub(super) fn transition(&self, from: WriteState) -> Option<WriteState> {
        use WriteState::{
            Accepted, Done, Elsewhere, Gone, NotFound, NotListed, Prepared, Refused, Sent, TooLate, Unknown,
        };
        match (self, from) {
            (Self::Left, Prepared | Sent) => Some(Sent),
            (Self::Accepted(..), Prepared | Sent | Unknown | NotFound) => Some(Accepted),
            (Self::Refused(_), Prepared | Sent) => Some(Refused),
            (Self::Postponed, Sent) => Some(Prepared),
            (Self::Unclear(_), Prepared | Sent) => Some(Unknown),
            (Self::Gone, Prepared | Sent) => Some(Gone),
            (Self::Superseded, Prepared) => Some(Elsewhere),
            (Self::Found(_) | Self::ReadBack(_), state) if !state.is_over() => Some(Done),
            (Self::TooLate, state) if !state.is_over() => Some(TooLate),
            // Where the service says that the subject has ended and the rows keep showing it open, nothing was done.
            (Self::Missing, Sent | Unknown | Elsewhere | Gone) => Some(NotFound),
            (Self::Missing, Accepted) => Some(NotListed),
            (Self::LookAgain, NotFound) => Some(Unknown),
            (Self::LookAgain, NotListed) => Some(Accepted),
            (Self::Timed, state) if state.is_looked_up() => Some(state),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::ErrorKind;
    use request_center_models::approval::NotDone;
    use request_center_models::json::from_json;

    #[test]
    fn every_event_leads_from_every_state_as_the_table_says() {
        let error = || ApiError::new(ErrorKind::Server);
        let columns = [
            ("left", Event::Left),
            ("accepted", Event::Accepted(Vec::new(), None)),
            ("refused", Event::Refused(error())),
            ("postponed", Event::Postponed),
            ("unclear", Event::Unclear(error())),
            ("gone", Event::Gone),
            ("superseded", Event::Superseded),
            ("found", Event::Found(Vec::new())),
            ("read_back", Event::ReadBack(ReadBack::Failed(NotDone::StillWaiting))),
            ("too_late", Event::TooLate),
            ("missing", Event::Missing),
            ("look_again", Event::LookAgain),
            ("timed", Event::Timed),
        ];
        let table = "
            state      left accepted refused postponed unclear gone superseded found read_back too_late missing    look_again timed
            prepared   sent accepted refused .         unknown gone elsewhere  done  done      too_late .          .          .
            sent       sent accepted refused prepared  unknown gone .          done  done      too_late not_found  .          sent
            unknown    .    accepted .       .         .       .    .          done  done      too_late not_found  .          unknown
            elsewhere  .    .        .       .         .       .    .          done  done      too_late not_found  .          elsewhere
            not_found  .    accepted .       .         .       .    .          done  done      too_late .          unknown    .
            accepted   .    .        .       .         .       .    .          done  done      too_late not_listed .          accepted
            gone       .    .        .       .         .       .    .          done  done      too_late not_found  .          gone
            not_listed .    .        .       .         .       .    .          done  done      too_late .          accepted   not_listed
            refused    .    .        .       .         .       .    .          .     .         .        .          .          .
            done       .    .        .       .         .       .    .          .     .         .        .          .          .
            too_late   .    .        .       .         .       .    .          .     .         .        .          .          .";
        let mut lines = table.lines().map(|line| line.split_whitespace().collect::<Vec<_>>()).skip(1);
        let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
        assert_eq!(lines.next().expect("a head")[1..], names);
        for (state, line) in WriteState::ALL.iter().zip(lines) {
            assert_eq!(WriteState::parse(line[0]), Some(*state));
            for ((name, event), to) in columns.iter().zip(&line[1..]) {
                assert_eq!(event.transition(*state), WriteState::parse(to), "{name} in {state:?}");
            }
        }
    }

    #[test]
    fn every_state_is_read_as_it_was_stored() {
        for state in WriteState::ALL {
            let text = serde_json::to_string(state).expect("json");
            assert_eq!(from_json::<WriteState>(&text), Ok(*state));
        }
    }
}
