//! Everything a command needs from the machine is looked for before anything is built: what is missing is installed, or named
//! all at once with the commands to run. It must not know what the commands do with it.

mod machine;
mod need;
mod package;
mod plan;

use std::{path::PathBuf, process::Command};

use anyhow::{Context, Result, bail};

use crate::process;
use machine::Machine;
pub(crate) use need::Task;
use plan::Plan;

/// Makes sure that the machine has what the task needs.
pub(crate) fn ensure(task: Task) -> Result<()> {
    let needs = need::of(task);
    let machine = Machine::look(needs);
    let plan = Plan::new(needs, &machine);
    if plan.is_empty() {
        machine.print_versions();
        return Ok(());
    }
    if plan.needs_a_person() {
        bail!("this machine lacks something; nothing was built yet\n\n{plan}");
    }
    for command in plan.commands() {
        println!("-- installing what is missing: {}", command.join(" "));
        let Some((program, arguments)) = command.split_first() else { continue };
        process::run(Command::new(program).args(arguments).env("DEBIAN_FRONTEND", "noninteractive"))
            .with_context(|| format!("something is missing and could not be installed\n\n{plan}"))?;
    }
    let machine = Machine::look(needs);
    let plan = Plan::new(needs, &machine);
    if !plan.is_empty() {
        bail!("something is still missing after it was installed; nothing was built yet\n\n{plan}");
    }
    machine.print_versions();
    Ok(())
}

/// The driver that speaks WebDriver for Chromium.
pub(crate) fn chromedriver() -> Result<PathBuf> {
    process::find_on_path(&["chromedriver"]).context("no chromedriver on the search path")
}
