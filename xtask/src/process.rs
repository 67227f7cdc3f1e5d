//! Running other programs: shown, captured, or both. It must not know which programs.

use std::{
    env,
    ffi::OsString,
    io::{self, BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail, ensure};

use crate::{version, workspace};

/// The running cargo, so that a toolchain override holds for nested calls too; works in the checkout.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(workspace::root());
    command
}

/// Runs a command with its output in sight; anything but success is an error that names it.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let line = shown(command);
    eprintln!("   $ {line}");
    let status = command.status().with_context(|| format!("could not start: {line}"))?;
    if !status.success() {
        bail!("{status}: {line}");
    }
    Ok(())
}

/// Runs a command with its output in sight and hands back what it wrote to standard output and whether it succeeded.
pub(crate) fn run_captured(command: &mut Command) -> Result<(bool, String)> {
    let line = shown(command);
    eprintln!("   $ {line}");
    let mut child =
        command.stdout(Stdio::piped()).spawn().with_context(|| format!("could not start: {line}"))?;
    let mut captured = String::new();
    if let Some(stdout) = child.stdout.take() {
        for piece in BufReader::new(stdout).split(b'\n') {
            let text = String::from_utf8_lossy(&piece?).into_owned();
            writeln!(io::stdout(), "{text}")?;
            captured.push_str(&text);
            captured.push('\n');
        }
    }
    Ok((child.wait()?.success(), captured))
}

/// Runs a command out of sight and hands back what it wrote to standard output; its complaints are shown only where it fails.
pub(crate) fn quietly(command: &mut Command) -> Result<String> {
    let output = command.output().with_context(|| format!("could not start: {}", shown(command)))?;
    let complaints = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{}: {}\n{complaints}", output.status, shown(command));
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The version a program reports, if it is there and reports one.
pub(crate) fn version_of(program: &Path, flag: &str) -> Option<String> {
    let output = Command::new(program).arg(flag).output().ok()?;
    version::first_in(&String::from_utf8_lossy(&output.stdout)).map(str::to_owned)
}

/// The first file of one of these names on the search path.
pub(crate) fn find_on_path(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let folders: Vec<PathBuf> = env::split_paths(&path).collect();
    names
        .iter()
        .find_map(|name| folders.iter().map(|folder| folder.join(name)).find(|candidate| candidate.is_file()))
}

/// The search path with these folders in front.
pub(crate) fn path_with(folders: &[PathBuf]) -> Result<OsString> {
    let path = env::var_os("PATH").unwrap_or_default();
    Ok(env::join_paths(folders.iter().cloned().chain(env::split_paths(&path)))?)
}

fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_name().unwrap_or(program.as_os_str()).to_string_lossy();
    let arguments = command.get_args().map(|argument| argument.to_string_lossy());
    std::iter::once(name).chain(arguments).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_shown_without_the_folder_of_its_program() {
        assert_eq!(shown(Command::new("/opt/x/trunk").args(["build", "--offline"])), "trunk build --offline");
    }

    #[test]
    fn output_is_captured_and_failure_told_apart_from_not_starting() {
        let (ok, text) = run_captured(Command::new("sh").args(["-c", "echo one; echo two; exit 3"])).unwrap();
        assert!(!ok);
        assert_eq!(text, "one\ntwo\n");
        assert!(run_captured(&mut Command::new("no-such-program-here")).is_err());
    }

    #[test]
    fn a_quiet_command_that_fails_says_why() {
        let error = quietly(Command::new("sh").args(["-c", "echo because >&2; exit 3"])).unwrap_err();
        assert!(error.to_string().contains("because"), "{error}");
        assert_eq!(quietly(Command::new("echo").arg("one")).unwrap(), "one");
    }
}
