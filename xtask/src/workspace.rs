//! Where things are: the checkout, its build folder, the site and the cache of tools. It must not read or write them.

use std::{
    env,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

/// The checkout's root.
pub(crate) fn root() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here)
}

/// Cargo's build folder.
pub(crate) fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |dir| root().join(dir))
}

/// The built site, in demo or shipped form.
pub(crate) fn dist() -> PathBuf {
    root().join("dist")
}

/// Where the project's tools are kept between runs, each in a folder with its version.
pub(crate) fn tools() -> Result<PathBuf> {
    let cache = env::var_os("XDG_CACHE_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    let home = || env::home_dir().map(|home| home.join(".cache"));
    let cache =
        cache.or_else(home).context("neither XDG_CACHE_HOME nor HOME says where a cache may be kept")?;
    Ok(cache.join("request-center/tools"))
}
