//! The decision form: comment, and approve, deny or forward. Violations are shown at their field.

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

/// The form.
#[component]
pub fn DecisionForm(
    /// The workspace of Approvals.
    workspace: ApprovalsWorkspace,
) -> impl IntoView {
    let (i18n, approvals) = (workspace.shell.i18n, workspace.approvals);
    let count = Memo::new(move || approvals.decisions.decidable(&approvals.lists.subject()).len());
    let forwarding = approvals.fields.forwarding;
    let form = ElementRef::new();
    let error = move |path: FieldPath| {
        Derived::new(move || {
            approvals.fields.violations.get().at(path).next().map(|rule| words::rule(i18n, rule))
        })
    };
    let disabled_reason = Derived::new(move || (count.get() == 0).then(|| i18n.t(Msg::ApprovalsNothingFree)));
    let decide = move |kind: DecisionKind| {
        let decided = count.get_untracked();
        let root = form.get_untracked().map(|form| form.get_root_node());
        if approvals.decide(kind) {
            let taken = i18n.count(Msg::DecisionTaken, decided, &[]);
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
        Derived::new(move || match count.get() {
            0 | 1 => i18n.t(one),
            several_rows => i18n.count(several, several_rows, &[]),
        })
    };
    view! {
        <div class="rc-cards rc-decision" role="group" aria-label=i18n.label(Msg::ApprovalsDecide) node_ref=form>
            <TextArea
                label=Derived::new(move || i18n.t(if forwarding.get() { Msg::ApprovalsForwardWhy } else { Msg::ApprovalsComment }))
                value=approvals.fields.comment
                on_input=move |text| approvals.fields.set_comment(text)
                error=error(FieldPath::Comment(0))
                required=Derived::new(move || forwarding.get() && DecisionKind::Forward.needs_comment())
            />
            {move || forwarding.get().then(|| view! {
                <PersonPicker
                    shell=workspace.shell
                    search=approvals.fields.people
                    label=i18n.label(Msg::ApprovalsForwardTo)
                    chosen=approvals.fields.new_owner_name
                    on_choose=move |(id, name)| approvals.fields.set_new_owner(id, name)
                    error=error(FieldPath::Recipients)
                />
            }.into_any())}
            <div class="rc-decide">
                {move || (!forwarding.get()).then(|| view! {
                    <span class="rc-approve"><Button
                        label=counted(Msg::ApprovalsApprove, Msg::ApprovalsApproveAll)
                        kind=ButtonKind::Filled
                        icon=IconName::Tick
                        disabled_reason
                        on_press=move |()| decide(DecisionKind::Approve)
                    /></span>
                    <span class="rc-deny"><Button
                        label=counted(Msg::ApprovalsDeny, Msg::ApprovalsDenyAll)
                        kind=ButtonKind::Danger
                        icon=IconName::Cross
                        disabled_reason
                        on_press=move |()| decide(DecisionKind::Reject)
                    /></span>
                }.into_any())}
                <span class="rc-forward">
                    <Button
                        label=counted(Msg::ApprovalsForward, Msg::ApprovalsForwardAll)
                        icon=IconName::ArrowRight
                        disabled_reason
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

/// Moves the focus to the first of these elements that exists, where the focused element was removed.
pub(super) fn keep_focus(root: Option<&web_sys::Node>, selectors: &[&str]) {
    let Some(root) = root.and_then(|root| root.dyn_ref::<web_sys::ShadowRoot>()) else { return };
    for selector in selectors {
        if root.active_element().is_some() {
            return;
        }
        let found = root.query_selector(selector).ok().flatten();
        if let Some(element) = found.and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = element.focus();
        }
    }
}
