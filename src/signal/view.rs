//! Derived values in a view: `{label}` as a reactive text, `aria-label=label` as a reactive attribute.

use super::Derived;
use leptos::prelude::{IntoAttributeValue, IntoRender};
use leptos::tachys::reactive_graph::SharedReactiveFunction;
use std::sync::{Arc, Mutex};

impl<T: 'static> Derived<T> {
    fn shared(self) -> SharedReactiveFunction<T>
    where
        T: Default,
    {
        Arc::new(Mutex::new(move || self.get()))
    }
}

impl IntoRender for Derived<String> {
    type Output = SharedReactiveFunction<String>;

    fn into_render(self) -> Self::Output {
        self.shared()
    }
}

impl<T: Default + 'static> IntoAttributeValue for Derived<T> {
    type Output = SharedReactiveFunction<T>;

    fn into_attribute_value(self) -> Self::Output {
        self.shared()
    }
}
