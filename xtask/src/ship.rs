//! The shipped form: smallest wasm, and loader, glue and stylesheet merged into one script. It must not know the demo form.

mod names;
mod order;

use std::{fs, path::Path, process::Command};

use anyhow::{Context, Result};

use crate::{
    assemble::{self, Stylesheets},
    node_tools, process,
    widget::{self, Profile},
    workspace,
};

/// The wasm features browsers have had for years and rustc emits. `--all-features` would let the optimizer use proposals they lack.
const WASM_FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Smallest code after compression: what inlining, sharing and moving parts of expressions and leaving out zeros save in bytes
/// they cost twice over in what brotli no longer finds again.
/// `server_fn`, which Leptos brings along, exports streams that nothing of the page calls.
const WASM_OPTIMIZATION: [&str; 8] = [
    "--remove-exports=*intounderlying*",
    "-Oz",
    "--skip-pass=inlining-optimizing",
    "--skip-pass=local-cse",
    "--skip-pass=memory-packing",
    "--skip-pass=simplify-locals",
    "--strip-debug",
    "--strip-producers",
];

/// The oldest language level of the script that ships.
const SCRIPT_TARGET: &str = "--target=es2022";

/// Lets the bundler see that the glue's classes of those streams have no effect unless they are used.
const UNUSED_CLASSES: [&str; 2] = ["--define:Symbol.dispose=undefined", "--pure:FinalizationRegistry"];

/// The entry of `src/panels.rs` that is loaded right after the first module, before any other.
const BASE: &str = "request";

/// Builds `dist/` in the form that ships, with the demo page around it.
pub(crate) fn build() -> Result<()> {
    let binaryen = node_tools::BINARYEN.ensure()?;
    let esbuild = node_tools::ESBUILD.ensure()?.join(".bin/esbuild");
    let _turn = assemble::turn()?;
    let trunk = widget::build_with_trunk(Profile::Ship)?;
    let merge = assemble::empty(&workspace::target().join("site/merge"))?;
    let site = assemble::begin()?;
    assemble::surroundings(&trunk, &site)?;

    println!("-- optimizing the wasm");
    let plain = merge.join("plain.wasm");
    let optimized = merge.join(assemble::WASM);
    write(&plain, &request_center_split::without_marks(&read(&trunk.join(assemble::WASM))?)?)?;
    process::run(
        Command::new(binaryen.join(".bin/wasm-opt"))
            .args(WASM_OPTIMIZATION)
            .args(WASM_FEATURES)
            .arg("-o")
            .arg(&optimized)
            .arg(&plain),
    )?;

    let ranked = merge.join("ranked.wasm");
    let ordered = merge.join("ordered.wasm");
    write(&ranked, &order::ranked(&read(&optimized)?)?)?;
    process::run(
        Command::new(binaryen.join(".bin/wasm-opt"))
            .args(["--reorder-functions-by-name", "--strip-debug"])
            .args(WASM_FEATURES)
            .arg("-o")
            .arg(&ordered)
            .arg(&ranked),
    )?;

    println!("-- merging loader, glue and stylesheets");
    let written = merge.join("written.css");
    let minified = merge.join("minified.css");
    let styles = Stylesheets::read()?.map(|text| {
        assemble::write(&written, text)?;
        process::run(
            Command::new(&esbuild)
                .args(["--minify", "--charset=utf8", "--log-level=warning"])
                .arg(format!("--outfile={}", minified.display()))
                .arg(&written),
        )?;
        Ok(assemble::read(&minified)?.trim_end().to_owned())
    })?;
    assemble::modules(&trunk, &styles, &merge)?;
    assemble::write(&site.join(assemble::LATER_STYLE), &styles.later)?;
    let glue = merge.join(assemble::GLUE);
    let (wasm, script) = names::shorten(&read(&ordered)?, &assemble::read(&glue)?)?;
    println!("-- parting the panels");
    let split = request_center_split::split(&read(&Profile::Ship.linked())?, &wasm, BASE)?;
    write(&site.join(assemble::WASM), &split.first)?;
    for (name, wasm) in &split.later {
        write(&site.join(assemble::later_file(name)), wasm)?;
    }
    let later: Vec<&str> = split.later.iter().map(|(name, _)| name.as_str()).collect();
    assemble::later(&later, &merge)?;
    assemble::write(&glue, &script)?;
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
            .args(UNUSED_CLASSES)
            .arg("--log-level=warning")
            .arg(format!("--outfile={}", site.join(assemble::LOADER).display()))
            .arg(merge.join(assemble::LOADER)),
    )?;
    assemble::finish(&site)?;
    println!("-- built {}", workspace::dist().display());
    Ok(())
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("could not read {}", path.display()))
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    fs::write(path, bytes).with_context(|| format!("could not write {}", path.display()))
}
