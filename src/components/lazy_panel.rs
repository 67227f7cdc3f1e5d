//! A part of the widget whose code comes later.

use super::ui::{Button, ButtonKind, ElementRef, IconName, Notice, Skeleton, Tone, focus_panel_of};
use crate::i18n::Msg;
use crate::signal::{Derived, Memo, Signal, effect};
use crate::state::catalog::item::CatalogItem;
use crate::state::lazy_module::{LazyModule, ModuleState};
use crate::state::shell::Shell;
use crate::state::workspace::Workspace;
use leptos::prelude::*;
use std::sync::Arc;

/// What code that comes later is entered with.
#[derive(Clone, Copy)]
pub struct Entry {
    /// What the viewer's widget knows from the first moment.
    pub shell: Shell,
    /// What comes with the request's code, once it is there.
    pub slots: Signal<Option<RequestSlots>>,
}

impl Entry {
    /// What the viewer has under way, once its code is there. Reactive.
    #[must_use]
    pub fn workspace(self) -> Option<Workspace> {
        self.slots.get().map(|slots| slots.workspace)
    }
}

/// What the request's code brings: the desk, and what it draws into the catalog.
#[derive(Clone, Copy)]
pub struct RequestSlots {
    /// What the viewer has under way.
    pub workspace: Workspace,
    /// The end of a row: what the item is to the viewer, or the way to ask for it.
    pub row_end: fn(Workspace, Arc<CatalogItem>) -> AnyView,
    /// Above the rows: that it is not known what has been asked for.
    pub notice: fn(Workspace) -> AnyView,
    /// What leads down to the request in a narrow place, where there is one. Reactive.
    pub jump: fn(Workspace) -> Option<String>,
}

/// A skeleton until the code is there, then what it draws; where the code cannot be loaded, a sentence and a way to try again.
#[component]
pub fn LazyPanel(
    /// What it is entered with.
    entry: Entry,
    /// Its code, where that is not the request's, for which every panel waits.
    #[prop(optional)]
    code: Option<LazyModule>,
    /// When its code is asked for. Reactive.
    #[prop(into)]
    wanted: Derived<bool>,
    /// The way into it, one of `crate::panels`.
    enter: fn(Entry) -> AnyView,
) -> impl IntoView {
    let shell = entry.shell;
    let wanted = Memo::new(move || wanted.get());
    let load = move || {
        shell.code.load();
        if let Some(code) = code {
            code.load();
        }
    };
    effect(move || {
        if wanted.get() {
            load();
        }
    });
    let state = Memo::new(move || {
        let first = shell.code.state.get();
        let Some(code) = code else { return first };
        match code.state.get().with(first) {
            ModuleState::Ready if entry.slots.with(Option::is_none) => ModuleState::Loading,
            state => state,
        }
    });
    shell.when_back_online(move || {
        if wanted.get_untracked() && state.with_untracked(|state| *state == ModuleState::Failed) {
            load();
        }
    });
    move || match state.get() {
        ModuleState::Ready => untrack(|| enter(entry)),
        ModuleState::Failed => {
            let not_loaded = view! { <NotLoaded shell on_retry=move |()| load()/> };
            view! { <div class="rc-lazy">{not_loaded}</div> }.into_any()
        }
        ModuleState::Idle | ModuleState::Loading => {
            view! { <div class="rc-lazy"><Skeleton rows=6/></div> }.into_any()
        }
    }
}

/// What stands in place of code that could not be loaded.
#[component]
fn NotLoaded(
    /// What the viewer's widget knows from the first moment.
    shell: Shell,
    /// Loads it once more.
    #[prop(into)]
    on_retry: Callback<()>,
) -> impl IntoView {
    let i18n = shell.i18n;
    let place = ElementRef::new();
    let retry = move || {
        // The button goes with the message: the keyboard stays in this panel.
        focus_panel_of(place);
        on_retry.run(());
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
