//! The approvers of entitlement requests, an ordered list: add, move up or down, remove.

use super::fields::error_at;
use super::sentence::{label, scheme};
use crate::components::ui::{
    Button, ButtonKind, Choice, ElementRef, Icon, IconName, Select, TextField, focus_first_invalid,
    focus_soon,
};
use crate::i18n::Msg;
use crate::signal::{Derived, Memo, Signal, effect};
use crate::state::settings::workspace::SettingsWorkspace;
use leptos::prelude::*;
use request_center_models::rule::FieldPath;
use request_center_models::setting::Scheme;
use request_center_models::wire::config::ConfigField;

/// The option that needs an id.
const GROUP: &str = "group";

/// The list, and the controls that add to it.
#[component]
pub fn SchemeList(
    /// The workspace of Settings.
    workspace: SettingsWorkspace,
) -> impl IntoView {
    let (i18n, settings) = (workspace.shell.i18n, workspace.settings);
    let count = Memo::new(move || settings.rules.with_form(|form| form.schemes.len()));
    let heading = ElementRef::new();
    let moved = Signal::default();
    let title = Derived::new(move || label(i18n, ConfigField::ApprovalSchemes));
    view! {
        <div class="rc-schemes" role="group" aria-label=title>
            <p class="rc-label" tabindex="-1" node_ref=heading>{title}</p>
            <ol class="rc-cards">
                {move || (0..count.get()).map(|at| view! { <Line workspace at heading moved/> }.into_any()).collect::<Vec<_>>()}
            </ol>
            {move || (count.get() == 0).then(|| view! {
                <p class="rc-note">{i18n.label(Msg::SettingsSchemesNone)}</p>
            }.into_any())}
            <Add workspace/>
        </div>
    }
}

/// One approver. `moved` is the place of the one moved last and whether it moved up: the focus follows it.
#[component]
fn Line(
    workspace: SettingsWorkspace,
    at: usize,
    heading: ElementRef,
    moved: Signal<Option<(usize, bool)>>,
) -> impl IntoView {
    let (i18n, settings) = (workspace.shell.i18n, workspace.settings);
    let name = Derived::new(move || {
        let one = settings.rules.with_form(|form| form.schemes.get(at).cloned());
        one.map(|one| scheme(i18n, &one)).unwrap_or_default()
    });
    let last = Memo::new(move || settings.rules.with_form(|form| at + 1 >= form.schemes.len()));
    let move_to = move |to: usize| {
        let now = name.get_untracked();
        settings.rules.change(|form| {
            if at.max(to) < form.schemes.len() {
                form.schemes.swap(at, to);
            }
        });
        moved.set(Some((to, to < at)));
        workspace
            .shell
            .say(i18n.with(Msg::SettingsSchemeMoved, &[("name", &now), ("place", &i18n.number(to + 1))]));
    };
    let remove = move |()| {
        settings.rules.change(|form| {
            if at < form.schemes.len() {
                form.schemes.remove(at);
            }
        });
        // The focused line may be gone, so the focus moves to the list.
        focus_soon(heading);
    };
    let labelled = move |message| Derived::new(move || i18n.with(message, &[("name", &name.get())]));
    let (up, down) = (ElementRef::new(), ElementRef::new());
    effect(move || {
        if let Some((to, upwards)) = moved.get()
            && to == at
        {
            let ends = if upwards { at == 0 } else { last.get_untracked() };
            focus_soon(if upwards == ends { down } else { up });
        }
    });
    let error = error_at(workspace, FieldPath::Scheme(at));
    view! {
        <li class="rc-scheme">
            <div class="rc-scheme-head">
                <span class="rc-scheme-place" aria-hidden="true">{move || i18n.number(at + 1)}</span>
                <bdi class="rc-scheme-name">{name}</bdi>
                <span class:rc-no-use=at == 0>
                    <Button
                        label=labelled(Msg::SettingsSchemeUp)
                        kind=ButtonKind::Quiet
                        icon=IconName::ArrowUp
                        icon_only=true
                        node_ref=up
                        on_press=move |()| move_to(at.saturating_sub(1))
                    />
                </span>
                <span class:rc-no-use=move || last.get()>
                    <Button
                        label=labelled(Msg::SettingsSchemeDown)
                        kind=ButtonKind::Quiet
                        icon=IconName::ArrowDown
                        icon_only=true
                        node_ref=down
                        on_press=move |()| move_to(at + 1)
                    />
                </span>
                <Button
                    label=labelled(Msg::SettingsSchemeOut)
                    kind=ButtonKind::Quiet
                    icon=IconName::Cross
                    icon_only=true
                    on_press=remove
                />
            </div>
            {move || error.get().map(|text| view! {
                <p class="rc-field-error" part="field-error"><Icon name=IconName::Warning/><span>{text}</span></p>
            }.into_any())}
        </li>
    }
}

/// Adds an approver that is not in the list, or any group by its id.
#[component]
fn Add(workspace: SettingsWorkspace) -> impl IntoView {
    let (i18n, settings) = (workspace.shell.i18n, workspace.settings);
    let chosen = Signal::new(GROUP.to_owned());
    let group = Signal::<String>::default();
    let left = Memo::new(move || {
        let mut left = Scheme::PLAIN.to_vec();
        settings.rules.with_form(|form| left.retain(|one| !form.schemes.contains(one)));
        left
    });
    let options = Derived::new(move || {
        let mut options: Vec<Choice> = Vec::new();
        for one in left.get() {
            options.push(Choice { id: one.to_string(), label: scheme(i18n, &one) });
        }
        options.push(Choice { id: GROUP.to_owned(), label: i18n.t(Msg::SettingsGroup) });
        options
    });
    // An approver that was added is no longer an option.
    let selected = Memo::new(move || {
        let chosen = chosen.get();
        let is_left = left.with(|left| left.iter().any(|one| one.to_string() == chosen));
        if is_left { chosen } else { GROUP.to_owned() }
    });
    let place = ElementRef::new();
    let missing = Signal::<bool>::default();
    let add = move |()| {
        let id = selected.get_untracked();
        let typed = group.get_untracked().trim().to_owned();
        let one = if id == GROUP { Scheme::Group(typed) } else { Scheme::from(id) };
        if one == Scheme::Group(String::new()) {
            missing.set(true);
            request_animation_frame(move || {
                if let Some(place) = place.get_untracked() {
                    focus_first_invalid(&place);
                }
            });
            return;
        }
        let name = scheme(i18n, &one);
        settings.rules.change(|form| form.schemes.push(one));
        group.set(String::new());
        workspace.shell.say(i18n.with(Msg::SettingsSchemeAdded, &[("name", &name)]));
    };
    let write = move |text: String| {
        missing.set(false);
        group.set(text);
    };
    let error = Derived::new(move || missing.get().then(|| i18n.t(Msg::SettingsGroupMissing)));
    view! {
        <div class="rc-scheme-add" node_ref=place>
            <Select
                label=i18n.label(Msg::SettingsSchemeAdd)
                options
                selected
                on_select=move |id: String| chosen.set(id)
            />
            {move || selected.with(|id| id == GROUP).then(|| view! {
                <TextField
                    label=i18n.label(Msg::SettingsGroupId)
                    value=group
                    on_input=write
                    error
                />
            }.into_any())}
            <Button
                label=i18n.label(Msg::SettingsSchemeAddShort)
                icon=IconName::Plus
                on_press=add
            />
        </div>
    }
}
