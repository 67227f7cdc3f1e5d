//! Code that comes later, asked of the loader under the name of its module. Knows no panel.

use super::session::Options;
use crate::signal::Signal;
use js_sys::{JsString, Promise};
use leptos::task::spawn_local;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// How far code has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum ModuleState {
    /// Nobody has asked for it yet.
    #[default]
    Idle,
    /// It was asked for.
    Loading,
    /// It can be entered.
    Ready,
    /// It could not be loaded; the page was told.
    Failed,
}

impl ModuleState {
    /// How far code has come that needs both.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        match (self, other) {
            (Self::Failed, _) | (_, Self::Failed) => Self::Failed,
            (Self::Ready, other) => other,
            (this, _) => this,
        }
    }
}

/// Some code that comes later.
#[derive(Clone, Copy)]
pub struct LazyModule {
    options: Options,
    name: &'static str,
    /// How far it has come.
    pub state: Signal<ModuleState>,
}

impl LazyModule {
    /// Not asked for yet; `name` is that of its entry in `src/panels.rs`.
    #[must_use]
    pub fn new(options: Options, name: &'static str) -> Self {
        Self { options, name, state: Signal::new(ModuleState::Idle) }
    }

    /// Asks the loader for it, unless it is here or on its way.
    pub fn load(self) {
        if matches!(self.state.get_untracked(), ModuleState::Loading | ModuleState::Ready) {
            return;
        }
        let Some(load) = self.options.load_panel.get_untracked() else {
            return self.state.set(ModuleState::Ready);
        };
        self.state.set(ModuleState::Loading);
        let name: JsString = self.name.into();
        let answer = load.call1(&JsValue::UNDEFINED, &name);
        spawn_local(async move {
            let came = match answer {
                // What a page has put in the place of `Promise` does not know the browser's own promises as its own.
                Ok(answer) => JsFuture::from(Promise::resolve(&answer)).await.is_ok(),
                Err(_) => false,
            };
            self.state.set(if came { ModuleState::Ready } else { ModuleState::Failed });
        });
    }
}

#[cfg(test)]
mod tests {
    use super::ModuleState::{Failed, Idle, Loading, Ready};

    #[test]
    fn both_are_here_only_when_each_is_and_one_that_failed_is_enough_to_fail() {
        assert_eq!(Ready.with(Ready), Ready);
        assert_eq!((Ready.with(Loading), Loading.with(Ready)), (Loading, Loading));
        assert_eq!((Idle.with(Ready), Ready.with(Idle)), (Idle, Idle));
        assert_eq!((Failed.with(Ready), Loading.with(Failed), Idle.with(Failed)), (Failed, Failed, Failed));
    }
}
