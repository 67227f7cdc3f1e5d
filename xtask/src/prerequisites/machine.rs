//! The prerequisites found on this machine. It changes nothing: `plan` decides what to do about a gap.

use std::{env, path::PathBuf, process::Command};

use super::{need::Need, package::Packager};
use crate::{process, toolchain::Toolchain, version};

const CHROMIUM: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// The prerequisites found; one that was not checked counts as present.
#[derive(Clone, Debug)]
pub(super) struct Machine {
    /// The Rust in use.
    pub(super) toolchain: Toolchain,
    /// Needs that are not met; a version that does not do is not among them.
    pub(super) absent: Vec<Need>,
    /// Version of node.
    pub(super) node: Option<String>,
    /// Version of Chromium.
    pub(super) chromium: Option<String>,
    /// Version of chromedriver.
    pub(super) driver: Option<String>,
    /// How packages are installed.
    pub(super) packager: Option<Packager>,
    /// The version of node that apt would install.
    pub(super) node_offered: Option<String>,
    /// True if packages may be installed without asking.
    pub(super) is_root: bool,
}

impl Machine {
    /// Looks for what is needed.
    pub(super) fn look(needs: &[Need]) -> Self {
        let toolchain = Toolchain::look();
        let version = |need, names: &[&str]| {
            let program = needs.contains(&need).then(|| process::find_on_path(names)).flatten()?;
            // a program that does not say its version is there all the same
            Some(process::version_of(&program, "--version").unwrap_or_default())
        };
        let node = version(Need::Node, &["node"]);
        let chromium = match env::var_os("REQUEST_CENTER_CHROMIUM").map(PathBuf::from) {
            Some(program) => process::version_of(&program, "--version"),
            None => version(Need::Chromium, &CHROMIUM),
        };
        let driver = version(Need::Driver, &["chromedriver"]);
        let is_there = |need: Need| match need {
            Need::Target => toolchain.has_target,
            // elsewhere a linker has another name, and this program would not be here without one
            Need::Linker => !cfg!(unix) || process::find_on_path(&["cc"]).is_some(),
            Need::Clippy => runs(process::cargo().args(["clippy", "--version"])),
            Need::Rustfmt => runs(process::cargo().args(["fmt", "--version"])),
            Need::Node => node.is_some(),
            Need::Npm => process::find_on_path(&["npm", "npm.cmd"]).is_some(),
            Need::Chromium => chromium.is_some(),
            Need::Driver => driver.is_some(),
        };
        let absent: Vec<Need> = needs.iter().copied().filter(|need| !is_there(*need)).collect();
        let packager = packager();
        let asks_apt = packager == Some(Packager::Apt) && absent.contains(&Need::Node);
        Self {
            node_offered: asks_apt.then(node_offered).flatten(),
            is_root: !absent.is_empty() && is_root(),
            toolchain,
            absent,
            node,
            chromium,
            driver,
            packager,
        }
    }

    /// Says which versions of the programs outside this project are used.
    pub(super) fn print_versions(&self) {
        for (name, version) in
            [("node", &self.node), ("Chromium", &self.chromium), ("chromedriver", &self.driver)]
        {
            if let Some(version) = version {
                println!("-- {name} {version}");
            }
        }
    }
}

fn packager() -> Option<Packager> {
    let known = [("apt-get", Packager::Apt), ("dnf", Packager::Dnf), ("pacman", Packager::Pacman)];
    known.into_iter().find(|(program, _)| process::find_on_path(&[program]).is_some()).map(|(_, it)| it)
}

/// apt's candidate, also where its lists are old: it is only used to warn of a node that will not do.
fn node_offered() -> Option<String> {
    let output = Command::new("apt-cache").args(["policy", "nodejs"]).env("LC_ALL", "C").output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let candidate = text.lines().find_map(|line| line.trim().strip_prefix("Candidate: "))?;
    version::major(candidate).map(|_| candidate.to_owned())
}

fn runs(command: &mut Command) -> bool {
    command.output().is_ok_and(|output| output.status.success())
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output();
    id.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}
