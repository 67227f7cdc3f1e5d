//! The tools that come from npm, at exact versions, each in its own folder of the cache. It must not know what they do.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, ensure};

use crate::{process, workspace};

/// A package from npm.
pub(crate) struct NodeTool {
    package: &'static str,
    version: &'static str,
}

/// wasm-opt.
pub(crate) const BINARYEN: NodeTool = NodeTool { package: "binaryen", version: "132.0.0" };
/// The bundler that merges loader, glue and stylesheet.
pub(crate) const ESBUILD: NodeTool = NodeTool { package: "esbuild", version: "0.28.2" };
/// The accessibility audit that end-to-end tests run in the page.
pub(crate) const AXE: NodeTool = NodeTool { package: "axe-core", version: "4.14.1" };

impl NodeTool {
    /// The tool's `node_modules`, after installing it where it is missing.
    pub(crate) fn ensure(&self) -> Result<PathBuf> {
        let Self { package, version } = self;
        let home = workspace::tools()?.join(format!("{package}-{version}"));
        let modules = home.join("node_modules");
        if self.is_in(&modules) {
            return Ok(modules);
        }
        println!("-- fetching {package} {version} from npm (once)");
        fs::create_dir_all(&home).with_context(|| format!("could not create {}", home.display()))?;
        let npm =
            process::find_on_path(&["npm", "npm.cmd"]).context("npm is missing: install node 20 with npm")?;
        process::run(
            Command::new(npm)
                .args([
                    "install",
                    "--no-save",
                    "--no-package-lock",
                    "--no-audit",
                    "--no-fund",
                    "--ignore-scripts",
                ])
                .arg("--prefix")
                .arg(&home)
                .arg(format!("{package}@{version}"))
                .current_dir(&home),
        )?;
        ensure!(self.is_in(&modules), "npm installed something else than {package} {version}");
        Ok(modules)
    }

    fn is_in(&self, modules: &Path) -> bool {
        let manifest =
            fs::read_to_string(modules.join(self.package).join("package.json")).unwrap_or_default();
        manifest.lines().any(|line| line.trim() == format!("\"version\": \"{}\",", self.version))
    }
}
