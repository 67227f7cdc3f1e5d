//! The request beside the catalog: edit, review, submit, outcome.

pub mod earlier_conflicts;
pub mod item_card;
pub mod item_contents;
pub mod item_dates;
pub mod outcome;
pub mod review;

use super::catalog::end::End;
use super::lazy_panel::{LazyPanel, MatrixPart, PanelContext, RequestSlots};
use super::problem_summary::ProblemSummary;
use super::ui::{
    Button, ButtonKind, ElementRef, EmptyState, Icon, IconName, KeyedRow, Notice, Rows, Tone,
    focus_first_invalid, focus_soon, focus_soon_if_free, focus_soon_if_nowhere,
};
use super::words::{self, ListIncomplete, Trouble};
use crate::i18n::Msg;
use crate::signal::{Derived, Memo, effect};
use crate::state::cart::CartPhase;
use crate::state::lazy_module::{LazyModule, ModuleState};
use crate::state::workspace::Workspace;
use item_card::ItemCard;
use leptos::prelude::*;
use outcome::{Before, Outcome};
use request_center_models::draft::DraftItem;
use request_center_models::rule::FieldPath;
use review::Review;
use std::rc::Rc;

/// Makes the viewer's workspace, fills the catalog's slots and draws the request.
pub fn mount_request(context: PanelContext) -> impl IntoView {
    let workspace = Workspace::new(context.shell)?;
    let row_end = move |item| view! { <End workspace item/> }.into_any();
    let notice = move || view! { <PendingUnknown workspace/> }.into_any();
    let left_out = Derived::new(move || {
        let catalog = context.shell.catalog;
        let mut all = catalog.objects.left_out.get();
        all.append(&mut catalog.entitlements.left_out.get());
        all
    });
    let incomplete = move || view! { <ListIncomplete shell=context.shell left_out/> }.into_any();
    let applications = context.shell.i18n.label(Msg::CatalogApplications);
    let code = LazyModule::new(context.shell.session.options, "applications");
    let application_rows = move || {
        view! { <LazyPanel context code wanted=|| true mount=context.mounts.applications/> }.into_any()
    };
    let (row_end, notice, incomplete) = (Rc::new(row_end), Rc::new(notice), Rc::new(incomplete));
    let (application_rows, jump) = (Rc::new(application_rows), Derived::new(move || jump(workspace)));
    context.slots.set(Some(RequestSlots {
        row_end,
        notice,
        applications,
        application_rows,
        incomplete,
        jump,
    }));
    context.workspace.set(Some(workspace));
    Some(view! { <RequestSide context workspace/> })
}

/// The label of the link down to the request; `None` while the draft is empty.
fn jump(workspace: Workspace) -> Option<String> {
    let count = workspace.cart.draft.with(|draft| draft.items.len());
    (count > 0).then(|| workspace.shell.i18n.count(Msg::RequestJump, count, &[]))
}

/// The notice above the catalog's rows that the open requests could not be read.
#[component]
fn PendingUnknown(workspace: Workspace) -> impl IntoView {
    let (i18n, catalog, requests) = (workspace.shell.i18n, workspace.shell.catalog, workspace.requests);
    let failed = move || {
        let some = catalog.items.with(|items| !items.is_empty());
        requests.list.load.state.with(|state| state.failure().filter(|_| some).cloned())
    };
    view! {
        <Trouble
            i18n
            error=Derived::new(failed)
            title=i18n.label(Msg::CatalogPendingUnknown)
            on_retry=move || requests.read()
        />
    }
}

/// The side of the catalog.
#[component]
fn RequestSide(
    /// The context the request was mounted with.
    context: PanelContext,
    /// The viewer's workspace.
    workspace: Workspace,
) -> impl IntoView {
    let (i18n, cart) = (workspace.shell.i18n, workspace.cart);
    let count = move || cart.draft.with(|draft| draft.items.len());
    let stage = Memo::new(move || {
        let told = cart.receipt.with(Option::is_some);
        Stage::of(&cart.phase.get(), cart.draft.with(|d| d.items.is_empty()), told)
    });
    // Once loaded it stays: it shows what became of earlier requests, too.
    let planned = Memo::new(move || cart.is_planned());
    let matrix = Memo::new(move || planned.get() || cart.plans.with(|plans| !plans.is_empty()));
    let has_items = Memo::new(move || count() > 0);
    // The first item added from a colleague's access must not lose the rest of it.
    let is_open = Memo::new(move || matches!(stage.get(), Stage::Empty | Stage::Write));
    let heading = ElementRef::new();
    // The focused element goes with its stage. Review and outcome focus their own next step; elsewhere the heading gets the
    // focus.
    let mut before = Stage::Empty;
    effect(move || {
        let now = stage.get();
        let here = matches!(now, Stage::Empty | Stage::Write);
        if before != now && before != Stage::Empty && here {
            focus_soon_if_free(heading);
        }
        before = now;
    });
    let mut before = 0;
    effect(move || {
        let now = count();
        if now < before && now > 0 {
            focus_soon_if_free(heading);
        }
        before = now;
    });
    view! {
        <h2 class="rc-side-title" tabindex="-1" node_ref=heading>{i18n.label(Msg::RequestTitle)}</h2>
        {move || (count() > 0).then(|| view! {
            <p class="rc-side-subtitle">{move || {
                if cart.is_for_viewer() {
                    return i18n.count(Msg::RequestCount, count(), &[]);
                }
                let people = cart.draft.with(|draft| draft.recipients.len());
                let people = i18n.count(Msg::MatrixPeople, people, &[]);
                i18n.count(Msg::RequestCountFor, count(), &[("people", &people)])
            }}</p>
        }.into_any())}
        <NotKept workspace/>
        {move || matrix.get().then(|| {
            let MatrixPart { code, mount, .. } = context.matrix;
            view! { <LazyPanel context code wanted=|| true mount/> }
        })}
        <Accounts context wanted=move || has_items.get()/>
        {move || match stage.get() {
            Stage::Empty => {
                let title = i18n.label(Msg::RequestEmpty);
                let body = i18n.label(Msg::RequestEmptyBody);
                view! { <EmptyState icon=IconName::Plus title body/> }.into_any()
            }
            Stage::Write => view! { <Write context workspace top=heading/> }.into_any(),
            Stage::Review if planned.get() => ().into_any(),
            Stage::Review => view! { <Review workspace/> }.into_any(),
            Stage::Outcome => view! { <Outcome workspace/> }.into_any(),
        }}
        {move || is_open.get().then(|| view! { <CopyAccess context/> }.into_any())}
    }
}

/// The button that copies a colleague's access, and in its place the copying.
#[component]
fn CopyAccess(
    /// The context the request was mounted with.
    context: PanelContext,
) -> impl IntoView {
    let (i18n, copies) = (context.shell.i18n, context.copies);
    let (code, mount) =
        (LazyModule::new(context.shell.session.options, "colleague"), context.mounts.colleague);
    let place = ElementRef::new();
    let mut before = false;
    effect(move || {
        // The button that closed it is gone.
        if before && !copies.get() {
            focus_soon(place);
        }
        before = copies.get();
    });
    move || {
        if copies.get() {
            return view! { <LazyPanel context code wanted=|| true mount/> }.into_any();
        }
        view! {
            <div class="rc-keep-focus" tabindex="-1" node_ref=place>
                <Button
                    label=i18n.label(Msg::ColleagueOpen)
                    kind=ButtonKind::Quiet
                    icon=IconName::Person
                    on_press=move || copies.set(true)
                />
            </div>
        }
        .into_any()
    }
}

/// The accounts to choose from, whose module is loaded with the first item: nothing until it is.
#[component]
fn Accounts(
    /// The context the request was mounted with.
    context: PanelContext,
    /// True while there are items.
    #[prop(into)]
    wanted: Derived<bool>,
) -> impl IntoView {
    let code = LazyModule::new(context.shell.session.options, "accounts");
    effect(move || {
        if wanted.get() {
            code.load();
        }
    });
    let is_drawn = Memo::new(move || {
        let state = code.state.get();
        state == ModuleState::Ready || state.has_failed()
    });
    let mount = context.mounts.accounts;
    move || is_drawn.get().then(|| view! { <LazyPanel context code wanted=|| true mount/> })
}

/// The stage drawn; a change of phase within a stage keeps the fields and their focus.
#[derive(Clone, Copy, PartialEq, Default)]
enum Stage {
    #[default]
    Empty,
    Write,
    Review,
    Outcome,
}

impl Stage {
    fn of(phase: &CartPhase, empty: bool, told: bool) -> Self {
        match phase {
            CartPhase::Writing | CartPhase::Refused(_) if empty && told => Self::Outcome,
            CartPhase::Writing | CartPhase::Refused(_) if empty => Self::Empty,
            CartPhase::Writing | CartPhase::Refused(_) | CartPhase::NotFound => Self::Write,
            CartPhase::Reviewing | CartPhase::Checking | CartPhase::Sending => Self::Review,
            CartPhase::Unknown => Self::Outcome,
        }
    }
}

/// Warns where a reload would lose what is typed, and where an earlier version left an unreadable store.
#[component]
fn NotKept(workspace: Workspace) -> impl IntoView {
    let i18n = workspace.shell.i18n;
    move || {
        workspace.cart.storage_trouble().and_then(|code| i18n.text(code)).map(|words| {
            view! { <Notice tone=Tone::Waiting title=words/> }
        })
    }
}

#[component]
fn Write(context: PanelContext, workspace: Workspace, top: ElementRef) -> impl IntoView {
    let (i18n, cart) = (workspace.shell.i18n, workspace.cart);
    let planned = Memo::new(move || cart.is_planned());
    let form = ElementRef::new();
    // *Only for me* goes with the other recipients.
    let others = ElementRef::new();
    let mut was_planned = false;
    effect(move || {
        if !planned.get() && was_planned {
            focus_soon_if_nowhere(others);
        }
        was_planned = planned.get();
    });
    let card = move |item: &DraftItem| {
        let id = item.id.clone();
        KeyedRow::new(id.to_string(), move || view! { <ItemCard context workspace id/> }.into_any())
    };
    let has_field = |place| !matches!(place, FieldPath::Request | FieldPath::Recipients);
    let sentences = Derived::new(move || {
        let mut sentences: Vec<String> = Vec::new();
        for violation in cart.shown_violations().iter().filter(|violation| !has_field(violation.place)) {
            sentences.push(words::rule(i18n, violation.rule));
        }
        sentences
    });
    let at_fields = Derived::new(move || {
        let violations = cart.shown_violations();
        violations.iter().filter(|violation| has_field(violation.place)).count() + cart.obstacles_count()
    });
    let review = move |()| {
        if !cart.review() {
            // The violations are drawn first, then the first invalid field gets the focus.
            request_animation_frame(move || {
                let shown = form.get_untracked().is_some_and(|form| focus_first_invalid(&form));
                if !shown {
                    // Violations of the request as a whole are shown at the top.
                    focus_soon(top);
                }
            });
        }
    };
    view! {
        <Before workspace top/>
        <div node_ref=form class="rc-cards" role="group" aria-label=i18n.label(Msg::RequestTitle)>
            <NotSent workspace/>
            <ProblemSummary i18n sentences at_fields/>
            {move || (!planned.get()).then(|| view! { <ForViewer workspace others/> })}
            <Rows each=move || cart.draft.with(|draft| draft.items.iter().map(card).collect())/>
            <div class="rc-actions-wide">
                <Button
                    label=i18n.label(Msg::RequestReview)
                    kind=ButtonKind::Filled
                    disabled_reason=move || workspace.shell.refusal_words()
                    on_press=review
                />
            </div>
        </div>
    }
}

/// The recipient of a request for the viewer alone, and the way to ask for others.
#[component]
fn ForViewer(workspace: Workspace, others: ElementRef) -> impl IntoView {
    let (i18n, cart) = (workspace.shell.i18n, workspace.cart);
    view! {
        <p class="rc-label">{i18n.label(Msg::RequestFor)}</p>
        <p class="rc-people">
            <span class="rc-person"><Icon name=IconName::Person/>{i18n.label(Msg::RequestYou)}</span>
            <Button
                label=i18n.label(Msg::RequestForOthers)
                kind=ButtonKind::Quiet
                disabled_reason=move || {
                    let blocked = cart.on_behalf.get().and_then(|on_behalf| on_behalf.blocked(true));
                    blocked.and_then(|reason| i18n.text(reason.code()))
                }
                node_ref=others
                on_press=move || cart.ask_for_others()
            />
        </p>
    }
}

/// Why the last attempt sent nothing.
#[component]
fn NotSent(workspace: Workspace) -> impl IntoView {
    let (i18n, cart) = (workspace.shell.i18n, workspace.cart);
    let refused = Derived::new(move || match cart.phase.get() {
        CartPhase::Refused(error) => Some(error),
        _ => None,
    });
    view! {
        <Trouble
            i18n
            error=refused
            title=Derived::new(move || format!("{}. {}", i18n.t(Msg::RequestFailed), i18n.t(Msg::RequestKept)))
        />
        {move || (cart.phase.get() == CartPhase::NotFound).then(|| {
            let minutes = i18n.number(cart.patience_minutes());
            let body = i18n.with(Msg::RequestNotFoundBody, &[("minutes", &minutes)]);
            view! { <Notice tone=Tone::Waiting title=i18n.label(Msg::RequestNotFound) body=body/> }
        })}
    }
}
