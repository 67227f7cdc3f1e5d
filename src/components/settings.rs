//! The panel **Settings**, for administrators: the request rules with the form that changes them, and stuck requests with the
//! form that closes them.

pub mod close;
pub mod closings;
pub mod conflict;
pub mod fields;
pub mod form;
pub mod review;
pub mod rules;
pub mod schemes;
pub mod sentence;
pub mod side;
pub mod stuck;

use super::ui::{Chip, FilterChips, SplitView};
use crate::i18n::Msg;
use crate::signal::{Derived, Memo};
use crate::state::settings::workspace::SettingsWorkspace;
use crate::state::settings::{Section, SettingsPhase};
use close::CloseSide;
use leptos::prelude::*;
use rules::Rules;
use side::ChangeSide;
use stuck::StuckList;

const RULES: &str = "rules";
const STUCK: &str = "stuck";

/// The panel: request rules or stuck requests, each with its side.
#[component]
pub fn SettingsPanel(
    /// The workspace of Settings.
    workspace: SettingsWorkspace,
) -> impl IntoView {
    let (i18n, settings) = (workspace.shell.i18n, workspace.settings);
    let stuck = Memo::new(move || settings.section.get() == Section::Stuck);
    let side_label =
        Derived::new(move || i18n.t(if stuck.get() { Msg::CloseTitle } else { Msg::SettingsChanges }));
    let jump_label = move || {
        if stuck.get() {
            let count = settings.stuck.form.with(|draft| draft.ids.len());
            return (count > 0).then(|| i18n.count(Msg::CloseJump, count, &[]));
        }
        settings.rules.phase.with(|phase| *phase != SettingsPhase::Viewing).then(|| i18n.t(Msg::SettingsJump))
    };
    view! {
        <SplitView
            side_label
            main=move || view! {
                <Sections workspace/>
                {move || if stuck.get() {
                    view! { <StuckList workspace/> }.into_any()
                } else {
                    view! { <Rules workspace/> }.into_any()
                }}
            }
            side=move || view! {
                {move || if stuck.get() {
                    view! { <CloseSide workspace/> }.into_any()
                } else {
                    view! { <ChangeSide workspace/> }.into_any()
                }}
            }
            jump_label
        />
    }
}

#[component]
fn Sections(workspace: SettingsWorkspace) -> impl IntoView {
    let (i18n, settings) = (workspace.shell.i18n, workspace.settings);
    let options = Derived::new(move || {
        let chip = |id: &str, label| Chip { id: id.to_owned(), label: i18n.t(label), count: None };
        vec![chip(RULES, Msg::SettingsRules), chip(STUCK, Msg::SettingsStuck)]
    });
    let selected = Derived::new(move || {
        let open = if settings.section.get() == Section::Stuck { STUCK } else { RULES };
        open.to_owned()
    });
    let choose = move |id: String| {
        settings.show(if id == STUCK { Section::Stuck } else { Section::Rules });
    };
    view! { <FilterChips legend=i18n.label(Msg::SettingsSections) options selected on_select=choose/> }
}
