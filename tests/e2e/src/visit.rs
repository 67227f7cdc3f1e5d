//! Runs a test with a sandbox, a browser and a page, then the checks after every test, and records how long it took. It must not
//! know what the test does.

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

/// One runtime for all tests, because browsers and their connections outlive the test that opened them.
static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
    Builder::new_multi_thread().worker_threads(4).enable_all().build().expect("a runtime can be built")
});

/// Runs a test in the default world: the demo's company and the real clock.
pub(crate) fn visit(test: impl AsyncFnOnce(&Page)) {
    visit_in(World::default(), test);
}

/// Runs a test in that world.
pub(crate) fn visit_in(world: World, test: impl AsyncFnOnce(&Page)) {
    let mut turn = Turn::wait();
    let began = Instant::now();
    let ran = catch_unwind(AssertUnwindSafe(|| {
        RUNTIME.block_on(async {
            let page = Page::new(turn.browser().await, Server::start(&world).await).await;
            test(&page).await;
            page.check_afterwards().await;
        });
    }));
    RUNTIME.block_on(turn.tidy(ran.is_ok()));
    note(began);
    if let Err(panic) = ran {
        resume_unwind(panic);
    }
}

/// Appends a line `milliseconds test` to the file named by the environment, to find the slowest tests.
fn note(began: Instant) {
    let Ok(path) = env::var("REQUEST_CENTER_TIMES") else { return };
    let line = format!("{} {}\n", began.elapsed().as_millis(), thread::current().name().unwrap_or("?"));
    let file = OpenOptions::new().create(true).append(true).open(&path);
    file.and_then(|mut file| file.write_all(line.as_bytes()))
        .unwrap_or_else(|error| panic!("{path} cannot be written: {error}"));
}
