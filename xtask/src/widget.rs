//! The widget's module as the compiler writes it, in either cargo profile, with its glue and the page: by trunk, or in the same form
//! without it. It must not know what becomes of them.

use std::{env, fs, path::PathBuf, process::Command};

use anyhow::{Context, Result};

use crate::{assemble, cargo_tools, process, toolchain::TARGET, workspace};

/// The variable with rustc's flags for the widget alone.
const RUSTFLAGS: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS";

/// How the widget is compiled; each is a cargo profile of the root `Cargo.toml`.
#[derive(Clone, Copy)]
pub(crate) enum Profile {
    /// Quick to build.
    Demo,
    /// Smallest code.
    Ship,
}

impl Profile {
    /// Cargo's name of it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Demo => "demo",
            Self::Ship => "ship",
        }
    }

    /// The flags of rustc in addition to those in `.cargo/config.toml`. The shipped form needs the linker's relocations for the splitter.
    fn flags(self) -> String {
        let sources = remapped_sources();
        match self {
            Self::Demo => sources,
            Self::Ship => format!("{sources} -Clink-arg=--emit-relocs"),
        }
    }

    /// The module as the linker wrote it.
    pub(crate) fn linked(self) -> PathBuf {
        workspace::target().join(TARGET).join(self.name()).join("request-center.wasm")
    }
}

/// Builds the widget with trunk and hands back the folder with page, glue and wasm.
///
/// trunk runs in its own debug mode with the profile named: then it leaves wasm-opt alone, which [`crate::ship`] calls
/// itself with the features browsers have.
pub(crate) fn build_with_trunk(profile: Profile) -> Result<PathBuf> {
    let bindgen = cargo_tools::wasm_bindgen()?.ensure()?;
    let trunk = cargo_tools::trunk().ensure()?;
    println!("-- building the widget (profile {})", profile.name());
    // trunk works offline; what cargo has not downloaded yet is fetched here.
    process::run(process::cargo().args(["fetch", "--locked", "--target", TARGET]))?;
    let output = output(profile)?;
    process::run(
        Command::new(trunk.join("trunk"))
            .args(["build", "--cargo-profile", profile.name(), "--dist"])
            .arg(&output)
            .current_dir(workspace::root())
            .env("PATH", process::path_with(&[bindgen])?)
            .env(RUSTFLAGS, profile.flags())
            // trunk reads this variable as a flag of its own and refuses the usual value 1
            .env_remove("NO_COLOR"),
    )?;
    Ok(output)
}

/// The same with what trunk would call, cargo and wasm-bindgen: on a new machine trunk takes longer to build than the widget.
pub(crate) fn build_without_trunk(profile: Profile) -> Result<PathBuf> {
    let bindgen = cargo_tools::wasm_bindgen()?.ensure()?;
    println!("-- building the widget (profile {})", profile.name());
    process::run(
        process::cargo()
            .args([
                "build",
                "--locked",
                "--bin",
                "request-center",
                "--target",
                TARGET,
                "--profile",
                profile.name(),
            ])
            .env(RUSTFLAGS, profile.flags()),
    )?;
    let output = output(profile)?;
    process::run(
        Command::new(bindgen.join("wasm-bindgen"))
            .args(["--target", "web", "--no-typescript", "--out-name", "request-center", "--out-dir"])
            .arg(&output)
            .arg(profile.linked()),
    )?;
    assemble::copy(&workspace::root().join("index.html"), &output.join("index.html"))?;
    Ok(output)
}

fn output(profile: Profile) -> Result<PathBuf> {
    let folder = workspace::target().join("site").join(profile.name());
    fs::create_dir_all(&folder).with_context(|| format!("could not create {}", folder.display()))?;
    Ok(folder)
}

/// Flags that keep the folders of downloaded sources out of panic messages: the same bytes on every machine, and fewer.
/// They join the flags of `.cargo/config.toml`.
fn remapped_sources() -> String {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| Some(env::home_dir()?.join(".cargo")));
    let crates = home.map(|home| (home.join("registry/src"), "crates"));
    let rustc =
        process::quietly(Command::new("rustc").args(["--print", "sysroot"]).current_dir(workspace::root()));
    let library = rustc.ok().map(|folder| (PathBuf::from(folder).join("lib/rustlib/src/rust"), "rust"));
    let flags = [crates, library].into_iter().flatten().map(|(from, to)| (from.display().to_string(), to));
    // flags are parted by spaces, so a path that has one cannot be given
    let flags = flags.filter(|(from, _)| !from.contains(' '));
    flags.map(|(from, to)| format!("--remap-path-prefix={from}={to}")).collect::<Vec<_>>().join(" ")
}
