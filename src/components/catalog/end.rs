//! The end of a catalog row: the item's availability, or the button that adds it to the request. Loaded with the request.

use crate::components::ui::{Badge, Button, ElementRef, IconName, Tone, focus_soon};
use crate::i18n::Msg;
use crate::signal::{Derived, Memo};
use crate::state::catalog::item::{Availability, CatalogItem};
use crate::state::workspace::Workspace;
use leptos::prelude::*;
use request_center_models::draft::RequestedApp;
use request_center_models::wire::reference::ItemType;
use std::sync::Arc;

/// The item's availability, or the button that adds it to the request.
#[component]
pub fn End(
    /// The viewer's workspace.
    workspace: Workspace,
    /// The item.
    item: Arc<CatalogItem>,
    /// The application it is shown in.
    #[prop(optional)]
    app: Option<RequestedApp>,
) -> impl IntoView {
    let i18n = workspace.shell.i18n;
    let availability = {
        let item = Arc::clone(&item);
        Memo::new(move || workspace.cart.availability_to_recipients(&item))
    };
    let place = ElementRef::new();
    let in_request = {
        let id = item.id.clone();
        Memo::new(move || workspace.cart.holds(&id))
    };
    let end = move || {
        if in_request.get() {
            let text = i18n.label(Msg::CatalogInRequest);
            return view! { <Badge tone=Tone::Outline icon=IconName::Tick text/> }.into_any();
        }
        match availability.get() {
            Availability::Assigned => {
                let text = i18n.label(Msg::CatalogHave);
                view! { <Badge tone=Tone::Positive icon=IconName::Tick text/> }.into_any()
            }
            Availability::Pending(since) => {
                let text = Derived::new(move || {
                    let when = since.as_ref().map(|at| i18n.relative(at, workspace.shell.now()));
                    i18n.with(Msg::CatalogRequestedWhen, &[("when", &when.unwrap_or_default())])
                });
                view! { <Badge tone=Tone::Waiting icon=IconName::Clock text/> }.into_any()
            }
            Availability::Available | Availability::Unknown => {
                let (item, name, app) = (Arc::clone(&item), item.name.clone(), app.clone());
                let has_known_type = !matches!(item.r#type, ItemType::Unknown(_));
                let press = move |()| {
                    if !workspace.cart.add_item(&item, app.clone()) {
                        return;
                    }
                    workspace.shell.say(i18n.with(Msg::CatalogAdded, &[("name", &item.name)]));
                    // A badge replaces the button: the focus stays at this row.
                    focus_soon(place);
                };
                view! {
                    <Button
                        label=i18n.label(Msg::CatalogAdd)
                        accessible_label=Derived::new(move || i18n.with(Msg::CatalogAddNamed, &[("name", &name)]))
                        icon=IconName::Plus
                        disabled_reason=move || {
                            let locked = workspace.cart.is_being_sent().then(|| i18n.t(Msg::CatalogLocked));
                            let unknown = (!has_known_type).then(|| i18n.t(Msg::CatalogTypeUnknown));
                            locked.or(unknown).or_else(|| workspace.shell.refusal_words())
                        }
                        on_press=press
                    />
                }
                .into_any()
            }
        }
    };
    view! { <div class="rc-keep-focus" tabindex="-1" node_ref=place>{end}</div> }
}
