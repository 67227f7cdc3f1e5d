//! Beside the rules: the change being made. What is wrong, what saving would change, and what became of it.

use super::conflict::Conflict;
use super::review::Review;
use super::sentence::{label, sentence};
use crate::components::ui::{Button, ButtonKind, ElementRef, EmptyState, IconName, Notice, Tone, focus_soon};
use crate::components::words::{self, Trouble, error_body, error_title};
use crate::i18n::{I18n, Msg};
use crate::signal::{Derived, Memo, effect};
use crate::state::journal::lookup_minutes;
use crate::state::settings::workspace::SettingsWorkspace;
use crate::state::settings::{SaveOutcome, Settings, SettingsPhase};
use leptos::prelude::*;
use request_center_models::rule::FieldPath;
use request_center_models::setting::Setting;
use request_center_models::wire::config::ConfigField;

/// What of the side is drawn anew when the change moves on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum SideView {
    #[default]
    Looking,
    Writing,
    Saving,
    Conflict,
    Unknown,
}

/// The side of the rules.
#[component]
pub fn ChangeSide(
    /// The viewer's desk, and the rules on it.
    workspace: SettingsWorkspace,
) -> impl IntoView {
    let (i18n, settings) = (workspace.shell.i18n, workspace.settings);
    let stage = Memo::new(move || match settings.phase.get() {
        SettingsPhase::Looking => SideView::Looking,
        SettingsPhase::Writing | SettingsPhase::Checking | SettingsPhase::Reviewing => SideView::Writing,
        SettingsPhase::Saving => SideView::Saving,
        SettingsPhase::Conflict { .. } => SideView::Conflict,
        SettingsPhase::Unknown(_) => SideView::Unknown,
    });
    let heading = ElementRef::new();
    let mut before = None;
    effect(move || {
        let now = stage.get();
        // What the person pressed is gone with its stage; where the form opens, the form takes the focus.
        if before.replace(now).is_some_and(|before| before != now && before != SideView::Looking) {
            focus_soon(heading);
        }
    });
    view! {
        <h2 class="rc-side-title" tabindex="-1" node_ref=heading>{i18n.label(Msg::SettingsChanges)}</h2>
        <OutcomeNotice workspace/>
        {move || match stage.get() {
            SideView::Looking => view! { <Look workspace/> }.into_any(),
            SideView::Writing => view! { <Write workspace/> }.into_any(),
            SideView::Saving => view! { <Notice tone=Tone::Process title=i18n.label(Msg::SettingsSaving)/> }.into_any(),
            SideView::Conflict => view! { <Conflict workspace/> }.into_any(),
            SideView::Unknown => view! { <Unknown workspace/> }.into_any(),
        }}
        <Review workspace/>
    }
}

/// What became of the last saving.
#[component]
fn OutcomeNotice(workspace: SettingsWorkspace) -> impl IntoView {
    let (i18n, settings) = (workspace.shell.i18n, workspace.settings);
    move || {
        Some(match settings.outcome.get()? {
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
                let (what, told) = (error_title(i18n, &error), error_body(i18n, &error));
                let body = format!("{what}. {} {told}", i18n.t(Msg::SettingsNotArrivedBody));
                view! { <Notice tone=Tone::Negative title=i18n.label(Msg::SettingsNotSaved) body/> }
                    .into_any()
            }
        })
    }
}

#[component]
fn Look(workspace: SettingsWorkspace) -> impl IntoView {
    let (i18n, settings) = (workspace.shell.i18n, workspace.settings);
    let known = Memo::new(move || settings.read.with(|read| *read != Setting::default()));
    let reason = move || (!known.get()).then(|| i18n.t(Msg::SettingsNotRead));
    let body = i18n.label(Msg::SettingsNoChangeBody);
    view! {
        <EmptyState icon=IconName::Info title=i18n.label(Msg::SettingsNoChange) body/>
        <div class="rc-actions-wide">
            <Button
                label=i18n.label(Msg::SettingsChange)
                kind=ButtonKind::Filled
                disabled_reason=Derived::new(reason)
                on_press=move |()| settings.edit()
            />
        </div>
    }
}

#[component]
fn Write(workspace: SettingsWorkspace) -> impl IntoView {
    let (i18n, settings) = (workspace.shell.i18n, workspace.settings);
    let summary = ElementRef::new();
    let save = move |()| {
        if !settings.review() {
            focus_soon(summary);
        }
    };
    // An approver nobody knows is found out a moment after the button was pressed.
    let mut before = SettingsPhase::Writing;
    effect(move || {
        let now = settings.phase.get();
        if before == SettingsPhase::Checking && now == SettingsPhase::Writing {
            focus_soon(summary);
        }
        before = now;
    });
    let untouched = move || (!settings.is_touched()).then(|| i18n.t(Msg::SettingsUntouched));
    let busy = move || settings.phase.with(|phase| *phase == SettingsPhase::Checking);
    view! {
        <Foreign settings i18n/>
        <Summary workspace summary/>
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
                on_press=move |()| settings.discard()
            />
        </div>
    }
}

/// Says as early as it is known that somebody else has changed something since the form was opened.
#[component]
fn Foreign(settings: Settings, i18n: I18n) -> impl IntoView {
    move || {
        settings.is_outdated().then(|| {
            let body = i18n.label(Msg::SettingsForeignBody);
            view! { <Notice tone=Tone::Waiting title=i18n.label(Msg::SettingsForeign) body/> }.into_any()
        })
    }
}

/// Everything that keeps the change from being saved, in one place that takes the focus.
#[component]
fn Summary(workspace: SettingsWorkspace, summary: ElementRef) -> impl IntoView {
    let (i18n, settings) = (workspace.shell.i18n, workspace.settings);
    let sentences = Memo::new(move || {
        let mut sentences: Vec<String> = Vec::new();
        for violation in settings.shown_violations().iter() {
            let field = match violation.place {
                FieldPath::Setting(field) => label(i18n, field),
                _ => label(i18n, ConfigField::ApprovalSchemes),
            };
            sentences.push(format!("{field}: {}", words::rule(i18n, violation.rule)));
        }
        sentences
    });
    view! {
        <div tabindex="-1" class="rc-keep-focus" node_ref=summary>
            {move || {
                let all = sentences.get();
                (!all.is_empty()).then(|| {
                    let title = i18n.count(Msg::SettingsProblems, all.len(), &[]);
                    let list = all.into_iter().map(|text| view! { <li><bdi>{text}</bdi></li> }.into_any()).collect::<Vec<_>>();
                    view! { <Notice tone=Tone::Negative title><ul class="rc-sentences">{list}</ul></Notice> }.into_any()
                })
            }}
        </div>
    }
}

/// What saving would change, as it is typed.
#[component]
fn Changes(workspace: SettingsWorkspace) -> impl IntoView {
    let (i18n, settings) = (workspace.shell.i18n, workspace.settings);
    let sentences = Memo::new(move || {
        let mut sentences: Vec<String> = Vec::new();
        for change in settings.changes() {
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
    let body = move || match settings.phase.get() {
        SettingsPhase::Unknown(error) => {
            let (what, told) = (error_title(i18n, &error), error_body(i18n, &error));
            let minutes = i18n.number(lookup_minutes());
            format!("{} {what}. {told}", i18n.with(Msg::SettingsUnknownBody, &[("minutes", &minutes)]))
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
                on_press=move |()| settings.read_back()
            />
        </div>
    }
}
