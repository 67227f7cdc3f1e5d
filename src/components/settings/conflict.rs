//! Somebody else changed something too: what it was, what each made of it, and a choice for every field both changed. Nothing
//! of theirs is given up unless the person says so.

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

/// Field by field, and the way on.
#[component]
pub fn Conflict(
    /// The viewer's desk, and the rules on it.
    workspace: SettingsWorkspace,
) -> impl IntoView {
    let (i18n, settings) = (workspace.shell.i18n, workspace.settings);
    let saved = Memo::new(move || {
        settings.phase.with(|phase| matches!(phase, SettingsPhase::Conflict { saved: true }))
    });
    let title = move || i18n.t(if saved.get() { Msg::SettingsConflictAfter } else { Msg::SettingsConflict });
    let body =
        move || i18n.t(if saved.get() { Msg::SettingsConflictAfterBody } else { Msg::SettingsConflictBody });
    let count = Memo::new(move || settings.contrasts.with(Vec::len));
    let cards =
        move || (0..count.get()).map(|at| view! { <Card workspace at/> }.into_any()).collect::<Vec<_>>();
    view! {
        <Notice tone=Tone::Negative title=Derived::new(title) body=Derived::new(body)/>
        <ul class="rc-cards">{cards}</ul>
        <div class="rc-actions-wide">
            <Button
                label=i18n.label(Msg::SettingsUseChoices)
                kind=ButtonKind::Filled
                on_press=move |()| settings.use_choices()
            />
            <p class="rc-note">{i18n.label(Msg::SettingsUseChoicesNote)}</p>
        </div>
    }
}

#[component]
fn Card(workspace: SettingsWorkspace, at: usize) -> impl IntoView {
    let (i18n, settings) = (workspace.shell.i18n, workspace.settings);
    let contrast = Memo::new(move || settings.contrasts.with(|all| all.get(at).cloned()));
    let name = Derived::new(move || contrast.get().map(|one| one.name()).unwrap_or_default());
    let title = Derived::new(move || {
        let field = contrast.get().and_then(|one| one.field());
        field.map_or_else(|| name.get(), |field| label(i18n, field))
    });
    // A side that changed nothing has nothing to say.
    let line = move |message: Msg, silent: Option<Side>, value: fn(&Contrast) -> Option<&Value>| {
        let words = move || {
            let one = contrast.get().filter(|one| Some(one.side) != silent)?;
            let said = sentence(i18n, one.field(), value(&one));
            Some(i18n.with(message, &[("text", &said)]))
        };
        move || words().map(|text| view! { <p dir="auto">{text}</p> }.into_any())
    };
    // A field of somebody else's that this version cannot write keeps their value; one both made the same needs no choice.
    let open = Memo::new(move || {
        contrast.with(|one| one.as_ref().is_some_and(|one| one.field().is_some() && one.side != Side::Both))
    });
    let note = move || {
        let one = contrast.get()?;
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
        let mine = contrast.with(|one| one.as_ref().is_some_and(|one| one.take_mine));
        if mine { MINE } else { THEIRS }.to_owned()
    });
    view! {
        <li class="rc-card">
            <h3 class="rc-card-name">{title}</h3>
            {line(Msg::SettingsWas, None, |one| one.base.as_ref())}
            {line(Msg::SettingsMine, Some(Side::Theirs), |one| one.mine.as_ref())}
            {line(Msg::SettingsTheirs, Some(Side::Mine), |one| one.theirs.as_ref())}
            {move || open.get().then(|| view! {
                <FilterChips
                    legend=title
                    options
                    selected
                    on_select=move |id: String| settings.take(at, id == MINE)
                />
            }.into_any())}
            {move || note().map(|text| view! { <p class="rc-note">{text}</p> }.into_any())}
            <ApiName workspace name/>
        </li>
    }
}
