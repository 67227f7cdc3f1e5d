//! What the shipped files weigh, and the budget they must stay under. It must not build them.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};
use flate2::{Compression, write::GzEncoder};

use crate::{assemble, workspace};

/// What is loaded to open the widget is to weigh, in thousands of bytes after brotli: first module, script (stylesheet inside) and
/// one catalogue. Missed: ARCHITECTURE.md says what was tried.
const AIM_KB: usize = 170;

/// What that may weigh until the aim is met; it only goes down.
const CEILING_KB: usize = 310;

/// What it may come to for somebody who opens every panel; it only goes down.
const CEILING_OF_ALL_KB: usize = 495;

/// Sizes of one file in bytes.
#[derive(Clone, Debug, PartialEq)]
struct Row {
    name: String,
    raw: usize,
    gzip: usize,
    brotli: usize,
}

/// Prints the table and the total; fails above the budget.
pub(crate) fn report() -> Result<()> {
    let dist = workspace::dist();
    ensure!(
        dist.join(assemble::LOADER).is_file() && !dist.join("request-center-glue.js").exists(),
        "{} does not hold the shipped form: run `cargo xtask dist` first",
        dist.display()
    );
    let measure =
        |names: Vec<PathBuf>| names.iter().map(|name| measured(&dist, name)).collect::<Result<Vec<_>>>();
    let first = measure([assemble::WASM, assemble::LOADER].map(PathBuf::from).to_vec())?;
    let later = measure(later(&dist)?)?;
    let catalogues = measure(catalogues(&dist)?)?;
    print!("{}", table(first.iter().chain(&later).chain(&catalogues)));
    let total = total_kb(&first, &catalogues);
    let all = total_kb(&[first, later].concat(), &catalogues);
    println!("1 KB = 1000 bytes; each with the largest catalogue; the script holds the stylesheet");
    println!("every panel opened: {all} KB brotli, ceiling {CEILING_OF_ALL_KB} KB");
    println!("the widget opened, its other panels not yet: the total, ceiling {CEILING_KB} KB");
    if total > AIM_KB {
        println!("missed: {} KB above the budget of {AIM_KB} KB", total - AIM_KB);
    }
    println!("total {total} KB brotli");
    ensure!(total <= CEILING_KB, "{total} KB are {} KB above the ceiling", total - CEILING_KB);
    ensure!(all <= CEILING_OF_ALL_KB, "{all} KB are {} KB above the ceiling", all - CEILING_OF_ALL_KB);
    Ok(())
}

/// The modules of wasm that are loaded when a panel is first opened.
fn later(dist: &Path) -> Result<Vec<PathBuf>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(dist)? {
        let name = PathBuf::from(entry?.file_name());
        if name.extension().is_some_and(|extension| extension == "wasm") && name != Path::new(assemble::WASM)
        {
            names.push(name);
        }
    }
    ensure!(!names.is_empty(), "no panel is a module of its own");
    names.sort();
    Ok(names)
}

fn catalogues(dist: &Path) -> Result<Vec<PathBuf>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(dist.join("locales")).context("dist has no locales")? {
        names.push(Path::new("locales").join(entry?.file_name()));
    }
    ensure!(!names.is_empty(), "dist/locales is empty");
    names.sort();
    Ok(names)
}

fn measured(dist: &Path, name: &Path) -> Result<Row> {
    let bytes = fs::read(dist.join(name)).with_context(|| format!("dist has no {}", name.display()))?;
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(&bytes)?;
    let mut brotli = Vec::new();
    let settings = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    brotli::BrotliCompress(&mut bytes.as_slice(), &mut brotli, &settings)?;
    Ok(Row {
        name: name.display().to_string(),
        raw: bytes.len(),
        gzip: gzip.finish()?.len(),
        brotli: brotli.len(),
    })
}

fn table<'rows>(rows: impl Iterator<Item = &'rows Row>) -> String {
    let mut text = format!("{:<30} {:>9} {:>9} {:>9}\n", "file", "raw", "gzip", "brotli");
    for Row { name, raw, gzip, brotli } in rows {
        text.push_str(&format!("{name:<30} {raw:>9} {gzip:>9} {brotli:>9}\n"));
    }
    text
}

/// The code and the largest catalogue, rounded up.
fn total_kb(code: &[Row], catalogues: &[Row]) -> usize {
    let catalogue = catalogues.iter().map(|row| row.brotli).max().unwrap_or(0);
    (code.iter().map(|row| row.brotli).sum::<usize>() + catalogue).div_ceil(1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(name: &str, brotli: usize) -> Row {
        Row { name: name.into(), raw: brotli * 3, gzip: brotli + 10, brotli }
    }

    #[test]
    fn the_total_counts_one_catalogue_and_rounds_up() {
        let code = [row("a.wasm", 100_000), row("a.js", 6_000)];
        assert_eq!(total_kb(&code, &[row("de", 3_001), row("en", 2_000)]), 110);
        assert_eq!(total_kb(&code, &[row("de", 3_000)]), 109);
    }

    #[test]
    fn the_table_has_a_line_for_each_file() {
        let text = table([row("request-center_bg.wasm", 120_345)].iter());
        assert_eq!(
            text.lines().nth(1).unwrap(),
            "request-center_bg.wasm            361035    120355    120345"
        );
    }

    #[test]
    fn a_file_is_measured_in_all_three_forms() {
        let row = measured(workspace::root(), Path::new("Cargo.toml")).unwrap();
        assert!(row.brotli < row.gzip && row.gzip < row.raw, "{row:?}");
    }
}
