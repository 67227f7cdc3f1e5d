//! The active cell in a sentence, with what can be done with it.

use super::view::GridView;
use super::words;
use crate::components::ui::{Button, ButtonKind, IconName};
use crate::i18n::Msg;
use leptos::prelude::*;

/// The active cell.
#[component]
pub fn Chosen(
    /// The matrix on screen.
    view: GridView,
) -> impl IntoView {
    let (i18n, cells) = (view.workspace.shell.i18n, view.workspace.cells);
    move || {
        let at = view.active()?;
        let (row, column) = view.cell(at)?;
        let (person, item, state) = cells.board.with(|board| {
            let item = board.columns.get(column)?.clone();
            Some((board.people.get(row)?.clone(), item, board.state(row, column)?.clone()))
        })?;
        let is_out = cells.left_out.with(|left_out| left_out.has(row, column));
        let request = cells.request_of(&person, &item.id);
        let label = i18n.t(if is_out { Msg::GridPutBack } else { Msg::GridLeaveOut });
        let name = view.name(&person);
        Some(view! {
            <section class="rc-card rc-matrix-chosen" aria-label=i18n.label(Msg::GridChosen)>
                <strong><bdi>{name}</bdi>" · "<bdi>{item.name}</bdi></strong>
                <span class="rc-note">{words::sentence(i18n, &state)}</span>
                <div class="rc-matrix-actions">
                    <Button
                        label
                        icon={if is_out { IconName::Plus } else { IconName::Minus }}
                        on_press=move || view.toggle(at)
                    />
                    {request.map(|row| view! {
                        <Button
                            label=i18n.label(Msg::GridShowRequest)
                            kind=ButtonKind::Quiet
                            icon=IconName::ArrowRight
                            on_press=move || cells.show_request(&row)
                        />
                    })}
                </div>
            </section>
        })
    }
}
