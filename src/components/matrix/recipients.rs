//! The recipients of the request: who is asked for, and the ways to add people.

pub mod chip;
pub mod paste;
pub mod paste_row;
pub mod picker;

use crate::components::ui::{
    Button, ButtonKind, ElementRef, IconName, KeyedRow, Rows, SearchField, focus_soon_if_nowhere,
};
use crate::components::words::Trouble;
use crate::i18n::Msg;
use crate::signal::{Derived, Memo, Signal};
use crate::state::catalog::item::fold;
use crate::state::matrix::MatrixWorkspace;
use chip::{Chip, RecipientRemoval, recipient_name};
use leptos::prelude::*;
use paste::PasteList;
use picker::Picker;
use request_center_models::id::IdentityId;
use request_center_models::rule::OnBehalf;

/// The most people shown at first: more would push the items of the request out of sight.
const FEW: usize = 12;

/// The recipients, each of whom can be removed, and the field to add others.
#[component]
pub fn RecipientList(
    /// The matrix' workspace.
    workspace: MatrixWorkspace,
) -> impl IntoView {
    let (i18n, cart, recipients) = (workspace.shell.i18n, workspace.cart, workspace.recipients);
    let field = ElementRef::new();
    if cart.take_asked() {
        focus_soon_if_nowhere(field);
    }
    let removal = RecipientRemoval { workspace, field, next: Signal::default() };
    let all: Memo<Vec<IdentityId>> = Memo::new(move || cart.draft.with(|draft| draft.recipients.clone()));
    let is_many = Memo::new(move || all.with(Vec::len) > FEW);
    let (shows_all, within) = (Signal::new(false), Signal::<String>::default());
    let matching: Memo<Vec<IdentityId>> = Memo::new(move || {
        let mut people = all.get();
        let text = fold(within.get().trim());
        if is_many.get() && !text.is_empty() {
            people.retain(|id| fold(&recipient_name(workspace, id)).contains(&text));
        }
        people
    });
    let shown = move || {
        let mut people = matching.get();
        if is_many.get() && !shows_all.get() {
            people.truncate(FEW);
        }
        people
    };
    let chips = move || {
        let chip =
            |id: IdentityId| KeyedRow::new(id.to_string(), move || view! { <Chip removal id/> }.into_any());
        shown().into_iter().map(chip).collect()
    };
    let is_without_viewer = Memo::new(move || all.with(|all| !all.contains(&workspace.shell.viewer().id)));
    let note = move || {
        Some(match cart.on_behalf.get()? {
            OnBehalf::Reports => i18n.t(Msg::RecipientsReports),
            OnBehalf::Unknown => i18n.t(Msg::RecipientsUntold),
            OnBehalf::Nobody => i18n.text("recipient.others_forbidden")?,
            OnBehalf::Anyone => return None,
        })
    };
    let add_me = move |()| {
        let viewer = workspace.shell.viewer();
        cart.add_recipients(&[(viewer.id, viewer.name)]);
        workspace.say_count(Msg::RecipientsAdded, &i18n.t(Msg::RequestYou));
        field.focus();
    };
    view! {
        <div class="rc-recipients" role="group" aria-label=i18n.label(Msg::RequestFor)>
            <p class="rc-label">{i18n.label(Msg::RequestFor)}</p>
            {move || is_many.get().then(|| view! {
                <SearchField
                    label=i18n.label(Msg::RecipientsWithin)
                    placeholder=i18n.label(Msg::RecipientsWithin)
                    value=within
                    on_input=move |text| within.set(text)
                />
                <p class="rc-list-status" role="status">{move || {
                    let count = all.with(Vec::len);
                    i18n.count(Msg::RecipientsShown, count, &[("shown", &i18n.number(shown().len()))])
                }}</p>
            }.into_any())}
            <ul class="rc-people"><Rows each=chips/></ul>
            {move || (is_many.get() && matching.with(Vec::len) > FEW).then(|| view! {
                <Button
                    label=Derived::new(move || if shows_all.get() {
                        i18n.t(Msg::RecipientsShowFewer)
                    } else {
                        i18n.count(Msg::RecipientsShowAll, matching.with(Vec::len), &[])
                    })
                    kind=ButtonKind::Quiet
                    on_press=move || shows_all.update(|all| *all = !*all)
                />
            }.into_any())}
            <div class="rc-actions">
                {move || is_without_viewer.get().then(|| view! {
                    <Button
                        label=i18n.label(Msg::MatrixAddMe)
                        kind=ButtonKind::Quiet
                        icon=IconName::Plus
                        on_press=add_me
                    />
                }.into_any())}
                <Button
                    label=i18n.label(Msg::MatrixOnlyMe)
                    kind=ButtonKind::Quiet
                    on_press=move || cart.ask_for_viewer()
                />
            </div>
            {move || note().map(|text| view! { <p class="rc-note">{text}</p> }.into_any())}
            <Picker workspace field/>
            <PasteList workspace field/>
            <Trouble
                i18n
                error=recipients.error
                title=i18n.label(Msg::RecipientsFailed)
                on_retry=move || recipients.read()
            />
        </div>
    }
}
