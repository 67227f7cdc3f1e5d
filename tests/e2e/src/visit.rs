//! One visit: a sandbox, a browser and a page for the length of one test, what must hold after every test, and how long it took.
//! It must not know what the test does.

use crate::{
    browser::Turn,
    page::Page,
    sandbox::{Server, World},
};
use std::{
    env,
    fs::OpenOptions,
    io::Write,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    sync::LazyLock,
    thread,
    time::Instant,
};
use tokio::runtime::{Builder, Runtime};

/// One for all tests: a browser outlives the test that opened it, and so do the connections to it.
static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
    Builder::new_multi_thread().worker_threads(4).enable_all().build().expect("a runtime can be built")
});

/// Runs a test in a world as it comes: the company of the seed, the clock as it is.
pub(crate) fn visit(test: impl AsyncFnOnce(&Page)) {
    visit_in(World::default(), test);
}

/// Runs a test in a world of its own making.
pub(crate) fn visit_in(world: World, test: impl AsyncFnOnce(&Page)) {
    let mut turn = Turn::wait();
    let began = Instant::now();
    let ran = catch_unwind(AssertUnwindSafe(|| {
        RUNTIME.block_on(async {
            let page = Page::new(turn.browser().await, Server::start(&world).await).await;
            test(&page).await;
            page.leave().await;
        });
    }));
    RUNTIME.block_on(turn.tidy(ran.is_ok()));
    note(began);
    if let Err(panic) = ran {
        resume_unwind(panic);
    }
}

/// Adds a line `milliseconds test` to the file the environment names, for whoever wants to know the slowest.
fn note(began: Instant) {
    let Ok(path) = env::var("REQUEST_CENTER_TIMES") else { return };
    let line = format!("{} {}\n", began.elapsed().as_millis(), thread::current().name().unwrap_or("?"));
    let file = OpenOptions::new().create(true).append(true).open(&path);
    file.and_then(|mut file| file.write_all(line.as_bytes()))
        .unwrap_or_else(|error| panic!("{path} cannot be written: {error}"));
}
