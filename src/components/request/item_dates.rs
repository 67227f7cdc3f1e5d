//! The dates of one item in the request: when access begins, when it ends, and ends at a press.

use crate::components::end_presets::EndPresets;
use crate::components::typed_date::typed_date;
use crate::components::ui::DateTimeField;
use crate::components::words;
use crate::i18n::Msg;
use crate::signal::{Derived, Memo, Stored};
use crate::state::cart::item_date::ItemDate;
use crate::state::workspace::Workspace;
use leptos::prelude::*;
use request_center_models::draft::{DraftItem, TypedDate};
use request_center_models::id::ItemId;
use request_center_models::rule::FieldPath;
use time::OffsetDateTime;

/// The fields for an item's dates.
#[component]
pub fn ItemDates(
    /// The viewer's workspace.
    workspace: Workspace,
    /// The item's id.
    id: Stored<ItemId>,
    /// The item.
    item: Memo<Option<DraftItem>>,
) -> impl IntoView {
    let (i18n, cart) = (workspace.shell.i18n, workspace.cart);
    let end_required = Memo::new(move || item.with(|i| i.as_ref().is_some_and(|i| cart.is_end_required(i))));
    let latest = Derived::new(move || item.with(|item| cart.latest_end(item.as_ref()?)));
    let end_label = Derived::new(move || {
        i18n.t(if end_required.get() { Msg::RequestEndsRequired } else { Msg::RequestEnds })
    });
    let field = move |which: ItemDate, label: Derived<String>| {
        let error = Derived::new(move || {
            let id = id.try_get().unwrap_or_default();
            if cart.has_lost_date(&id, which) {
                return Some(i18n.t(Msg::RequestDateLost));
            }
            let at = cart.position(&id)?;
            let place = match which {
                ItemDate::Start => FieldPath::StartDate(at),
                ItemDate::End => FieldPath::RemoveDate(at),
            };
            let rule = cart.shown_violations().at(place).next()?;
            Some(words::rule(i18n, rule))
        });
        let hint = Derived::new(move || {
            let latest = if which == ItemDate::End { latest.get() } else { None };
            let latest =
                latest.map(|at| i18n.with(Msg::RequestEndsLatest, &[("time", &i18n.date_time(&at))]));
            let typed = item.with(|item| which.of(item.as_ref()?).moment.clone());
            let utc = typed.map(|at| i18n.with(Msg::RequestDateUtc, &[("time", &i18n.date_time_utc(&at))]));
            let hints: Vec<String> = [latest, utc].into_iter().flatten().collect();
            (!hints.is_empty()).then(|| hints.join(" "))
        });
        let value = Derived::new(move || {
            item.with(|item| item.as_ref().map(|item| which.of(item).text.clone())).unwrap_or_default()
        });
        let required = Derived::new(move || which == ItemDate::End && end_required.get());
        let write = move |(text, unreadable)| {
            cart.write_date(&id.try_get().unwrap_or_default(), which, typed_date(text, unreadable));
        };
        view! { <DateTimeField label value on_input=write error hint required/> }.into_any()
    };
    // The time is not followed: a name that changes while it is read aloud is worse than one that is two seconds old.
    let start = Derived::new(move || {
        item.with(|item| item.as_ref().map_or(OffsetDateTime::UNIX_EPOCH, |item| cart.start_of(item)))
    });
    let name = Derived::new(move || {
        let name = item.with(|item| item.as_ref().map(|item| item.name.clone())).unwrap_or_default();
        i18n.with(Msg::RequestPresets, &[("name", &name)])
    });
    let choose = move |date: TypedDate| {
        cart.write_date(&id.try_get().unwrap_or_default(), ItemDate::End, date);
    };
    view! {
        {field(ItemDate::Start, i18n.label(Msg::RequestStarts))}
        {field(ItemDate::End, end_label)}
        <EndPresets i18n start latest label=name on_choose=choose/>
    }
    .into_any()
}
