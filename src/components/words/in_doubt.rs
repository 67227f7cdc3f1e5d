//! The notice of a write whose outcome is looked up, and of look-ups that fail.

use super::{error_body, error_title};
use crate::components::ui::{Button, ButtonKind, ElementRef, IconName, Notice, Tone, focus_panel_of};
use crate::i18n::{I18n, Msg};
use crate::signal::{Derived, Memo};
use crate::state::journal::{Journal, lookup_minutes};
use leptos::prelude::*;

/// The text of a write in doubt: how long it is looked up, which the message counts as `minutes`, or why the last look-up failed.
#[must_use]
pub fn in_doubt(i18n: I18n, journal: Journal, message: Msg) -> String {
    match journal.lookup_error.get() {
        None => i18n.with(message, &[("minutes", &i18n.number(lookup_minutes()))]),
        Some(error) => {
            let values = [("error", &*error_title(i18n, &error)), ("advice", &*error_body(i18n, &error))];
            i18n.with(Msg::LookupFailed, &values)
        }
    }
}

/// The notice of a write in doubt; after a failed look-up with a button for the next one.
#[component]
pub fn InDoubt(
    /// The messages.
    i18n: I18n,
    /// The viewer's writes.
    journal: Journal,
    /// The title.
    title: Msg,
    /// The body while look-ups succeed.
    message: Msg,
) -> impl IntoView {
    let body = Derived::new(move || in_doubt(i18n, journal, message));
    view! { <Notice tone=Tone::Waiting title=i18n.label(title) body><CheckNow i18n journal/></Notice> }
}

/// The button that looks up at once; nothing while look-ups succeed.
#[component]
pub fn CheckNow(
    /// The messages.
    i18n: I18n,
    /// The viewer's writes.
    journal: Journal,
) -> impl IntoView {
    let place = ElementRef::new();
    let has_failed = Memo::new(move || journal.lookup_error.with(Option::is_some));
    let button = move || {
        let on_press = move || {
            // The button disappears with the error: the focus stays in this panel.
            focus_panel_of(place);
            journal.look_up_now(|_| false);
        };
        let (label, kind) = (i18n.label(Msg::ActionCheckNow), ButtonKind::Outlined);
        has_failed.get().then(|| view! { <Button label kind icon=IconName::Refresh on_press/> })
    };
    view! { <div class="rc-trouble" node_ref=place>{button}</div> }
}
