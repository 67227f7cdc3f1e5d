//! One list, one side: left what there is, right what is being done with it. In a narrow place the side comes under the list.

use leptos::prelude::*;

/// The two halves of a panel.
#[component]
pub fn SplitView(
    /// The name of the side, for those who jump from region to region.
    #[prop(into)]
    side_label: Signal<String>,
    /// The list.
    #[prop(into)]
    main: ViewFnOnce,
    /// What is being done with it.
    #[prop(into)]
    side: ViewFnOnce,
) -> impl IntoView {
    view! {
        <div class="rc-split">
            <div class="rc-main" part="main">{main.run()}</div>
            <section class="rc-side" part="side" aria-label=move || side_label.get()>
                <div class="rc-side-content">{side.run()}</div>
            </section>
        </div>
    }
}
