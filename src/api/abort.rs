//! Aborting reads: a flag that fetches, waits and timers listen to. Knows no call; `transport` connects it to the browser's
//! `AbortSignal`.

use leptos::prelude::{LocalStorage, StoredValue, WithValue, on_cleanup};
use std::cell::{Cell, RefCell};
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::rc::Rc;
use std::task::Poll;

/// The abort signal of reads. Clones share it.
#[derive(Clone, Default)]
pub struct Abort(Rc<Inner>);

type Listeners = Vec<(u32, Box<dyn FnOnce()>)>;

#[derive(Default)]
struct Inner {
    fired: Cell<bool>,
    next: Cell<u32>,
    listeners: RefCell<Listeners>,
}

impl Abort {
    /// A signal that has not fired.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A signal that fires when the current reactive owner is cleaned up.
    #[must_use]
    pub fn on_cleanup() -> Self {
        let abort = Self::new();
        let held: StoredValue<Self, LocalStorage> = StoredValue::new_local(abort.clone());
        on_cleanup(move || {
            held.try_with_value(Self::abort);
        });
        abort
    }

    /// Fires: every read with this signal ends with `aborted`. Does nothing the second time.
    pub fn abort(&self) {
        if self.0.fired.replace(true) {
            return;
        }
        let listeners = std::mem::take(&mut *self.0.listeners.borrow_mut());
        for (_, listener) in listeners {
            listener();
        }
    }

    /// Returns whether it has fired.
    #[must_use]
    pub fn is_aborted(&self) -> bool {
        self.0.fired.get()
    }

    /// Calls `f` when it fires, immediately if it has; dropping the returned listener removes it.
    pub(super) fn listen(&self, f: impl FnOnce() + 'static) -> AbortListener {
        let id = self.0.next.get();
        self.0.next.set(id.wrapping_add(1));
        if self.is_aborted() {
            f();
        } else {
            self.0.listeners.borrow_mut().push((id, Box::new(f)));
        }
        AbortListener { abort: self.clone(), id }
    }
}

/// A registered listener; removed when dropped.
pub(super) struct AbortListener {
    abort: Abort,
    id: u32,
}

impl Drop for AbortListener {
    fn drop(&mut self) {
        let removed = {
            let mut listeners = self.abort.0.listeners.borrow_mut();
            let at = listeners.iter().position(|(id, _)| *id == self.id);
            at.map(|at| listeners.swap_remove(at))
        };
        drop(removed);
    }
}

/// The output of `work`, or `None` as soon as `abort` fires; then `work` is dropped.
pub(crate) async fn unless_aborted<T>(abort: Option<&Abort>, work: impl Future<Output = T>) -> Option<T> {
    let Some(abort) = abort else { return Some(work.await) };
    let mut work = pin!(work);
    let mut listener = None;
    poll_fn(|context| {
        if abort.is_aborted() {
            return Poll::Ready(None);
        }
        if let Poll::Ready(outcome) = work.as_mut().poll(context) {
            return Poll::Ready(Some(outcome));
        }
        let waker = context.waker().clone();
        listener = Some(abort.listen(move || waker.wake()));
        Poll::Pending
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::future::{pending, ready};
    use std::task::{Context, Waker};

    fn poll_once<T>(future: std::pin::Pin<&mut impl Future<Output = T>>) -> Poll<T> {
        future.poll(&mut Context::from_waker(Waker::noop()))
    }

    #[test]
    fn work_ends_as_soon_as_its_abort_fires() {
        let abort = Abort::new();
        let mut work = pin!(unless_aborted(Some(&abort), pending::<()>()));
        assert_eq!(poll_once(work.as_mut()), Poll::Pending);
        abort.abort();
        assert_eq!(poll_once(work.as_mut()), Poll::Ready(None));
    }

    #[test]
    fn work_finishes_if_its_abort_does_not_fire() {
        let abort = Abort::new();
        let mut work = pin!(unless_aborted(Some(&abort), ready(7)));
        assert_eq!(poll_once(work.as_mut()), Poll::Ready(Some(7)));
    }

    #[test]
    fn an_abort_calls_its_listeners_once_and_not_the_removed_ones() {
        let abort = Abort::new();
        let calls = Rc::new(Cell::new(0));
        let count = |by: i32| {
            let calls = Rc::clone(&calls);
            move || calls.set(calls.get() + by)
        };
        let kept = abort.listen(count(1));
        drop(abort.listen(count(10)));
        abort.abort();
        abort.abort();
        assert_eq!(calls.get(), 1);
        drop(kept);
        let late = abort.listen(count(100));
        assert_eq!(calls.get(), 101, "a listener added later is called immediately");
        drop(late);
    }

    #[test]
    fn finished_work_leaves_no_listener() {
        let abort = Abort::new();
        {
            let mut work = pin!(unless_aborted(Some(&abort), pending::<()>()));
            let _ = poll_once(work.as_mut());
            let _ = poll_once(work.as_mut());
            assert_eq!(abort.0.listeners.borrow().len(), 1);
        }
        assert!(abort.0.listeners.borrow().is_empty());
    }
}
