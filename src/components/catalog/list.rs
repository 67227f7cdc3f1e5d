//! The list of the catalog: search field, kinds, rows, and how much of it is loaded.

use super::row::ItemRow;
use crate::components::lazy_panel::PanelContext;
use crate::components::list_view::{ListView, Loading, Window};
use crate::components::ui::{
    Button, ButtonKind, Chip, EmptyState, FilterChips, IconName, KeyedRow, Notice, SearchField, Tone,
};
use crate::components::words::Trouble;
use crate::i18n::Msg;
use crate::signal::{Derived, Memo};
use crate::state::catalog::item::{Availability, CatalogItem};
use crate::state::catalog::{APPLICATIONS, SearchResults};
use crate::state::list::{Load, LoadState};
use crate::state::shell::Shell;
use leptos::prelude::*;
use request_center_models::moment::Moment;
use request_center_models::wire::reference::ItemType;
use std::sync::Arc;

type Results = Memo<SearchResults>;

/// How many rows are shown at first, and added by each *Show more*.
const ROWS: usize = 50;
/// How many new rows are drawn at once; few, so that typing stays fluent.
const STEP: usize = 8;

/// Search, kinds and rows.
#[component]
pub fn CatalogList(
    /// The widget, and the request's slots in the catalog.
    context: PanelContext,
) -> impl IntoView {
    let shell = context.shell;
    let (i18n, catalog) = (shell.i18n, shell.catalog);
    let window = Window::new(ROWS, STEP);
    let results: Results = Memo::always(move || catalog.find(window.rows()));
    let row = move |item: &Arc<CatalogItem>| {
        let (key, item) = (row_key(item), Arc::clone(item));
        KeyedRow::new(key, move || view! { <ItemRow context item/> }.into_any())
    };
    let rows = move || results.with(|results| results.first.iter().map(row).collect());
    let search = move |text: String| {
        window.reset();
        catalog.search(text);
    };
    let is_other = Memo::new(move || matches!(catalog.kind.get(), Some(ItemType::Unknown(_))));
    let other = move || match context.slots.get() {
        Some(slots) => untrack(|| (slots.application_rows)()),
        None => view! { <Loading/> }.into_any(),
    };
    let listed = move || {
        view! {
            <Status shell results/>
            <Errors shell/>
            {move || context.slots.get().map(|slots| untrack(|| (slots.notice)()))}
            <ListView i18n window rows len=move || results.with(|results| results.len) placeholder=absent(shell, window)/>
            {move || context.slots.get().map(|slots| untrack(|| (slots.incomplete)()))}
        }
    };
    view! {
        <div class="rc-toolbar">
            <SearchField
                label=i18n.label(Msg::CatalogSearch)
                value=catalog.query
                on_input=search
                placeholder=i18n.label(Msg::CatalogSearchPlaceholder)
                shortcut=true
            />
        </div>
        <Kinds context results window/>
        <Restrictions shell/>
        {move || if is_other.get() { other() } else { listed().into_any() }}
    }
}

/// The key of a row, which is drawn again when its name or availability changes.
fn row_key(item: &CatalogItem) -> String {
    let availability = match &item.availability {
        Availability::Available => "available",
        Availability::Assigned => "held",
        Availability::Pending(since) => since.as_ref().map_or("requested", Moment::as_str),
        Availability::Unknown => "",
    };
    format!("{} {availability} {}", item.id, item.name)
}

#[component]
fn Kinds(context: PanelContext, results: Results, window: Window) -> impl IntoView {
    let (i18n, catalog) = (context.shell.i18n, context.shell.catalog);
    let kinds = [
        (None, Msg::CatalogAll),
        (Some(ItemType::Role), Msg::CatalogRoles),
        (Some(ItemType::AccessProfile), Msg::CatalogAccessProfiles),
        (Some(ItemType::Entitlement), Msg::CatalogEntitlements),
    ];
    // Computed once per search, because every chip reads it.
    let options = Memo::new(move || {
        let forbidden = catalog.entitlement_limits.with(|limits| limits.forbidden);
        let mut chips = kinds
            .iter()
            .filter(|(kind, _)| !(forbidden && *kind == Some(ItemType::Entitlement)))
            .map(|(kind, label)| Chip {
                id: kind_id(kind.as_ref()),
                label: i18n.t(*label),
                count: Some(i18n.number(results.with(|results| results.count(kind.as_ref())))),
            })
            .collect::<Vec<_>>();
        if let Some(slots) = context.slots.get() {
            chips.push(Chip { id: APPLICATIONS.to_owned(), label: slots.applications.get(), count: None });
        }
        chips
    });
    let choose = move |id: String| {
        window.reset();
        catalog.kind.set((!id.is_empty()).then(|| ItemType::from(id.as_str())));
    };
    let selected = Derived::new(move || kind_id(catalog.kind.get().as_ref()));
    view! { <FilterChips legend=i18n.label(Msg::CatalogFilters) options selected on_select=choose/> }
}

fn kind_id(kind: Option<&ItemType>) -> String {
    kind.map(ToString::to_string).unwrap_or_default()
}

/// The notices about what the configuration does not let the viewer request.
#[component]
fn Restrictions(shell: Shell) -> impl IntoView {
    let (i18n, catalog) = (shell.i18n, shell.catalog);
    let notice = move |applies: bool, title, body| {
        applies.then(|| {
            view! { <Notice tone=Tone::Neutral title=i18n.label(title) body=i18n.label(body)/> }.into_any()
        })
    };
    let forbidden = move || catalog.entitlement_limits.with(|limits| limits.forbidden);
    view! {
        {move || notice(shell.refusal_words().is_some(), Msg::CatalogElsewhere, Msg::CatalogElsewhereBody)}
        {move || notice(forbidden(), Msg::CatalogNoEntitlements, Msg::CatalogNoEntitlementsBody)}
    }
}

/// The number of items or matches and how much is loaded, in one line announced by screen readers.
#[component]
fn Status(shell: Shell, results: Results) -> impl IntoView {
    let (i18n, catalog) = (shell.i18n, shell.catalog);
    let text = move || {
        let loaded = catalog.items.with(Vec::len);
        let loading = |load: Load| load.state.with(|state| *state == LoadState::Loading);
        if catalog.searching.get() {
            return i18n.t(Msg::CatalogSearching);
        }
        let searched = catalog.query.with(|query| !query.trim().is_empty());
        if searched {
            let total = i18n.number(loaded);
            return i18n.count(
                Msg::CatalogMatches,
                results.with(|results| results.len),
                &[("total", &total)],
            );
        }
        if loaded > 0 && (loading(catalog.objects) || loading(catalog.entitlements)) {
            return i18n.count(Msg::CatalogLoadingMore, loaded, &[]);
        }
        let capped = |load: Load| load.state.with(LoadState::is_capped);
        if capped(catalog.objects) || capped(catalog.entitlements) {
            return i18n.count(Msg::CatalogLoadedPart, loaded, &[]);
        }
        if loaded == 0 {
            String::new()
        } else {
            i18n.count(Msg::CatalogCount, results.with(|results| results.len), &[])
        }
    };
    view! { <p class="rc-list-status" role="status">{text}</p> }
}

/// The errors of parts that could not be read, while others are shown.
#[component]
fn Errors(shell: Shell) -> impl IntoView {
    let (i18n, catalog) = (shell.i18n, shell.catalog);
    let has_items = move || catalog.items.with(|items| !items.is_empty());
    let failed = move |load: Load| load.state.with(|state| state.error().filter(|_| has_items()).cloned());
    let loaded = move || catalog.items.with(Vec::len);
    view! {
        <Trouble
            i18n
            error=Derived::new(move || failed(catalog.objects))
            title=Derived::new(move || i18n.count(Msg::ListRestFailed, loaded(), &[]))
            on_retry=move || catalog.read()
        />
        <Trouble
            i18n
            error=Derived::new(move || failed(catalog.entitlements))
            title=i18n.label(Msg::CatalogEntitlementsFailed)
            on_retry=move || catalog.read()
        />
        <Trouble
            i18n
            error=catalog.search_error
            on_retry=move || catalog.search_server()
        />
    }
}

/// The placeholder without rows: loading, failed, an empty catalog, no match.
fn absent(shell: Shell, window: Window) -> Derived<Option<AnyView>> {
    let (i18n, catalog) = (shell.i18n, shell.catalog);
    let failure = |load: Load| load.state.with(|state| state.failure().cloned());
    let state = Memo::new(move || {
        let empty = catalog.items.with(Vec::is_empty);
        let pending = |load: Load| load.state.with(LoadState::is_pending);
        if pending(catalog.objects) || pending(catalog.entitlements) || catalog.searching.get() {
            Absence::Loading
        } else if let (true, Some(error)) =
            (empty, failure(catalog.objects).or(failure(catalog.entitlements)))
        {
            Absence::Failed(error)
        } else if empty {
            Absence::Empty
        } else if catalog.query.with(|query| query.trim().is_empty()) {
            Absence::NoneOfKind
        } else {
            Absence::NoMatch
        }
    });
    Derived::new(move || {
        Some(match state.get() {
            Absence::Loading => view! { <Loading text=i18n.label(Msg::CatalogLoading)/> }.into_any(),
            Absence::Failed(error) => {
                let title = i18n.label(Msg::CatalogFailed);
                view! { <Trouble i18n error=Some(error) title on_retry=move || catalog.read()/> }.into_any()
            }
            Absence::Empty => {
                let body = i18n.label(Msg::CatalogEmptyBody);
                view! { <EmptyState icon=IconName::Info title=i18n.label(Msg::CatalogEmpty) body/> }
                    .into_any()
            }
            Absence::NoneOfKind => {
                let title = i18n.label(Msg::CatalogNoneOfKind);
                view! { <EmptyState icon=IconName::Info title/> }.into_any()
            }
            Absence::NoMatch => {
                let text = catalog.query.get();
                let title = move || i18n.with(Msg::CatalogNoMatch, &[("text", text.trim())]);
                let clear = move |()| {
                    window.reset();
                    catalog.search(String::new());
                    catalog.kind.set(None);
                };
                view! {
                    <EmptyState icon=IconName::Search title body=i18n.label(Msg::CatalogNoMatchBody)>
                        <Button
                            label=i18n.label(Msg::CatalogClearSearch)
                            kind=ButtonKind::Quiet
                            on_press=clear
                        />
                    </EmptyState>
                }
                .into_any()
            }
        })
    })
}

/// The reason why there are no rows.
#[derive(Clone, Default, PartialEq)]
enum Absence {
    #[default]
    Loading,
    Failed(crate::api::ApiError),
    Empty,
    NoneOfKind,
    NoMatch,
}
