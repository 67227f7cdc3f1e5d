//! Giving up on a read: one flag that fetches, waits and timers listen to. Knows no call; the browser's own abort signals are
//! made where a fetch is.

use leptos::prelude::{LocalStorage, StoredValue, WithValue, on_cleanup};
use std::cell::{Cell, RefCell};
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::rc::Rc;
use std::task::Poll;

/// Tells reads that nobody wants their answer any more. Clones are the same abort.
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
    /// One that nobody has fired yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// One that fires when the current reactive owner is cleaned up.
    #[must_use]
    pub fn on_cleanup() -> Self {
        let abort = Self::new();
        let held: StoredValue<Self, LocalStorage> = StoredValue::new_local(abort.clone());
        on_cleanup(move || {
            held.try_with_value(Self::abort);
        });
        abort
    }

    /// Fires: every read that was given it ends with `aborted`. A second time does nothing.
    pub fn abort(&self) {
        if self.0.fired.replace(true) {
            return;
        }
        let listeners = std::mem::take(&mut *self.0.listeners.borrow_mut());
        for (_, listener) in listeners {
            listener();
        }
    }

    /// Whether it has fired.
    #[must_use]
    pub fn is_aborted(&self) -> bool {
        self.0.fired.get()
    }

    /// Calls `f` when it fires, at once where it has; dropping what is returned takes it back.
    pub(super) fn listen(&self, f: impl FnOnce() + 'static) -> Listening {
        let id = self.0.next.get();
        self.0.next.set(id.wrapping_add(1));
        if self.is_aborted() {
            f();
        } else {
            self.0.listeners.borrow_mut().push((id, Box::new(f)));
        }
        Listening { abort: self.clone(), id }
    }
}

/// A listener's place; dropped, the listener is gone.
pub(super) struct Listening {
    abort: Abort,
    id: u32,
}

impl Drop for Listening {
    fn drop(&mut self) {
        let gone = {
            let mut listeners = self.abort.0.listeners.borrow_mut();
            let at = listeners.iter().position(|(id, _)| *id == self.id);
            at.map(|at| listeners.swap_remove(at))
        };
        drop(gone);
    }
}

/// The outcome of `work`, or `None` as soon as `abort` fires; then `work` is dropped where it stands.
pub(crate) async fn unless_aborted<T>(abort: Option<&Abort>, work: impl Future<Output = T>) -> Option<T> {
    let Some(abort) = abort else { return Some(work.await) };
    let mut work = pin!(work);
    let mut listening = None;
    poll_fn(|context| {
        if abort.is_aborted() {
            return Poll::Ready(None);
        }
        if let Poll::Ready(outcome) = work.as_mut().poll(context) {
            return Poll::Ready(Some(outcome));
        }
        let waker = context.waker().clone();
        listening = Some(abort.listen(move || waker.wake()));
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
    fn finished_work_wins_over_an_abort_that_never_fires() {
        let abort = Abort::new();
        let mut work = pin!(unless_aborted(Some(&abort), ready(7)));
        assert_eq!(poll_once(work.as_mut()), Poll::Ready(Some(7)));
    }

    #[test]
    fn an_abort_fires_its_listeners_once_and_not_those_taken_back() {
        let abort = Abort::new();
        let heard = Rc::new(Cell::new(0));
        let count = |by: i32| {
            let heard = Rc::clone(&heard);
            move || heard.set(heard.get() + by)
        };
        let kept = abort.listen(count(1));
        drop(abort.listen(count(10)));
        abort.abort();
        abort.abort();
        assert_eq!(heard.get(), 1);
        drop(kept);
        let lazy_module = abort.listen(count(100));
        assert_eq!(heard.get(), 101, "one that comes too late hears it at once");
        drop(lazy_module);
    }

    #[test]
    fn ended_work_leaves_no_listener_behind() {
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
