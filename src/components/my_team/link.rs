//! The notice that a link opened nobody.

use super::group::reason;
use crate::components::ui::{Notice, Tone};
use crate::components::words::Trouble;
use crate::i18n::Msg;
use crate::state::team::link::LinkError;
use crate::state::team::workspace::TeamWorkspace;
use leptos::prelude::*;

/// The reason why a link opened nobody, above the list of people.
#[component]
pub fn LinkNotice(
    /// The viewer's people and their access.
    workspace: TeamWorkspace,
) -> impl IntoView {
    let (i18n, team) = (workspace.shell.i18n, workspace.team);
    move || {
        let (title, body) = match team.link.error.get()? {
            LinkError::Unknown => (Msg::TeamLinkNobody, i18n.t(Msg::TeamLinkNobodyBody)),
            LinkError::Blocked(why) => (Msg::TeamLinkBlocked, reason(i18n, why)),
            LinkError::Failed(error) => {
                let retry = move |()| {
                    if let Some(id) = team.link.target.get_untracked() {
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
