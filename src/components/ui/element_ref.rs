//! A handle on an element once it is drawn, whatever its tag: to put the focus on it, to ask where it stands.

use crate::signal::Signal;
use leptos::html::ElementType;
use leptos::tachys::html::node_ref::NodeRefContainer;
use leptos::tachys::renderer::types::Element;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// The element given as `node_ref`. One type for all tags, where `NodeRef` brings its own signal for each of them.
#[derive(Clone, Copy, Default)]
pub struct ElementRef(Signal<Option<HtmlElement>>);

impl ElementRef {
    /// Of no element yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The element, where it is drawn. Reactive.
    #[must_use]
    pub fn get(self) -> Option<HtmlElement> {
        self.0.get()
    }

    /// The element, where it is drawn, not followed.
    #[must_use]
    pub fn get_untracked(self) -> Option<HtmlElement> {
        self.0.get_untracked()
    }

    /// Puts the focus on it; without effect where it is not drawn.
    pub fn focus(self) {
        if let Some(element) = self.get_untracked() {
            let _ = element.focus();
        }
    }

    fn fill(self, element: &Element) {
        self.0.set(Some(element.clone().unchecked_into()));
    }
}

impl<E: ElementType> NodeRefContainer<E> for ElementRef {
    fn load(self, element: &Element) {
        self.fill(element);
    }
}
