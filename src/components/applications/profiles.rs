//! The access profiles of one application: each with its availability, or the button that adds it to the request.

use super::placeholder::{Failed, ROWS, RowsAbsent, STEP, absence, no_match, searched, terms};
use crate::components::catalog::end::End;
use crate::components::list_view::{ListView, Loading, Window};
use crate::components::ui::{
    Badge, Button, ButtonKind, ElementRef, EmptyState, IconName, KeyedRow, Marked, Notice, Row, Tone,
    focus_soon,
};
use crate::components::words;
use crate::i18n::Msg;
use crate::signal::{Derived, Memo};
use crate::state::applications::Applications;
use crate::state::applications::app::AppProfile;
use leptos::prelude::*;
use request_center_models::draft::RequestedApp;
use std::sync::Arc;

/// The access profiles of the open application.
#[component]
pub fn Profiles(
    /// The applications.
    applications: Applications,
    /// The open one.
    app: RequestedApp,
) -> impl IntoView {
    let i18n = applications.shell.i18n;
    let (window, load) = (Window::new(ROWS, STEP), applications.profiles.load);
    let matching: Memo<Vec<Arc<AppProfile>>> = Memo::always(move || applications.matching_profiles());
    let heading = ElementRef::new();
    focus_soon(heading);
    let title = app.name.clone();
    let named = move |message: Msg| {
        let name = title.clone();
        Derived::new(move || i18n.with(message, &[("name", &name)]))
    };
    let failed = named(Msg::AppsProfilesFailed);
    let (forbidden, empty) = (named(Msg::AppsProfilesForbidden), named(Msg::AppsProfilesEmpty));
    let title = app.name.clone();
    let row = move |profile: &Arc<AppProfile>| {
        let (profile, app) = (Arc::clone(profile), app.clone());
        let key = profile.offer.item.id.to_string();
        KeyedRow::new(key, move || view! { <ProfileRow applications app profile/> }.into_any())
    };
    let rows = move || matching.with(|profiles| profiles.iter().take(window.rows()).map(&row).collect());
    let status = move || match matching.with(Vec::len) {
        0 => String::new(),
        count => i18n.count(Msg::AppsProfiles, count, &[]),
    };
    let absent = Derived::new(move || {
        let is_empty = applications.profiles.rows.with(Vec::is_empty);
        Some(match absence(load, is_empty) {
            RowsAbsent::Loading => view! { <Loading/> }.into_any(),
            RowsAbsent::Forbidden => {
                let body = i18n.label(Msg::AppsProfilesForbiddenBody);
                view! { <Notice tone=Tone::Neutral title=forbidden body/> }.into_any()
            }
            RowsAbsent::Failed => ().into_any(),
            RowsAbsent::NoMatch if searched(applications) => no_match(applications),
            RowsAbsent::Empty | RowsAbsent::NoMatch => {
                view! { <EmptyState icon=IconName::AccessProfile title=empty/> }.into_any()
            }
        })
    });
    view! {
        <div class="rc-toolbar">
        <Button
            label=i18n.label(Msg::AppsAll)
            kind=ButtonKind::Quiet
            icon=IconName::ArrowLeft
            on_press=move || applications.leave()
        />
        </div>
        <h2 class="rc-side-title" tabindex="-1" node_ref=heading dir="auto">{title}</h2>
        <p class="rc-list-status" role="status">{status}</p>
        <Failed load applications title=failed on_retry=move || applications.read_profiles()/>
        <ListView i18n window rows len=move || matching.with(Vec::len) placeholder=absent/>
    }
}

/// The row of an access profile.
#[component]
fn ProfileRow(applications: Applications, app: RequestedApp, profile: Arc<AppProfile>) -> impl IntoView {
    let i18n = applications.shell.i18n;
    let item = Arc::clone(&profile.offer.item);
    let (name, line, icon) =
        (item.name.clone(), item.description.clone(), words::item_icon(Some(&item.r#type)));
    let facts = {
        let profile = Arc::clone(&profile);
        Derived::new(move || facts(applications, &profile))
    };
    let end = if profile.offer.is_offered {
        view! { <End workspace=applications.workspace item app/> }.into_any()
    } else {
        let text = i18n.label(Msg::AppsNotOffered);
        view! { <Badge tone=Tone::Outline icon=IconName::Lock text/> }.into_any()
    };
    view! {
        <Row icon name=move || view! { <Marked text=name terms=terms(applications)/> } line facts>
            {end}
        </Row>
    }
}

/// Its contents, as far as the service says them, and that a comment is required.
fn facts(applications: Applications, profile: &AppProfile) -> String {
    let i18n = applications.shell.i18n;
    let mut facts = Vec::new();
    if let Some(count) = profile.count {
        let names = applications.contents(profile);
        let message = match names.len() {
            0 => Msg::AppsContains,
            known if known == count => Msg::AppsContainsNamed,
            _ => Msg::AppsContainsSome,
        };
        facts.push(i18n.count(message, count, &[("names", &i18n.list(&names))]));
    }
    if profile.offer.item.comment_required {
        facts.push(i18n.t(Msg::CatalogCommentRequired));
    }
    facts.join(". ")
}
