//! The summary before a removal is sent: one sentence per item, with what will happen and when.

use super::group::return_warning;
use crate::components::ui::{Button, ButtonKind, ElementRef, Notice, Tone};
use crate::components::words;
use crate::i18n::{I18n, Msg};
use crate::signal::effect;
use crate::state::team::workspace::TeamWorkspace;
use leptos::prelude::*;
use request_center_models::revoke::{RevokeDraft, RevokeLine};

/// The items to remove, and the buttons to send or to edit.
#[component]
pub fn Review(
    /// The viewer's people and their access.
    workspace: TeamWorkspace,
) -> impl IntoView {
    let (i18n, removal) = (workspace.shell.i18n, workspace.team.removal);
    let sentences = move || {
        let draft = removal.draft.get();
        draft
            .lines
            .iter()
            .map(|line| view! { <li><bdi>{sentence(i18n, &draft, line)}</bdi></li> }.into_any())
            .collect::<Vec<_>>()
    };
    let warnings = move || {
        let mut texts: Vec<String> = Vec::new();
        for line in removal.draft.get().lines {
            let text = return_warning(i18n, &line.held).map(|text| format!("{}: {text}", line.held.name));
            texts.extend(text.filter(|text| !texts.contains(text)));
        }
        texts
    };
    let comment = move || {
        removal
            .draft
            .with(|draft| if draft.comment_each { String::new() } else { draft.comment.trim().to_owned() })
    };
    let submit = ElementRef::new();
    // The button pressed is gone: the focus moves to the next step.
    effect(move || {
        if submit.get().is_some() {
            submit.focus();
        }
    });
    view! {
        <div class="rc-cards">
            <h3 class="rc-card-name">{i18n.label(Msg::RemovalReviewTitle)}</h3>
            <Notice tone=Tone::Negative title=i18n.label(Msg::RemovalReviewIntro)>
                <ul class="rc-sentences">{sentences}</ul>
            </Notice>
            {move || Some(comment()).filter(|text| !text.is_empty()).map(|text| view! {
                <p class="rc-quote" dir="auto">{text}</p>
            }.into_any())}
            <p class="rc-note">{i18n.label(Msg::RemovalTakes)}</p>
            {move || warnings().into_iter().map(|title| view! {
                <Notice tone=Tone::Waiting title/>
            }.into_any()).collect::<Vec<_>>()}
            <div class="rc-actions-wide">
                <Button
                    label=i18n.label(Msg::RemovalSubmit)
                    kind=ButtonKind::DangerFilled
                    disabled_reason=move || workspace.shell.refusal_words()
                    node_ref=submit
                    on_press=move |()| removal.submit()
                />
                <Button
                    label=i18n.label(Msg::RequestEdit)
                    kind=ButtonKind::Quiet
                    on_press=move |()| removal.edit()
                />
            </div>
        </div>
    }
}

/// Who loses what and when; with the line's own comment if it has one.
fn sentence(i18n: I18n, draft: &RevokeDraft, line: &RevokeLine) -> String {
    let (person, name) = (line.person_name.as_str(), line.held.name.as_str());
    let date = draft.remove_date.moment.as_ref().filter(|_| draft.on_date);
    let happens = match date {
        Some(date) => {
            let date = words::date_in_both(i18n, date);
            i18n.with(Msg::RemovalHappensOn, &[("person", person), ("name", name), ("date", &date)])
        }
        None => i18n.with(Msg::RemovalHappens, &[("person", person), ("name", name)]),
    };
    match line.comment.trim() {
        comment if draft.comment_each && !comment.is_empty() => format!("{happens} “{comment}”"),
        _ => happens,
    }
}
