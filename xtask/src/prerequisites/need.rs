//! The prerequisites of each command. It must not inspect the machine.

/// The kinds of commands by what they need.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Task {
    /// Builds and serves the demo: Rust alone.
    Demo,
    /// Builds what ships.
    Dist,
    /// Measures what ships in a browser.
    Bench,
    /// Runs every test.
    Test,
}

/// Something a command needs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Need {
    /// The standard library for wasm32-unknown-unknown.
    Target,
    /// The compiler's driver for C, which also links.
    Linker,
    /// `cargo clippy`.
    Clippy,
    /// `cargo fmt`.
    Rustfmt,
    /// node, 20 or newer.
    Node,
    /// npm.
    Npm,
    /// Chromium or Chrome.
    Chromium,
    /// Chromium's driver.
    Driver,
}

/// The prerequisites of a task, in the order they are printed.
pub(super) fn of(task: Task) -> &'static [Need] {
    use Need::{Chromium, Clippy, Driver, Linker, Node, Npm, Rustfmt, Target};
    match task {
        Task::Demo => &[Target, Linker],
        Task::Dist => &[Target, Linker, Node, Npm],
        Task::Bench => &[Target, Linker, Node, Npm, Chromium, Driver],
        Task::Test => &[Target, Linker, Clippy, Rustfmt, Node, Npm, Chromium, Driver],
    }
}

impl Need {
    /// Its name in a sentence.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Target => "Rust's target wasm32-unknown-unknown",
            Self::Linker => "a C compiler and linker (cc)",
            Self::Clippy => "clippy",
            Self::Rustfmt => "rustfmt",
            Self::Node => "node 20 or newer",
            Self::Npm => "npm",
            Self::Chromium => "Chromium",
            Self::Driver => "chromedriver",
        }
    }
}
