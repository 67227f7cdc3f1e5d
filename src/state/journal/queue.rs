//! The queue: sends stored intents that belong together one after the other, until one cannot leave, and keeps what is paused.
//! Knows no feature: its owner names the next intent.

use super::Journal;
use super::intent::Intent;
use super::send::{Sending, WriteCall};
use super::state::WriteState;
use crate::api::{ApiError, ErrorKind};
use crate::signal::{Signal, Stored};
use crate::state::host::Host;
use leptos::task::spawn_local;
use std::sync::Arc;

/// Returns the next intent to send, and its call; `None` where there is none. Intents that another tab is sending are passed in.
pub type NextIntent = Box<dyn Fn(&[Intent]) -> Option<(Intent, WriteCall)>>;

/// Sends the intents of groups.
#[derive(Clone, Copy)]
pub struct Queue {
    /// Keys of the groups that are not sent until the user resumes them.
    pub paused: Signal<Vec<String>>,
    /// The error that paused sending.
    pub pause_error: Signal<Option<ApiError>>,
    is_sending: Stored<bool>,
    journal: Journal,
    host: Host,
}

impl Queue {
    /// A queue in which these groups are paused.
    #[must_use]
    pub fn new(journal: Journal, host: Host, paused: Vec<String>) -> Self {
        Self {
            paused: Signal::new(paused),
            pause_error: Signal::default(),
            is_sending: Stored::new(false),
            journal,
            host,
        }
    }

    /// Returns whether a group is paused. Reactive.
    #[must_use]
    pub fn is_paused(self, key: &str) -> bool {
        self.paused.with(|paused| paused.iter().any(|other| other == key))
    }

    /// Pauses a group after the intent that is being sent.
    pub fn pause(self, key: &str) {
        self.paused.update(|paused| paused.push(key.to_owned()));
    }

    /// Ends the pause of a group as the user wants it; the owner sends it.
    pub fn resume(self, key: &str) {
        self.pause_error.set(None);
        self.unpause(key);
    }

    /// Ends the pause of a group that has nothing left to send.
    pub fn unpause(self, key: &str) {
        self.paused.update(|paused| paused.retain(|other| other != key));
    }

    /// Sends what `next` returns, one intent after the other, until it returns none. One such task runs at a time.
    pub fn send_all(self, next: NextIntent) {
        if self.is_sending.try_get() != Some(false) {
            return;
        }
        self.is_sending.set(true);
        spawn_local(async move {
            let mut other_tabs: Vec<Intent> = Vec::new();
            while let Some((intent, call)) = next(&other_tabs) {
                match self.journal.send(vec![intent.clone()], call).await {
                    // Behind a sign-in that has ended, or a limit, every other intent would be in doubt too.
                    Sending::Postponed(error)
                    | Sending::Unknown(
                        error @ ApiError { kind: ErrorKind::SignedOut | ErrorKind::RateLimited, .. },
                    ) => {
                        self.host.error(&error);
                        self.pause(&intent.group.unwrap_or_default());
                        self.pause_error.set(Some(error));
                        break;
                    }
                    Sending::AlreadySent => other_tabs.push(intent),
                    _ => {}
                }
            }
            // What the other tab did not send after all waits for the user.
            for intent in other_tabs {
                let is_unsent =
                    |one: &Arc<Intent>| one.key == intent.key && one.state == WriteState::Prepared;
                if self.journal.intents.with_untracked(|intents| intents.iter().any(is_unsent)) {
                    self.pause(&intent.group.unwrap_or_default());
                }
            }
            self.is_sending.set(false);
        });
    }
}
