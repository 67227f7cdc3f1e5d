//! The part of the request for several people: the recipients beside the catalog, and in its place the review, where the matrix of
//! recipients and items and the plan are shown.

pub mod grid;
pub mod line;
pub mod plan;
pub mod recipients;
pub mod sent;

use super::lazy_panel::{Mount, PanelContext};
use super::ui::{Button, ButtonKind, ElementRef, IconName, focus_soon};
use crate::i18n::Msg;
use crate::signal::{Memo, effect};
use crate::state::cart::CartPhase;
use crate::state::matrix::MatrixWorkspace;
use grid::Grid;
use leptos::prelude::*;
use plan::Plan;
use recipients::RecipientList;
use sent::SentPlans;

/// Makes the matrix' workspace, draws the recipients, and opens the review in place of the catalog.
pub fn mount_matrix(context: PanelContext) -> impl IntoView {
    let workspace = MatrixWorkspace::new(context.workspace.get()?)?;
    context.matrix.workspace.set(Some(workspace));
    // A change of the draft must not draw the review anew.
    let is_open =
        Memo::new(move || workspace.cart.is_planned() && workspace.cart.phase.get() == CartPhase::Reviewing);
    effect(move || context.matrix.review.set(is_open.get().then_some(mount_review as Mount)));
    on_cleanup(move || workspace.cart.judge_by(None));
    let is_planned = Memo::new(move || workspace.cart.is_planned());
    Some(view! {
        <SentPlans workspace/>
        {move || is_planned.get().then(|| view! { <RecipientList workspace/> })}
    })
}

/// Draws the review in place of the catalog.
fn mount_review(context: PanelContext) -> AnyView {
    context.matrix.workspace.get().map(|workspace| view! { <MatrixReview workspace/> }).into_any()
}

/// The review of a request for several people.
#[component]
fn MatrixReview(
    /// The matrix' workspace.
    workspace: MatrixWorkspace,
) -> impl IntoView {
    let (i18n, cart) = (workspace.shell.i18n, workspace.cart);
    let heading = ElementRef::new();
    focus_soon(heading);
    view! {
        <section class="rc-main" aria-label=i18n.label(Msg::MatrixTitle)>
            <Button
                label=i18n.label(Msg::RequestEdit)
                kind=ButtonKind::Quiet
                icon=IconName::ArrowLeft
                on_press=move || cart.edit()
            />
            <h2 class="rc-side-title" tabindex="-1" node_ref=heading>{i18n.label(Msg::MatrixTitle)}</h2>
            <Grid workspace/>
            <Plan workspace/>
        </section>
    }
}
