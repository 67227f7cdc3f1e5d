//! The review before saving: each change in a sentence, its meaning and the value before.

use super::sentence::{ApiName, meaning, sentence};
use crate::components::ui::{Button, ButtonKind, Dialog};
use crate::i18n::Msg;
use crate::signal::Derived;
use crate::state::settings::SettingsPhase;
use crate::state::settings::workspace::SettingsWorkspace;
use leptos::prelude::*;
use request_center_models::setting::Change;

/// The dialog that lists the changes and saves them.
#[component]
pub fn Review(
    /// The workspace of Settings.
    workspace: SettingsWorkspace,
) -> impl IntoView {
    let (i18n, settings) = (workspace.shell.i18n, workspace.settings);
    let open = Derived::new(move || settings.rules.phase.with(|phase| *phase == SettingsPhase::Reviewing));
    let cards = move || {
        settings.rules.changes().into_iter().map(|change| card(workspace, &change)).collect::<Vec<_>>()
    };
    view! {
        <Dialog
            open
            title=i18n.label(Msg::SettingsReviewTitle)
            close_label=i18n.label(Msg::ActionClose)
            on_close=move || settings.rules.back()
        >
            <p>{move || i18n.count(Msg::SettingsReviewIntro, settings.rules.changes().len(), &[])}</p>
            <ul class="rc-cards">{cards}</ul>
            <p class="rc-note">{i18n.label(Msg::SettingsReviewNote)}</p>
            <div class="rc-actions rc-actions-stay">
                <Button label=i18n.label(Msg::SettingsBack) on_press=move || settings.rules.back()/>
                <Button
                    label=i18n.label(Msg::SettingsSave)
                    kind=ButtonKind::Filled
                    on_press=move || settings.rules.save()
                />
            </div>
        </Dialog>
    }
}

fn card(workspace: SettingsWorkspace, change: &Change) -> AnyView {
    let i18n = workspace.shell.i18n;
    let field = change.field();
    let name = change.name();
    let before = sentence(i18n, field, change.before.as_ref());
    let after = sentence(i18n, field, change.after.as_ref());
    let means = meaning(i18n, field, change.after.as_ref());
    view! {
        <li class="rc-card">
            <p class="rc-card-name" dir="auto">{after}</p>
            <p dir="auto">{means}</p>
            <p class="rc-note" dir="auto">{i18n.with(Msg::SettingsBefore, &[("text", &before)])}</p>
            <ApiName workspace name/>
        </li>
    }
    .into_any()
}
