//! A list: the rows in its window and the button that shows more of them, or what stands in place of rows. Knows no row.

mod window;

pub use window::Window;

use super::ui::{Button, KeyedRow, Rows, Skeleton};
use crate::i18n::{I18n, Msg};
use crate::signal::{Derived, Memo};
use leptos::prelude::*;

/// Rows, drawn a few at a time.
#[component]
pub fn ListView(
    /// The words.
    i18n: I18n,
    /// Which of the rows there are.
    window: Window,
    /// The rows in the window.
    #[prop(into)]
    rows: Derived<Vec<KeyedRow>>,
    /// How many rows there are in all.
    #[prop(into)]
    len: Derived<usize>,
    /// Rows above these, which the window does not count.
    #[prop(optional, into)]
    first: Derived<Vec<KeyedRow>>,
    /// Whether it has other ways to its further rows than *Show more*.
    #[prop(optional)]
    paged: bool,
    /// What stands in place of rows; nothing where `None` or where there are rows.
    #[prop(optional, into)]
    absent: Derived<Option<AnyView>>,
) -> impl IntoView {
    let nothing = Memo::new(move || len.get() == 0 && first.with(Vec::is_empty));
    view! {
        <ul class="rc-list" part="list" node_ref=window.list>
            <Rows each=first/>
            <Rows each=move || window.admit(rows.get())/>
        </ul>
        {(!paged).then(|| view! { <ShowMore i18n window len/> })}
        {move || if nothing.get() { absent.get() } else { None }}
    }
}

/// The button that shows more rows, where there are more.
#[component]
pub fn ShowMore(
    /// The words.
    i18n: I18n,
    /// Which of the rows there are.
    window: Window,
    /// How many rows there are in all.
    #[prop(into)]
    len: Derived<usize>,
) -> impl IntoView {
    let more = Memo::new(move || len.get() > window.rows());
    move || {
        more.get().then(|| {
            let label = i18n.label(Msg::ActionShowMore);
            view! { <div class="rc-list-more"><Button label on_press=move |()| window.widen()/></div> }
                .into_any()
        })
    }
}

/// What stands in place of rows that are still to come: what is being waited for, and grey rows.
#[component]
pub fn Loading(
    /// What is being waited for.
    #[prop(optional, into)]
    text: Derived<String>,
) -> impl IntoView {
    let status = move || {
        let text = Some(text.get()).filter(|text| !text.is_empty())?;
        Some(view! { <p class="rc-list-status" role="status">{text}</p> }.into_any())
    };
    view! {
        {status}
        <Skeleton rows=6/>
    }
}
