//! The side of Approvals: the details of one approval, or the ticked ones, each with the decision form.

use super::batches::Batches;
use super::decision::DecisionForm;
use super::facts::Facts;
use super::words;
use crate::components::ui::{Badge, Button, ButtonKind, ElementRef, EmptyState, IconName, Skeleton};
use crate::components::words::Trouble;
use crate::i18n::Msg;
use crate::signal::{Derived, Memo, effect};
use crate::state::approvals::row::{SharedApproval, kind_name};
use crate::state::approvals::workspace::ApprovalsWorkspace;
use crate::state::list::LoadState;
use leptos::prelude::*;

/// The side.
#[component]
pub fn ApprovalSide(
    /// The workspace of Approvals.
    workspace: ApprovalsWorkspace,
) -> impl IntoView {
    let (i18n, approvals) = (workspace.shell.i18n, workspace.approvals);
    let several = Memo::new(move || approvals.selection.ticked.with(|ticked| !ticked.is_empty()));
    let row: Memo<Option<SharedApproval>> = Memo::new(move || approvals.lists.open_row());
    let is_open = Memo::new(move || row.with(Option::is_some));
    let content = move || {
        if several.get() {
            return view! { <Several workspace/> }.into_any();
        }
        if is_open.get() {
            return view! { <One workspace row/> }.into_any();
        }
        let linked = approvals.selection.open.with(Option::is_some);
        match approvals.lists.linking.get() {
            LoadState::Failed(error) if linked => {
                let title = i18n.label(Msg::ApprovalsLinkFailed);
                view! { <Trouble i18n error=Some(error) title/> }.into_any()
            }
            LoadState::Ready { .. } if linked => {
                let body = i18n.label(Msg::ApprovalsLinkGoneBody);
                view! { <EmptyState icon=IconName::Info title=i18n.label(Msg::ApprovalsLinkGone) body/> }
                    .into_any()
            }
            LoadState::Loading if linked => view! { <Skeleton rows=2/> }.into_any(),
            _ => {
                let body = i18n.label(Msg::ApprovalsPickBody);
                view! { <EmptyState icon=IconName::Info title=i18n.label(Msg::ApprovalsPick) body/> }
                    .into_any()
            }
        }
    };
    // Below the form, so that a batch that appears moves no button.
    view! {
        {content}
        <Batches workspace paused=false/>
    }
}

/// One approval: kind, title, state, details and decision form.
#[component]
fn One(workspace: ApprovalsWorkspace, row: Memo<Option<SharedApproval>>) -> impl IntoView {
    let (i18n, approvals) = (workspace.shell.i18n, workspace.approvals);
    let kind = Memo::new(move || row.get().map(|row| words::kind(i18n, &row.asked.kind)).unwrap_or_default());
    let title = move || row.get().map(|row| words::title(i18n, &row)).unwrap_or_default();
    let state = Memo::new(move || {
        let row = row.get();
        row.map(|row| words::state(i18n, &row, approvals.decisions.on(&row.id).as_ref(), workspace))
            .unwrap_or_default()
    });
    let can_decide = Memo::new(move || row.get().is_some_and(|row| approvals.decisions.can_decide(&row)));
    let heading = ElementRef::new();
    // In a narrow widget the side is below the list, so opening a row scrolls to it.
    let id = Memo::new(move || row.with(|row| row.as_ref().map(|row| row.id.clone())));
    effect(move || {
        if let (Some(heading), Some(_)) = (heading.get(), id.get()) {
            request_animation_frame(move || scroll_to_heading(&heading));
        }
    });
    let copy = move |()| {
        let link = row.get_untracked().and_then(|row| workspace.shell.deep_link.link_to_approval(&row.id));
        if let Some(link) = link {
            crate::state::clipboard::copy(link, move |done| {
                workspace.shell.say(i18n.t(if done {
                    Msg::ActionLinkCopied
                } else {
                    Msg::ActionLinkNotCopied
                }));
            });
        }
    };
    view! {
        <div class="rc-side-head">
            <Badge
                tone=Derived::new(move || kind.get().0)
                icon=Derived::new(move || kind.get().1)
                text=Derived::new(move || kind.get().2)
            />
        </div>
        <h2 class="rc-side-title" dir="auto" tabindex="-1" node_ref=heading>{title}</h2>
        <p>
            <Badge
                tone=Derived::new(move || state.get().0)
                icon=Derived::new(move || state.get().1)
                text=Derived::new(move || state.get().2)
            />
        </p>
        <Facts workspace row/>
        {move || can_decide.get().then(|| view! {
            <p class="rc-effect">{move || row.get().map(|row| words::effect(i18n, &row))}</p>
            <DecisionForm workspace/>
        }.into_any())}
        {move || workspace.shell.deep_link.has_links().then(|| view! {
            <Button label=i18n.label(Msg::ActionCopyLink) kind=ButtonKind::Quiet on_press=copy/>
        }.into_any())}
    }
}

fn scroll_to_heading(heading: &web_sys::HtmlElement) {
    let height = window().inner_height().ok().and_then(|h| h.as_f64()).unwrap_or(f64::MAX);
    let top = heading.get_bounding_client_rect().top();
    let closest = |selector: &str| heading.closest(selector).ok().flatten();
    if top > height {
        let _ = heading.focus();
    } else if let Some(side) = closest(".rc-side-content") {
        side.set_scroll_top(0);
        // Scrolls only while the focus is in the side; a list in use stays in place.
        let is_below = closest(".rc-split").is_some_and(|split| {
            split.get_bounding_client_rect().width() - side.get_bounding_client_rect().width() < 2.0
        });
        let has_focus = side.query_selector(":focus").is_ok_and(|focused| focused.is_some());
        if is_below && has_focus && top < 0.0 {
            heading.scroll_into_view();
        }
    }
}

/// The ticked approvals, each with a button to untick it.
#[component]
fn Several(workspace: ApprovalsWorkspace) -> impl IntoView {
    let (i18n, approvals) = (workspace.shell.i18n, workspace.approvals);
    // Only the first are listed, so those with conflicts come first.
    let rows = Memo::new(move || {
        let (mut first, rest): (Vec<SharedApproval>, Vec<SharedApproval>) =
            approvals.lists.subject().into_iter().partition(|row| !row.asked.conflicts.conflicts.is_empty());
        first.extend(rest);
        first
    });
    let sentence = move |row: &SharedApproval| {
        let (id, title) = (row.id.clone(), words::title(i18n, row));
        let effect = words::effect(i18n, row);
        let conflicts = words::conflicts(i18n, row).join(" ");
        let (tone, icon, kind) = words::kind(i18n, &row.asked.kind);
        let label = Derived::new(move || i18n.with(Msg::ApprovalsLeaveOut, &[("name", &title)]));
        view! {
            <li class="rc-alike">
                <span><Badge tone icon text=kind/>" "<bdi>{effect}</bdi>
                    {(!conflicts.is_empty()).then(|| view! { <bdi class="rc-conflict">{conflicts}</bdi> }.into_any())}
                </span>
                <Button
                    label
                    kind=ButtonKind::Quiet
                    icon=IconName::Cross
                    icon_only=true
                    on_press=move |()| approvals.selection.tick(&id)
                />
            </li>
        }
        .into_any()
    };
    view! {
        <h2 class="rc-side-title">
            {move || rows.with(|rows| {
                let names: Vec<&str> = rows.iter().map(|row| kind_name(&row.asked.kind)).collect();
                words::kinds(i18n, &names)
            })}
        </h2>
        <Button
            label=i18n.label(Msg::ApprovalsUntick)
            kind=ButtonKind::Quiet
            on_press=move |()| approvals.selection.ticked.set(Default::default())
        />
        <ul class="rc-alikes">
            {move || rows.with(|rows| rows.iter().take(LISTED).map(sentence).collect::<Vec<_>>())}
        </ul>
        {move || rows.with(Vec::len).checked_sub(LISTED).filter(|more| *more > 0).map(|more| view! {
            <p class="rc-note">{i18n.count(Msg::ApprovalsMore, more, &[])}</p>
        }.into_any())}
        <DecisionForm workspace/>
    }
}

/// The most ticked approvals listed.
const LISTED: usize = 20;
