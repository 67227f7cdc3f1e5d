//! Separates what differs: people who already have an item only get its new end date, so they can be left out or get an end date of
//! their own.

use super::view::GridView;
use crate::components::typed_date::typed_date;
use crate::components::ui::{Button, ButtonKind, DateTimeField, IconName, KeyedRow, Rows};
use crate::components::words;
use crate::i18n::Msg;
use crate::signal::{Derived, Memo};
use crate::state::matrix::cells::Difference;
use leptos::prelude::*;
use request_center_models::draft::OwnEnd;
use request_center_models::id::{IdentityId, ItemId};
use request_center_models::rule::FieldPath;

/// The items that differ; nothing where none does.
#[component]
pub fn Differences(
    /// The matrix on screen.
    view: GridView,
) -> impl IntoView {
    let (i18n, cells) = (view.workspace.shell.i18n, view.workspace.cells);
    let all = Memo::new(move || cells.differences());
    let some = Memo::new(move || all.with(|all| !all.is_empty()));
    let row = move |difference: &Difference| {
        let item = difference.item.clone();
        KeyedRow::new(item.to_string(), move || draw(view, all, item))
    };
    let leave_out = move || {
        let found = all.with_untracked(|all| all.iter().flat_map(changed).collect::<Vec<_>>());
        cells.leave_out(&found, true);
        view.workspace.shell.say(i18n.count(Msg::GridSaidLeftOut, found.len(), &[]));
        view.strip.focus();
    };
    let every = move || {
        let count = all.with(|all| all.iter().map(|one| one.changed.len()).sum::<usize>());
        (count > 0).then(|| {
            let label = i18n.count(Msg::SplitLeaveOutAll, count, &[]);
            view! { <Button label icon=IconName::Minus on_press=leave_out/> }
        })
    };
    move || {
        some.get().then(|| {
            view! {
                <details class="rc-more">
                    <summary>
                        {move || i18n.count(Msg::SplitTitle, all.with(Vec::len), &[])}
                    </summary>
                    <p class="rc-note">{i18n.label(Msg::SplitBody)}</p>
                    <div class="rc-matrix-actions">{every}</div>
                    <ul class="rc-cards"><Rows each=move || all.with(|all| all.iter().map(row).collect())/></ul>
                </details>
            }
            .into_any()
        })
    }
}

/// The cells of a difference whose end date would change.
fn changed(difference: &Difference) -> impl Iterator<Item = (IdentityId, ItemId)> + '_ {
    difference.changed.iter().map(|person| (person.clone(), difference.item.clone()))
}

fn draw(view: GridView, all: Memo<Vec<Difference>>, item: ItemId) -> AnyView {
    let (i18n, cells) = (view.workspace.shell.i18n, view.workspace.cells);
    let this = Memo::new(move || {
        all.with(|all| all.iter().find(|one| one.item == item).cloned()).unwrap_or_default()
    });
    let has_own = Memo::new(move || this.with(|this| this.own_end.is_some()));
    let sentence = move || {
        this.with(|this| {
            let count = this.own_end.as_ref().map_or(this.changed.len(), |own| own.recipients.len());
            i18n.count(Msg::SplitCounts, count, &[("new", &i18n.number(this.new))])
        })
    };
    let actions = move || {
        if has_own.get() {
            return own_end(view, this);
        }
        let leave_out = move || {
            let found: Vec<_> = this.with_untracked(|this| changed(this).collect());
            cells.leave_out(&found, true);
            view.workspace.shell.say(i18n.count(Msg::GridSaidLeftOut, found.len(), &[]));
            view.strip.focus();
        };
        let separate = move || {
            let this = this.get_untracked();
            // The same date at first: nothing changes before another is chosen.
            let remove_date = untrack(|| view.workspace.cart.item(&this.item)).map(|item| item.remove_date);
            let own_end = OwnEnd { recipients: this.changed, remove_date: remove_date.unwrap_or_default() };
            cells.set_own_end(&this.item, Some(own_end));
        };
        let count = this.with(|this| this.changed.len());
        view! {
            <div class="rc-matrix-actions">
                <Button label=i18n.count(Msg::SplitLeaveOut, count, &[]) icon=IconName::Minus on_press=leave_out/>
                <Button
                    label=i18n.count(Msg::SplitOwnEnd, count, &[])
                    kind=ButtonKind::Quiet
                    icon=IconName::Calendar
                    on_press=separate
                />
            </div>
        }
        .into_any()
    };
    view! {
        <li class="rc-card">
            <strong dir="auto">{move || this.with(|this| this.name.clone())}</strong>
            <span class="rc-note">{sentence}</span>
            {actions}
        </li>
    }
    .into_any()
}

/// The end date of the people who have the item already.
fn own_end(view: GridView, this: Memo<Difference>) -> AnyView {
    let (i18n, cells, cart) = (view.workspace.shell.i18n, view.workspace.cells, view.workspace.cart);
    let text = move || {
        this.with(|this| this.own_end.as_ref().map(|own| own.remove_date.text.clone())).unwrap_or_default()
    };
    let write = move |(text, unreadable): (String, bool)| {
        let Difference { item, own_end: Some(own), .. } = this.get_untracked() else { return };
        let remove_date = typed_date(text, unreadable);
        cells.set_own_end(&item, Some(OwnEnd { remove_date, ..own }));
    };
    let error = Derived::new(move || {
        let place = FieldPath::RemoveDate(this.with(|this| this.column));
        let rule = cart.shown_violations().at(place).next()?;
        Some(words::rule(i18n, rule))
    });
    let label = move || {
        let count = this.with(|this| this.own_end.as_ref().map_or(0, |own| own.recipients.len()));
        i18n.count(Msg::SplitField, count, &[])
    };
    view! {
        <DateTimeField label=Derived::new(label) value=Derived::new(text) on_input=write error/>
        <div class="rc-matrix-actions">
            <Button
                label=i18n.label(Msg::SplitSameEnd)
                kind=ButtonKind::Quiet
                on_press=move || cells.set_own_end(&this.with_untracked(|this| this.item.clone()), None)
            />
        </div>
    }
    .into_any()
}
