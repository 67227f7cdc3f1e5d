//! One recipient, with what the directory says of them and the button that removes them.

use crate::components::ui::{Badge, Button, ButtonKind, ElementRef, Icon, IconName, Tone, focus_soon};
use crate::components::words::person_left;
use crate::i18n::Msg;
use crate::signal::{Derived, Signal, effect};
use crate::state::matrix::MatrixWorkspace;
use leptos::prelude::*;
use request_center_models::id::IdentityId;

/// Removes recipients, and moves the focus to the next one, or to the field when nobody is left.
#[derive(Clone, Copy)]
pub struct RecipientRemoval {
    /// The matrix' workspace.
    pub workspace: MatrixWorkspace,
    /// The field to add people.
    pub field: ElementRef,
    /// The recipient whose button gets the focus.
    pub next: Signal<Option<IdentityId>>,
}

impl RecipientRemoval {
    fn remove(self, id: &IdentityId) {
        let cart = self.workspace.cart;
        if cart.is_being_sent() {
            return self.workspace.shell.say(self.workspace.shell.i18n.t(Msg::CatalogLocked));
        }
        let name = recipient_name(self.workspace, id);
        let next = cart.draft.get();
        let at = next.recipients.iter().position(|person| person == id);
        let neighbour = at.and_then(|at| {
            let before = at.checked_sub(1).and_then(|at| next.recipients.get(at));
            next.recipients.get(at.saturating_add(1)).or(before)
        });
        cart.remove_recipient(id);
        self.workspace.say_count(Msg::RecipientsRemoved, &name);
        match neighbour {
            Some(neighbour) => self.next.set(Some(neighbour.clone())),
            None => focus_soon(self.field),
        }
    }
}

/// The name of a recipient: *You*, their name, or their id until it is known. Reactive.
pub fn recipient_name(workspace: MatrixWorkspace, id: &IdentityId) -> String {
    if workspace.shell.viewer().id == *id {
        return workspace.shell.i18n.t(Msg::RequestYou);
    }
    workspace.cart.name_of(id).unwrap_or_else(|| id.to_string())
}

/// A recipient.
#[component]
pub fn Chip(
    /// How they are removed.
    removal: RecipientRemoval,
    /// Their id.
    id: IdentityId,
) -> impl IntoView {
    let workspace = removal.workspace;
    let (i18n, recipients) = (workspace.shell.i18n, workspace.recipients);
    let name = {
        let id = id.clone();
        Derived::new(move || recipient_name(workspace, &id))
    };
    let button = ElementRef::new();
    {
        let id = id.clone();
        effect(move || {
            if removal.next.with(|next| next.as_ref() == Some(&id)) {
                focus_soon(button);
            }
        });
    }
    let marks = {
        let id = id.clone();
        move || {
            let person = recipients.person(&id)?;
            let blocked = recipients.blocked(&person).and_then(|reason| i18n.text(reason.code()));
            let left = person_left(i18n, &person).or_else(|| {
                let text = i18n.label(Msg::TeamInactive);
                let badge = view! { <Badge tone=Tone::Waiting icon=IconName::Clock text/> };
                (person.active == Some(false)).then(|| badge.into_any())
            });
            let blocked = blocked.map(|text| {
                let text = Derived::new(move || text.clone());
                view! { <Badge tone=Tone::Negative icon=IconName::Warning text/> }.into_any()
            });
            Some(view! { {left}{blocked} })
        }
    };
    view! {
        <li class="rc-person">
            <Icon name=IconName::Person/>
            <bdi>{name}</bdi>
            {marks}
            <Button
                label=Derived::new(move || name.with(|name| i18n.with(Msg::MatrixRemovePerson, &[("name", name)])))
                kind=ButtonKind::Quiet
                icon=IconName::Cross
                icon_only=true
                node_ref=button
                on_press=move || removal.remove(&id)
            />
        </li>
    }
    .into_any()
}
