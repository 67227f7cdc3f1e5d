//! The whole widget: identifies the viewer, then opens their panels, with one live region for all of them.

use crate::components::catalog::CatalogPanel;
use crate::components::lazy_panel::{LazyPanel, PanelContext};
use crate::components::ui::{Notice, Skeleton, Tab, TabPanel, Tabs, Tone};
use crate::components::words::Trouble;
use crate::config::{ConfigProblem, View};
use crate::i18n::{I18n, Msg};
use crate::panels;
use crate::signal::{Derived, effect};
use crate::state::lazy_module::LazyModule;
use crate::state::session::{Options, Session, SessionState};
use crate::state::shell::Shell;
use leptos::prelude::*;
use request_center_models::cancel::Viewer;

/// The widget.
#[component]
pub fn App(
    /// The element's attributes and properties.
    options: Options,
    /// Messages and formats.
    i18n: I18n,
) -> impl IntoView {
    let session = Session::new(options);
    let state = session.state;
    let body = move || match state.get() {
        SessionState::Starting => view! { <Skeleton rows=6/> }.into_any(),
        SessionState::Misconfigured(problem) => {
            let title = move || config_words(i18n, &problem);
            view! { <Notice tone=Tone::Negative title=Derived::new(title)/> }.into_any()
        }
        SessionState::Failed(error) => {
            view! { <Trouble i18n error=Some(error) on_retry=move || session.retry()/> }.into_any()
        }
        SessionState::Ready(viewer) => view! { <Panels session i18n viewer/> }.into_any(),
    };
    view! {
        <div class="rc-frame" part="frame" lang=move || i18n.locale() dir=move || i18n.dir()>
            {body}
        </div>
    }
}

fn config_words(i18n: I18n, problem: &ConfigProblem) -> String {
    let id = match problem {
        ConfigProblem::ApiBaseMissing => "config.api_base_missing",
        ConfigProblem::ApiVersionUnknown => "config.api_version_unknown",
        ConfigProblem::ViewerUnknown => "config.viewer_unknown",
    };
    i18n.text(id).unwrap_or_else(|| id.to_owned())
}

/// The tabs and panels of one viewer.
#[component]
fn Panels(
    /// Client, options and events.
    session: Session,
    /// Messages and formats.
    i18n: I18n,
    /// The viewer.
    viewer: Viewer,
) -> impl IntoView {
    let client = session.client()?;
    let shell = Shell::new(i18n, session, client, viewer);
    let code = LazyModule::new(session.options, "matrix");
    let context = PanelContext::new(shell, code, panels::matrix, panels::MOUNTS);
    let view = shell.deep_link.view;
    let selected = Derived::new(move || view.get().as_str().to_owned());
    let tabs = Derived::new(move || {
        View::ALL
            .into_iter()
            .filter(|view| is_shown(shell, *view))
            .map(|view| Tab {
                id: view.as_str().to_owned(),
                label: i18n.t(match view {
                    View::Catalog => Msg::TabsCatalog,
                    View::Requests => Msg::TabsRequests,
                    View::Team => Msg::TabsTeam,
                    View::Approvals => Msg::TabsApprovals,
                    View::Settings => Msg::TabsSettings,
                }),
                badge: badge(shell, view),
            })
            .collect()
    });
    effect(move || {
        let open = view.get();
        if open == View::Catalog {
            shell.catalog.open();
            return;
        }
        shell.catalog.close();
        // A deep link to Settings without the right opens the catalog, which says why.
        let denied = open == View::Settings && !shell.viewer().is_admin();
        shell.settings_denied.set(denied);
        if denied {
            view.set(View::Catalog);
        }
    });
    session.options.host.ready();
    let choose = move |id: String| {
        if let Some(chosen) = View::parse(&id) {
            view.set(chosen);
        }
    };
    let approvals = LazyModule::new(session.options, View::Approvals.as_str());
    let left = move || context.workspace.get().is_some_and(|workspace| workspace.decisions_left);
    let panel = move |of: View, mount| {
        let is_approvals = of == View::Approvals;
        let code = if is_approvals { approvals } else { LazyModule::new(session.options, of.as_str()) };
        let wanted = move || view.get() == of || (is_approvals && left());
        view! { <TabPanel id=of.as_str() selected><LazyPanel context code wanted mount/></TabPanel> }
            .into_any()
    };
    let held_up = Derived::new(move || left() && approvals.state.get().has_failed());
    let settings = shell.viewer().is_admin().then(|| panel(View::Settings, panels::settings));
    Some(view! {
        <p class="rc-unseen" role="status" aria-live="polite">{move || shell.spoken.get()}</p>
        <Tabs label=move || i18n.t(Msg::TabsLabel) tabs selected on_select=choose/>
        <div class="rc-banner"><Newcomer shell/><Pause shell/><Denied shell/><DecisionsHeldUp shell held_up/></div>
        <TabPanel id=View::Catalog.as_str() selected><CatalogPanel context request=panels::request/></TabPanel>
        {panel(View::Requests, panels::requests)}
        {panel(View::Team, panels::team)}
        {panel(View::Approvals, panels::approvals)}
        {settings}
    })
}

/// Returns whether the panel has a tab; panels the viewer has no use for have none.
fn is_shown(shell: Shell, view: View) -> bool {
    let is_admin = shell.viewer().is_admin();
    match view {
        View::Catalog | View::Requests => true,
        View::Team => is_admin || shell.registry.is_in_use(view) != Some(false),
        View::Settings => is_admin,
        // A panel opened by a link keeps its tab, whatever the counts say.
        View::Approvals => shell.registry.is_in_use(view) == Some(true) || shell.deep_link.view.get() == view,
    }
}

/// The notice that the page signed somebody else in while a person was at work.
#[component]
fn Newcomer(
    /// State that is always loaded.
    shell: Shell,
) -> impl IntoView {
    let i18n = shell.i18n;
    move || {
        shell.session.newcomer.get().map(|viewer| {
            let name = if viewer.name.is_empty() { viewer.id.as_str() } else { &viewer.name };
            let title = i18n.with(Msg::SessionNewcomer, &[("name", name)]);
            let body = i18n.label(Msg::SessionNewcomerBody);
            view! { <Notice tone=Tone::Neutral title body/> }.into_any()
        })
    }
}

/// The notice why a link to Settings opened the catalog.
#[component]
fn Denied(
    /// State that is always loaded.
    shell: Shell,
) -> impl IntoView {
    let i18n = shell.i18n;
    move || {
        shell.settings_denied.get().then(|| {
            let body = i18n.label(Msg::SettingsDeniedBody);
            view! { <Notice tone=Tone::Neutral title=i18n.label(Msg::SettingsDenied) body/> }.into_any()
        })
    }
}

/// The error, in every panel but Approvals, that decisions of an earlier page cannot be sent because the module could not be
/// loaded.
#[component]
fn DecisionsHeldUp(
    /// State that is always loaded.
    shell: Shell,
    /// True while that is so.
    held_up: Derived<bool>,
) -> impl IntoView {
    let i18n = shell.i18n;
    move || {
        (held_up.get() && shell.deep_link.view.get() != View::Approvals).then(|| {
            let title = move || format!("{}: {}", i18n.t(Msg::TabsApprovals), i18n.t(Msg::PanelNotLoaded));
            let body = i18n.label(Msg::PanelNotLoadedBody);
            view! { <Notice tone=Tone::Negative title=Derived::new(title) body/> }.into_any()
        })
    }
}

/// The number beside a tab; `None` for zero and while it is unknown.
fn badge(shell: Shell, view: View) -> Option<String> {
    let count = shell.registry.count(view).filter(|count| *count > 0)?;
    Some(shell.i18n.number(count))
}

/// Why calls are held back: no connection, a wait the service asked for, or the rate budget.
#[component]
fn Pause(
    /// State that is always loaded.
    shell: Shell,
) -> impl IntoView {
    let i18n = shell.i18n;
    view! {
        {move || shell.offline.get().then(|| {
            view! { <Notice tone=Tone::Waiting title=Derived::new(move || i18n.t(Msg::TroubleOffline))/> }
        })}
        {move || shell.pause_words().map(|words| view! { <Notice tone=Tone::Waiting title=words/> })}
    }
}
