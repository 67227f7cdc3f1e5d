//! The layout of a panel: a list, and a side with details or a form. In a narrow widget the side is below the list, and a
//! sticky button jumps to it.

use super::{Button, ElementRef, IconName};
use crate::signal::{Derived, Memo};
use leptos::prelude::*;

/// A list and its side.
#[component]
pub fn SplitView(
    /// The accessible name of the side, which is a region.
    #[prop(into)]
    side_label: Derived<String>,
    /// The list.
    #[prop(into)]
    main: ViewFnOnce,
    /// The side.
    #[prop(into)]
    side: ViewFnOnce,
    /// The label of the jump button; `None` hides the button.
    #[prop(optional, into)]
    jump_label: Derived<Option<String>>,
) -> impl IntoView {
    let node = ElementRef::new();
    let jump = move || {
        if let Some(side) = node.get_untracked() {
            side.scroll_into_view();
            let _ = side.focus();
        }
    };
    let there = Memo::new(move || jump_label.with(Option::is_some));
    let label = Derived::new(move || jump_label.get().unwrap_or_default());
    view! {
        <div class="rc-split">
            <div class="rc-main" part="main">
                {main.run()}
                {move || there.get().then(|| view! {
                    <div class="rc-jump"><Button label icon=IconName::ArrowDown on_press=jump /></div>
                }.into_any())}
            </div>
            <section class="rc-side" part="side" tabindex="-1" node_ref=node aria-label=side_label>
                <div class="rc-side-content">{side.run()}</div>
            </section>
        </div>
    }
    .into_any()
}
