//! What ships: smallest wasm, and loader, glue and stylesheet merged into one script. It must not know the demo form.

use std::process::Command;

use anyhow::Result;

use crate::{
    assemble, node_tools, process,
    trunk::{self, Profile},
    workspace,
};

/// What browsers have had for years and rustc emits. `--all-features` would let the optimizer use proposals they lack.
const WASM_FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Smallest code after compression: what inlining saves in bytes it costs twice over in what brotli no longer finds again.
const WASM_OPTIMIZATION: [&str; 4] =
    ["-Oz", "--skip-pass=inlining-optimizing", "--strip-debug", "--strip-producers"];

/// The oldest language level of the script that ships.
const SCRIPT_TARGET: &str = "--target=es2022";

/// Builds `dist/` in the form that ships, with the demo page around it.
pub(crate) fn build() -> Result<()> {
    let binaryen = node_tools::BINARYEN.ensure()?;
    let esbuild = node_tools::ESBUILD.ensure()?.join(".bin/esbuild");
    let _turn = assemble::turn()?;
    let trunk = trunk::build(Profile::Ship)?;
    let merge = assemble::empty(&workspace::target().join("site/merge"))?;
    let site = assemble::begin()?;
    assemble::surroundings(&trunk, &site)?;

    println!("-- optimizing the wasm");
    process::run(
        Command::new(binaryen.join(".bin/wasm-opt"))
            .args(WASM_OPTIMIZATION)
            .args(WASM_FEATURES)
            .arg("-o")
            .arg(site.join(assemble::WASM))
            .arg(trunk.join(assemble::WASM)),
    )?;

    println!("-- merging loader, glue and stylesheet");
    let written = merge.join("written.css");
    let minified = merge.join("minified.css");
    assemble::write(&written, &assemble::stylesheet()?)?;
    process::run(
        Command::new(&esbuild)
            .args(["--minify", "--charset=utf8", "--log-level=warning"])
            .arg(format!("--outfile={}", minified.display()))
            .arg(&written),
    )?;
    assemble::modules(&trunk, assemble::read(&minified)?.trim_end(), &merge)?;
    process::run(
        Command::new(&esbuild)
            .args([
                "--bundle",
                "--minify",
                "--format=esm",
                SCRIPT_TARGET,
                "--charset=utf8",
                "--legal-comments=none",
            ])
            .arg("--log-level=warning")
            .arg(format!("--outfile={}", site.join(assemble::LOADER).display()))
            .arg(merge.join(assemble::LOADER)),
    )?;
    assemble::finish(&site)?;
    println!("-- built {}", workspace::dist().display());
    Ok(())
}
