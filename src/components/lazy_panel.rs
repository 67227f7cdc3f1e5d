//! Panels whose code is loaded on demand, and what they are mounted with.

use super::ui::{Button, ButtonKind, ElementRef, IconName, Notice, Skeleton, Tone, focus_panel_of};
use crate::i18n::Msg;
use crate::signal::{Derived, Memo, Signal, effect};
use crate::state::account_choices::AccountChoices;
use crate::state::catalog::item::CatalogItem;
use crate::state::lazy_module::{LazyModule, ModuleState};
use crate::state::matrix::MatrixWorkspace;
use crate::state::shell::Shell;
use crate::state::workspace::Workspace;
use leptos::prelude::*;
use request_center_models::id::ItemId;
use std::rc::Rc;
use std::sync::Arc;

/// The context a panel is mounted with.
#[derive(Clone, Copy)]
pub struct PanelContext {
    /// State that is always loaded.
    pub shell: Shell,
    /// The viewer's workspace; `None` until the request's module is loaded.
    pub workspace: Signal<Option<Workspace>>,
    /// The views the request draws into the catalog; `None` until its module is loaded.
    pub slots: Signal<Option<RequestSlots>>,
    /// The part of the request for several people.
    pub matrix: MatrixPart,
    /// Draws the accounts to choose from in the card of an item; `None` until its module is loaded.
    pub account_fields: Signal<Option<AccountFields>>,
    /// True while a colleague's access is being copied.
    pub copies: Signal<bool>,
    /// Mounts the parts of the catalog and the request that have modules of their own.
    pub mounts: LazyMounts,
}

/// Draws the accounts to choose from for an item.
#[derive(Clone, Copy)]
pub struct AccountFields {
    /// The accounts there are.
    pub choices: AccountChoices,
    /// Draws those for one item.
    pub draw: fn(AccountChoices, ItemId) -> AnyView,
}

/// The parts of the catalog and the request that have modules of their own, each one of `crate::panels`.
#[derive(Clone, Copy)]
pub struct LazyMounts {
    /// The applications, in place of the catalog's rows.
    pub applications: Mount,
    /// The accounts to choose from.
    pub accounts: Mount,
    /// A colleague's access, to be copied.
    pub colleague: Mount,
}

/// Mounts a view.
pub type Mount = fn(PanelContext) -> AnyView;

/// The part of the request for several people, which has a module of its own.
#[derive(Clone, Copy)]
pub struct MatrixPart {
    /// Its module.
    pub code: LazyModule,
    /// Mounts it, one of `crate::panels`.
    pub mount: Mount,
    /// Its state; `None` until its module is loaded.
    pub workspace: Signal<Option<MatrixWorkspace>>,
    /// Draws the review in place of the whole catalog, while it is open.
    pub review: Signal<Option<Mount>>,
}

impl PanelContext {
    /// A context before the request's module is loaded.
    #[must_use]
    pub fn new(shell: Shell, code: LazyModule, mount: Mount, mounts: LazyMounts) -> Self {
        let matrix = MatrixPart { code, mount, workspace: Signal::default(), review: Signal::default() };
        Self {
            shell,
            workspace: Signal::default(),
            slots: Signal::default(),
            matrix,
            account_fields: Signal::default(),
            copies: Signal::default(),
            mounts,
        }
    }
}

/// Views the request's module contributes to the catalog.
#[derive(Clone)]
pub struct RequestSlots {
    /// The end of a row: the item's availability, or the button that adds it to the request.
    pub row_end: Rc<dyn Fn(Arc<CatalogItem>) -> AnyView>,
    /// The notice above the rows that the open requests could not be read.
    pub notice: Rc<dyn Fn() -> AnyView>,
    /// The name of the kind of applications.
    pub applications: Derived<String>,
    /// The applications, in place of the catalog's rows.
    pub application_rows: Rc<dyn Fn() -> AnyView>,
    /// The line below the rows that some are incomplete.
    pub incomplete: Rc<dyn Fn() -> AnyView>,
    /// The label of the link down to the request in a narrow layout; `None` while the draft is empty.
    pub jump: Derived<Option<String>>,
}

/// A skeleton until the module is loaded, then the panel; an error with *Try again* where it cannot be loaded.
#[component]
pub fn LazyPanel(
    /// The context the panel is mounted with.
    context: PanelContext,
    /// The panel's module, unless it is the request's, which every panel needs.
    #[prop(optional)]
    code: Option<LazyModule>,
    /// True once the module is needed. Reactive.
    #[prop(into)]
    wanted: Derived<bool>,
    /// Mounts the panel, one of `crate::panels`.
    mount: Mount,
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
        if wanted.get_untracked() && state.get_untracked().has_failed() {
            load();
        }
    });
    move || match state.get() {
        ModuleState::Ready => untrack(|| mount(context)),
        failed @ (ModuleState::Failed | ModuleState::SignedOut) => {
            let not_loaded = view! { <NotLoaded shell signed_out={failed == ModuleState::SignedOut} on_retry=move |()| load()/> };
            view! { <div class="rc-lazy">{not_loaded}</div> }.into_any()
        }
        ModuleState::Idle | ModuleState::Loading => {
            view! { <div class="rc-lazy"><Skeleton rows=6/></div> }.into_any()
        }
    }
}

/// The error in place of a module that could not be loaded.
#[component]
fn NotLoaded(
    /// State that is always loaded.
    shell: Shell,
    /// True where a sign-in page came in the module's place.
    signed_out: bool,
    /// Loads it again.
    #[prop(into)]
    on_retry: Callback<()>,
) -> impl IntoView {
    let i18n = shell.i18n;
    let place = ElementRef::new();
    let retry = move || {
        // The button disappears with the error; the focus stays in this panel.
        focus_panel_of(place);
        on_retry.run(());
    };
    let [title, body] = if signed_out {
        ["error.signed_out", "error.signed_out.advice"]
    } else {
        ["panel.not_loaded", "panel.not_loaded_body"]
    }
    .map(|id| Derived::new(move || i18n.text(id).unwrap_or_default()));
    let label = i18n.label(Msg::ActionRetry);
    view! {
        <div class="rc-trouble" node_ref=place>
            <Notice tone=Tone::Negative title body>
                <Button label kind=ButtonKind::Outlined icon=IconName::Refresh on_press=retry/>
            </Notice>
        </div>
    }
}
