//! The tools written in Rust: trunk and wasm-bindgen's, at exactly the versions this project builds with. What is on the
//! search path or in the cache is used; the rest is fetched or built once. It must not know what they are used for.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

use anyhow::{Context, Result, ensure};

use crate::{process, version, workspace};

/// Version of trunk, the newest one that builds with this project's Rust.
const TRUNK: &str = "0.21.14";

/// A tool from the crates registry.
pub(crate) struct CargoTool {
    package: &'static str,
    binaries: &'static [&'static str],
    version: String,
    build_flags: &'static [&'static str],
    /// Minutes on two cores, for the message before a build.
    minutes: u32,
}

/// The bundler, without its network features: it is only ever used offline, and builds much sooner.
pub(crate) fn trunk() -> CargoTool {
    CargoTool {
        package: "trunk",
        binaries: &["trunk"],
        version: TRUNK.into(),
        build_flags: &["--no-default-features"],
        minutes: 3,
    }
}

/// wasm-bindgen's tools; they must have the very version of the library, which `Cargo.lock` tells.
pub(crate) fn wasm_bindgen() -> Result<CargoTool> {
    let lock = fs::read_to_string(workspace::root().join("Cargo.lock"))?;
    let version = version::locked(&lock, "wasm-bindgen").context("Cargo.lock has no wasm-bindgen")?;
    Ok(CargoTool {
        package: "wasm-bindgen-cli",
        binaries: &["wasm-bindgen", "wasm-bindgen-test-runner"],
        version: version.into(),
        build_flags: &[],
        minutes: 1,
    })
}

impl CargoTool {
    /// The folder that holds the tool's binaries, after installing them where they are missing.
    pub(crate) fn ensure(&self) -> Result<PathBuf> {
        let on_path = process::find_on_path(self.binaries).and_then(|found| Some(found.parent()?.to_owned()));
        if let Some(folder) = on_path.filter(|folder| self.is_in(folder)) {
            return Ok(folder);
        }
        let home = workspace::tools()?.join(format!("{}-{}", self.package, self.version));
        let folder = home.join("bin");
        if !self.is_in(&folder) {
            self.install(&home)?;
            ensure!(self.is_in(&folder), "{} {} was installed but does not run", self.package, self.version);
        }
        Ok(folder)
    }

    fn is_in(&self, folder: &Path) -> bool {
        self.binaries.iter().all(|name| {
            process::version_of(&folder.join(name), "--version").as_deref() == Some(self.version.as_str())
        })
    }

    fn install(&self, home: &Path) -> Result<()> {
        let Self { package, version, minutes, .. } = self;
        if process::find_on_path(&["cargo-binstall"]).is_some() {
            println!("-- fetching {package} {version} (once)");
            let mut fetch = process::cargo();
            fetch.args(["binstall", "--no-confirm", "--disable-strategies", "compile", "--root"]).arg(home);
            match process::run(fetch.arg(format!("{package}@{version}"))) {
                Ok(()) => return Ok(()),
                Err(error) => println!("-- no ready-made {package}: {error:#}"),
            }
        }
        println!("-- building {package} {version}, once: about {minutes} min on two cores");
        let began = Instant::now();
        let build = home.join("build");
        let installed = process::run(
            quick_release(&mut process::cargo())
                .args(["install", package, "--version", version, "--locked"])
                .args(self.build_flags)
                .arg("--root")
                .arg(home)
                .env("CARGO_TARGET_DIR", &build)
                // else cargo advises to put this folder on the path, which nobody has to do
                .env("PATH", process::path_with(&[home.join("bin")])?),
        );
        if build.exists() {
            fs::remove_dir_all(&build).with_context(|| format!("could not remove {}", build.display()))?;
        }
        installed.with_context(|| format!("{package} {version} could not be built"))?;
        println!("-- built {package} {version} in {} s", began.elapsed().as_secs());
        Ok(())
    }
}

/// A tool that runs for seconds is not worth optimizing: this takes half of the time to build.
fn quick_release(command: &mut Command) -> &mut Command {
    for (name, _) in env::vars_os() {
        if name.to_string_lossy().starts_with("CARGO_PROFILE_") {
            command.env_remove(name);
        }
    }
    command
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_DEBUG", "false")
        .current_dir(env::temp_dir())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bindgen_tools_follow_the_lock_file() {
        let tool = wasm_bindgen().unwrap();
        assert!(version::major(&tool.version).is_some(), "{}", tool.version);
    }

    #[test]
    fn a_folder_without_the_binaries_is_not_taken_for_the_tool() {
        assert!(!trunk().is_in(Path::new("/nonexistent")));
    }
}
