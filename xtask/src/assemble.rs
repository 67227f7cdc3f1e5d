//! From the built widget, `src/loader.js`, `style/` and `public/` to `dist/`: the site the sandbox serves, and the files
//! that ship. It must not compile or optimize anything.

use std::{
    fmt::Write as _,
    fs::{self, File},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

use crate::workspace;

/// The stylesheets to open with, in cascade order.
const FIRST_STYLES: [&str; 7] =
    ["tokens.css", "loader.css", "frame.css", "list.css", "button.css", "search.css", "notice.css"];
/// Those of the request, dialogs and panels, which are loaded with the first code that comes later; between the others in cascade order.
const LATER_STYLES: [&str; 8] = [
    "row.css",
    "field.css",
    "request.css",
    "dialog.css",
    "team.css",
    "approvals.css",
    "settings.css",
    "matrix.css",
];
/// Rules for motion, touch and forced colours, last in cascade order.
const LAST_STYLES: [&str; 1] = ["media.css"];

/// The module of the loader, under its public name.
pub(crate) const LOADER: &str = "request-center.js";
/// The parts of the loader, in `src/loader`; it imports each as `request-center-` with its name.
const LOADER_PARTS: [&str; 2] = ["files.js", "locale.js"];
/// The compiled widget.
pub(crate) const WASM: &str = "request-center_bg.wasm";
/// The glue of wasm-bindgen, under the name the loader imports.
pub(crate) const GLUE: &str = "request-center-glue.js";
const STYLE: &str = "request-center-style.js";
const LATER: &str = "request-center-later.js";
/// The stylesheet that is loaded later.
pub(crate) const LATER_STYLE: &str = "request-center-later.css";
const SNIPPETS: &str = "snippets";

/// The widget's stylesheets, each of several files.
pub(crate) struct Stylesheets {
    /// To open with.
    pub(crate) first: String,
    /// Loaded later, between the other two in cascade order.
    pub(crate) later: String,
    /// To open with, after the others.
    pub(crate) last: String,
}

impl Stylesheets {
    /// As they are written.
    pub(crate) fn read() -> Result<Self> {
        let join = |names: &[&str]| -> Result<String> {
            names.iter().map(|name| read(&workspace::root().join("style").join(name))).collect()
        };
        Ok(Self { first: join(&FIRST_STYLES)?, later: join(&LATER_STYLES)?, last: join(&LAST_STYLES)? })
    }

    /// Each after that change.
    pub(crate) fn map(self, change: impl Fn(&str) -> Result<String>) -> Result<Self> {
        Ok(Self { first: change(&self.first)?, later: change(&self.later)?, last: change(&self.last)? })
    }
}

/// Writes the loader's modules into `folder`: itself, the glue under the name the loader imports, and the texts of the stylesheets
/// to open with as a module.
pub(crate) fn modules(built: &Path, styles: &Stylesheets, folder: &Path) -> Result<()> {
    copy(&workspace::root().join("src/loader.js"), &folder.join(LOADER))?;
    for name in LOADER_PARTS {
        let part = workspace::root().join("src/loader").join(name);
        copy(&part, &folder.join(format!("request-center-{name}")))?;
    }
    copy(&built.join(LOADER), &folder.join(GLUE))?;
    if built.join(SNIPPETS).is_dir() {
        copy_folder(&built.join(SNIPPETS), &folder.join(SNIPPETS))?;
    }
    let texts = [&styles.first, &styles.last].map(|text| javascript_string(text)).join(", ");
    write(&folder.join(STYLE), &format!("export default [{texts}];\n"))
}

/// The file of a module of wasm that is loaded later.
pub(crate) fn later_file(name: &str) -> String {
    format!("request-center-{name}.wasm")
}

/// Writes which modules of wasm are loaded later, as the module the loader imports.
pub(crate) fn later(names: &[&str], folder: &Path) -> Result<()> {
    let files = names.iter().map(|name| format!("{name}: '{}'", later_file(name)));
    write(&folder.join(LATER), &format!("export default {{ {} }};\n", files.collect::<Vec<_>>().join(", ")))
}

/// Writes what surrounds the modules: the page without trunk's link, the demo's own files, the catalogues, the wasm.
pub(crate) fn surroundings(built: &Path, folder: &Path) -> Result<()> {
    copy_folder(&workspace::root().join("public"), folder)?;
    write(&folder.join("index.html"), &without_trunk_link(&read(&built.join("index.html"))?))?;
    copy(&built.join(WASM), &folder.join(WASM))
}

/// The right to build the site: one build at a time in a checkout, given back when dropped.
pub(crate) fn turn() -> Result<File> {
    let folder = workspace::target().join("site");
    fs::create_dir_all(&folder).with_context(|| format!("could not create {}", folder.display()))?;
    let turn = File::create(folder.join("lock"))?;
    if turn.try_lock().is_err() {
        println!("-- waiting for another build of the site");
        turn.lock()?;
    }
    Ok(turn)
}

/// An empty folder to build a site in.
pub(crate) fn begin() -> Result<PathBuf> {
    empty(&workspace::target().join("site/assembled"))
}

/// An empty folder at `path`.
pub(crate) fn empty(path: &Path) -> Result<PathBuf> {
    if path.exists() {
        fs::remove_dir_all(path).with_context(|| format!("could not remove {}", path.display()))?;
    }
    fs::create_dir_all(path).with_context(|| format!("could not create {}", path.display()))?;
    Ok(path.to_owned())
}

/// Puts a finished site in the place of the last one.
pub(crate) fn finish(folder: &Path) -> Result<()> {
    let dist = empty(&workspace::dist())?;
    copy_folder(folder, &dist)
}

/// Reads a file, naming it where that fails.
pub(crate) fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("could not read {}", path.display()))
}

/// Writes a file, naming it where that fails.
pub(crate) fn write(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).with_context(|| format!("could not write {}", path.display()))
}

/// Copies a file, naming both where that fails.
pub(crate) fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to).with_context(|| format!("could not copy {} to {}", from.display(), to.display()))?;
    Ok(())
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to).with_context(|| format!("could not create {}", to.display()))?;
    for entry in fs::read_dir(from).with_context(|| format!("could not read {}", from.display()))? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            copy(&entry.path(), &target)?;
        }
    }
    Ok(())
}

/// trunk leaves its own `<link data-trunk ...>` behind where it injects no scripts; a served page has no use for it.
fn without_trunk_link(page: &str) -> String {
    let Some((before, rest)) = page.split_once("<link data-trunk") else { return page.to_owned() };
    let Some((_, after)) = rest.split_once('>') else { return page.to_owned() };
    format!("{}{}", before.trim_end(), after)
}

/// Text as a JavaScript string literal.
fn javascript_string(text: &str) -> String {
    let mut literal = String::with_capacity(text.len() + 2);
    literal.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => literal.extend(['\\', character]),
            '\n' => literal.push_str("\\n"),
            '\u{2028}' | '\u{2029}' | '\0'..'\u{20}' => {
                // writing to a String cannot fail
                let _ = write!(literal, "\\u{:04x}", u32::from(character));
            }
            _ => literal.push(character),
        }
    }
    literal.push('"');
    literal
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_is_left_without_trunks_link() {
        let page = "<head>\n  <title>x</title>\n  <link data-trunk rel=\"rust\" data-x=\"y\">\n</head>";
        assert_eq!(without_trunk_link(page), "<head>\n  <title>x</title>\n</head>");
        assert_eq!(without_trunk_link("<head></head>"), "<head></head>");
    }

    #[test]
    fn every_file_of_style_is_in_exactly_one_stylesheet() {
        let mut listed = [&FIRST_STYLES[..], &LATER_STYLES, &LAST_STYLES].concat();
        listed.sort_unstable();
        let folder = workspace::root().join("style");
        let files =
            fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
        let mut files: Vec<String> = files.collect();
        files.sort_unstable();
        assert_eq!(listed, files);
    }

    #[test]
    fn a_stylesheet_survives_as_a_javascript_string() {
        let css = "a::before { content: \"\\201C\" }\n/* \u{2028} */\tb{}";
        assert_eq!(javascript_string(css), r#""a::before { content: \"\\201C\" }\n/* \u2028 */\u0009b{}""#);
    }
}
