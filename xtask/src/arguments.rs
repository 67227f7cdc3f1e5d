//! The command line as typed values. It must not start anything.

use std::path::PathBuf;

use clap::{Args, Parser, ValueEnum};

/// The project's own commands
#[derive(Debug, Parser, PartialEq)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", arg_required_else_help = true)]
pub(crate) enum Command {
    /// Build the widget, start the sandbox with the demo page and print the address
    ///
    /// Needs Rust alone.
    Demo(Demo),
    /// Build the files that ship into dist/: smallest code, one script
    ///
    /// Needs node 20 and npm.
    Dist,
    /// Print raw, gzip and brotli bytes of each shipped file; fails above the budget
    Size(Built),
    /// Print what thousands of approvals cost in a browser
    ///
    /// Prints figures and judges none of them. Needs what test needs.
    Bench(Built),
    /// Run everything CI runs: format, lints, every suite of tests, sizes
    ///
    /// Needs node 20, Chromium and its driver.
    Test(Test),
    /// Run demo and test as on a new machine and print how long each step took
    ///
    /// Runs demo until its page is open, then test, each in a clean clone with an empty home and a Rust without the target for
    /// the browser. Takes long (test more than half an hour on two cores) and several GB in the folder for temporary files
    /// (TMPDIR); no part of CI. Needs git and rustup.
    Fresh(Fresh),
}

/// Options of `demo`, mostly passed to the sandbox.
#[derive(Args, Debug, Default, PartialEq)]
pub(crate) struct Demo {
    /// Port on 127.0.0.1; 0 takes a free one (default: 4180)
    #[arg(long, value_name = "N")]
    pub(crate) port: Option<u16>,
    /// Company and catalog from a JSON file, as the sandbox's README describes it
    #[arg(long, value_name = "FILE")]
    pub(crate) seed: Option<PathBuf>,
    /// Add N generated catalog items
    #[arg(long, value_name = "N")]
    pub(crate) scale: Option<u32>,
    /// Keep the data in a SQLite file (default: in memory)
    #[arg(long, value_name = "FILE")]
    pub(crate) db: Option<PathBuf>,
    /// Start what was built before
    #[arg(long)]
    pub(crate) no_build: bool,
}

/// Options of the commands that measure `dist/`.
#[derive(Args, Debug, Default, PartialEq)]
pub(crate) struct Built {
    /// Measure what was built before
    #[arg(long)]
    pub(crate) no_build: bool,
}

/// Options of `test`.
#[derive(Args, Debug, Default, PartialEq)]
pub(crate) struct Test {
    /// Also decode every example of the official OpenAPI descriptions found in DIR
    #[arg(long, value_name = "DIR")]
    pub(crate) api_descriptions: Option<PathBuf>,
}

/// Options of `fresh`.
#[derive(Args, Debug, Default, PartialEq)]
pub(crate) struct Fresh {
    /// Try this command alone
    #[arg(long, value_name = "NAME")]
    pub(crate) only: Option<Tried>,
    /// The revision to clone (default: HEAD)
    #[arg(long, value_name = "REV")]
    pub(crate) revision: Option<String>,
}

/// A command that works on a new machine.
#[derive(Clone, Copy, Debug, PartialEq, ValueEnum)]
pub(crate) enum Tried {
    /// `cargo xtask demo`.
    #[value(help = None)]
    Demo,
    /// `cargo xtask test`.
    #[value(help = None)]
    Test,
}

impl Tried {
    /// As it is typed.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Demo => "demo",
            Self::Test => "test",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Command, clap::Error> {
        Command::try_parse_from(["xtask"].into_iter().chain(line.split_whitespace()))
    }

    #[test]
    fn no_arguments_print_every_command() {
        let message = parsed("").unwrap_err().to_string();
        for command in ["demo", "dist", "size", "bench", "test", "fresh"] {
            assert!(message.contains(&format!("\n  {command} ")), "{message}");
        }
    }

    #[test]
    fn demo_takes_its_options_in_any_order() {
        let expected = Demo {
            port: Some(0),
            seed: Some("a.json".into()),
            scale: Some(5000),
            db: Some("b.db".into()),
            no_build: true,
        };
        let line = "demo --no-build --db b.db --scale=5000 --port 0 --seed a.json";
        assert_eq!(parsed(line).unwrap(), Command::Demo(expected));
    }

    #[test]
    fn an_option_of_another_subcommand_is_refused() {
        assert!(parsed("dist --port 1").is_err());
        assert!(parsed("size --seed x").is_err());
        assert!(parsed("bench --port 1").is_err());
        assert_eq!(parsed("bench --no-build").unwrap(), Command::Bench(Built { no_build: true }));
        assert!(parsed("test --no-build").is_err());
    }

    #[test]
    fn fresh_tries_both_or_one_at_a_revision() {
        assert_eq!(parsed("fresh").unwrap(), Command::Fresh(Fresh::default()));
        let one = Fresh { only: Some(Tried::Demo), revision: Some("v1".into()) };
        assert_eq!(parsed("fresh --only demo --revision v1").unwrap(), Command::Fresh(one));
        assert!(parsed("fresh --only dist").is_err());
    }

    #[test]
    fn a_port_that_is_no_port_is_refused() {
        assert!(parsed("demo --port 70000").is_err());
        assert!(parsed("demo --port").is_err());
    }

    #[test]
    fn a_misspelt_command_or_option_shows_the_right_one() {
        let message = parsed("dits").unwrap_err().to_string();
        assert!(message.contains("'dits'") && message.contains("'dist'"), "{message}");
        let message = parsed("demo --no-biuld").unwrap_err().to_string();
        assert!(message.contains("'--no-build'"), "{message}");
    }
}
