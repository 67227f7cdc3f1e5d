//! What stands where there are no reports to show, and whom an administrator finds besides.

use super::{People, PersonRows};
use crate::components::ui::{Button, EmptyState, IconName, Notice, Skeleton, Tone};
use crate::components::words::Trouble;
use crate::i18n::{I18n, Msg};
use crate::signal::{Memo, Read};
use crate::state::reading::Reading;
use crate::state::team::desk::TeamDesk;
use leptos::prelude::*;

/// What stands in place of people: still looking, failed, nobody at all, nobody like that.
#[component]
pub fn Nobody(
    /// The viewer's desk, and their people on it.
    desk: TeamDesk,
    /// Those shown.
    shown: People,
) -> impl IntoView {
    let (i18n, reports) = (desk.i18n, desk.team.reports);
    let nobody = Memo::new(move || shown.with(Vec::is_empty));
    move || {
        if let Reading::Failed(error) = reports.reading.get() {
            let found = reports.people.with(Vec::len);
            let title = Read::new(move || i18n.count(Msg::TeamFailed, found, &[]));
            return Some(
                view! { <Trouble i18n error=Some(error) title on_retry=move |()| reports.read()/> }
                    .into_any(),
            );
        }
        if reports.host_failed.get() {
            return Some(host_failed(i18n, desk));
        }
        if !nobody.get() {
            return None;
        }
        match reports.reading.get() {
            Reading::Idle | Reading::Arriving => Some(view! { <Skeleton rows=6/> }.into_any()),
            _ if reports.people.with(Vec::is_empty) => {
                let body = i18n.label(Msg::TeamNobodyBody);
                Some(
                    view! { <EmptyState icon=IconName::Person title=i18n.label(Msg::TeamNobody) body/> }
                        .into_any(),
                )
            }
            _ => {
                let body = i18n.label(Msg::TeamNoMatchBody);
                Some(
                    view! { <EmptyState icon=IconName::Search title=i18n.label(Msg::TeamNoMatch) body/> }
                        .into_any(),
                )
            }
        }
    }
}

fn host_failed(i18n: I18n, desk: TeamDesk) -> AnyView {
    let title = i18n.label(Msg::TeamHostFailed);
    let body = i18n.label(Msg::TeamHostFailedBody);
    view! {
        <Notice tone=Tone::Negative title body>
            <Button
                label=i18n.label(Msg::ActionRetry)
                icon=IconName::Refresh
                on_press=move |()| desk.team.reports.read()
            />
        </Notice>
    }
    .into_any()
}

/// Whom the service found for what is typed, for administrators.
#[component]
pub fn Anybody(
    /// The viewer's desk, and their people on it.
    desk: TeamDesk,
) -> impl IntoView {
    let (i18n, reports) = (desk.i18n, desk.team.reports);
    let found: People = Memo::new(move || {
        let known = reports.people.get();
        let mut found = reports.found.get();
        found.retain(|person| known.iter().all(|other| other.id != person.id));
        found
    });
    let searched =
        Memo::new(move || desk.team.is_admin() && reports.query.with(|query| !query.trim().is_empty()));
    let status = move || {
        if reports.searching.get() {
            return i18n.t(Msg::TeamSearching);
        }
        i18n.count(Msg::TeamFound, found.with(Vec::len), &[])
    };
    move || {
        searched.get().then(|| {
            view! {
                <h2 class="rc-list-head">{i18n.label(Msg::TeamAnybody)}</h2>
                <p class="rc-list-status" role="status">{status}</p>
                <Trouble i18n error=reports.search_error on_retry=move |()| reports.look_up()/>
                <ul class="rc-list" part="list"><PersonRows desk people=found/></ul>
            }
            .into_any()
        })
    }
}
