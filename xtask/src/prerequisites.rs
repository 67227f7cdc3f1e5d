//! What the tests need from the machine beside Rust: node with npm, Chromium and its driver. Found, installed where that
//! is possible without asking, or named in one line. It must not know what they are used for.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail};

use crate::{process, version};

const NODE_MAJOR: u32 = 20;
const CHROMIUM: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// Programs of the machine that the floors are run with.
pub(crate) struct Prerequisites {
    /// The driver that speaks WebDriver for Chromium.
    pub(crate) chromedriver: PathBuf,
}

/// Finds everything or says, before anything is built, what to do about it.
pub(crate) fn ensure() -> Result<Prerequisites> {
    let missing = missing();
    if !missing.is_empty() {
        let line = format!("apt-get install -y --no-install-recommends {}", missing.join(" "));
        if !(is_root() && Path::new("/etc/debian_version").exists()) {
            bail!("missing: {}. On Debian run:\n\n    sudo {line}\n", missing.join(", "));
        }
        println!("-- installing {}", missing.join(", "));
        process::run(apt().arg("update"))?;
        process::run(apt().args(["install", "-y", "--no-install-recommends"]).args(&missing))?;
    }
    node()?;
    let chromedriver =
        process::find_on_path(&["chromedriver"]).context("no chromedriver on the search path")?;
    let driver = process::version_of(&chromedriver, "--version").context("chromedriver does not start")?;
    println!("-- chromedriver {driver}");
    Ok(Prerequisites { chromedriver })
}

/// Debian's packages of what is not on the search path.
fn missing() -> Vec<&'static str> {
    [
        (&["node"][..], "nodejs"),
        (&["npm"], "npm"),
        (&CHROMIUM, "chromium"),
        (&["chromedriver"], "chromium-driver"),
    ]
    .into_iter()
    .filter(|(programs, _)| process::find_on_path(programs).is_none())
    .map(|(_, package)| package)
    .collect()
}

fn node() -> Result<()> {
    let node = process::find_on_path(&["node"]).context("no node on the search path")?;
    let found = process::version_of(&node, "--version").unwrap_or_default();
    if version::major(&found).is_none_or(|major| major < NODE_MAJOR) {
        bail!("node {found} is too old: version {NODE_MAJOR} or newer is needed (https://nodejs.org)");
    }
    println!("-- node {found}");
    Ok(())
}

fn apt() -> Command {
    let mut command = Command::new("apt-get");
    command.env("DEBIAN_FRONTEND", "noninteractive").arg("-q");
    command
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output();
    id.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}
