//! Measures in a browser, with the same driver as the floor e2e. It must not know what is measured.

use anyhow::Result;

use crate::{node_tools, prerequisites, process, workspace};

/// Runs the measurements against what was built last.
pub(crate) fn run() -> Result<()> {
    let axe = node_tools::AXE.ensure()?.join("axe-core/axe.min.js");
    process::run(
        process::cargo()
            .args(["test", "--package", "request-center-e2e", "--test", "bench"])
            .env("REQUEST_CENTER_SITE", workspace::dist())
            .env("REQUEST_CENTER_AXE", axe)
            .env("CHROMEDRIVER", prerequisites::chromedriver()?),
    )
}
