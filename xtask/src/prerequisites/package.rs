//! The packages of each prerequisite in a distribution, and how they are installed. Pure: it must not install anything.

use super::need::Need;

/// A distribution's way to install packages.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Packager {
    /// Debian, Ubuntu.
    Apt,
    /// Fedora, Red Hat.
    Dnf,
    /// Arch.
    Pacman,
}

impl Packager {
    /// The packages that hold what is needed.
    pub(super) fn packages(self, need: Need) -> &'static [&'static str] {
        match (need, self) {
            (Need::Target, Self::Apt) => &["libstd-rust-dev-wasm32"],
            (Need::Target, Self::Dnf) => &["rust-std-static-wasm32-unknown-unknown"],
            (Need::Target, Self::Pacman) => &["rust-wasm"],
            (Need::Linker, Self::Apt) => &["gcc", "libc6-dev"],
            (Need::Linker, Self::Dnf | Self::Pacman) => &["gcc"],
            (Need::Clippy, Self::Apt) => &["rust-clippy"],
            (Need::Clippy, Self::Dnf) => &["clippy"],
            (Need::Rustfmt, Self::Apt | Self::Dnf) => &["rustfmt"],
            (Need::Clippy | Need::Rustfmt, Self::Pacman) => &["rust"],
            (Need::Node, _) => &["nodejs"],
            (Need::Npm, _) => &["npm"],
            (Need::Chromium, _) => &["chromium"],
            (Need::Driver, Self::Apt) => &["chromium-driver"],
            (Need::Driver, Self::Dnf) => &["chromedriver"],
            (Need::Driver, Self::Pacman) => &["chromium"],
        }
    }

    /// The command that installs packages, for a root.
    pub(super) fn install(self, packages: &[&str]) -> Vec<String> {
        let words: &[&str] = match self {
            Self::Apt => &["apt-get", "-q", "install", "-y", "--no-install-recommends"],
            Self::Dnf => &["dnf", "install", "-y"],
            Self::Pacman => &["pacman", "-S", "--noconfirm"],
        };
        words.iter().chain(packages).map(|word| (*word).to_owned()).collect()
    }
}
