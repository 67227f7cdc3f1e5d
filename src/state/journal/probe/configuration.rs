//! Configuration changes, read back (`getAccessRequestConfig`). The answer to the write does not count, only what is read
//! afterwards.

use super::{LookOutcome, Looking, LookupPace, Probe};
use crate::api::{Abort, Client, Priority};
use crate::state::journal::intent::Intent;
use crate::state::journal::merge::Intents;
use crate::state::journal::state::{Event, WriteState};
use crate::state::journal::write::Write;
use request_center_models::json::FromJson;
use request_center_models::setting::{Setting, difference, unsaved};
use std::rc::Rc;
use std::sync::Arc;

/// Reads the configuration.
pub struct ConfigurationProbe {
    /// Reads the configuration.
    pub client: Client,
    /// Ends the look-ups.
    pub abort: Abort,
    /// Called with the configuration before it settles anything.
    pub on_read: Rc<dyn Fn(&Setting)>,
    /// Called after every look-up.
    pub on_look_up: Rc<dyn Fn(LookOutcome)>,
}

impl Probe for ConfigurationProbe {
    fn covers(&self, intent: &Intent) -> bool {
        matches!(intent.write, Write::Configure { .. })
    }

    fn pace(&self) -> LookupPace {
        LookupPace {
            first_millis: 0,
            arrived_millis: LookupPace::default().longest_millis,
            ..LookupPace::default()
        }
    }

    fn look_up(&self, intents: Intents, _: Priority) -> Looking<'_> {
        Box::pin(async move {
            let read = self.client.get_access_request_config(Priority::User, &self.abort).await?;
            (self.on_read)(&read);
            let event = |intent: &Arc<Intent>| Some((intent.key.clone(), shown_by(intent, &read)?));
            Ok(intents.iter().filter_map(event).collect())
        })
    }

    fn on_look_up(&self, outcome: LookOutcome) {
        (self.on_look_up)(outcome);
    }
}

/// The configuration before the change and the one sent; `None` for other writes.
#[must_use]
pub fn sides(intent: &Intent) -> Option<(Setting, Setting)> {
    let Write::Configure { base, sent } = &intent.write else { return None };
    Setting::from_value(base.clone()).ok().zip(Setting::from_value(sent.clone()).ok())
}

/// The event a configuration shows for the change. The old configuration may still change after a lost answer; after an accepted
/// one, somebody else has restored it. Pure.
#[must_use]
pub fn shown_by(intent: &Intent, read: &Setting) -> Option<Event> {
    let (base, sent) = sides(intent)?;
    if unsaved(&sent, read).is_empty() {
        return Some(Event::Found(Vec::new()));
    }
    let as_before = difference(&base, read).is_empty();
    (!as_before || intent.state == WriteState::Accepted).then_some(Event::TooLate)
}
