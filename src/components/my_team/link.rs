//! Why a link opened nobody.

use super::group::reason;
use crate::components::ui::{Notice, Tone};
use crate::components::words::Trouble;
use crate::i18n::Msg;
use crate::state::team::link::LinkTrouble;
use crate::state::team::workspace::TeamWorkspace;
use leptos::prelude::*;

/// What stands above the list where a link led to nobody who can be opened.
#[component]
pub fn LinkNotice(
    /// The viewer's desk, and their people on it.
    workspace: TeamWorkspace,
) -> impl IntoView {
    let (i18n, team) = (workspace.shell.i18n, workspace.team);
    move || {
        let (title, body) = match team.link_trouble.get()? {
            LinkTrouble::Nobody => (Msg::TeamLinkNobody, i18n.t(Msg::TeamLinkNobodyBody)),
            LinkTrouble::Blocked(why) => (Msg::TeamLinkBlocked, reason(i18n, why)),
            LinkTrouble::Failed(error) => {
                let retry = move |()| {
                    if let Some(id) = team.wanted.get_untracked() {
                        team.follow_link(id);
                    }
                };
                let title = i18n.label(Msg::TeamLinkFailed);
                return Some(view! { <Trouble i18n error=Some(error) title on_retry=retry/> }.into_any());
            }
        };
        Some(view! { <Notice tone=Tone::Neutral title=i18n.label(title) body/> }.into_any())
    }
}
