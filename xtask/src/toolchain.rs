//! The Rust in use: its folder, what rustup calls it, and whether it can compile for the browser. It must not change it.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{process, workspace};

/// The target the widget is compiled for.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// The file by which rustup knows a toolchain as its own; one that was linked or built by hand has none.
const RUSTUP_MANIFEST: &str = "lib/rustlib/multirust-channel-manifest.toml";

/// A toolchain.
#[derive(Clone, Debug, Default)]
pub(crate) struct Toolchain {
    /// Its folder.
    pub(crate) sysroot: PathBuf,
    /// rustup's name of it, where it comes from there.
    pub(crate) name: Option<String>,
    /// True if it has the standard library for [`TARGET`].
    pub(crate) has_target: bool,
}

impl Toolchain {
    /// The toolchain that compiles this checkout; an empty one where there is no rustc.
    pub(crate) fn look() -> Self {
        let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
        // rustc names the folder of a target's libraries whether it is there or not
        let text = process::quietly(
            Command::new(rustc)
                .args(["--print", "sysroot", "--print", "target-libdir", "--target", TARGET])
                .current_dir(workspace::root()),
        )
        .unwrap_or_default();
        let mut folders = text.lines().map(PathBuf::from);
        let sysroot = folders.next().unwrap_or_default();
        let has_target = folders.next().is_some_and(|folder| has_core(&folder));
        Self { name: name(&sysroot), sysroot, has_target }
    }
}

fn has_core(folder: &Path) -> bool {
    let Ok(entries) = fs::read_dir(folder) else { return false };
    entries.flatten().any(|entry| entry.file_name().to_string_lossy().starts_with("libcore-"))
}

/// The toolchain name passed by rustup's proxies, or that of the folder.
fn name(sysroot: &Path) -> Option<String> {
    process::find_on_path(&["rustup", "rustup.exe"])?;
    if !sysroot.join(RUSTUP_MANIFEST).is_file() {
        return None;
    }
    let asked_for = env::var("RUSTUP_TOOLCHAIN").ok();
    asked_for.or_else(|| Some(sysroot.file_name()?.to_string_lossy().into_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_toolchain_that_runs_this_is_found() {
        let toolchain = Toolchain::look();
        assert!(toolchain.sysroot.join("lib").is_dir(), "{toolchain:?}");
    }

    #[test]
    fn a_folder_without_rustups_record_is_not_rustups() {
        assert_eq!(name(Path::new("/usr")), None);
        assert!(!has_core(Path::new("/nonexistent")));
    }
}
