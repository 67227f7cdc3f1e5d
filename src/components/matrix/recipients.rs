//! The recipients of the request.

use crate::components::ui::{Button, ButtonKind, Icon, IconName};
use crate::i18n::Msg;
use crate::state::matrix::MatrixWorkspace;
use leptos::prelude::*;

/// The recipients, each of whom can be removed.
#[component]
pub fn RecipientList(
    /// The matrix' workspace.
    workspace: MatrixWorkspace,
) -> impl IntoView {
    let (i18n, cart) = (workspace.shell.i18n, workspace.cart);
    let people = move || {
        let (people, names) = cart.draft.with(|draft| (draft.recipients.clone(), draft.names.clone()));
        let viewer = workspace.shell.viewer();
        people
            .into_iter()
            .map(|id| {
                let name = if id == viewer.id {
                    i18n.t(Msg::RequestYou)
                } else {
                    names.get(&id).cloned().unwrap_or_else(|| id.to_string())
                };
                view! {
                    <span class="rc-person">
                        <Icon name=IconName::Person/>
                        <bdi>{name.clone()}</bdi>
                        <Button
                            label=i18n.with(Msg::MatrixRemovePerson, &[("name", &name)])
                            kind=ButtonKind::Quiet
                            icon=IconName::Cross
                            icon_only=true
                            on_press=move || cart.remove_recipient(&id)
                        />
                    </span>
                }
            })
            .collect_view()
    };
    view! {
        <p class="rc-label">{i18n.label(Msg::RequestFor)}</p>
        <div class="rc-people">{people}</div>
        <Button
            label=i18n.label(Msg::MatrixOnlyMe)
            kind=ButtonKind::Quiet
            on_press=move || cart.ask_for_viewer()
        />
    }
}
