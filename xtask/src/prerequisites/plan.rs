//! Plans installations from the prerequisites and what was found. Pure: it must not inspect or install anything.

use std::fmt;

use super::{machine::Machine, need::Need, package::Packager};
use crate::{toolchain::TARGET, version};

const NODE_MAJOR: u32 = 20;

/// Everything that is missing, each with what to do about it.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Plan {
    /// Installations by rustup or the distribution that need no person: the names and the command.
    installs: Vec<(String, Vec<String>)>,
    /// Steps for a person, a sentence each.
    sentences: Vec<String>,
    /// True if the packages' lists have to be fetched first.
    updates_apt: bool,
}

impl Plan {
    /// Plans the steps so that this machine has every prerequisite.
    pub(super) fn new(needs: &[Need], machine: &Machine) -> Self {
        let mut plan = Self::default();
        let absent = |need: &&Need| machine.absent.contains(need);
        let (of_rust, of_machine): (Vec<Need>, Vec<Need>) = needs
            .iter()
            .filter(absent)
            .partition(|need| matches!(need, Need::Target | Need::Clippy | Need::Rustfmt));
        plan.rust(&of_rust, machine);
        plan.packages(&of_machine, machine);
        plan.versions(machine);
        plan
    }

    /// True if nothing is missing.
    pub(super) fn is_empty(&self) -> bool {
        self.installs.is_empty() && self.sentences.is_empty()
    }

    /// True if something is missing that cannot be installed from here.
    pub(super) fn needs_a_person(&self) -> bool {
        !self.sentences.is_empty()
    }

    /// The commands that install what is missing, in order.
    pub(super) fn commands(&self) -> Vec<Vec<String>> {
        let update = self.updates_apt.then(|| vec!["apt-get".into(), "-q".into(), "update".into()]);
        update.into_iter().chain(self.installs.iter().map(|(_, command)| command.clone())).collect()
    }

    fn rust(&mut self, absent: &[Need], machine: &Machine) {
        let target = absent.contains(&Need::Target);
        let components: Vec<Need> = absent.iter().copied().filter(|need| *need != Need::Target).collect();
        let Some(toolchain) = &machine.toolchain.name else {
            for need in absent {
                self.sentences.push(rust_from_elsewhere(*need, machine));
            }
            return;
        };
        let mut rustup = |names: String, words: &[&str]| {
            let chosen = ["--toolchain", toolchain];
            let words = ["rustup"].iter().chain(words).chain(&chosen);
            self.installs.push((names, words.map(|word| (*word).to_owned()).collect()));
        };
        if target {
            rustup(Need::Target.name().into(), &["target", "add", TARGET]);
        }
        if !components.is_empty() {
            let names: Vec<&str> = components.iter().map(|need| need.name()).collect();
            rustup(names.join(", "), &[&["component", "add"], names.as_slice()].concat());
        }
    }

    fn packages(&mut self, absent: &[Need], machine: &Machine) {
        let offered = machine.node_offered.as_deref();
        let too_old = offered.filter(|offered| !is_recent(offered));
        let mut wanted = absent.to_vec();
        if let Some(offered) = too_old {
            wanted.retain(|need| *need != Need::Node && *need != Need::Npm);
            self.sentences.push(format!(
                "{} with npm: this machine's packages have {offered} only, take it from https://nodejs.org",
                Need::Node.name()
            ));
        } else if offered.is_some_and(|offered| offered.contains("nodesource")) {
            // that package brings npm along and does not go with the distribution's
            wanted.retain(|need| *need != Need::Npm);
        }
        if wanted.is_empty() {
            return;
        }
        let names: Vec<&str> = wanted.iter().map(|need| need.name()).collect();
        let names = names.join(", ");
        let Some(packager) = machine.packager else {
            self.sentences.push(format!("{names}: install it, so that it is on the search path (PATH)"));
            return;
        };
        let mut packages: Vec<&str> = Vec::new();
        for package in wanted.iter().flat_map(|need| packager.packages(*need)) {
            if !packages.contains(package) {
                packages.push(package);
            }
        }
        let command = packager.install(&packages);
        if machine.is_root && packager == Packager::Apt {
            self.updates_apt = true;
            self.installs.push((names, command));
        } else {
            self.sentences.push(format!("{names}: sudo {}", command.join(" ")));
        }
    }

    fn versions(&mut self, machine: &Machine) {
        if let Some(node) = machine.node.as_deref().filter(|node| !is_recent(node)) {
            let wanted = Need::Node.name();
            self.sentences.push(format!("{wanted}: node {node} is too old, see https://nodejs.org"));
        }
        let (Some(chromium), Some(driver)) = (&machine.chromium, &machine.driver) else { return };
        if let (Some(browser), Some(own)) = (version::major(chromium), version::major(driver))
            && browser != own
        {
            self.sentences.push(format!(
                "a chromedriver for Chromium {browser}: Chromium is {chromium}, but chromedriver {driver} drives \
                 {own} only; install both from one source, or name another Chromium in REQUEST_CENTER_CHROMIUM"
            ));
        }
    }
}

impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for sentence in &self.sentences {
            writeln!(f, "  - {sentence}")?;
        }
        for (names, command) in &self.installs {
            writeln!(f, "  - {names}: {}", command.join(" "))?;
        }
        Ok(())
    }
}

fn is_recent(node: &str) -> bool {
    version::major(node).is_some_and(|major| major >= NODE_MAJOR)
}

/// Where Rust does not come from rustup, whoever installed it has to add to it.
fn rust_from_elsewhere(need: Need, machine: &Machine) -> String {
    let name = need.name();
    let sysroot = &machine.toolchain.sysroot;
    match machine.packager.filter(|_| sysroot.as_os_str() == "/usr") {
        Some(packager) => {
            format!("{name}: sudo {}", packager.install(packager.packages(need)).join(" "))
        }
        None => format!(
            "{name}: add it to the Rust in {} the way that was installed, or install Rust with \
             https://rustup.rs, where this is done for you",
            sysroot.display()
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::super::need::{self, Task};
    use super::*;
    use crate::toolchain::Toolchain;

    const TOOLCHAIN: &str = "1.95.0-x86_64-unknown-linux-gnu";

    fn toolchain(sysroot: &str, name: Option<&str>) -> Toolchain {
        Toolchain { sysroot: sysroot.into(), name: name.map(str::to_owned), has_target: false }
    }

    /// A Debian with rustup, a root, and everything but this.
    fn debian_without(absent: &[Need]) -> Machine {
        let there = |need: Need, version: &str| (!absent.contains(&need)).then(|| version.to_owned());
        Machine {
            toolchain: toolchain("/opt/rustup/toolchains/1.95.0", Some(TOOLCHAIN)),
            absent: absent.to_vec(),
            node: there(Need::Node, "20.20.2"),
            chromium: there(Need::Chromium, "148.0.7778.167"),
            driver: there(Need::Driver, "148.0.7778.167"),
            packager: Some(Packager::Apt),
            node_offered: absent.contains(&Need::Node).then(|| "20.19.2+dfsg-1".to_owned()),
            is_root: true,
        }
    }

    fn plan(task: Task, machine: &Machine) -> Plan {
        Plan::new(need::of(task), machine)
    }

    fn commands(plan: &Plan) -> Vec<String> {
        plan.commands().iter().map(|command| command.join(" ")).collect()
    }

    #[test]
    fn a_complete_machine_needs_nothing() {
        assert!(plan(Task::Test, &debian_without(&[])).is_empty());
    }

    #[test]
    fn rustup_adds_what_its_toolchain_lacks() {
        let machine = debian_without(&[Need::Target, Need::Clippy, Need::Rustfmt]);
        let plan = plan(Task::Test, &machine);
        assert!(!plan.needs_a_person());
        assert_eq!(
            commands(&plan),
            [
                format!("rustup target add wasm32-unknown-unknown --toolchain {TOOLCHAIN}"),
                format!("rustup component add clippy rustfmt --toolchain {TOOLCHAIN}"),
            ]
        );
    }

    #[test]
    fn a_task_is_not_held_up_by_what_it_does_not_need() {
        let machine = debian_without(&[Need::Clippy, Need::Node, Need::Npm, Need::Chromium, Need::Driver]);
        assert!(plan(Task::Demo, &machine).is_empty());
        assert_eq!(commands(&plan(Task::Dist, &machine)).len(), 2);
    }

    #[test]
    fn a_root_on_debian_gets_all_packages_at_once() {
        let machine = debian_without(&[Need::Node, Need::Npm, Need::Chromium, Need::Driver]);
        assert_eq!(
            commands(&plan(Task::Test, &machine)),
            [
                "apt-get -q update",
                "apt-get -q install -y --no-install-recommends nodejs npm chromium chromium-driver"
            ]
        );
    }

    #[test]
    fn everything_missing_is_told_at_once_where_one_thing_needs_a_person() {
        let machine = Machine {
            is_root: false,
            ..debian_without(&[Need::Target, Need::Linker, Need::Npm, Need::Chromium, Need::Driver])
        };
        let plan = plan(Task::Test, &machine);
        assert!(plan.needs_a_person());
        assert_eq!(
            plan.to_string(),
            format!(
                "  - a C compiler and linker (cc), npm, Chromium, chromedriver: sudo apt-get -q install -y \
                 --no-install-recommends gcc libc6-dev npm chromium chromium-driver\n  \
                 - Rust's target wasm32-unknown-unknown: rustup target add wasm32-unknown-unknown \
                 --toolchain {TOOLCHAIN}\n"
            )
        );
    }

    #[test]
    fn rust_of_the_distribution_is_completed_with_its_packages() {
        let from = |packager| Machine {
            toolchain: toolchain("/usr", None),
            packager: Some(packager),
            ..debian_without(&[Need::Target])
        };
        for (packager, command) in [
            (Packager::Apt, "sudo apt-get -q install -y --no-install-recommends libstd-rust-dev-wasm32"),
            (Packager::Dnf, "sudo dnf install -y rust-std-static-wasm32-unknown-unknown"),
            (Packager::Pacman, "sudo pacman -S --noconfirm rust-wasm"),
        ] {
            let plan = plan(Task::Demo, &from(packager));
            let expected = format!("  - Rust's target wasm32-unknown-unknown: {command}\n");
            assert_eq!(plan.to_string(), expected);
            assert!(plan.needs_a_person());
        }
    }

    #[test]
    fn rust_from_anywhere_else_is_named_by_its_folder() {
        let machine = Machine { toolchain: toolchain("/opt/rust", None), ..debian_without(&[Need::Target]) };
        let told = plan(Task::Demo, &machine).to_string();
        assert!(told.contains("/opt/rust") && told.contains("https://rustup.rs"), "{told}");
    }

    #[test]
    fn a_node_that_is_too_old_is_refused_before_and_after_it_is_installed() {
        let installed = Machine { node: Some("18.20.4".into()), ..debian_without(&[]) };
        let told = plan(Task::Dist, &installed).to_string();
        assert!(told.contains("18.20.4") && told.contains("https://nodejs.org"), "{told}");
        let offered = Machine {
            node_offered: Some("18.20.4+dfsg-1~deb12u1".into()),
            ..debian_without(&[Need::Node, Need::Npm])
        };
        let plan = plan(Task::Dist, &offered);
        assert!(commands(&plan).is_empty() && plan.needs_a_person());
        assert!(plan.to_string().contains("18.20.4"), "{plan}");
    }

    #[test]
    fn the_node_that_brings_npm_along_is_installed_alone() {
        let machine = Machine {
            node_offered: Some("20.20.2-1nodesource1".into()),
            ..debian_without(&[Need::Node, Need::Npm])
        };
        let commands = commands(&plan(Task::Dist, &machine));
        assert!(commands.last().is_some_and(|line| line.ends_with(" nodejs")), "{commands:?}");
    }

    #[test]
    fn a_driver_of_another_chromium_is_refused() {
        let machine = Machine { driver: Some("147.0.7727.137".into()), ..debian_without(&[]) };
        let plan = plan(Task::Test, &machine);
        assert!(plan.needs_a_person());
        let told = plan.to_string();
        assert!(told.contains("148.0.7778.167") && told.contains("147.0.7727.137"), "{told}");
    }

    #[test]
    fn a_machine_without_known_packages_is_told_names() {
        let machine = Machine { packager: None, ..debian_without(&[Need::Chromium]) };
        assert_eq!(
            plan(Task::Bench, &machine).to_string(),
            "  - Chromium: install it, so that it is on the search path (PATH)\n"
        );
    }
}
