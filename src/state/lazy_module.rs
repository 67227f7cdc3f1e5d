//! Modules the loader fetches on demand, by name. Knows no panel.

use super::session::Options;
use crate::signal::Signal;
use js_sys::{JsString, Promise, Reflect};
use leptos::task::spawn_local;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// The state of a module.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum ModuleState {
    /// Not requested yet.
    #[default]
    Idle,
    /// Being fetched.
    Loading,
    /// Ready to be entered.
    Ready,
    /// Could not be fetched; the page was notified.
    Failed,
    /// A page of HTML came in its place, most likely a sign-in; the page was notified.
    SignedOut,
}

impl ModuleState {
    /// Returns whether it could not be fetched.
    #[must_use]
    pub fn has_failed(self) -> bool {
        matches!(self, Self::Failed | Self::SignedOut)
    }

    /// The state of a panel that needs both modules.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        match (self, other) {
            (Self::SignedOut, _) | (_, Self::SignedOut) => Self::SignedOut,
            (Self::Failed, _) | (_, Self::Failed) => Self::Failed,
            (Self::Ready, other) => other,
            (this, _) => this,
        }
    }
}

/// A module fetched on demand.
#[derive(Clone, Copy)]
pub struct LazyModule {
    options: Options,
    name: &'static str,
    /// The module's state.
    pub state: Signal<ModuleState>,
}

impl LazyModule {
    /// Not requested yet; `name` is that of an entry point in `src/panels.rs`.
    #[must_use]
    pub fn new(options: Options, name: &'static str) -> Self {
        Self { options, name, state: Signal::new(ModuleState::Idle) }
    }

    /// Asks the loader for the module, unless it is loaded or being fetched.
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
            let loaded = match answer {
                // A page may have replaced `Promise`; its `then` would not accept the browser's own promises.
                Ok(answer) => JsFuture::from(Promise::resolve(&answer)).await,
                Err(error) => Err(error),
            };
            self.state.set(match loaded {
                Ok(_) => ModuleState::Ready,
                Err(error) if is_signed_out(&error) => ModuleState::SignedOut,
                Err(_) => ModuleState::Failed,
            });
        });
    }
}

/// Returns whether the loader was answered by a page of HTML.
fn is_signed_out(error: &JsValue) -> bool {
    Reflect::get(error, &"code".into()).is_ok_and(|code| code == "signed_out")
}

#[cfg(test)]
mod tests {
    use super::ModuleState::{Failed, Idle, Loading, Ready};

    #[test]
    fn two_modules_are_ready_when_both_are_and_failed_when_either_is() {
        assert_eq!(Ready.with(Ready), Ready);
        assert_eq!((Ready.with(Loading), Loading.with(Ready)), (Loading, Loading));
        assert_eq!((Idle.with(Ready), Ready.with(Idle)), (Idle, Idle));
        assert_eq!((Failed.with(Ready), Loading.with(Failed), Idle.with(Failed)), (Failed, Failed, Failed));
    }
}
