//! `cargo xtask`: the project's own commands, from a demo to everything CI runs. It knows which tools at which versions
//! turn the sources into a site and how to run the floors of tests. It must not know what the widget does.

mod arguments;
mod assemble;
mod bench;
mod cargo_tools;
mod demo;
mod floors;
#[cfg(unix)]
mod fresh;
mod node_tools;
mod prerequisites;
mod process;
mod ship;
mod size;
mod slowest;
mod tally;
mod toolchain;
mod version;
mod widget;
mod workspace;

use std::process::ExitCode;

use arguments::{Built, Command};
use clap::Parser;
use prerequisites::Task;

fn main() -> ExitCode {
    match run(Command::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> anyhow::Result<()> {
    match command {
        Command::Demo(options) => demo::run(&options),
        Command::Dist => {
            prerequisites::ensure(Task::Dist)?;
            ship::build()
        }
        Command::Size(Built { no_build }) => {
            if !no_build {
                prerequisites::ensure(Task::Dist)?;
                ship::build()?;
            }
            size::report()
        }
        Command::Bench(Built { no_build }) => {
            prerequisites::ensure(Task::Bench)?;
            if !no_build {
                ship::build()?;
            }
            bench::run()
        }
        Command::Test(options) => floors::run(&options),
        #[cfg(unix)]
        Command::Fresh(options) => fresh::run(&options),
        #[cfg(not(unix))]
        Command::Fresh(_) => anyhow::bail!("a new machine is only made on Unix"),
    }
}
