//! Work that goes on when whoever waits for it is gone. Knows nothing of the work.

use std::cell::RefCell;
use std::future::{Future, poll_fn};
use std::rc::Rc;
use std::task::{Poll, Waker};
use wasm_bindgen_futures::spawn_local;

/// What passes from the work to the one who waits.
struct Channel<T> {
    outcome: Option<T>,
    over: bool,
    waker: Option<Waker>,
}

/// Closes the channel also where the work ends without an outcome.
struct Sender<T>(Rc<RefCell<Channel<T>>>);

impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        let waker = {
            let mut channel = self.0.borrow_mut();
            channel.over = true;
            channel.waker.take()
        };
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

/// Runs the work to its end, whether or not what is returned is waited for; `None` where it ended without an outcome.
pub(super) fn run<T: 'static>(work: impl Future<Output = T> + 'static) -> impl Future<Output = Option<T>> {
    let channel = Rc::new(RefCell::new(Channel { outcome: None, over: false, waker: None }));
    let sender = Sender(Rc::clone(&channel));
    spawn_local(async move {
        let outcome = work.await;
        sender.0.borrow_mut().outcome = Some(outcome);
    });
    poll_fn(move |context| {
        let mut channel = channel.borrow_mut();
        if channel.over {
            return Poll::Ready(channel.outcome.take());
        }
        channel.waker = Some(context.waker().clone());
        Poll::Pending
    })
}
