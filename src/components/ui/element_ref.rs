//! A reference to a mounted element of any tag, for focusing and measuring it.

use crate::signal::Signal;
use leptos::html::ElementType;
use leptos::tachys::html::node_ref::NodeRefContainer;
use leptos::tachys::renderer::types::Element;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// A `node_ref` for every tag; Leptos' `NodeRef` compiles a signal for each of them.
#[derive(Clone, Copy, Default)]
pub struct ElementRef(Signal<Option<HtmlElement>>);

impl ElementRef {
    /// A reference to no element yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The element, once it is mounted. Reactive.
    #[must_use]
    pub fn get(self) -> Option<HtmlElement> {
        self.0.get()
    }

    /// The element, once it is mounted, without subscribing.
    #[must_use]
    pub fn get_untracked(self) -> Option<HtmlElement> {
        self.0.get_untracked()
    }

    /// Focuses the element, if it is mounted.
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
