//! Building the widget's wasm and its glue with trunk, in either cargo profile. It must not know what becomes of them.

use std::{env, fs, path::PathBuf, process::Command};

use anyhow::{Context, Result};

use crate::{cargo_tools, process, workspace};

/// How the widget is compiled; each is a cargo profile of the root `Cargo.toml`.
#[derive(Clone, Copy)]
pub(crate) enum Profile {
    /// Quick to build.
    Demo,
    /// Smallest code.
    Ship,
}

impl Profile {
    fn name(self) -> &'static str {
        match self {
            Self::Demo => "demo",
            Self::Ship => "ship",
        }
    }
}

/// Builds the widget and hands back the folder with trunk's page, glue and wasm.
///
/// trunk runs in its own debug mode with the profile named: then it leaves wasm-opt alone, which [`crate::ship`] calls
/// itself with the features browsers have.
pub(crate) fn build(profile: Profile) -> Result<PathBuf> {
    let bindgen = cargo_tools::wasm_bindgen()?.ensure()?;
    let trunk = cargo_tools::trunk().ensure()?;
    println!("-- building the widget (profile {})", profile.name());
    // trunk works offline; what cargo has not downloaded yet is fetched here.
    process::run(process::cargo().args(["fetch", "--locked", "--target", "wasm32-unknown-unknown"]))?;
    let output = workspace::target().join("site").join(profile.name());
    fs::create_dir_all(&output).with_context(|| format!("could not create {}", output.display()))?;
    process::run(
        Command::new(trunk.join("trunk"))
            .args(["build", "--cargo-profile", profile.name(), "--dist"])
            .arg(&output)
            .current_dir(workspace::root())
            .env("PATH", process::path_with(&[bindgen])?)
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", remapped_sources())
            // trunk reads this variable as a flag of its own and refuses the usual value 1
            .env_remove("NO_COLOR"),
    )?;
    Ok(output)
}

/// A flag that keeps the folder of downloaded sources out of panic messages: the same bytes on every machine, and fewer.
/// It joins the flags of `.cargo/config.toml`.
fn remapped_sources() -> String {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| Some(env::home_dir()?.join(".cargo")));
    let sources = home.map(|home| home.join("registry/src").display().to_string()).unwrap_or_default();
    // flags are parted by spaces, so a path that has one cannot be given
    if sources.is_empty() || sources.contains(' ') {
        return String::new();
    }
    format!("--remap-path-prefix={sources}=crates")
}
