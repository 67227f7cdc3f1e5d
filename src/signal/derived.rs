//! Derived values: computed at each read (`Derived`) or once for each change (`Memo`).

use super::{Signal, Stored};
use leptos::prelude::{Get as _, Memo as LeptosMemo};

type Source<T> = Box<dyn Fn() -> T>;

/// A value computed at each read. Components take it as a prop: closures, [`Signal`]s, [`Memo`]s and plain texts convert into it.
pub struct Derived<T> {
    source: Stored<Source<T>>,
}

impl<T> Clone for Derived<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Derived<T> {}

impl<T: 'static> Derived<T> {
    /// Calls the closure at each read.
    #[must_use]
    pub fn new(source: impl Fn() -> T + 'static) -> Self {
        let source: Source<T> = Box::new(source);
        Self { source: Stored::new(source) }
    }

    /// The current value; subscribes the caller to all it is computed from.
    #[must_use]
    pub fn get(self) -> T
    where
        T: Default,
    {
        self.try_get().unwrap_or_default()
    }

    /// The current value; `None` once its owner has gone.
    #[must_use]
    pub fn try_get(self) -> Option<T> {
        self.source.try_with(|source| source())
    }

    /// The current value, without subscribing.
    #[must_use]
    pub fn get_untracked(self) -> T
    where
        T: Default,
    {
        leptos::prelude::untrack(|| self.get())
    }

    /// The current value, without subscribing; `None` once its owner has gone.
    #[must_use]
    pub fn try_get_untracked(self) -> Option<T> {
        leptos::prelude::untrack(|| self.try_get())
    }

    /// Reads the current value.
    pub fn with<R>(self, read: impl FnOnce(&T) -> R) -> R
    where
        T: Default,
    {
        read(&self.get())
    }

    /// Reads the current value without subscribing.
    pub fn with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> R
    where
        T: Default,
    {
        read(&self.get_untracked())
    }
}

impl<T: 'static> Derived<T> {
    /// Reads the current value without subscribing; `None` once its owner has gone.
    pub fn try_with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> Option<R> {
        self.try_get_untracked().map(|value| read(&value))
    }
}

impl<T: Default + 'static> Default for Derived<T> {
    fn default() -> Self {
        Self::new(T::default)
    }
}

impl<T: 'static, F: Fn() -> T + 'static> From<F> for Derived<T> {
    fn from(source: F) -> Self {
        Self::new(source)
    }
}

impl<T: Clone + Default + 'static> From<Signal<T>> for Derived<T> {
    fn from(var: Signal<T>) -> Self {
        Self::new(move || var.get())
    }
}

impl<T: Clone + Default + 'static> From<Memo<T>> for Derived<T> {
    fn from(memo: Memo<T>) -> Self {
        Self::new(move || memo.get())
    }
}

impl From<String> for Derived<String> {
    fn from(text: String) -> Self {
        Self::new(move || text.clone())
    }
}

impl From<bool> for Derived<bool> {
    fn from(value: bool) -> Self {
        Self::new(move || value)
    }
}

/// A value computed once for each change of what it read; subscribers are notified only of a different value.
pub struct Memo<T> {
    value: Stored<T>,
    /// Leptos' memo of a number that grows with each different value.
    version: LeptosMemo<u32>,
}

impl<T> Clone for Memo<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Memo<T> {}

impl<T: PartialEq + 'static> Memo<T> {
    /// Notifies when the closure returns a different value.
    #[must_use]
    pub fn new(compute: impl Fn() -> T + 'static) -> Self {
        Self::notifying_if(compute, |before, now| before != now)
    }
}

impl<T: 'static> Memo<T> {
    /// Notifies each time the closure has run, for values that cost more to compare than to draw.
    #[must_use]
    pub fn always(compute: impl Fn() -> T + 'static) -> Self {
        Self::notifying_if(compute, |_, _| true)
    }

    fn notifying_if(compute: impl Fn() -> T + 'static, differs: fn(&T, &T) -> bool) -> Self {
        let value = Stored::empty();
        let step = move || {
            let now = compute();
            let is_new = value.now().is_none_or(|before| differs(&before, &now));
            if is_new {
                value.set(now);
            }
            is_new
        };
        Self { value, version: version(Box::new(step)) }
    }

    /// Reads it and subscribes the caller.
    pub fn with<R>(self, read: impl FnOnce(&T) -> R) -> R
    where
        T: Default,
    {
        // Getting the version updates the value; it must be one step with subscribing, or the reader would be notified of the
        // very change it is about to read.
        let _ = self.version.try_get();
        read(&self.value.now_or_default())
    }

    /// Reads it without subscribing.
    pub fn with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> R
    where
        T: Default,
    {
        refresh(self.version);
        read(&self.value.now_or_default())
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

    /// A copy, without subscribing; `None` once its owner has gone.
    #[must_use]
    pub fn try_get_untracked(self) -> Option<T>
    where
        T: Clone,
    {
        refresh(self.version);
        self.value.try_get()
    }
}

/// The one memo that Leptos compiles: `step` computes the value and returns whether it is a different one. Leptos asks for a
/// closure that is `Send`, which a handle to a stored value is.
fn version(step: Box<dyn Fn() -> bool>) -> LeptosMemo<u32> {
    let step = Stored::new(step);
    LeptosMemo::new(move |before: Option<&u32>| {
        let before = before.copied().unwrap_or_default();
        if step.try_with(|step| step()) == Some(true) { before.wrapping_add(1) } else { before }
    })
}

/// Updates a memo without subscribing to it.
fn refresh(version: LeptosMemo<u32>) {
    leptos::prelude::untrack(|| version.try_get());
}
