//! The company a sandbox starts with: the format of seed files, how they are checked, how they fill the database.
//! The README of this crate documents the format.

mod check;
mod fill;
mod format;
mod load;
mod name;
mod past;
mod place;
mod report;
mod scale;
mod story;
mod when;
mod write;

pub use fill::{Extra, fill};
pub use format::{DEFAULT, Group, Held, Identity, Item, Policy, Seed, Source};
pub use past::{Act, Cancel, Request, RequestItem};
pub use when::When;

impl Seed {
    /// Reads and checks a seed file. What is wrong is told with the file's name, line and column, all of it at once
    /// where the JSON itself is sound.
    pub fn parse(name: &str, text: &str) -> Result<Seed, String> {
        let seed: Seed = serde_json::from_str(text).map_err(|error| {
            let whole = error.to_string();
            // serde_json ends its sentence with the place this line begins with.
            let sentence = whole.rsplit_once(" at line ").map_or(whole.as_str(), |(sentence, _)| sentence);
            format!("{name}:{}:{}: {sentence}", error.line(), error.column())
        })?;
        let wrong = check::check(&seed);
        if wrong.is_empty() {
            return Ok(seed);
        }
        let mut lines: Vec<(usize, usize, String)> = wrong
            .into_iter()
            .map(|wrong| {
                let (line, column) = place::find(text, &wrong.path);
                (line, column, format!("{}: {}", place::shown(&wrong.path), wrong.sentence))
            })
            .collect();
        lines.sort();
        let lines: Vec<String> =
            lines.into_iter().map(|(line, column, what)| format!("{name}:{line}:{column}: {what}")).collect();
        Err(lines.join("\n"))
    }
}
