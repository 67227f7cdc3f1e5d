//! One chromedriver for the whole run, started at the first test on a free port and ended with the run, and how many
//! browsers may be open at once. It must not know any page.

use std::{
    env,
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    sync::{Condvar, Mutex, OnceLock},
    thread,
};

/// Ends the driver when this process is gone, however it went: its end closes the pipe the shell reads from.
const WATCH: &str = r#""$0" --port=0 & driver=$!; read -r _; kill "$driver""#;

struct Driver {
    address: String,
    /// Holds the pipe open.
    _shell: Child,
}

static DRIVER: OnceLock<Driver> = OnceLock::new();
static OPEN: Mutex<usize> = Mutex::new(0);
static CLOSED: Condvar = Condvar::new();

/// Where the driver listens.
pub(crate) fn address() -> &'static str {
    &DRIVER.get_or_init(start).address
}

fn start() -> Driver {
    let program = env::var("CHROMEDRIVER").unwrap_or_else(|_| "chromedriver".to_owned());
    let mut shell = Command::new("sh")
        .args(["-c", WATCH, &program])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{program} could not be started: {error}"));
    let mut lines = BufReader::new(shell.stdout.take().expect("its output was asked for")).lines();
    let port = lines
        .by_ref()
        .map_while(Result::ok)
        .find_map(|line| {
            line.strip_prefix("ChromeDriver was started successfully on port ")?
                .trim_end_matches('.')
                .parse()
                .ok()
        })
        .unwrap_or_else(|| panic!("{program} did not say on which port it listens"));
    thread::spawn(move || lines.for_each(drop));
    let port: u16 = port;
    Driver { address: format!("http://127.0.0.1:{port}"), _shell: shell }
}

/// The right to have one browser open.
pub(crate) struct Turn(());

impl Turn {
    /// Waits until there is room for another browser.
    pub(crate) fn wait() -> Self {
        let room = thread::available_parallelism().map_or(1, usize::from).min(4);
        let open = OPEN.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let mut open =
            CLOSED.wait_while(open, |open| *open >= room).unwrap_or_else(std::sync::PoisonError::into_inner);
        *open += 1;
        Self(())
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        *OPEN.lock().unwrap_or_else(std::sync::PoisonError::into_inner) -= 1;
        CLOSED.notify_one();
    }
}
