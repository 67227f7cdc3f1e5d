//! One list, one side: left what there is, right what is being done with it. In a narrow place the side comes under the
//! list, and a button that stays in sight leads down to it.

use super::{Button, ElementRef, IconName};
use crate::signal::{Derived, Memo};
use leptos::prelude::*;

/// The two halves of a panel.
#[component]
pub fn SplitView(
    /// The name of the side, for those who jump from region to region.
    #[prop(into)]
    side_label: Derived<String>,
    /// The list.
    #[prop(into)]
    main: ViewFnOnce,
    /// What is being done with it.
    #[prop(into)]
    side: ViewFnOnce,
    /// What the button to the side says in a narrow place; nothing where there is nothing to see there.
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
}
