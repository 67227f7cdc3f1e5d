//! A part of the widget whose code comes later.

use super::ui::{Button, ButtonKind, ElementRef, IconName, Notice, Skeleton, Tone, focus_panel_of};
use crate::i18n::Msg;
use crate::signal::{Derived, Memo, Signal, effect};
use crate::state::catalog::item::CatalogItem;
use crate::state::lazy_module::{LazyModule, ModuleState};
use crate::state::shell::Shell;
use crate::state::workspace::Workspace;
use leptos::prelude::*;
use std::rc::Rc;
use std::sync::Arc;

/// What a panel is mounted with.
#[derive(Clone, Copy)]
pub struct PanelContext {
    /// What is always loaded.
    pub shell: Shell,
    /// What the viewer has under way; `None` until the request's code is there.
    pub workspace: Signal<Option<Workspace>>,
    /// What the request draws into the catalog; `None` until its code is there.
    pub slots: Signal<Option<RequestSlots>>,
}

impl PanelContext {
    /// The request's code is not there yet.
    #[must_use]
    pub fn new(shell: Shell) -> Self {
        Self { shell, workspace: Signal::default(), slots: Signal::default() }
    }
}

/// What the request draws into the catalog.
#[derive(Clone)]
pub struct RequestSlots {
    /// The end of a row: what the item is to the viewer, or the button that adds it to the request.
    pub row_end: Rc<dyn Fn(Arc<CatalogItem>) -> AnyView>,
    /// Above the rows: that it is unknown what has been requested.
    pub notice: Rc<dyn Fn() -> AnyView>,
    /// The label of the link down to the request where the two stand below each other; `None` while there is nothing in it.
    pub jump: Derived<Option<String>>,
}

/// A skeleton until the code is there, then what it draws; where the code cannot be loaded, a sentence and a way to try again.
#[component]
pub fn LazyPanel(
    /// What it is mounted with.
    context: PanelContext,
    /// Its code, where that is not the request's, for which every panel waits.
    #[prop(optional)]
    code: Option<LazyModule>,
    /// When its code is asked for. Reactive.
    #[prop(into)]
    wanted: Derived<bool>,
    /// Mounts it, one of `crate::panels`.
    mount: fn(PanelContext) -> AnyView,
) -> impl IntoView {
    let shell = context.shell;
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
            ModuleState::Ready if context.workspace.with(Option::is_none) => ModuleState::Loading,
            state => state,
        }
    });
    shell.when_back_online(move || {
        if wanted.get_untracked() && state.with_untracked(|state| *state == ModuleState::Failed) {
            load();
        }
    });
    move || match state.get() {
        ModuleState::Ready => untrack(|| mount(context)),
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
