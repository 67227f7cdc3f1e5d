//! Values that are worked out: anew at each reading, or once for each change.

use super::{Signal, Stored};
use leptos::prelude::{Get as _, Memo as LeptosMemo};

type Source<T> = Box<dyn Fn() -> T>;

/// Something that can be read, worked out anew each time: what a component asks for. Closures, [`Signal`]s and [`Memo`]s become one.
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
    /// What the closure says whenever it is asked.
    #[must_use]
    pub fn new(source: impl Fn() -> T + 'static) -> Self {
        let source: Source<T> = Box::new(source);
        Self { source: Stored::new(source) }
    }

    /// The value by now; whoever asks follows all it is worked out from.
    #[must_use]
    pub fn get(self) -> T
    where
        T: Default,
    {
        self.try_get().unwrap_or_default()
    }

    /// The value by now; `None` once its owner has gone.
    #[must_use]
    pub fn try_get(self) -> Option<T> {
        self.source.try_with(|source| source())
    }

    /// The value by now, not followed.
    #[must_use]
    pub fn get_untracked(self) -> T
    where
        T: Default,
    {
        leptos::prelude::untrack(|| self.get())
    }

    /// The value by now, not followed; `None` once its owner has gone.
    #[must_use]
    pub fn try_get_untracked(self) -> Option<T> {
        leptos::prelude::untrack(|| self.try_get())
    }

    /// Looks at the value by now.
    pub fn with<R>(self, read: impl FnOnce(&T) -> R) -> R
    where
        T: Default,
    {
        read(&self.get())
    }

    /// Looks at the value by now, not followed.
    pub fn with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> R
    where
        T: Default,
    {
        read(&self.get_untracked())
    }
}

impl<T: 'static> Derived<T> {
    /// Looks at the value by now, not followed; `None` once its owner has gone.
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

/// Something worked out once for each change of what it follows; those who follow it hear only of another value.
pub struct Memo<T> {
    value: Stored<T>,
    /// Leptos' own memo of a number that grows with each other value.
    version: LeptosMemo<u32>,
}

impl<T> Clone for Memo<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Memo<T> {}

impl<T: PartialEq + 'static> Memo<T> {
    /// What the closure says; followers hear of it when it says something else.
    #[must_use]
    pub fn new(work_out: impl Fn() -> T + 'static) -> Self {
        Self::hearing_of(work_out, |before, now| before != now)
    }
}

impl<T: 'static> Memo<T> {
    /// What the closure says; followers hear of it each time it is worked out, because comparing would cost more.
    #[must_use]
    pub fn always(work_out: impl Fn() -> T + 'static) -> Self {
        Self::hearing_of(work_out, |_, _| true)
    }

    fn hearing_of(work_out: impl Fn() -> T + 'static, differs: fn(&T, &T) -> bool) -> Self {
        let value = Stored::empty();
        let step = move || {
            let now = work_out();
            let other = value.now().is_none_or(|before| differs(&before, &now));
            if other {
                value.set(now);
            }
            other
        };
        Self { value, version: version(Box::new(step)) }
    }

    /// Reads it and follows it.
    pub fn with<R>(self, read: impl FnOnce(&T) -> R) -> R
    where
        T: Default,
    {
        // Asking for the version brings the value up to date; in one step with following it, or the reader would be told of
        // the very change it is about to read.
        let _ = self.version.try_get();
        read(&self.value.now_or_default())
    }

    /// Reads it without following it.
    pub fn with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> R
    where
        T: Default,
    {
        refresh(self.version);
        read(&self.value.now_or_default())
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

    /// A copy, not followed; `None` once its owner has gone.
    #[must_use]
    pub fn try_get_untracked(self) -> Option<T>
    where
        T: Clone,
    {
        refresh(self.version);
        self.value.try_get()
    }
}

/// The one memo that Leptos compiles: `step` works the value out and says whether it is another one. Leptos asks for a closure
/// that could move between threads, of which a page has one; what is kept can.
fn version(step: Box<dyn Fn() -> bool>) -> LeptosMemo<u32> {
    let step = Stored::new(step);
    LeptosMemo::new(move |before: Option<&u32>| {
        let before = before.copied().unwrap_or_default();
        if step.try_with(|step| step()) == Some(true) { before.wrapping_add(1) } else { before }
    })
}

/// Brings a memo up to date without following it.
fn refresh(version: LeptosMemo<u32>) {
    leptos::prelude::untrack(|| version.try_get());
}
