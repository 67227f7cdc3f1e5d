//! A list: the rows in its window, *Show more*, and the placeholder of a list without rows. Knows no row.

mod window;

pub use window::Window;

use super::ui::{Button, KeyedRow, Rows, Skeleton};
use crate::i18n::{I18n, Msg};
use crate::signal::{Derived, Memo};
use leptos::prelude::*;

/// A list of rows, rendered in steps.
#[component]
pub fn ListView(
    /// The messages.
    i18n: I18n,
    /// The window on the list.
    window: Window,
    /// The rows in the window.
    #[prop(into)]
    rows: Derived<Vec<KeyedRow>>,
    /// The number of all rows.
    #[prop(into)]
    len: Derived<usize>,
    /// Rows above these, not counted by the window.
    #[prop(optional, into)]
    first: Derived<Vec<KeyedRow>>,
    /// True if the list has pages instead of *Show more*.
    #[prop(optional)]
    paged: bool,
    /// The placeholder while there are no rows.
    #[prop(optional, into)]
    placeholder: Derived<Option<AnyView>>,
) -> impl IntoView {
    let is_empty = Memo::new(move || len.get() == 0 && first.with(Vec::is_empty));
    view! {
        <ul class="rc-list" part="list" node_ref=window.list>
            <Rows each=first/>
            <Rows each=move || window.to_render(rows.get())/>
        </ul>
        {(!paged).then(|| view! { <ShowMore i18n window len/> })}
        {move || if is_empty.get() { placeholder.get() } else { None }}
    }
    .into_any()
}

/// The button that shows more rows, if there are any.
#[component]
pub fn ShowMore(
    /// The messages.
    i18n: I18n,
    /// The window on the list.
    window: Window,
    /// The number of all rows.
    #[prop(into)]
    len: Derived<usize>,
) -> impl IntoView {
    let more = Memo::new(move || len.get() > window.rows());
    move || {
        more.get().then(|| {
            let label = i18n.label(Msg::ActionShowMore);
            view! { <div class="rc-list-more"><Button label on_press=move |()| window.show_more()/></div> }
                .into_any()
        })
    }
}

/// The placeholder while the first rows are loading.
#[component]
pub fn Loading(
    /// The loading message.
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
    .into_any()
}
