//! What of a list could not be read: all of it, the rest, or what has changed since.

use super::Trouble;
use crate::i18n::Msg;
use crate::signal::Derived;
use crate::state::list::{Load, LoadState};
use crate::state::shell::Shell;
use leptos::prelude::*;

/// The error of a list in its place above the rows, and the way to try again; nothing where all went well.
#[component]
pub fn ListTrouble(
    /// The widget.
    shell: Shell,
    /// How far the list has been read.
    load: Load,
    /// How many rows of it are shown.
    #[prop(into)]
    len: Derived<usize>,
    /// That nothing could be read.
    failed: Msg,
    /// Tries again.
    #[prop(into)]
    on_retry: Callback<()>,
) -> impl IntoView {
    let i18n = shell.i18n;
    let error = Derived::new(move || load.state.with(|state| state.error().cloned()));
    let title = move || match (load.state.get(), load.read_at.get()) {
        (LoadState::Partial { .. }, _) => i18n.count(Msg::ListRestFailed, len.get(), &[]),
        (LoadState::Ready { .. }, Some(at)) => {
            i18n.with(Msg::RequestsStale, &[("when", &i18n.relative(&at, shell.now()))])
        }
        _ => i18n.t(failed),
    };
    view! { <Trouble i18n error title=Derived::new(title) on_retry/> }
}

/// That more of a list exists than was read, where that is so: a line below the rows.
#[component]
pub fn ListCapped(
    /// The widget.
    shell: Shell,
    /// How far the list has been read.
    load: Load,
) -> impl IntoView {
    let i18n = shell.i18n;
    move || {
        load.state.with(LoadState::is_capped).then(|| {
            let text = move || {
                let read = load.read.get() as usize;
                match load.total.get().map(|total| i18n.number(total as usize)) {
                    Some(total) => i18n.count(Msg::ListCappedOf, read, &[("total", &total)]),
                    None => i18n.count(Msg::ListCapped, read, &[]),
                }
            };
            view! { <p class="rc-list-status" role="status">{text}</p> }.into_any()
        })
    }
}
