//! The current request rules in sentences, or the form that changes them.

use super::fields::GROUPS;
use super::form::RuleForm;
use super::sentence::{ApiName, sentence};
use crate::components::ui::{Button, Checkbox, ElementRef, Icon, IconName, Skeleton, focus_soon_if_nowhere};
use crate::components::words::Trouble;
use crate::i18n::Msg;
use crate::signal::{Derived, Memo, effect};
use crate::state::list::LoadState;
use crate::state::settings::SettingsPhase;
use crate::state::settings::workspace::SettingsWorkspace;
use leptos::prelude::*;
use request_center_models::setting::{Setting, difference};
use request_center_models::wire::config::ConfigField;
use serde_json::Value;

/// The rules, or the form while they are being changed.
#[component]
pub fn Rules(
    /// The workspace of Settings.
    workspace: SettingsWorkspace,
) -> impl IntoView {
    let (i18n, settings) = (workspace.shell.i18n, workspace.settings);
    let viewing = Memo::new(move || settings.rules.phase.with(|phase| *phase == SettingsPhase::Viewing));
    let is_read = Memo::new(move || settings.rules.current.with(|read| *read != Setting::default()));
    let heading = ElementRef::new();
    // The button that opened the form is gone, so the focus moves to its heading.
    let mut before = None;
    effect(move || {
        let now = viewing.get();
        if before.replace(now).is_some_and(|before| before && !now) {
            focus_soon_if_nowhere(heading);
        }
    });
    let title = move || i18n.t(if viewing.get() { Msg::SettingsStand } else { Msg::SettingsForm });
    let failed = move || settings.rules.load.with(|load| load.failure().cloned());
    view! {
        <div class="rc-rules-head">
            <h2 class="rc-side-title" tabindex="-1" node_ref=heading>{title}</h2>
            <Button
                label=i18n.label(Msg::SettingsReadAgain)
                icon=IconName::Refresh
                icon_only=true
                busy=Derived::new(move || settings.rules.load.with(|load| *load == LoadState::Loading))
                on_press=move |()| settings.rules.refresh()
            />
        </div>
        <Checkbox
            label=i18n.label(Msg::SettingsNames)
            ticked=settings.shows_api_names
            on_tick=move |on| settings.shows_api_names.set(on)
        />
        <Trouble
            i18n
            error=Derived::new(failed)
            title=i18n.label(Msg::SettingsLoadFailed)
            on_retry=move || settings.rules.refresh()
        />
        {move || match (viewing.get(), is_read.get()) {
            (false, _) => view! { <RuleForm workspace/> }.into_any(),
            (true, true) => view! { <Sentences workspace/> }.into_any(),
            (true, false) if failed().is_some() => ().into_any(),
            (true, false) => view! {
                <p class="rc-list-status" role="status">{i18n.label(Msg::SettingsLoading)}</p>
                <Skeleton rows=6/>
            }
            .into_any(),
        }}
    }
}

#[component]
fn Sentences(workspace: SettingsWorkspace) -> impl IntoView {
    let (i18n, settings) = (workspace.shell.i18n, workspace.settings);
    let value = move |field| settings.rules.current.with(|read| read.value(field).cloned());
    let rule = move |field: ConfigField| {
        let text = Memo::new(move || sentence(i18n, Some(field), value(field).as_ref()));
        let off = move || matches!(value(field), None | Some(Value::Bool(false)));
        view! {
            <li class="rc-rule" class:rc-rule-on=move || !off()>
                {move || view! { <Icon name=if off() { IconName::Minus } else { IconName::Tick }/> }.into_any()}
                <div>
                    <p dir="auto">{move || text.get()}</p>
                    <ApiName workspace name=field.path().to_owned()/>
                </div>
            </li>
        }
        .into_any()
    };
    let groups = GROUPS.map(|(title, fields)| {
        let rules: Vec<AnyView> = fields.iter().map(|field| rule(*field)).collect();
        view! {
            <section class="rc-rules" aria-label=i18n.label(title)>
                <h3 class="rc-card-name">{i18n.label(title)}</h3>
                <ul class="rc-rule-list">{rules}</ul>
            </section>
        }
        .into_any()
    });
    view! {
        {groups.into_iter().collect::<Vec<_>>()}
        <Others workspace/>
    }
}

/// The number of fields that this version has no sentence for, and their API names while those are shown.
#[component]
fn Others(workspace: SettingsWorkspace) -> impl IntoView {
    let (i18n, settings) = (workspace.shell.i18n, workspace.settings);
    let names = Memo::new(move || {
        let all = settings.rules.current.with(|read| difference(&Setting::default(), read));
        let mut names: Vec<String> = Vec::new();
        for change in all.iter().filter(|change| change.field().is_none()) {
            names.push(change.name());
        }
        names
    });
    move || {
        names.with(|names| {
            (!names.is_empty()).then(|| {
                let count = i18n.count(Msg::SettingsOthers, names.len(), &[]);
                let name = names.join(", ");
                view! {
                    <p class="rc-note">{count}</p>
                    <ApiName workspace name/>
                }
                .into_any()
            })
        })
    }
}
