//! A machine as it is before anything was done on it, inside one folder: an empty home, empty caches, a Rust without the
//! target for the browser, and a clone. Whatever else a command finds is this machine's. It must not run the commands tried.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, ensure};

use crate::{
    process::{self, quietly},
    toolchain::{TARGET, Toolchain},
    workspace,
};

/// Variables about where things come from, as the machine's owner set them; all others of Rust's speak of this run.
const KEPT: [&str; 6] = [
    "RUSTUP_DIST_SERVER",
    "RUSTUP_UPDATE_ROOT",
    "CARGO_HTTP_",
    "CARGO_NET_",
    "CARGO_REGISTR",
    "CARGO_SOURCE_",
];

/// A new machine.
pub(super) struct Machine {
    folder: PathBuf,
}

/// The commit to try; what is not committed is not tried.
pub(super) fn commit(revision: Option<&str>) -> Result<String> {
    ensure!(process::find_on_path(&["git"]).is_some(), "git is missing: a clone is what is tried");
    let revision = revision.unwrap_or("HEAD");
    let commit = quietly(&mut git(&["rev-parse", "--verify", "--quiet", &format!("{revision}^{{commit}}")]))
        .with_context(|| format!("`{revision}` is no revision of this checkout"))?;
    if !quietly(&mut git(&["status", "--porcelain"]))?.is_empty() {
        println!("-- what is not committed is not in the clone of {commit}");
    }
    Ok(commit)
}

impl Machine {
    /// Makes an empty home and a copy of the toolchain in use without the target.
    pub(super) fn prepare(folder: &Path) -> Result<Self> {
        let toolchain = Toolchain::look();
        let name = toolchain.name.context("Rust does not come from rustup (https://rustup.rs) here")?;
        let machine = Self { folder: folder.to_owned() };
        for empty in ["home", "cargo", "cache", "npm", "tmp", "rustup/toolchains"] {
            fs::create_dir_all(folder.join(empty))?;
        }
        println!("-- copying the toolchain {name}");
        let copied = folder.join("rustup/toolchains").join(&name);
        copy(&toolchain.sysroot, &copied)?;
        if toolchain.has_target {
            let remove = ["target", "remove", TARGET, "--toolchain", name.as_str()];
            quietly(machine.settled(&mut Command::new("rustup")).args(remove).current_dir(folder))?;
        }
        Ok(machine)
    }

    /// Clones the checkout and makes sure that it is compiled by the copied toolchain.
    pub(super) fn clone_at(&self, commit: &str) -> Result<()> {
        let clone = self.clone_folder();
        quietly(git(&["clone", "--quiet", "--no-checkout", "."]).arg(&clone))?;
        quietly(git(&["checkout", "--quiet", "--detach", commit]).current_dir(&clone))?;
        let sysroot = quietly(self.command("rustc").args(["--print", "sysroot"]))
            .context("the clone asks for a toolchain that is not the one in use here")?;
        ensure!(
            Path::new(&sysroot).starts_with(self.folder.canonicalize()?),
            "rustc on the search path is not rustup's: it is that of {sysroot}"
        );
        Ok(())
    }

    /// A program run on this machine, in the clone.
    pub(super) fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        self.settled(&mut command).current_dir(self.clone_folder());
        command
    }

    fn clone_folder(&self) -> PathBuf {
        self.folder.join("clone")
    }

    fn settled<'command>(&self, command: &'command mut Command) -> &'command mut Command {
        for (name, _) in env::vars_os() {
            if is_left_out(&name.to_string_lossy()) {
                command.env_remove(name);
            }
        }
        for (name, folder) in [
            ("HOME", "home"),
            ("CARGO_HOME", "cargo"),
            ("RUSTUP_HOME", "rustup"),
            ("XDG_CACHE_HOME", "cache"),
            ("npm_config_cache", "npm"),
            ("TMPDIR", "tmp"),
        ] {
            command.env(name, self.folder.join(folder));
        }
        command.env("RUSTUP_AUTO_INSTALL", "0")
    }
}

/// True if a variable says something of this run or this home that a new machine does not have.
fn is_left_out(name: &str) -> bool {
    let of_rust = name.starts_with("CARGO") || name.starts_with("RUST");
    let of_home = name.starts_with("XDG_") || name.eq_ignore_ascii_case("npm_config_cache");
    // cargo puts its build folder there for what it runs
    let of_cargo_run = name == "LD_LIBRARY_PATH" || name == "DYLD_FALLBACK_LIBRARY_PATH";
    let of_tests = name.starts_with("REQUEST_CENTER_") && name != "REQUEST_CENTER_CHROMIUM";
    (of_rust || of_home || of_cargo_run || of_tests) && !KEPT.iter().any(|kept| name.starts_with(kept))
}

fn git(arguments: &[&str]) -> Command {
    let mut command = Command::new("git");
    command.args(arguments).current_dir(workspace::root());
    command
}

/// Copies a folder; links in it stay links.
fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to).with_context(|| format!("could not create {}", to.display()))?;
    for entry in fs::read_dir(from).with_context(|| format!("could not read {}", from.display()))? {
        let entry = entry?;
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        let kind = entry.file_type()?;
        if kind.is_dir() {
            copy(&from, &to)?;
        } else if kind.is_symlink() {
            std::os::unix::fs::symlink(fs::read_link(&from)?, &to)?;
        } else {
            fs::copy(&from, &to).with_context(|| format!("could not copy to {}", to.display()))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_machine_knows_nothing_of_this_run() {
        for name in [
            "CARGO",
            "CARGO_TARGET_DIR",
            "CARGO_MANIFEST_DIR",
            "CARGO_PROFILE_DEV_DEBUG",
            "RUSTUP_TOOLCHAIN",
            "RUSTFLAGS",
            "XDG_CONFIG_HOME",
            "NPM_CONFIG_CACHE",
            "LD_LIBRARY_PATH",
            "REQUEST_CENTER_SITE",
        ] {
            assert!(is_left_out(name), "{name}");
        }
    }

    #[test]
    fn a_new_machine_reaches_the_network_as_this_one_does() {
        for name in [
            "PATH",
            "HTTPS_PROXY",
            "RUSTUP_DIST_SERVER",
            "CARGO_HTTP_PROXY",
            "CARGO_REGISTRIES_X_INDEX",
            "LANG",
        ] {
            assert!(!is_left_out(name), "{name}");
        }
    }

    #[test]
    fn a_revision_that_is_none_is_refused() {
        assert!(commit(Some("no-such-revision")).is_err());
    }
}
