//! The details of a request: kind, status, history, comments and errors, and the cancel form.

use super::again::RequestAgain;
use super::cancel::CancelForm;
use super::chat::CopyForChat;
use crate::components::ui::{Badge, Button, ElementRef, EmptyState, IconName, Notice, Timeline, Tone};
use crate::components::words;
use crate::i18n::Msg;
use crate::signal::{Derived, Memo, effect};
use crate::state::list::LoadState;
use crate::state::requests::SharedRequest;
use crate::state::workspace::Workspace;
use leptos::prelude::*;
use request_center_models::approval::ConflictCheck;
use request_center_models::moment::Moment;

/// The side of My requests.
#[component]
pub fn RequestDetail(
    /// The viewer's workspace.
    workspace: Workspace,
) -> impl IntoView {
    let (i18n, requests) = (workspace.shell.i18n, workspace.requests);
    // A row read again keeps the side and the text typed in it; only another row replaces it.
    let selected = Memo::new(move || requests.selected.get());
    move || {
        let Some(id) = selected.get() else {
            let title = i18n.label(Msg::DetailNone);
            let body = i18n.label(Msg::DetailNoneBody);
            return view! { <EmptyState icon=IconName::Info title body/> }.into_any();
        };
        let row = Memo::new(move || {
            requests.list.rows.with(|rows| rows.iter().find(|row| row.key() == id).cloned())
        });
        let is_listed = Memo::new(move || row.with(Option::is_some));
        (move || {
            if is_listed.get() {
                return view! { <Selected workspace row/> }.into_any();
            }
            let (title, body) = match requests.list.load.state.get() {
                LoadState::Idle | LoadState::Loading => (Msg::RequestsLoading, None),
                LoadState::Failed(_) => (Msg::RequestsLoadFailed, None),
                _ => (Msg::DetailGone, Some(Msg::DetailGoneBody)),
            };
            let body = move || body.map(|message| i18n.t(message)).unwrap_or_default();
            view! { <EmptyState icon=IconName::Info title=i18n.label(title) body/> }.into_any()
        })
        .into_any()
    }
}

#[component]
fn Selected(workspace: Workspace, row: Memo<Option<SharedRequest>>) -> impl IntoView {
    let i18n = workspace.shell.i18n;
    let row = Derived::new(move || row.get().unwrap_or_default());
    let kind = Derived::new(move || words::request_kind(i18n, row.get().request_type.as_ref()));
    let state = Derived::new(move || words::progress(i18n, &row.get()));
    let name = move || row.with(|r| r.name.clone()).unwrap_or_else(|| i18n.t(Msg::RequestsUnnamed));
    let steps = Derived::new(move || words::history(i18n, &row.get(), workspace.shell.now()));
    let errors = move || {
        let texts: Vec<String> = row.with(|r| {
            r.error_messages.iter().flatten().flatten().filter_map(|message| message.text.clone()).collect()
        });
        (!texts.is_empty()).then(|| {
            view! { <Notice tone=Tone::Negative title=i18n.label(Msg::DetailErrors) body=texts.join(" · ")/> }
        })
    };
    let conflicts = move || {
        let row = row.get();
        let check = ConflictCheck::of(row.sod_violation_context.as_ref());
        let recipient = row.requested_for.as_ref();
        let is_own = words::is_viewer(recipient, &workspace.shell.viewer());
        let name = words::person(i18n, recipient);
        let sentences = words::conflicts(i18n, &check, (!is_own).then_some(name.as_str()));
        (!sentences.is_empty()).then(|| {
            let line = |text: &String| view! { <li><bdi>{text.clone()}</bdi></li> }.into_any();
            let lines: Vec<_> = sentences.iter().chain(&check.words).map(line).collect();
            view! {
                <Notice tone=Tone::Negative title=i18n.label(Msg::ConflictsTitle)>
                    <ul class="rc-sentences">{lines}</ul>
                </Notice>
            }
        })
    };
    let heading = ElementRef::new();
    // In a narrow widget the side is below the list, so selecting a row moves the focus there.
    effect(move || {
        if let Some(heading) = heading.get() {
            request_animation_frame(move || {
                let height = window().inner_height().ok().and_then(|h| h.as_f64()).unwrap_or(f64::MAX);
                if heading.get_bounding_client_rect().top() > height {
                    let _ = heading.focus();
                }
            });
        }
    });
    view! {
        <div class="rc-side-head">
            <Badge
                tone=Derived::new(move || kind.get().0)
                icon=Derived::new(move || kind.get().1)
                text=Derived::new(move || kind.get().2)
            />
            <span class="rc-note">{move || for_whom(workspace, &row.get())}</span>
        </div>
        <h2 class="rc-side-title" dir="auto" tabindex="-1" node_ref=heading>{name}</h2>
        <p class="rc-side-subtitle">{move || requested_by(workspace, &row.get())}</p>
        {move || row.with(|r| r.description.clone()).filter(|d| !d.trim().is_empty()).map(|description| {
            view! { <p class="rc-note" dir="auto">{description}</p> }.into_any()
        })}
        <p>
            <Badge
                tone=Derived::new(move || state.get().0)
                icon=Derived::new(move || state.get().1)
                text=Derived::new(move || state.get().2)
            />
        </p>
        {errors}
        {conflicts}
        <Timeline label=i18n.label(Msg::DetailTimeline) steps/>
        <Facts workspace row/>
        <div class="rc-actions">
            <CopyLink workspace row/>
            <CopyForChat workspace row/>
        </div>
        {move || workspace.requests.is_doubled(&row.get()).then(|| {
            let (title, body) = (i18n.label(Msg::DetailDoubled), i18n.label(Msg::DetailDoubledBody));
            view! { <Notice tone=Tone::Waiting title body/> }.into_any()
        })}
        <RequestAgain workspace row/>
        <CancelForm workspace row/>
    }
}

fn for_whom(workspace: Workspace, row: &SharedRequest) -> String {
    let (i18n, recipient) = (workspace.shell.i18n, row.requested_for.as_ref());
    if words::is_viewer(recipient, &workspace.shell.viewer()) {
        return i18n.t(Msg::DetailForYou);
    }
    i18n.with(Msg::DetailFor, &[("name", &words::person(i18n, recipient))])
}

fn requested_by(workspace: Workspace, row: &SharedRequest) -> String {
    let (i18n, requester) = (workspace.shell.i18n, row.requester.as_ref());
    let date = row.created.as_ref().map(|at| i18n.date_time(at)).unwrap_or_default();
    let you = words::is_viewer(requester, &workspace.shell.viewer());
    let message = if you { Msg::DetailAsked } else { Msg::DetailAskedBy };
    i18n.with(message, &[("name", &words::person(i18n, requester)), ("date", &date)])
}

/// The dates and the id of the request.
#[component]
fn Facts(workspace: Workspace, row: Derived<SharedRequest>) -> impl IntoView {
    let i18n = workspace.shell.i18n;
    let date = move |at: &Moment| words::date_in_both(i18n, at);
    let facts = move || {
        let row = row.get();
        let kind = row.r#type.as_ref().map(|kind| words::item_kind(i18n, kind));
        [
            (Msg::DetailKind, kind),
            (Msg::DetailStarts, row.start_date.as_ref().map(date)),
            (Msg::DetailEnds, row.remove_date.as_ref().map(date)),
            (Msg::DetailRequestId, row.access_request_id.as_ref().map(ToString::to_string)),
        ]
        .into_iter()
        .filter_map(|(term, fact)| Some((term, fact?)))
        .map(|(term, fact)| view! { <div><dt>{i18n.t(term)}</dt><dd>{fact}</dd></div> }.into_any())
        .collect_view()
    };
    view! { <dl class="rc-facts">{facts}</dl> }
}

#[component]
fn CopyLink(workspace: Workspace, row: Derived<SharedRequest>) -> impl IntoView {
    let i18n = workspace.shell.i18n;
    let copy = move |()| {
        let id = row.with_untracked(|row| row.key());
        if let Some(link) = workspace.shell.deep_link.link_to(&id) {
            crate::state::clipboard::copy(link, move |done| {
                workspace.shell.say(i18n.t(if done {
                    Msg::ActionLinkCopied
                } else {
                    Msg::ActionLinkNotCopied
                }));
            });
        }
    };
    move || {
        workspace.shell.deep_link.has_links().then(|| {
            view! { <Button label=i18n.label(Msg::ActionCopyLink) on_press=copy/> }
        })
    }
}
