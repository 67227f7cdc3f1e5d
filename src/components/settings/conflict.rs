//! A conflict with somebody else's change: for each field the old value and both new ones, and a choice if both changed it.
//! Their values are kept unless the viewer chooses otherwise.

use super::sentence::{ApiName, label, sentence};
use crate::components::ui::{Button, ButtonKind, Chip, FilterChips, Notice, Tone};
use crate::i18n::Msg;
use crate::signal::{Derived, Memo};
use crate::state::settings::SettingsPhase;
use crate::state::settings::workspace::SettingsWorkspace;
use leptos::prelude::*;
use request_center_models::setting::{Contrast, Side};
use serde_json::Value;

const MINE: &str = "mine";
const THEIRS: &str = "theirs";

/// The fields that differ, and the button that applies the choices.
#[component]
pub fn Conflict(
    /// The workspace of Settings.
    workspace: SettingsWorkspace,
) -> impl IntoView {
    let (i18n, settings) = (workspace.shell.i18n, workspace.settings);
    let saved = Memo::new(move || {
        settings.rules.phase.with(|phase| matches!(phase, SettingsPhase::Conflict { saved: true }))
    });
    let title = move || i18n.t(if saved.get() { Msg::SettingsConflictAfter } else { Msg::SettingsConflict });
    let body =
        move || i18n.t(if saved.get() { Msg::SettingsConflictAfterBody } else { Msg::SettingsConflictBody });
    let count = Memo::new(move || settings.rules.comparison.with(Vec::len));
    let cards =
        move || (0..count.get()).map(|at| view! { <Card workspace at/> }.into_any()).collect::<Vec<_>>();
    view! {
        <Notice tone=Tone::Negative title=Derived::new(title) body=Derived::new(body)/>
        <ul class="rc-cards">{cards}</ul>
        <div class="rc-actions-wide">
            <Button
                label=i18n.label(Msg::SettingsUseChoices)
                kind=ButtonKind::Filled
                on_press=move |()| settings.rules.apply_choices()
            />
            <p class="rc-note">{i18n.label(Msg::SettingsUseChoicesNote)}</p>
        </div>
    }
}

#[component]
fn Card(workspace: SettingsWorkspace, at: usize) -> impl IntoView {
    let (i18n, settings) = (workspace.shell.i18n, workspace.settings);
    let field = Memo::new(move || settings.rules.comparison.with(|all| all.get(at).cloned()));
    let name = Derived::new(move || field.get().map(|one| one.name()).unwrap_or_default());
    let title = Derived::new(move || {
        let known = field.get().and_then(|one| one.field());
        known.map_or_else(|| name.get(), |field| label(i18n, field))
    });
    // Of a side without a change nothing is shown.
    let line = move |message: Msg, unchanged: Option<Side>, value: fn(&Contrast) -> Option<&Value>| {
        let words = move || {
            let one = field.get().filter(|one| Some(one.side) != unchanged)?;
            let text = sentence(i18n, one.field(), value(&one));
            Some(i18n.with(message, &[("text", &text)]))
        };
        move || words().map(|text| view! { <p dir="auto">{text}</p> }.into_any())
    };
    // A field unknown to this version keeps their value; the same change on both sides needs no choice.
    let has_choice = Memo::new(move || {
        field.with(|one| one.as_ref().is_some_and(|one| one.field().is_some() && one.side != Side::Both))
    });
    let note = move || {
        let one = field.get()?;
        match (one.side, one.field()) {
            (Side::Both, _) => Some(i18n.t(Msg::SettingsBothSame)),
            (_, None) => Some(i18n.t(Msg::SettingsTheirsStays)),
            _ => None,
        }
    };
    let options = Derived::new(move || {
        let chip = |id: &str, message| Chip { id: id.to_owned(), label: i18n.t(message), count: None };
        vec![chip(MINE, Msg::SettingsTakeMine), chip(THEIRS, Msg::SettingsTakeTheirs)]
    });
    let selected = Derived::new(move || {
        let mine = field.with(|one| one.as_ref().is_some_and(|one| one.take_mine));
        if mine { MINE } else { THEIRS }.to_owned()
    });
    view! {
        <li class="rc-card">
            <h3 class="rc-card-name">{title}</h3>
            {line(Msg::SettingsWas, None, |one| one.base.as_ref())}
            {line(Msg::SettingsMine, Some(Side::Theirs), |one| one.mine.as_ref())}
            {line(Msg::SettingsTheirs, Some(Side::Mine), |one| one.theirs.as_ref())}
            {move || has_choice.get().then(|| view! {
                <FilterChips
                    legend=title
                    options
                    selected
                    on_select=move |id: String| settings.rules.choose(at, id == MINE)
                />
            }.into_any())}
            {move || note().map(|text| view! { <p class="rc-note">{text}</p> }.into_any())}
            <ApiName workspace name/>
        </li>
    }
}
