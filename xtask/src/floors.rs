//! Everything CI runs, in order, with a heading and a time for each step and a count for each floor of tests. A step that
//! fails does not stop the ones after it; it fails the run. It must not know what the tests test.

use std::{
    fs,
    path::PathBuf,
    process::Command,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

use crate::{
    arguments::Test,
    cargo_tools, node_tools,
    prerequisites::{self, Task},
    process, ship, size, slowest,
    tally::Tally,
    toolchain::TARGET,
    workspace,
};

/// One line of the summary.
struct Line {
    name: String,
    tally: Tally,
    took: Duration,
}

/// The run so far.
#[derive(Default)]
struct Report {
    lines: Vec<Line>,
}

/// Runs everything and fails if anything did.
pub(crate) fn run(options: &Test) -> Result<()> {
    heading("prerequisites");
    let descriptions = options.api_descriptions.as_ref().map(|folder| {
        folder.canonicalize().with_context(|| format!("no API descriptions in {}", folder.display()))
    });
    let descriptions = descriptions.transpose()?;
    prerequisites::ensure(Task::Test)?;
    let driver = prerequisites::chromedriver()?;
    let axe = node_tools::AXE.ensure()?.join("axe-core/axe.min.js");
    node_tools::BINARYEN.ensure()?;
    node_tools::ESBUILD.ensure()?;
    let bindgen = cargo_tools::wasm_bindgen()?.ensure()?;
    cargo_tools::trunk().ensure()?;
    let times = no_times()?;
    let mut report = Report::default();

    report.step("format", || process::run(process::cargo().args(["fmt", "--all", "--check"])));
    report.step("lints", || {
        process::run(process::cargo().args([
            "clippy",
            "--workspace",
            "--all-targets",
            "--",
            "--deny",
            "warnings",
        ]))
    });
    report.step("lints for the browser", || {
        let package = ["clippy", "--package", "request-center", "--all-targets", "--target", TARGET];
        process::run(process::cargo().args(package).args(["--", "--deny", "warnings"]))
    });

    let mut models = tests(&["--package", "request-center-models"]);
    match &descriptions {
        Some(folder) => drop(models.env("REQUEST_CENTER_API_DESCRIPTIONS", folder)),
        None => println!("-- skipped: examples of the official descriptions (no --api-descriptions DIR)"),
    }
    report.floor("models", &mut models);
    report.floor("widget", &mut tests(&["--package", "request-center", "--lib"]));
    report.floor("xtask", &mut tests(&["--package", "xtask", "--package", "request-center-split"]));
    report.floor("sandbox", &mut tests(&["--package", "request-center-sandbox"]));
    report.floor("house", &mut tests(&["--package", "request-center-house"]));
    report.floor(
        "web",
        tests(&["--package", "request-center", "--target", TARGET, "--test", "web"])
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", bindgen.join("wasm-bindgen-test-runner"))
            .env("CHROMEDRIVER", &driver)
            .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", webdriver_capabilities()?)
            .env("WASM_BINDGEN_TEST_TIMEOUT", "300"),
    );
    if report.step("dist", ship::build) {
        report.floor(
            "e2e",
            tests(&["--package", "request-center-e2e"])
                .env("REQUEST_CENTER_SITE", workspace::dist())
                .env("REQUEST_CENTER_AXE", axe)
                .env("REQUEST_CENTER_TIMES", &times)
                .env("CHROMEDRIVER", &driver),
        );
        report.step("size", size::report);
    } else {
        report.add("floor e2e", Tally::failure(), Duration::ZERO);
    }
    print_slowest(&fs::read_to_string(times).unwrap_or_default());
    report.finish(descriptions.is_some())
}

/// The file in which tests of this run write down how long they took; those of the last run are gone.
fn no_times() -> Result<PathBuf> {
    let file = workspace::target().join("e2e-times");
    fs::write(&file, "").with_context(|| format!("could not write {}", file.display()))?;
    Ok(file)
}

fn print_slowest(times: &str) {
    let slowest = slowest::of(times);
    if !slowest.is_empty() {
        heading("slowest tests of floor e2e (the other floors' runners tell no times)");
        slowest.iter().for_each(|test| println!("{test}"));
    }
}

impl Report {
    /// Runs a step that passes or fails as a whole.
    fn step(&mut self, name: &str, work: impl FnOnce() -> Result<()>) -> bool {
        heading(name);
        let began = Instant::now();
        let result = work();
        if let Err(error) = &result {
            println!("-- {name} failed: {error:#}");
        }
        let tally = if result.is_ok() { Tally::default() } else { Tally::failure() };
        self.add(&format!("step {name}"), tally, began.elapsed());
        result.is_ok()
    }

    /// Runs a floor of tests and counts them.
    fn floor(&mut self, name: &str, command: &mut Command) {
        heading(&format!("floor {name}"));
        let began = Instant::now();
        let tally = match process::run_captured(command) {
            Ok((succeeded, output)) => Tally::of_run(succeeded, &output),
            Err(error) => {
                println!("-- {error:#}");
                Tally::failure()
            }
        };
        self.add(&format!("floor {name}"), tally, began.elapsed());
    }

    fn add(&mut self, name: &str, tally: Tally, took: Duration) {
        self.lines.push(Line { name: name.to_owned(), tally, took });
    }

    fn finish(&self, descriptions_checked: bool) -> Result<()> {
        heading("summary");
        if !descriptions_checked {
            println!("skipped: examples of the official descriptions (no --api-descriptions DIR)");
        }
        for Line { name, took, .. } in &self.lines {
            println!("{:>6.1} s  {name}", took.as_secs_f32());
        }
        let mut sum = Tally::default();
        for Line { name, tally, .. } in &self.lines {
            sum += *tally;
            if name.starts_with("floor ") || tally.failed > 0 {
                println!("{name}: {tally}");
            }
        }
        println!("{sum}");
        if sum.failed > 0 {
            bail!("not everything passed");
        }
        Ok(())
    }
}

fn tests(arguments: &[&str]) -> Command {
    let mut command = process::cargo();
    command.args(["test", "--no-fail-fast"]).args(arguments);
    command
}

/// The runner adds what a root needs (`no-sandbox`, `headless`) itself; a machine without a graphics card needs this.
fn webdriver_capabilities() -> Result<PathBuf> {
    let file = workspace::target().join("webdriver.json");
    let text =
        r#"{ "goog:chromeOptions": { "args": ["headless=new", "disable-gpu", "window-size=1280,900"] } }"#;
    fs::write(&file, text).with_context(|| format!("could not write {}", file.display()))?;
    Ok(file)
}

fn heading(name: &str) {
    println!("\n== {name}");
}
