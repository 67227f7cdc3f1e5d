//! The conflicts of duties the check found when the viewer last requested an item, said before they request it again.

use crate::components::ui::{Notice, Tone};
use crate::components::words;
use crate::i18n::Msg;
use crate::signal::{Memo, Stored};
use crate::state::workspace::Workspace;
use leptos::prelude::*;
use request_center_models::id::ItemId;

/// The notice of one item; nothing where no earlier request of the viewer's had conflicts.
#[component]
pub fn EarlierConflicts(
    /// The viewer's workspace.
    workspace: Workspace,
    /// The item.
    id: Stored<ItemId>,
) -> impl IntoView {
    let i18n = workspace.shell.i18n;
    let found = Memo::new(move || {
        let viewer = workspace.shell.viewer().id;
        let is_for_viewer = workspace.cart.draft.with(|draft| draft.recipients.contains(&viewer));
        let id = id.try_get().filter(|_| is_for_viewer)?;
        let (row, check) = workspace.requests.earlier_conflicts(&id)?;
        Some((row.created.clone(), words::conflicts(i18n, &check, None)))
    });
    move || {
        let (when, sentences) = found.get()?;
        let date = when.map(|when| i18n.date(&when)).unwrap_or_default();
        let body = i18n.with(Msg::RequestConflictsBefore, &[("date", &date)]);
        let line = |text: String| view! { <li><bdi>{text}</bdi></li> }.into_any();
        let lines: Vec<_> = sentences.into_iter().map(line).collect();
        Some(view! {
            <Notice tone=Tone::Waiting title=i18n.label(Msg::ConflictsTitle) body>
                <ul class="rc-sentences">{lines}</ul>
            </Notice>
        })
    }
}
