//! The widget as a whole: finds out who is looking, then opens their panels; one live region for all of them.

use crate::components::catalog::CatalogPanel;
use crate::components::late_panel::LatePanel;
use crate::components::ui::{Notice, Skeleton, Tab, TabPanel, Tabs, Tone};
use crate::components::words::Trouble;
use crate::config::{ConfigProblem, View};
use crate::i18n::{I18n, Msg};
use crate::panels;
use crate::signal::{Read, watch};
use crate::state::desk::Desk;
use crate::state::session::{Options, Session, SessionState};
use leptos::prelude::*;
use request_center_models::cancel::Viewer;

/// The widget, from nobody known to panels open.
#[component]
pub fn App(
    /// The element's attributes and properties.
    options: Options,
    /// The words.
    i18n: I18n,
) -> impl IntoView {
    let session = Session::new(options);
    let state = session.state;
    let body = move || match state.get() {
        SessionState::Starting => view! { <Skeleton rows=6/> }.into_any(),
        SessionState::Misconfigured(problem) => {
            let title = move || config_words(i18n, &problem);
            view! { <Notice tone=Tone::Negative title=Read::new(title)/> }.into_any()
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
    /// The words.
    i18n: I18n,
    /// Who is looking.
    viewer: Viewer,
) -> impl IntoView {
    let client = session.client()?;
    let desk = Desk::new(i18n, session, client, viewer);
    let view = desk.place.view;
    let selected = Read::new(move || view.get().as_str().to_owned());
    let tabs = Read::new(move || {
        View::ALL
            .into_iter()
            .filter(|view| is_shown(desk, *view))
            .map(|view| Tab {
                id: view.as_str().to_owned(),
                label: i18n.t(match view {
                    View::Catalog => Msg::TabsCatalog,
                    View::Requests => Msg::TabsRequests,
                    View::Team => Msg::TabsTeam,
                    View::Approvals => Msg::TabsApprovals,
                    View::Settings => Msg::TabsSettings,
                }),
                badge: badge(desk, view),
            })
            .collect()
    });
    watch(move || {
        let open = view.get();
        // What is asked for stands in every panel.
        desk.requests.open();
        if open == View::Catalog {
            desk.catalog.open();
        } else {
            desk.catalog.leave();
        }
        if open == View::Approvals {
            desk.approvals.open();
        } else {
            desk.approvals.leave();
        }
        if open == View::Settings {
            enter_settings(desk);
        } else if open != View::Catalog {
            desk.settings.denied.set(false);
        }
        if open == View::Team { desk.team.reports.open() } else { desk.team.reports.leave() }
    });
    session.options.host.ready();
    let choose = move |id: String| {
        if let Some(chosen) = View::parse(&id) {
            view.set(chosen);
        }
    };
    Some(view! {
        <p class="rc-unseen" role="status" aria-live="polite">{move || desk.spoken.get()}</p>
        <Tabs label=move || i18n.t(Msg::TabsLabel) tabs selected on_select=choose/>
        <div class="rc-banner"><Pause desk/><Denied desk/></div>
        <TabPanel id=View::Catalog.as_str() selected><CatalogPanel desk/></TabPanel>
        <TabPanel id=View::Requests.as_str() selected><LatePanel desk view=View::Requests enter=panels::requests/></TabPanel>
        <TabPanel id=View::Team.as_str() selected><LatePanel desk view=View::Team enter=panels::team/></TabPanel>
        <TabPanel id=View::Approvals.as_str() selected><LatePanel desk view=View::Approvals enter=panels::approvals/></TabPanel>
        {desk.settings.allowed().then(|| view! {
            <TabPanel id=View::Settings.as_str() selected><LatePanel desk view=View::Settings enter=panels::settings/></TabPanel>
        }.into_any())}
    })
}

/// Whether there is a tab for that panel: one the viewer has no use for is not shown.
fn is_shown(desk: Desk, view: View) -> bool {
    match view {
        View::Catalog | View::Requests => true,
        View::Team => !desk.team.reports.none_by_host.get() || desk.team.is_admin(),
        View::Settings => desk.settings.allowed(),
        // Somebody who was led here stays here, whatever the figures say by then.
        View::Approvals => desk.approvals.has_any() || desk.place.view.get() == View::Approvals,
    }
}

/// Opens the settings; whoever was led there without the right is told so in the catalog.
fn enter_settings(desk: Desk) {
    if desk.settings.allowed() {
        desk.settings.open();
    } else {
        desk.settings.denied.set(true);
        desk.place.view.set(View::Catalog);
    }
}

/// Why a link to the settings led to the catalog.
#[component]
fn Denied(
    /// Everything the viewer's widget knows.
    desk: Desk,
) -> impl IntoView {
    let i18n = desk.i18n;
    move || {
        desk.settings.denied.get().then(|| {
            let body = i18n.label(Msg::SettingsDeniedBody);
            view! { <Notice tone=Tone::Neutral title=i18n.label(Msg::SettingsDenied) body/> }.into_any()
        })
    }
}

/// The number beside a tab.
fn badge(desk: Desk, view: View) -> Option<String> {
    let count = desk.approvals.pending().filter(|count| view == View::Approvals && *count > 0)?;
    Some(desk.i18n.number(count))
}

/// What holds everything up at the moment: no connection, a pause the service asked for, or its limit.
#[component]
fn Pause(
    /// Everything the viewer's widget knows.
    desk: Desk,
) -> impl IntoView {
    let i18n = desk.i18n;
    view! {
        {move || desk.offline.get().then(|| {
            view! { <Notice tone=Tone::Waiting title=Read::new(move || i18n.t(Msg::TroubleOffline))/> }
        })}
        {move || desk.pause_words().map(|words| view! { <Notice tone=Tone::Waiting title=words/> })}
    }
}
