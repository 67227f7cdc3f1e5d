//! One chromedriver for the whole run, started by the first test on a free port and ended with the run, together with its
//! browsers. It must not know any page.

use std::{
    env,
    io::{BufRead, BufReader},
    os::unix::process::CommandExt,
    process::{Child, Command, Stdio},
    sync::OnceLock,
    thread,
};

/// Ends the driver and its browsers, all in one process group, however this process ends: that closes the pipe the shell reads
/// from.
const WATCH: &str = r#""$0" --port=0 & read -r _; kill 0"#;

struct Driver {
    address: String,
    /// Holds the pipe open.
    _shell: Child,
}

static DRIVER: OnceLock<Driver> = OnceLock::new();

/// The address of the driver.
pub(crate) fn address() -> &'static str {
    &DRIVER.get_or_init(start).address
}

fn start() -> Driver {
    let program = env::var("CHROMEDRIVER").unwrap_or_else(|_| "chromedriver".to_owned());
    let mut shell = Command::new("sh")
        .args(["-c", WATCH, &program])
        .process_group(0)
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
