//! The decision: words, and approve, deny or forward; what is wrong stands at its field.

use crate::components::person_picker::PersonPicker;
use crate::components::ui::{Button, ButtonKind, ElementRef, IconName, TextArea, focus_first_invalid};
use crate::components::words;
use crate::i18n::Msg;
use crate::signal::{Derived, Memo};
use crate::state::approvals::workspace::ApprovalsWorkspace;
use leptos::prelude::*;
use request_center_models::decision::DecisionKind;
use request_center_models::rule::FieldPath;
use wasm_bindgen::JsCast;

/// Words and the three ways to decide.
#[component]
pub fn DecisionForm(
    /// The viewer's desk, and what waits for their decision on it.
    workspace: ApprovalsWorkspace,
) -> impl IntoView {
    let (i18n, approvals) = (workspace.shell.i18n, workspace.approvals);
    let free = Memo::new(move || approvals.decisions.decidable(approvals.lists.subject().iter()).len());
    let forwarding = approvals.fields.forwarding;
    let form = ElementRef::new();
    let broken = move |place: FieldPath| {
        Derived::new(move || {
            approvals.fields.violations.get().at(place).next().map(|rule| words::rule(i18n, rule))
        })
    };
    let why_not = Derived::new(move || (free.get() == 0).then(|| i18n.t(Msg::ApprovalsNothingFree)));
    let decide = move |kind: DecisionKind| {
        let named = free.get_untracked();
        let root = form.get_untracked().map(|form| form.get_root_node());
        if approvals.decide(kind) {
            let taken = i18n.count(Msg::DecisionTaken, named, &[]);
            match untrack(|| approvals.lists.open_row()) {
                Some(next) => workspace.shell.say(format!(
                    "{taken} {}",
                    i18n.with(Msg::ApprovalsNextUp, &[("name", &super::words::title(i18n, &next))])
                )),
                None => workspace.shell.say(taken),
            }
            request_animation_frame(move || {
                keep_focus(root.as_ref(), &[".rc-undo-bar button", ".rc-batches button"]);
            });
            return;
        }
        request_animation_frame(move || {
            if let Some(form) = form.get_untracked() {
                focus_first_invalid(&form);
            }
        });
    };
    let forward = move |()| {
        if forwarding.get_untracked() {
            decide(DecisionKind::Forward);
        } else {
            approvals.fields.set_forwarding(true);
        }
    };
    let counted = move |one: Msg, several: Msg| {
        Derived::new(move || match free.get() {
            0 | 1 => i18n.t(one),
            count => i18n.count(several, count, &[]),
        })
    };
    view! {
        <div class="rc-cards rc-decision" role="group" aria-label=i18n.label(Msg::ApprovalsDecide) node_ref=form>
            <TextArea
                label=Derived::new(move || i18n.t(if forwarding.get() { Msg::ApprovalsForwardWhy } else { Msg::ApprovalsComment }))
                value=approvals.fields.comment
                on_input=move |text| approvals.fields.set_comment(text)
                error=broken(FieldPath::Comment(0))
            />
            {move || forwarding.get().then(|| view! {
                <PersonPicker
                    i18n
                    search=approvals.fields.people
                    label=i18n.label(Msg::ApprovalsForwardTo)
                    chosen=approvals.fields.new_owner_name
                    on_choose=move |(id, name)| approvals.fields.set_new_owner(id, name)
                    error=broken(FieldPath::Recipients)
                />
            }.into_any())}
            <div class="rc-decide">
                {move || (!forwarding.get()).then(|| view! {
                    <span class="rc-approve"><Button
                        label=counted(Msg::ApprovalsApprove, Msg::ApprovalsApproveAll)
                        kind=ButtonKind::Filled
                        icon=IconName::Tick
                        disabled_reason=why_not
                        on_press=move |()| decide(DecisionKind::Approve)
                    /></span>
                    <span class="rc-deny"><Button
                        label=counted(Msg::ApprovalsDeny, Msg::ApprovalsDenyAll)
                        kind=ButtonKind::Danger
                        icon=IconName::Cross
                        disabled_reason=why_not
                        on_press=move |()| decide(DecisionKind::Reject)
                    /></span>
                }.into_any())}
                <span class="rc-forward">
                    <Button
                        label=counted(Msg::ApprovalsForward, Msg::ApprovalsForwardAll)
                        icon=IconName::ArrowRight
                        disabled_reason=why_not
                        on_press=forward
                    />
                </span>
                {move || forwarding.get().then(|| view! {
                    <Button
                        label=i18n.label(Msg::ApprovalsForwardNot)
                        kind=ButtonKind::Quiet
                        on_press=move |()| approvals.fields.set_forwarding(false)
                    />
                }.into_any())}
            </div>
        </div>
    }
}

/// Where the button pressed has gone with what it did, the focus goes to the first of those that is there.
pub(super) fn keep_focus(root: Option<&web_sys::Node>, places: &[&str]) {
    let Some(root) = root.and_then(|root| root.dyn_ref::<web_sys::ShadowRoot>()) else { return };
    for place in places {
        if root.active_element().is_some() {
            return;
        }
        let found = root.query_selector(place).ok().flatten();
        if let Some(place) = found.and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = place.focus();
        }
    }
}
