//! The gaps of a list: the error that cut it off or made it stale, and rows behind the page cap.

use super::{Trouble, error_body, error_title};
use crate::api::ErrorKind;
use crate::components::ui::{Button, ButtonKind};
use crate::i18n::{I18n, Msg};
use crate::signal::{Derived, Memo};
use crate::state::clipboard::copy;
use crate::state::list::{LeftOut, Load, LoadState, details, incomplete_rows};
use crate::state::shell::Shell;
use leptos::prelude::*;

/// Failed polls from which on they are mentioned: a single one says little.
const MISSED_POLLS: u32 = 2;

/// The error of a list above its rows, with the button to retry; nothing if there is none. Of polls that fail, a line.
#[component]
pub fn ListTrouble(
    /// The widget.
    shell: Shell,
    /// How far the list has been read.
    load: Load,
    /// The number of rows shown.
    #[prop(into)]
    len: Derived<usize>,
    /// The title if nothing could be read.
    failed: Msg,
    /// Reads the list again.
    #[prop(into)]
    on_retry: Callback<()>,
) -> impl IntoView {
    let i18n = shell.i18n;
    let error = Derived::new(move || {
        let is_loud = load.poll_error().is_none();
        load.state.with(|state| state.error().filter(|_| is_loud).cloned())
    });
    let line = Memo::new(move || {
        let error = load.poll_error()?;
        // Without a token, no further poll follows.
        let is_shown = load.missed_polls.get() >= MISSED_POLLS || error.kind == ErrorKind::NoToken;
        let values = [("error", &*error_title(i18n, &error)), ("advice", &*error_body(i18n, &error))];
        is_shown.then(|| i18n.with(Msg::ListPollsFailed, &values))
    });
    let line = move || {
        let text = line.get()?;
        Some(view! { <p class="rc-list-status" role="status">{text}</p> }.into_any())
    };
    let title = move || match (load.state.get(), load.read_at.get()) {
        (LoadState::Partial { .. }, _) => i18n.count(Msg::ListRestFailed, len.get(), &[]),
        (LoadState::Ready { .. }, Some(at)) => {
            i18n.with(Msg::RequestsStale, &[("when", &i18n.relative(&at, shell.now()))])
        }
        _ => i18n.t(failed),
    };
    view! { <Trouble i18n error title=Derived::new(title) on_retry/> {line} }
}

/// The lines below a list that was cut off by the page cap, or has incomplete rows; nothing if all was read.
#[component]
pub fn ListCapped(
    /// The widget.
    shell: Shell,
    /// How far the list has been read.
    load: Load,
) -> impl IntoView {
    let i18n = shell.i18n;
    let capped = move || {
        load.state.with(LoadState::is_capped).then(|| {
            let text = move || capped_text(i18n, load.read.get() as usize, load.total.get());
            view! { <p class="rc-list-status" role="status">{text}</p> }.into_any()
        })
    };
    view! { {capped} <ListIncomplete shell left_out=load.left_out/> }
}

/// The number of incomplete rows, and a button that copies which fields could not be read.
#[component]
pub fn ListIncomplete(
    /// The widget.
    shell: Shell,
    /// The fields of the list's rows that could not be read.
    #[prop(into)]
    left_out: Derived<Vec<LeftOut>>,
) -> impl IntoView {
    let i18n = shell.i18n;
    let rows = Memo::new(move || incomplete_rows(&left_out.get()));
    let copy = move || {
        copy(details(&untrack(|| left_out.get())), move |done| {
            shell.say(i18n.t(if done { Msg::ListDetailsCopied } else { Msg::ListDetailsNotCopied }));
        });
    };
    move || {
        (rows.get() > 0).then(|| {
            let text = move || i18n.count(Msg::ListIncomplete, rows.get(), &[]);
            let label = i18n.label(Msg::ListCopyDetails);
            view! {
                <p class="rc-list-status">{text} " " <Button label kind=ButtonKind::Quiet on_press=copy/></p>
            }
            .into_any()
        })
    }
}

/// The sentence that only the first `read` rows are loaded, of `total` if that is known.
#[must_use]
pub fn capped_text(i18n: I18n, read: usize, total: Option<u32>) -> String {
    match total.map(|total| i18n.number(total as usize)) {
        Some(total) => i18n.count(Msg::ListCappedOf, read, &[("total", &total)]),
        None => i18n.count(Msg::ListCapped, read, &[]),
    }
}
