//! A panel whose code comes when it is first opened.

use super::ui::{Button, ButtonKind, ElementRef, IconName, Notice, Skeleton, Tone, focus_panel_of};
use crate::config::View;
use crate::i18n::Msg;
use crate::signal::watch;
use crate::state::desk::Desk;
use crate::state::late::{Arrival, Late};
use leptos::prelude::*;

/// A skeleton until the panel's code is there, then the panel; where the code cannot be loaded, a sentence and a way to try again.
#[component]
pub fn LatePanel(
    /// Everything the viewer's widget knows.
    desk: Desk,
    /// Which panel it is.
    view: View,
    /// The way into it, one of `crate::panels`.
    enter: fn(Desk) -> AnyView,
) -> impl IntoView {
    let late = Late::new(desk.session.options, view);
    watch(move || {
        if desk.place.view.get() == view {
            late.load();
        }
    });
    move || match late.arrival.get() {
        Arrival::Here => enter(desk),
        Arrival::Failed => view! { <div class="rc-late"><NotLoaded desk late/></div> }.into_any(),
        Arrival::Idle | Arrival::Awaited => {
            view! { <div class="rc-late"><Skeleton rows=6/></div> }.into_any()
        }
    }
}

/// What stands in place of a panel whose code could not be loaded.
#[component]
fn NotLoaded(
    /// Everything the viewer's widget knows.
    desk: Desk,
    /// The code that did not come.
    late: Late,
) -> impl IntoView {
    let i18n = desk.i18n;
    let place = ElementRef::new();
    let retry = move || {
        // The button goes with the message: the keyboard stays in this panel.
        focus_panel_of(place);
        late.load();
    };
    let title = i18n.label(Msg::PanelNotLoaded);
    let body = i18n.label(Msg::PanelNotLoadedBody);
    let label = i18n.label(Msg::ActionRetry);
    view! {
        <div class="rc-trouble" node_ref=place>
            <Notice tone=Tone::Negative title body>
                <Button label kind=ButtonKind::Outlined icon=IconName::Refresh on_press=retry/>
            </Notice>
        </div>
    }
}
