//! The applications in place of the catalog's rows: all of them, or the access profiles of the open one. Searched with the catalog's
//! field.

pub mod placeholder;
pub mod profiles;

use super::lazy_panel::PanelContext;
use super::list_view::{ListView, Loading, Window};
use super::ui::{Button, ElementRef, EmptyState, IconName, KeyedRow, Marked, Notice, Row, Tone, focus_soon};
use crate::i18n::Msg;
use crate::signal::{Derived, Memo, Stored};
use crate::state::applications::Applications;
use crate::state::applications::app::RequestableApp;
use leptos::prelude::*;
use placeholder::{Failed, ROWS, RowsAbsent, STEP, absence, no_match, searched, terms};
use profiles::Profiles;
use std::sync::Arc;

/// Reads the applications and draws them.
pub fn mount_applications(context: PanelContext) -> impl IntoView {
    let applications = Applications::new(context.workspace.get()?);
    let open = Memo::new(move || applications.open.get());
    let returned = Stored::new(false);
    Some(move || match open.get() {
        Some(app) => {
            returned.set(true);
            view! { <Profiles applications app/> }.into_any()
        }
        None => view! { <Apps applications returned=returned.try_get().unwrap_or_default()/> }.into_any(),
    })
}

/// All applications.
#[component]
fn Apps(applications: Applications, returned: bool) -> impl IntoView {
    let i18n = applications.shell.i18n;
    let place = ElementRef::new();
    // The button that listed them again is gone.
    if returned {
        focus_soon(place);
    }
    let (window, load) = (Window::new(ROWS, STEP), applications.apps.load);
    let matching: Memo<Vec<Arc<RequestableApp>>> = Memo::always(move || applications.matching());
    let row = move |app: &Arc<RequestableApp>| {
        let app = Arc::clone(app);
        KeyedRow::new(app.app.id.clone(), move || view! { <AppRow applications app/> }.into_any())
    };
    let rows = move || matching.with(|apps| apps.iter().take(window.rows()).map(row).collect());
    let status = move || {
        let (found, all) = (matching.with(Vec::len), applications.apps.rows.with(Vec::len));
        match searched(applications) {
            _ if all == 0 => String::new(),
            true => i18n.count(Msg::AppsMatches, found, &[("total", &i18n.number(all))]),
            false => i18n.count(Msg::AppsCount, all, &[]),
        }
    };
    let absent = Derived::new(move || {
        Some(match absence(load, applications.apps.rows.with(Vec::is_empty)) {
            RowsAbsent::Loading => view! { <Loading text=i18n.label(Msg::AppsLoading)/> }.into_any(),
            RowsAbsent::Forbidden => {
                let body = i18n.label(Msg::AppsForbiddenBody);
                view! { <Notice tone=Tone::Neutral title=i18n.label(Msg::AppsForbidden) body/> }.into_any()
            }
            RowsAbsent::Failed => ().into_any(),
            RowsAbsent::Empty => {
                let body = i18n.label(Msg::AppsEmptyBody);
                view! { <EmptyState icon=IconName::Application title=i18n.label(Msg::AppsEmpty) body/> }
                    .into_any()
            }
            RowsAbsent::NoMatch => no_match(applications),
        })
    });
    view! {
        <div class="rc-keep-focus" tabindex="-1" node_ref=place>
            <p class="rc-list-status" role="status">{status}</p>
            <Failed load applications title=i18n.label(Msg::AppsFailed) on_retry=move || applications.read()/>
            <ListView i18n window rows len=move || matching.with(Vec::len) placeholder=absent/>
        </div>
    }
}

/// The row of an application.
#[component]
fn AppRow(applications: Applications, app: Arc<RequestableApp>) -> impl IntoView {
    let i18n = applications.shell.i18n;
    let (name, line) = (app.app.name.clone(), app.description.clone());
    let facts = app.source.as_ref().map(|source| i18n.with(Msg::AppsSource, &[("source", source)]));
    let named = i18n.with(Msg::AppsShowNamed, &[("name", &name)]);
    let show = move |()| applications.show(app.app.clone());
    view! {
        <Row
            icon=IconName::Application
            name=move || view! { <Marked text=name terms=terms(applications)/> }
            line
            facts=facts.unwrap_or_default()
        >
            <Button label=i18n.label(Msg::AppsShow) accessible_label=named on_press=show/>
        </Row>
    }
}
