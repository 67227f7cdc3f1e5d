//! The form that changes when held access ends: the new date or none, what that does for each person, what a request can and cannot
//! change, and the outcome. Beside the list of the panel that opened it, of which it knows nothing.

use super::end_presets::EndPresets;
use super::typed_date::typed_date;
use super::ui::{
    Button, ButtonKind, Choice, DateTimeField, ElementRef, Notice, Select, TextArea, Tone, focus_panel_of,
    focus_soon, focus_soon_if_free,
};
use super::words::{self, Trouble};
use crate::config::View;
use crate::i18n::Msg;
use crate::signal::{Derived, Memo, effect};
use crate::state::end_change::{EndChange, EndChangePhase};
use crate::state::journal::lookup_minutes;
use crate::state::shell::Shell;
use leptos::prelude::*;
use request_center_models::rule::FieldPath;
use request_center_models::wire::reference::ItemType;

/// The ids of the two choices of the new end.
const ON_DATE: &str = "date";
const WITHOUT: &str = "none";

/// The form, or its outcome once it was sent.
#[component]
pub fn EndChangeSide(
    /// State that is always loaded.
    shell: Shell,
    /// The change.
    change: EndChange,
) -> impl IntoView {
    let i18n = shell.i18n;
    let heading = ElementRef::new();
    effect(move || {
        if heading.get().is_some() {
            focus_soon(heading);
        }
    });
    let whom = move || {
        let (viewer, people) = (shell.viewer().id, change.with(|change| change.people.clone()));
        if people.iter().all(|person| person.id == viewer) {
            return i18n.t(Msg::DetailForYou);
        }
        let names: Vec<String> = people.into_iter().map(|person| person.name).collect();
        i18n.with(Msg::EndChangeFor, &[("names", &i18n.list(&names))])
    };
    let kind = move || change.with(|change| Some(words::item_kind(i18n, &change.r#type)));
    let has_arrived = Memo::new(move || change.phase.with(EndChangePhase::has_arrived));
    view! {
        <p class="rc-note">{i18n.label(Msg::EndChangeTitle)}</p>
        <h2 class="rc-side-title" dir="auto" tabindex="-1" node_ref=heading>
            {move || change.with(|change| change.name.clone())}
        </h2>
        <p class="rc-side-subtitle">
            <bdi>{move || kind().unwrap_or_default()}" · "{whom}</bdi>
        </p>
        {move || if has_arrived.get() {
            view! { <Arrived shell change/> }.into_any()
        } else {
            view! { <Write shell change/> }.into_any()
        }}
    }
}

/// The fields, the effect, and what to know before it is sent.
#[component]
fn Write(shell: Shell, change: EndChange) -> impl IntoView {
    let i18n = shell.i18n;
    let fields = ElementRef::new();
    let broken = move |place: FieldPath| {
        Derived::new(move || {
            let rule = change.shown_violations().at(place).next()?;
            Some(words::rule(i18n, rule))
        })
    };
    let date_error = {
        let broken = broken(FieldPath::RemoveDate(0));
        Derived::new(move || {
            let lost = change.has_lost_date().then(|| i18n.t(Msg::RequestDateLost));
            lost.or_else(|| broken.get())
        })
    };
    let without = Memo::new(move || change.with(|change| change.without_end));
    let choices = Derived::new(move || {
        vec![
            Choice { id: ON_DATE.to_owned(), label: i18n.t(Msg::EndChangeOnDate) },
            Choice { id: WITHOUT.to_owned(), label: i18n.t(Msg::EndChangeWithout) },
        ]
    });
    let hint = Derived::new(move || {
        let latest = change.latest_end();
        let latest = latest.map(|at| i18n.with(Msg::RequestEndsLatest, &[("time", &i18n.date_time(&at))]));
        let typed = change.with(|change| change.remove_date.moment.clone());
        let utc = typed.map(|at| i18n.with(Msg::RequestDateUtc, &[("time", &i18n.date_time_utc(&at))]));
        let hints: Vec<String> = [latest, utc].into_iter().flatten().collect();
        (!hints.is_empty()).then(|| hints.join(" "))
    });
    let comment_required =
        Derived::new(move || change.sendable().is_some_and(|change| change.comment_required));
    let comment_label = Derived::new(move || {
        i18n.t(if comment_required.get() { Msg::RequestComment } else { Msg::RequestCommentOptional })
    });
    let busy = Memo::new(move || change.phase.with(EndChangePhase::is_busy));
    let locked = move || {
        let checking = change.phase.with(|phase| *phase == EndChangePhase::Unknown);
        let nobody = || change.sendable().is_some_and(|change| change.people.is_empty());
        let reason = if checking {
            Some(i18n.t(Msg::EndChangeLocked))
        } else {
            nobody().then(|| i18n.t(Msg::EndChangeNobody))
        };
        reason.or_else(|| shell.refusal_words())
    };
    let submit = move |()| {
        if !change.submit()
            && let Some(fields) = fields.get_untracked()
        {
            request_animation_frame(move || {
                super::ui::focus_first_invalid(&fields);
            });
        }
    };
    let close = move |()| {
        focus_panel_of(fields);
        change.close();
    };
    view! {
        <div class="rc-cards" role="group" aria-label=i18n.label(Msg::EndChangeTitle) node_ref=fields>
            <Outcome shell change/>
            <Refused shell change/>
            <Select
                label=i18n.label(Msg::EndChangeNew)
                options=choices
                selected=Derived::new(move || if without.get() { WITHOUT } else { ON_DATE }.to_owned())
                on_select=move |id: String| change.set_without_end(id == WITHOUT)
            />
            // The rule of a mandatory end is broken at the date, which is not shown without one.
            {move || date_error.get().filter(|_| without.get()).map(|title| {
                view! { <Notice tone=Tone::Negative title/> }.into_any()
            })}
            {move || (!without.get()).then(|| view! {
                <div class="rc-cards">
                    <DateTimeField
                        label=i18n.label(Msg::EndChangeDate)
                        value=Derived::new(move || change.with(|change| change.remove_date.text.clone()))
                        on_input=move |(text, unreadable)| change.set_end(typed_date(text, unreadable))
                        error=date_error
                        hint
                        required=true
                    />
                    <EndPresets
                        i18n
                        start=Derived::new(move || shell.now())
                        latest=Derived::new(move || change.latest_end())
                        label=i18n.label(Msg::EndChangePresets)
                        on_choose=move |date| change.set_end(date)
                    />
                </div>
            }.into_any())}
            <Effects shell change/>
            <TextArea
                label=comment_label
                value=Derived::new(move || change.with(|change| change.comment.clone()))
                on_input=move |text| change.set_comment(text)
                error=broken(FieldPath::Comment(0))
                required=comment_required
            />
            <Notes shell change/>
            <div class="rc-actions-wide">
                <Button
                    label=i18n.label(Msg::EndChangeSubmit)
                    kind=ButtonKind::Filled
                    busy
                    disabled_reason=locked
                    on_press=submit
                />
                <Button label=i18n.label(Msg::EndChangeDiscard) kind=ButtonKind::Quiet on_press=close/>
            </div>
        </div>
    }
}

/// The effect on each person's access, as soon as the new end is known.
#[component]
fn Effects(shell: Shell, change: EndChange) -> impl IntoView {
    let i18n = shell.i18n;
    let sentences = Memo::new(move || {
        let Some(draft) = change.sendable() else { return Vec::new() };
        let new = draft.new_end();
        if new.is_none() && !draft.without_end {
            return Vec::new();
        }
        let several = draft.people.len() > 1;
        let mut sentences = Vec::new();
        for person in &draft.people {
            let effect = words::end_effect(i18n, person, new);
            let values = [("person", person.name.as_str()), ("effect", effect.as_str())];
            sentences.push(if several { i18n.with(Msg::EndChangePerson, &values) } else { effect.clone() });
        }
        sentences
    });
    move || {
        let sentences = sentences.get();
        (!sentences.is_empty()).then(|| {
            let lines: Vec<_> =
                sentences.into_iter().map(|text| view! { <li><bdi>{text}</bdi></li> }.into_any()).collect();
            view! {
                <Notice tone=Tone::Neutral title=i18n.label(Msg::EndChangeEffects)>
                    <ul class="rc-sentences">{lines}</ul>
                </Notice>
            }
            .into_any()
        })
    }
}

/// The notes on what a request can and cannot change, shown before it is tried.
#[component]
fn Notes(shell: Shell, change: EndChange) -> impl IntoView {
    let i18n = shell.i18n;
    let notes = Memo::new(move || {
        let required = change.is_end_required();
        let without = if required { Msg::EndChangeNoteRequired } else { Msg::EndChangeNoteWithout };
        let mut notes = vec![Msg::EndChangeNoteApproval, Msg::EndChangeNoteStart, without];
        if change.with(|change| change.r#type != ItemType::Entitlement) {
            notes.push(Msg::EndChangeNoteOwner);
        }
        notes
    });
    let lines = move || {
        let line = |note: Msg| view! { <li>{i18n.t(note)}</li> }.into_any();
        notes.get().into_iter().map(line).collect::<Vec<_>>()
    };
    view! {
        <div class="rc-note">
            <p>{i18n.label(Msg::EndChangeNotes)}</p>
            <ul class="rc-sentences">{lines}</ul>
        </div>
    }
}

/// The people it cannot be requested for, each with the reason.
#[component]
fn Refused(shell: Shell, change: EndChange) -> impl IntoView {
    let i18n = shell.i18n;
    let reasons = Memo::new(move || {
        let refused = change.refused_people();
        let people = change.with(|change| change.people.len());
        let mut reasons: Vec<(String, Vec<String>)> = Vec::new();
        for (person, reason) in &refused {
            let sentence = words::end_change_blocked(i18n, *reason);
            match reasons.iter_mut().find(|(known, _)| *known == sentence) {
                Some((_, names)) => names.push(person.name.clone()),
                None => reasons.push((sentence, vec![person.name.clone()])),
            }
        }
        let named = |(sentence, names): (String, Vec<String>)| match people {
            0 | 1 => sentence,
            _ => i18n.with(Msg::EndChangePerson, &[("person", &i18n.list(&names)), ("effect", &sentence)]),
        };
        let is_nobody = refused.len() == people;
        (is_nobody, reasons.into_iter().map(named).collect::<Vec<String>>())
    });
    move || {
        let (is_nobody, reasons) = reasons.get();
        (!reasons.is_empty()).then(|| {
            let title = i18n.label(if is_nobody { Msg::EndChangeNobody } else { Msg::EndChangeSome });
            let lines: Vec<_> =
                reasons.into_iter().map(|text| view! { <li><bdi>{text}</bdi></li> }.into_any()).collect();
            view! { <Notice tone=Tone::Waiting title><ul class="rc-sentences">{lines}</ul></Notice> }
                .into_any()
        })
    }
}

/// The notice of an attempt that has not arrived, or not yet.
#[component]
fn Outcome(shell: Shell, change: EndChange) -> impl IntoView {
    let i18n = shell.i18n;
    move || match change.phase.get() {
        EndChangePhase::Unknown => {
            let (journal, title, message) = (change.journal, Msg::RequestUnknown, Msg::RequestUnknownBody);
            view! { <words::InDoubt i18n journal title message/> }.into_any()
        }
        EndChangePhase::NotFound => {
            let minutes = i18n.number(lookup_minutes());
            let body = i18n.with(Msg::RequestNotFoundBody, &[("minutes", &minutes)]);
            view! { <Notice tone=Tone::Negative title=i18n.label(Msg::RequestNotFound) body/> }.into_any()
        }
        EndChangePhase::Refused(error) => {
            view! { <Trouble i18n error=Some(error) title=i18n.label(Msg::EndChangeFailed)/> }.into_any()
        }
        _ => ().into_any(),
    }
}

/// The service has it: what that means, and the next steps.
#[component]
fn Arrived(shell: Shell, change: EndChange) -> impl IntoView {
    let i18n = shell.i18n;
    let (place, first) = (ElementRef::new(), ElementRef::new());
    effect(move || {
        if first.get().is_some() {
            focus_soon_if_free(first);
        }
    });
    let is_repeat = change.phase.with_untracked(|phase| *phase == EndChangePhase::Existing);
    let (tone, title, body) = if is_repeat {
        (Tone::Waiting, Msg::EndChangeExisting, None)
    } else {
        (Tone::Positive, Msg::EndChangeAccepted, Some(Msg::EndChangeAcceptedBody))
    };
    let show = move |()| {
        change.close();
        shell.deep_link.view.set(View::Requests);
    };
    let close = move |()| {
        focus_panel_of(place);
        change.close();
    };
    view! {
        <div class="rc-cards" node_ref=place>
            <Notice tone title=i18n.label(title) body=Derived::new(move || body.map(|body| i18n.t(body)).unwrap_or_default())/>
            <div class="rc-actions-wide">
                <Button
                    label=i18n.label(Msg::RequestShowRequests)
                    kind=ButtonKind::Filled
                    node_ref=first
                    on_press=show
                />
                <Button label=i18n.label(Msg::ActionClose) on_press=close/>
            </div>
        </div>
    }
}
