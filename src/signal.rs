//! Values that views follow, in the smallest code: each is one of Leptos' signals of nothing, which says *changed*, beside a
//! value kept without its type. Leptos compiles its whole reactive machinery anew for every type a signal holds; here it is
//! compiled once. The handles are `Copy` and belong to the reactive owner that was current when they were made.
//!
//! Knows Leptos and nothing of this widget. One whose owner has gone reads as the default of its type, where Leptos would end
//! every widget of the page; after an `.await`, where that can happen, the `try_` forms say so.

mod derived;
mod view;

pub use derived::{Derived, Memo};

use leptos::prelude::{
    Effect, GetValue as _, LocalStorage, Notify as _, RwSignal, StoredValue, Track as _, UpdateValue as _,
    on_cleanup, window_event_listener_untyped,
};
use std::any::Any;
use std::marker::PhantomData;
use std::rc::Rc;

type Slot = StoredValue<Rc<dyn Any>, LocalStorage>;

/// A value kept as long as its owner, followed by nobody.
pub struct Stored<T> {
    slot: Slot,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Stored<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Stored<T> {}

impl<T: Default + 'static> Default for Stored<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T: 'static> Stored<T> {
    /// Keeps the value.
    #[must_use]
    pub fn new(value: T) -> Self {
        Self { slot: keep(Rc::new(value)), of: PhantomData }
    }

    /// Keeps nothing yet.
    fn empty() -> Self {
        Self { slot: keep(Rc::new(())), of: PhantomData }
    }

    /// Reads it; `None` once its owner has gone.
    pub fn try_with<R>(self, read: impl FnOnce(&T) -> R) -> Option<R> {
        self.now().map(|value| read(&value))
    }

    /// Changes it; `None` once its owner has gone.
    pub fn try_update<R>(self, change: impl FnOnce(&mut T) -> R) -> Option<R> {
        let mut value: Rc<T> = typed(take(self.slot)?)?;
        let done = Rc::get_mut(&mut value).map(change);
        debug_assert!(done.is_some(), "a value was changed by who was reading it");
        put(self.slot, value);
        done
    }

    /// A copy of it; `None` once its owner has gone.
    #[must_use]
    pub fn try_get(self) -> Option<T>
    where
        T: Clone,
    {
        self.now().map(|value| T::clone(&value))
    }

    /// Puts another in its place; without effect once its owner has gone.
    pub fn set(self, value: T) {
        put(self.slot, Rc::new(value));
    }

    /// The value by now; `None` once its owner has gone, while it is being changed, and where nothing is kept yet.
    fn now(self) -> Option<Rc<T>> {
        typed(find(self.slot)?)
    }

    /// The value by now, or a default.
    fn now_or_default(self) -> Rc<T>
    where
        T: Default,
    {
        self.now().unwrap_or_default()
    }
}

/// A value that views follow and anybody may change.
pub struct Signal<T> {
    value: Stored<T>,
    changed: RwSignal<()>,
}

impl<T> Clone for Signal<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Signal<T> {}

impl<T: Default + 'static> Default for Signal<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T: 'static> Signal<T> {
    /// Holds the value.
    #[must_use]
    pub fn new(value: T) -> Self {
        Self { value: Stored::new(value), changed: RwSignal::new(()) }
    }

    /// Has whoever asks follow it.
    pub fn track(self) {
        self.changed.track();
    }

    /// Reads it and follows it.
    pub fn with<R>(self, read: impl FnOnce(&T) -> R) -> R
    where
        T: Default,
    {
        self.changed.track();
        self.with_untracked(read)
    }

    /// Reads it without following it.
    pub fn with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> R
    where
        T: Default,
    {
        read(&self.value.now_or_default())
    }

    /// Reads it without following it; `None` once its owner has gone.
    pub fn try_with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> Option<R> {
        self.value.try_with(read)
    }

    /// Reads it and follows it; `None` once its owner has gone.
    pub fn try_with<R>(self, read: impl FnOnce(&T) -> R) -> Option<R> {
        self.changed.track();
        self.value.try_with(read)
    }

    /// A copy, followed.
    #[must_use]
    pub fn get(self) -> T
    where
        T: Clone + Default,
    {
        self.with(T::clone)
    }

    /// A copy, not followed.
    #[must_use]
    pub fn get_untracked(self) -> T
    where
        T: Clone + Default,
    {
        self.with_untracked(T::clone)
    }

    /// A copy, followed; `None` once its owner has gone.
    #[must_use]
    pub fn try_get(self) -> Option<T>
    where
        T: Clone,
    {
        self.try_with(T::clone)
    }

    /// A copy, not followed; `None` once its owner has gone.
    #[must_use]
    pub fn try_get_untracked(self) -> Option<T>
    where
        T: Clone,
    {
        self.try_with_untracked(T::clone)
    }

    /// Puts another in its place; without effect once its owner has gone.
    pub fn set(self, value: T) {
        self.value.set(value);
        self.changed.notify();
    }

    /// Changes it; without effect once its owner has gone.
    pub fn update(self, change: impl FnOnce(&mut T)) {
        self.try_update(change);
    }

    /// Changes it; `None` and without effect once its owner has gone.
    pub fn try_update<R>(self, change: impl FnOnce(&mut T) -> R) -> Option<R> {
        let done = self.value.try_update(change);
        if done.is_some() {
            self.changed.notify();
        }
        done
    }
}

/// Runs `run` now, a little later, and again whenever something it followed has changed, until its owner goes.
pub fn effect(run: impl FnMut() + 'static) {
    let run: Box<dyn FnMut()> = Box::new(run);
    Effect::new(run);
}

/// Runs `listener` at each of these events of the browser's window, until its owner goes.
pub fn on_window_event(name: &'static str, listener: impl Fn(web_sys::Event) + 'static) {
    let listener: Box<dyn Fn(web_sys::Event)> = Box::new(listener);
    let handle = window_event_listener_untyped(name, listener);
    on_cleanup(move || handle.remove());
}

/// What is kept, as what it is.
fn typed<T: 'static>(kept: Rc<dyn Any>) -> Option<Rc<T>> {
    kept.downcast().ok()
}

// The one place where things are kept, whatever they are, so that it is compiled once.

fn keep(value: Rc<dyn Any>) -> Slot {
    StoredValue::new_local(value)
}

fn find(slot: Slot) -> Option<Rc<dyn Any>> {
    slot.try_get_value()
}

/// Takes out what is kept there; until something is put back, nothing is.
fn take(slot: Slot) -> Option<Rc<dyn Any>> {
    replace(slot, Rc::new(()))
}

fn put(slot: Slot, value: Rc<dyn Any>) {
    // The old value is dropped out here: what it sets off may look for what is kept.
    drop(replace(slot, value));
}

fn replace(slot: Slot, value: Rc<dyn Any>) -> Option<Rc<dyn Any>> {
    slot.try_update_value(|kept| std::mem::replace(kept, value))
}
