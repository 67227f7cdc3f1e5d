//! The sizes of the shipped files, and their budgets. It must not build them.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};
use flate2::{Compression, write::GzEncoder};

use crate::{assemble, workspace};

/// The budget of opening the widget on its Catalog, in thousands of bytes after brotli: first module, script (stylesheet
/// inside) and one catalogue of the words to open with.
const BUDGET_KB: usize = 173;

/// The budget with the request's module and all words, which load by themselves; raised for new behaviour alone.
const CEILING_OF_ASKING_KB: usize = 338;

/// The budget with every panel opened; raised for new behaviour alone.
const CEILING_OF_ALL_KB: usize = 783;

/// The module that comes right behind the first: what is needed to ask for something.
const REQUEST: &str = "request";

/// Where the words to open with are, and in it the folder of those that come later.
const LOCALES: &str = "locales";
const LATER: &str = "later";

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
    let words = measure(catalogues(&dist, Path::new(LOCALES))?)?;
    let more_words = measure(catalogues(&dist, &Path::new(LOCALES).join(LATER))?)?;
    print!("{}", table([&first, &later, &words, &more_words].into_iter().flatten()));
    let total = total_kb(&first, &words);
    let all_words = both(&words, &more_words)?;
    let asking = total_kb(&[&first[..], &request(&later)?].concat(), &all_words);
    let all = total_kb(&[first, later].concat(), &all_words);
    println!("1 KB = 1000 bytes; each with the largest catalogue; the script holds the first stylesheets");
    println!("every panel opened: {all} KB brotli, ceiling {CEILING_OF_ALL_KB} KB");
    println!("the Catalog with the request beside it: {asking} KB brotli, ceiling {CEILING_OF_ASKING_KB} KB");
    println!("the Catalog opened and searched: the total, budget {BUDGET_KB} KB");
    println!("total {total} KB brotli");
    for (kb, limit) in [(total, BUDGET_KB), (asking, CEILING_OF_ASKING_KB), (all, CEILING_OF_ALL_KB)] {
        ensure!(kb <= limit, "{kb} KB are {} KB more than {limit} KB", kb - limit);
    }
    Ok(())
}

/// The modules of wasm and the stylesheet that come later.
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
    names.push(assemble::LATER_STYLE.into());
    names.sort();
    Ok(names)
}

/// The catalogues in a folder, not those in the folders below it.
fn catalogues(dist: &Path, folder: &Path) -> Result<Vec<PathBuf>> {
    let mut names = Vec::new();
    let entries = fs::read_dir(dist.join(folder));
    for entry in entries.with_context(|| format!("dist has no {}", folder.display()))? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            names.push(folder.join(entry.file_name()));
        }
    }
    ensure!(!names.is_empty(), "dist/{} is empty", folder.display());
    names.sort();
    Ok(names)
}

/// Of what is loaded later, the module that needs none of the others, and the stylesheet that comes with it.
fn request(later: &[Row]) -> Result<[Row; 2]> {
    let find = |name: &str| later.iter().find(|row| row.name == name).cloned();
    let request = find(&assemble::later_file(REQUEST)).context("the request is no module of its own")?;
    Ok([request, find(assemble::LATER_STYLE).context("no stylesheet comes later")?])
}

/// The sizes of both catalogues of each language together.
fn both(words: &[Row], more: &[Row]) -> Result<Vec<Row>> {
    let language = |row: &Row| Path::new(&row.name).file_name().map(ToOwned::to_owned);
    let pair = |row: &Row| {
        let other = more.iter().find(|other| language(other) == language(row));
        let other = other.with_context(|| format!("there are no more words to {}", row.name))?;
        Ok(Row {
            name: row.name.clone(),
            raw: row.raw + other.raw,
            gzip: row.gzip + other.gzip,
            brotli: row.brotli + other.brotli,
        })
    };
    words.iter().map(pair).collect()
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
    fn all_words_are_those_of_one_language() {
        let words = [row("locales/de.json", 20), row("locales/en.json", 30)];
        let more = [row("locales/later/de.json", 400), row("locales/later/en.json", 100)];
        let sums = both(&words, &more).unwrap().into_iter().map(|row| row.brotli).collect::<Vec<_>>();
        assert_eq!(sums, [420, 130]);
        assert!(both(&words, &more[1..]).is_err());
    }

    #[test]
    fn the_words_to_open_with_are_counted_without_those_below_them() {
        let public = workspace::root().join("public");
        let names = |folder: &str| catalogues(&public, Path::new(folder)).unwrap();
        assert_eq!(names("locales"), ["locales/de.json", "locales/en.json"].map(PathBuf::from));
        assert_eq!(
            names("locales/later"),
            ["locales/later/de.json", "locales/later/en.json"].map(PathBuf::from)
        );
    }

    #[test]
    fn asking_takes_the_requests_module_and_the_stylesheet_alone() {
        let [asked, other] = ["request", "requests"].map(|name| row(&assemble::later_file(name), 10));
        let style = row(assemble::LATER_STYLE, 10);
        let found = request(&[other.clone(), asked.clone(), style.clone()]).unwrap();
        assert_eq!(found.map(|row| row.name), ["request-center-request.wasm", "request-center-later.css"]);
        assert!(request(&[other, style]).is_err());
        assert!(request(&[asked]).is_err());
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
