//! The side of the request rules: the problems of the form, the changes that saving would make, and the result of the last save.

use super::conflict::Conflict;
use super::review::Review;
use super::sentence::{label, sentence};
use crate::components::problem_summary::ProblemSummary;
use crate::components::ui::{Button, ButtonKind, ElementRef, EmptyState, IconName, Notice, Tone, focus_soon};
use crate::components::words::{self, Trouble, error_body, error_title, in_doubt};
use crate::i18n::{I18n, Msg};
use crate::signal::{Derived, Memo, effect};
use crate::state::settings::workspace::SettingsWorkspace;
use crate::state::settings::{SaveOutcome, Settings, SettingsPhase};
use leptos::prelude::*;
use request_center_models::rule::FieldPath;
use request_center_models::setting::Setting;
use request_center_models::wire::config::ConfigField;

/// The views of the side; phases with the same view keep it and its focus.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum SideView {
    #[default]
    Viewing,
    Editing,
    Saving,
    Conflict,
    Unknown,
}

/// The side of the request rules.
#[component]
pub fn ChangeSide(
    /// The workspace of Settings.
    workspace: SettingsWorkspace,
) -> impl IntoView {
    let (i18n, settings) = (workspace.shell.i18n, workspace.settings);
    let shown = Memo::new(move || match settings.rules.phase.get() {
        SettingsPhase::Viewing => SideView::Viewing,
        SettingsPhase::Editing | SettingsPhase::Checking | SettingsPhase::Reviewing => SideView::Editing,
        SettingsPhase::Saving => SideView::Saving,
        SettingsPhase::Conflict { .. } => SideView::Conflict,
        SettingsPhase::Unknown(_) => SideView::Unknown,
    });
    let heading = ElementRef::new();
    let mut before = None;
    effect(move || {
        let now = shown.get();
        // The button pressed is gone with its view, so the focus moves here; when the form opens, it takes the focus itself.
        if before.replace(now).is_some_and(|before| before != now && before != SideView::Viewing) {
            focus_soon(heading);
        }
    });
    view! {
        <h2 class="rc-side-title" tabindex="-1" node_ref=heading>{i18n.label(Msg::SettingsChanges)}</h2>
        <OutcomeNotice workspace/>
        {move || match shown.get() {
            SideView::Viewing => view! { <Idle workspace/> }.into_any(),
            SideView::Editing => view! { <Edit workspace/> }.into_any(),
            SideView::Saving => view! { <Notice tone=Tone::Process title=i18n.label(Msg::SettingsSaving)/> }.into_any(),
            SideView::Conflict => view! { <Conflict workspace/> }.into_any(),
            SideView::Unknown => view! { <Unknown workspace/> }.into_any(),
        }}
        <Review workspace/>
    }
}

/// The result of the last save.
#[component]
fn OutcomeNotice(workspace: SettingsWorkspace) -> impl IntoView {
    let (i18n, settings) = (workspace.shell.i18n, workspace.settings);
    move || {
        Some(match settings.rules.outcome.get()? {
            SaveOutcome::Saved => {
                let body = i18n.label(Msg::SettingsSavedBody);
                view! { <Notice tone=Tone::Positive title=i18n.label(Msg::SettingsSaved) body/> }.into_any()
            }
            SaveOutcome::TheirsTaken => {
                view! { <Notice tone=Tone::Neutral title=i18n.label(Msg::SettingsTheirsTaken)/> }.into_any()
            }
            SaveOutcome::NotSaved(error) => {
                let title = i18n.label(Msg::SettingsNotSaved);
                view! { <Trouble i18n error=Some(error) title/> }.into_any()
            }
            SaveOutcome::NotArrived(error) => {
                let (title, advice) = (error_title(i18n, &error), error_body(i18n, &error));
                let body = format!("{title}. {} {advice}", i18n.t(Msg::SettingsNotArrivedBody));
                view! { <Notice tone=Tone::Negative title=i18n.label(Msg::SettingsNotSaved) body/> }
                    .into_any()
            }
        })
    }
}

#[component]
fn Idle(workspace: SettingsWorkspace) -> impl IntoView {
    let (i18n, settings) = (workspace.shell.i18n, workspace.settings);
    let is_read = Memo::new(move || settings.rules.current.with(|read| *read != Setting::default()));
    let reason = move || (!is_read.get()).then(|| i18n.t(Msg::SettingsNotRead));
    let body = i18n.label(Msg::SettingsNoChangeBody);
    view! {
        <EmptyState icon=IconName::Info title=i18n.label(Msg::SettingsNoChange) body/>
        <div class="rc-actions-wide">
            <Button
                label=i18n.label(Msg::SettingsChange)
                kind=ButtonKind::Filled
                disabled_reason=Derived::new(reason)
                on_press=move |()| settings.rules.edit()
            />
        </div>
    }
}

#[component]
fn Edit(workspace: SettingsWorkspace) -> impl IntoView {
    let (i18n, settings) = (workspace.shell.i18n, workspace.settings);
    let summary = ElementRef::new();
    let save = move |()| {
        if !settings.rules.review() {
            focus_soon(summary);
        }
    };
    // That the approver does not exist is known only after the check, a moment after the button was pressed.
    let mut before = SettingsPhase::Editing;
    effect(move || {
        let now = settings.rules.phase.get();
        if before == SettingsPhase::Checking && now == SettingsPhase::Editing {
            focus_soon(summary);
        }
        before = now;
    });
    let untouched = move || (!settings.rules.is_touched()).then(|| i18n.t(Msg::SettingsUntouched));
    let busy = move || settings.rules.phase.with(|phase| *phase == SettingsPhase::Checking);
    view! {
        <Outdated settings i18n/>
        <Problems workspace summary/>
        <Changes workspace/>
        <div class="rc-actions-wide">
            <Button
                label=i18n.label(Msg::SettingsSave)
                kind=ButtonKind::Filled
                disabled_reason=Derived::new(untouched)
                busy=Derived::new(busy)
                on_press=save
            />
            <Button
                label=i18n.label(Msg::SettingsDiscard)
                kind=ButtonKind::Quiet
                on_press=move |()| settings.rules.discard()
            />
        </div>
    }
}

/// Warns that somebody else has changed the rules since the form was opened.
#[component]
fn Outdated(settings: Settings, i18n: I18n) -> impl IntoView {
    move || {
        settings.rules.is_outdated().then(|| {
            let body = i18n.label(Msg::SettingsForeignBody);
            view! { <Notice tone=Tone::Waiting title=i18n.label(Msg::SettingsForeign) body/> }.into_any()
        })
    }
}

/// The problems of the form, each with the label of its field.
#[component]
fn Problems(workspace: SettingsWorkspace, summary: ElementRef) -> impl IntoView {
    let (i18n, rules) = (workspace.shell.i18n, workspace.settings.rules);
    let sentences = Derived::new(move || {
        let mut sentences: Vec<String> = Vec::new();
        for violation in rules.shown_violations().iter() {
            let field = match violation.place {
                FieldPath::Setting(field) => label(i18n, field),
                _ => label(i18n, ConfigField::ApprovalSchemes),
            };
            sentences.push(format!("{field}: {}", words::rule(i18n, violation.rule)));
        }
        sentences
    });
    view! { <ProblemSummary i18n sentences node_ref=summary/> }
}

/// The changes that saving would make.
#[component]
fn Changes(workspace: SettingsWorkspace) -> impl IntoView {
    let (i18n, settings) = (workspace.shell.i18n, workspace.settings);
    let sentences = Memo::new(move || {
        let mut sentences: Vec<String> = Vec::new();
        for change in settings.rules.changes() {
            sentences.push(sentence(i18n, change.field(), change.after.as_ref()));
        }
        sentences
    });
    let list = move || {
        let item = |text: &String| view! { <li class="rc-card"><bdi>{text.clone()}</bdi></li> }.into_any();
        sentences.with(|all| all.iter().map(item).collect::<Vec<_>>())
    };
    let count = move || {
        let count = sentences.with(Vec::len);
        if count > 0 { i18n.count(Msg::SettingsCount, count, &[]) } else { String::new() }
    };
    view! {
        <p class="rc-note">{count}</p>
        <ul class="rc-cards">{list}</ul>
    }
}

#[component]
fn Unknown(workspace: SettingsWorkspace) -> impl IntoView {
    let (i18n, settings) = (workspace.shell.i18n, workspace.settings);
    let body = move || match settings.rules.phase.get() {
        SettingsPhase::Unknown(_) => {
            let journal = settings.rules.journal;
            let text = in_doubt(i18n, journal, Msg::SettingsUnknownBody);
            let has_failed = journal.lookup_error.with(Option::is_some);
            // While look-ups succeed, the text itself ends with it.
            if has_failed { format!("{text} {}", i18n.t(Msg::RequestKept)) } else { text }
        }
        _ => String::new(),
    };
    view! {
        <Notice tone=Tone::Waiting title=i18n.label(Msg::SettingsUnknown) body=Derived::new(body)/>
        <div class="rc-actions-wide">
            <Button
                label=i18n.label(Msg::SettingsLookBack)
                kind=ButtonKind::Filled
                icon=IconName::Refresh
                on_press=move |()| settings.rules.look_up_again()
            />
        </div>
    }
}
