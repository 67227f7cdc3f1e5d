//! `cargo xtask`: the project's own commands, from a demo to everything CI runs. It knows which tools at which versions
//! turn the sources into a site and how to run the floors of tests. It must not know what the widget does.

mod arguments;
mod assemble;
mod cargo_tools;
mod demo;
mod floors;
mod node_tools;
mod prerequisites;
mod process;
mod ship;
mod size;
mod tally;
mod trunk;
mod version;
mod workspace;

use arguments::Command;

fn main() -> anyhow::Result<()> {
    match arguments::parse(std::env::args_os().skip(1))? {
        Command::Help => print!("{}", arguments::HELP),
        Command::Demo(options) => demo::run(&options)?,
        Command::Dist => ship::build()?,
        Command::Size { no_build } => {
            if !no_build {
                ship::build()?;
            }
            size::report()?;
        }
        Command::Test(options) => floors::run(&options)?,
    }
    Ok(())
}
