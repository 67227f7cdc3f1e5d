//! Type-erased signals: a `RwSignal<()>` as trigger beside a value behind `Rc<dyn Any>`, so that Leptos' reactive code is
//! compiled once instead of anew for every type. The handles are `Copy` and belong to the reactive owner that was current when
//! they were made.
//!
//! Knows Leptos and nothing of this widget. Nothing panics: a signal whose owner has gone reads as the default of its type, where
//! Leptos would end every widget of the page; after an `.await`, where that can happen, the `try_` forms return `None`.

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

/// A value without subscribers, kept as long as its owner.
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
    /// Stores the value.
    #[must_use]
    pub fn new(value: T) -> Self {
        Self { slot: keep(Rc::new(value)), of: PhantomData }
    }

    /// Nothing is stored yet.
    fn empty() -> Self {
        Self { slot: keep(Rc::new(())), of: PhantomData }
    }

    /// Reads it; `None` once its owner has gone.
    pub fn try_with<R>(self, read: impl FnOnce(&T) -> R) -> Option<R> {
        self.now().map(|value| read(&value))
    }

    /// Changes it in place; while somebody is reading it, a copy is changed and the reader keeps what they see. `None` once its
    /// owner has gone.
    pub fn try_update<R>(self, change: impl FnOnce(&mut T) -> R) -> Option<R>
    where
        T: Clone,
    {
        let value: Option<Rc<T>> = typed(take(self.slot)?);
        debug_assert!(value.is_some(), "a value was changed while it was being changed");
        let mut value = value?;
        if Rc::get_mut(&mut value).is_none() {
            value = Rc::new(T::clone(&value));
        }
        let done = Rc::get_mut(&mut value).map(change);
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

    /// Replaces it; without effect once its owner has gone.
    pub fn set(self, value: T) {
        put(self.slot, Rc::new(value));
    }

    /// The current value; `None` once its owner has gone, while it is being changed, and where nothing is stored yet.
    fn now(self) -> Option<Rc<T>> {
        typed(find(self.slot)?)
    }

    /// The current value, or a default.
    fn now_or_default(self) -> Rc<T>
    where
        T: Default,
    {
        self.now().unwrap_or_default()
    }
}

/// A value that notifies its subscribers whenever it is set or updated.
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
    /// Starts with that value.
    #[must_use]
    pub fn new(value: T) -> Self {
        Self { value: Stored::new(value), changed: RwSignal::new(()) }
    }

    /// Subscribes the caller to it.
    pub fn track(self) {
        self.changed.track();
    }

    /// Reads it and subscribes the caller.
    pub fn with<R>(self, read: impl FnOnce(&T) -> R) -> R
    where
        T: Default,
    {
        self.changed.track();
        self.with_untracked(read)
    }

    /// Reads it without subscribing.
    pub fn with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> R
    where
        T: Default,
    {
        read(&self.value.now_or_default())
    }

    /// Reads it without subscribing; `None` once its owner has gone.
    pub fn try_with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> Option<R> {
        self.value.try_with(read)
    }

    /// Reads it and subscribes the caller; `None` once its owner has gone.
    pub fn try_with<R>(self, read: impl FnOnce(&T) -> R) -> Option<R> {
        self.changed.track();
        self.value.try_with(read)
    }

    /// A copy, subscribing the caller.
    #[must_use]
    pub fn get(self) -> T
    where
        T: Clone + Default,
    {
        self.with(T::clone)
    }

    /// A copy, without subscribing.
    #[must_use]
    pub fn get_untracked(self) -> T
    where
        T: Clone + Default,
    {
        self.with_untracked(T::clone)
    }

    /// A copy, subscribing the caller; `None` once its owner has gone.
    #[must_use]
    pub fn try_get(self) -> Option<T>
    where
        T: Clone,
    {
        self.try_with(T::clone)
    }

    /// A copy, without subscribing; `None` once its owner has gone.
    #[must_use]
    pub fn try_get_untracked(self) -> Option<T>
    where
        T: Clone,
    {
        self.try_with_untracked(T::clone)
    }

    /// Replaces it and notifies subscribers; without effect once its owner has gone.
    pub fn set(self, value: T) {
        self.value.set(value);
        self.changed.notify();
    }

    /// Changes it and notifies subscribers; without effect once its owner has gone.
    pub fn update(self, change: impl FnOnce(&mut T))
    where
        T: Clone,
    {
        self.try_update(change);
    }

    /// Changes it and notifies subscribers, see [`Stored::try_update`]; `None` and without effect once its owner has gone.
    pub fn try_update<R>(self, change: impl FnOnce(&mut T) -> R) -> Option<R>
    where
        T: Clone,
    {
        let done = self.value.try_update(change);
        if done.is_some() {
            self.changed.notify();
        }
        done
    }
}

/// Runs `run` in the next microtask, and again whenever something it read has changed, until its owner goes.
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

/// The value with its type; `None` where it is of another one.
fn typed<T: 'static>(kept: Rc<dyn Any>) -> Option<Rc<T>> {
    kept.downcast().ok()
}

// Not generic, so that each is compiled once.

fn keep(value: Rc<dyn Any>) -> Slot {
    StoredValue::new_local(value)
}

fn find(slot: Slot) -> Option<Rc<dyn Any>> {
    slot.try_get_value()
}

/// Takes the value out; the slot is empty until one is put back.
fn take(slot: Slot) -> Option<Rc<dyn Any>> {
    replace(slot, Rc::new(()))
}

fn put(slot: Slot, value: Rc<dyn Any>) {
    // The old value is dropped outside of the slot's borrow, because dropping it may read the slot.
    drop(replace(slot, value));
}

fn replace(slot: Slot, value: Rc<dyn Any>) -> Option<Rc<dyn Any>> {
    slot.try_update_value(|kept| std::mem::replace(kept, value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use leptos::prelude::Owner;

    #[test]
    fn an_update_while_a_value_is_being_read_is_not_lost() {
        Owner::new().with(|| {
            let signal = Signal::new(vec![1]);
            signal.with_untracked(|seen| {
                signal.update(|now| now.push(2));
                assert_eq!(*seen, [1]);
            });
            assert_eq!(signal.get_untracked(), [1, 2]);
        });
    }

    #[test]
    fn a_signal_whose_owner_has_gone_reads_as_a_default_and_takes_nothing() {
        let owner = Owner::new();
        let signal = owner.with(|| Signal::new(7));
        owner.cleanup();
        signal.set(8);
        assert_eq!((signal.try_update(|now| *now += 1), signal.try_get_untracked()), (None, None));
        assert_eq!(signal.get_untracked(), 0);
    }
}
