//! Code that comes later, asked of the loader under the name of its module. Knows no panel.

use super::session::Options;
use crate::signal::Var;
use js_sys::{JsString, Promise};
use leptos::task::spawn_local;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// How far code has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Arrival {
    /// Nobody has asked for it yet.
    #[default]
    Idle,
    /// It was asked for.
    Awaited,
    /// It can be entered.
    Here,
    /// It could not be loaded; the page was told.
    Failed,
}

impl Arrival {
    /// How far code has come that needs both.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        match (self, other) {
            (Self::Failed, _) | (_, Self::Failed) => Self::Failed,
            (Self::Here, other) => other,
            (this, _) => this,
        }
    }
}

/// Some code that comes later.
#[derive(Clone, Copy)]
pub struct Late {
    options: Options,
    name: &'static str,
    /// How far it has come.
    pub arrival: Var<Arrival>,
}

impl Late {
    /// Not asked for yet; `name` is that of its entry in `src/panels.rs`.
    #[must_use]
    pub fn new(options: Options, name: &'static str) -> Self {
        Self { options, name, arrival: Var::new(Arrival::Idle) }
    }

    /// Asks the loader for it, unless it is here or on its way.
    pub fn load(self) {
        if matches!(self.arrival.get_untracked(), Arrival::Awaited | Arrival::Here) {
            return;
        }
        let Some(load) = self.options.load_panel.get_untracked() else {
            return self.arrival.set(Arrival::Here);
        };
        self.arrival.set(Arrival::Awaited);
        let name: JsString = self.name.into();
        let answer = load.call1(&JsValue::UNDEFINED, &name);
        spawn_local(async move {
            let came = match answer {
                // What a page has put in the place of `Promise` does not know the browser's own promises as its own.
                Ok(answer) => JsFuture::from(Promise::resolve(&answer)).await.is_ok(),
                Err(_) => false,
            };
            self.arrival.set(if came { Arrival::Here } else { Arrival::Failed });
        });
    }
}

#[cfg(test)]
mod tests {
    use super::Arrival::{Awaited, Failed, Here, Idle};

    #[test]
    fn both_are_here_only_when_each_is_and_one_that_failed_is_enough_to_fail() {
        assert_eq!(Here.with(Here), Here);
        assert_eq!((Here.with(Awaited), Awaited.with(Here)), (Awaited, Awaited));
        assert_eq!((Idle.with(Here), Here.with(Idle)), (Idle, Idle));
        assert_eq!((Failed.with(Here), Awaited.with(Failed), Idle.with(Failed)), (Failed, Failed, Failed));
    }
}
