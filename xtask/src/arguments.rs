//! The command line as typed values. It must not start anything.

use std::{ffi::OsString, path::PathBuf};

use anyhow::{Result, bail};
use lexopt::{Arg, Parser, ValueExt};

/// What `cargo xtask` without arguments says.
pub(crate) const HELP: &str = "\
cargo xtask demo [--port N] [--seed FILE] [--scale N] [--db FILE] [--no-build]
    Builds the widget, starts the sandbox with the demo page and prints the address. Needs Rust alone.
      --port N      port on 127.0.0.1; 0 takes a free one (default: 4180)
      --seed FILE   company and catalog from a JSON file, as the sandbox's README describes it
      --scale N     N generated catalog items
      --db FILE     keep the data in a SQLite file (default: in memory)
      --no-build    start what was built before
cargo xtask dist
    Builds the files that ship into dist/: smallest code, one script. Needs node 20 and npm.
cargo xtask size [--no-build]
    Prints raw, gzip and brotli bytes of each shipped file; fails above the budget.
cargo xtask bench [--no-build]
    Prints what thousands of approvals cost in a browser; figures, no verdict by time. Needs what test needs.
cargo xtask test [--api-descriptions DIR]
    Everything CI runs: format, lints, every floor of tests, sizes. Needs node 20, Chromium and its driver.
      --api-descriptions DIR   also decode every example of the official OpenAPI descriptions found there
cargo xtask fresh [--only demo|test] [--revision REV]
    Runs demo until its page is open, then test, each in a clean clone with an empty home and a Rust without the
    target for the browser, and prints how long each step took. Takes long (test more than half an hour on two
    cores) and several GB in the folder for temporary files (TMPDIR); no part of CI. Needs git and rustup.
      --only NAME      that command alone
      --revision REV   the clone's revision (default: HEAD)
";

/// One subcommand with its options.
#[derive(Debug, PartialEq)]
pub(crate) enum Command {
    /// Print the usage.
    Help,
    /// Build the widget and start the sandbox with it.
    Demo(Demo),
    /// Build what ships.
    Dist,
    /// Measure what ships.
    Size {
        /// Measure what was built before.
        no_build: bool,
    },
    /// Print what thousands of approvals cost.
    Bench {
        /// Measure what was built before.
        no_build: bool,
    },
    /// Run everything CI runs.
    Test(Test),
    /// Run the commands as on a new machine.
    Fresh(Fresh),
}

/// Options of `demo`, mostly handed on to the sandbox.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Demo {
    /// Port on loopback.
    pub(crate) port: Option<u16>,
    /// Seed file.
    pub(crate) seed: Option<PathBuf>,
    /// Number of generated catalog items.
    pub(crate) scale: Option<u32>,
    /// Database file.
    pub(crate) db: Option<PathBuf>,
    /// Start what was built before.
    pub(crate) no_build: bool,
}

/// Options of `test`.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Test {
    /// Folder of the official OpenAPI descriptions.
    pub(crate) api_descriptions: Option<PathBuf>,
}

/// Options of `fresh`.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Fresh {
    /// The command to try; both where it is absent.
    pub(crate) only: Option<Tried>,
    /// The revision to clone.
    pub(crate) revision: Option<String>,
}

/// A command that works on a new machine.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Tried {
    /// `cargo xtask demo`.
    Demo,
    /// `cargo xtask test`.
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

/// Reads the arguments after the program's name.
pub(crate) fn parse(arguments: impl Iterator<Item = OsString>) -> Result<Command> {
    let mut parser = Parser::from_args(arguments);
    let name = match parser.next()? {
        None | Some(Arg::Long("help") | Arg::Short('h')) => return Ok(Command::Help),
        Some(Arg::Value(name)) => name.string()?,
        Some(other) => return Err(other.unexpected().into()),
    };
    match name.as_str() {
        "help" => Ok(Command::Help),
        "demo" => demo(&mut parser),
        "dist" => match parser.next()? {
            None => Ok(Command::Dist),
            Some(other) => Err(other.unexpected().into()),
        },
        "size" => Ok(Command::Size { no_build: no_build(&mut parser)? }),
        "bench" => Ok(Command::Bench { no_build: no_build(&mut parser)? }),
        "test" => {
            let mut options = Test::default();
            while let Some(argument) = parser.next()? {
                match argument {
                    Arg::Long("api-descriptions") => options.api_descriptions = Some(parser.value()?.into()),
                    other => return Err(other.unexpected().into()),
                }
            }
            Ok(Command::Test(options))
        }
        "fresh" => fresh(&mut parser),
        other => bail!("no subcommand `{other}`\n\n{HELP}"),
    }
}

fn no_build(parser: &mut Parser) -> Result<bool> {
    let mut no_build = false;
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("no-build") => no_build = true,
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(no_build)
}

fn demo(parser: &mut Parser) -> Result<Command> {
    let mut options = Demo::default();
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("port") => options.port = Some(parser.value()?.parse()?),
            Arg::Long("seed") => options.seed = Some(parser.value()?.into()),
            Arg::Long("scale") => options.scale = Some(parser.value()?.parse()?),
            Arg::Long("db") => options.db = Some(parser.value()?.into()),
            Arg::Long("no-build") => options.no_build = true,
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(Command::Demo(options))
}

fn fresh(parser: &mut Parser) -> Result<Command> {
    let mut options = Fresh::default();
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("only") => {
                options.only = Some(match parser.value()?.string()?.as_str() {
                    "demo" => Tried::Demo,
                    "test" => Tried::Test,
                    other => bail!("`--only {other}`: it is demo or test"),
                });
            }
            Arg::Long("revision") => options.revision = Some(parser.value()?.string()?),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(Command::Fresh(options))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Command> {
        parse(line.split_whitespace().map(OsString::from))
    }

    #[test]
    fn no_arguments_ask_for_help() {
        assert_eq!(parsed("").unwrap(), Command::Help);
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
        assert_eq!(parsed("bench --no-build").unwrap(), Command::Bench { no_build: true });
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
    fn an_unknown_subcommand_shows_what_there_is() {
        let message = parsed("deploy").unwrap_err().to_string();
        assert!(message.contains("`deploy`") && message.contains("cargo xtask demo"), "{message}");
    }
}
