//! The demo: the widget in its quick form, the sandbox that serves it, and the address to open. Rust alone, no node.

use std::{env, ffi::OsString, process::Command};

use anyhow::{Context, Result, bail};

use crate::{
    arguments::Demo,
    assemble::{self, Stylesheets},
    prerequisites::{self, Task},
    process,
    widget::{self, Profile},
    workspace,
};

const SANDBOX: &str = "request-center-sandbox";

/// Builds what is missing and becomes the sandbox.
pub(crate) fn run(options: &Demo) -> Result<()> {
    if !options.no_build {
        prerequisites::ensure(Task::Demo)?;
        build()?;
        println!("-- building the sandbox");
        let profile = ["--profile", Profile::Demo.name()];
        process::run(process::cargo().args(["build", "--locked", "--package", SANDBOX]).args(profile))?;
    }
    if !workspace::dist().join("index.html").is_file() {
        bail!(
            "there is no site in {} yet: run `cargo xtask demo` without --no-build",
            workspace::dist().display()
        );
    }
    // of the widget's profile, so that what both are compiled with is compiled once
    let folder = workspace::target().join(Profile::Demo.name());
    let sandbox = folder.join(format!("{SANDBOX}{}", env::consts::EXE_SUFFIX));
    println!("\n-- the request center is ready at the address below; Ctrl-C ends it\n");
    become_program(Command::new(&sandbox).args(arguments(options)?))
        .with_context(|| format!("could not run {}", sandbox.display()))
}

/// Puts the program in this one's place, so that whoever ends the demo ends the sandbox.
#[cfg(unix)]
fn become_program(command: &mut Command) -> Result<()> {
    Err(std::os::unix::process::CommandExt::exec(command).into())
}

#[cfg(not(unix))]
fn become_program(command: &mut Command) -> Result<()> {
    process::run(command)
}

/// Builds `dist/` in demo form: the loader imports its parts, nothing is minified.
fn build() -> Result<()> {
    let _turn = assemble::turn()?;
    let built = widget::build_without_trunk(Profile::Demo)?;
    let site = assemble::begin()?;
    assemble::surroundings(&built, &site)?;
    let styles = Stylesheets::read()?;
    assemble::modules(&built, &styles, &site)?;
    assemble::write(&site.join(assemble::LATER_STYLE), &styles.later)?;
    assemble::later(&[], &site)?;
    assemble::finish(&site)
}

fn arguments(options: &Demo) -> Result<Vec<OsString>> {
    let mut arguments = vec!["--site".into(), workspace::dist().into_os_string()];
    let mut add = |name: &str, value: OsString| arguments.extend([name.into(), value]);
    if let Some(port) = options.port {
        add("--port", port.to_string().into());
    }
    if let Some(seed) = &options.seed {
        add("--seed", std::path::absolute(seed)?.into_os_string());
    }
    if let Some(scale) = options.scale {
        add("--scale", scale.to_string().into());
    }
    if let Some(db) = &options.db {
        add("--db", std::path::absolute(db)?.into_os_string());
    }
    Ok(arguments)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_asked_for_is_handed_on() {
        let plain = arguments(&Demo::default()).unwrap();
        assert_eq!(plain, ["--site".into(), workspace::dist().into_os_string()]);
        let options = Demo { port: Some(0), scale: Some(9), ..Demo::default() };
        let handed_on = arguments(&options).unwrap();
        assert_eq!(handed_on[2..], ["--port", "0", "--scale", "9"]);
    }
}
