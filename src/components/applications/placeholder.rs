//! The placeholders and errors of lists of applications and of access profiles: loading, refused, failed, empty, no match.

use crate::api::ErrorKind;
use crate::components::ui::{Button, EmptyState, IconName};
use crate::components::words::Trouble;
use crate::i18n::Msg;
use crate::signal::Derived;
use crate::state::applications::Applications;
use crate::state::list::{Load, LoadState};
use leptos::prelude::*;

/// How many rows are shown at first, and added by each *Show more*.
pub(super) const ROWS: usize = 50;
/// How many new rows are drawn at once.
pub(super) const STEP: usize = 8;

/// The words searched for.
pub(super) fn terms(applications: Applications) -> Derived<Vec<String>> {
    let query = applications.shell.catalog.query;
    Derived::new(move || query.with(|query| query.split_whitespace().map(str::to_owned).collect()))
}

/// True while the catalog's search field has a text. Reactive.
pub(super) fn searched(applications: Applications) -> bool {
    applications.shell.catalog.query.with(|query| !query.trim().is_empty())
}

/// The reason why there are no rows.
pub(super) enum RowsAbsent {
    /// They are being read.
    Loading,
    /// The viewer may not read them.
    Forbidden,
    /// The error is above the list.
    Failed,
    /// There are none.
    Empty,
    /// None matches the search.
    NoMatch,
}

/// The reason why a list shows no rows. Reactive.
pub(super) fn absence(load: Load, is_empty: bool) -> RowsAbsent {
    load.state.with(|state| match state {
        state if state.is_pending() => RowsAbsent::Loading,
        LoadState::Failed(error) if error.kind == ErrorKind::Forbidden => RowsAbsent::Forbidden,
        LoadState::Failed(_) => RowsAbsent::Failed,
        _ if is_empty => RowsAbsent::Empty,
        _ => RowsAbsent::NoMatch,
    })
}

/// The error of a list, unless the viewer may not read it, which the list itself says.
#[component]
pub fn Failed(
    /// How far the list has been read.
    load: Load,
    /// The applications.
    applications: Applications,
    /// The title.
    #[prop(into)]
    title: Derived<String>,
    /// Reads the list again.
    #[prop(into)]
    on_retry: Callback<()>,
) -> impl IntoView {
    let error = Derived::new(move || {
        load.state.with(|state| state.error().filter(|error| error.kind != ErrorKind::Forbidden).cloned())
    });
    view! { <Trouble i18n=applications.shell.i18n error title on_retry/> }
}

/// The placeholder of a search without matches.
pub(super) fn no_match(applications: Applications) -> AnyView {
    let (i18n, catalog) = (applications.shell.i18n, applications.shell.catalog);
    let title = move || i18n.with(Msg::CatalogNoMatch, &[("text", catalog.query.get().trim())]);
    view! {
        <EmptyState icon=IconName::Search title body=i18n.label(Msg::CatalogNoMatchBody)>
            <Button label=i18n.label(Msg::CatalogClearSearch) on_press=move |()| catalog.search(String::new())/>
        </EmptyState>
    }
    .into_any()
}
