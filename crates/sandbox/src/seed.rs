//! The company a sandbox starts with: the format of seed files, how they are checked, how they fill the database.
//! The README of this crate documents the format.

mod check;
mod fill;
mod format;
mod load;
mod name;
mod past;
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
    /// Reads and checks a seed file. What is wrong is said with the file's name: with line and column where it is no JSON or not
    /// of the format, else all of it at once, each with its path in the JSON.
    pub fn parse(name: &str, text: &str) -> Result<Seed, String> {
        let seed: Seed = serde_json::from_str(text).map_err(|error| {
            let whole = error.to_string();
            // serde_json ends its sentence with the place this line begins with.
            let sentence = whole.rsplit_once(" at line ").map_or(whole.as_str(), |(sentence, _)| sentence);
            format!("{name}:{}:{}: {sentence}", error.line(), error.column())
        })?;
        match check::check(&seed).as_slice() {
            [] => Ok(seed),
            wrong => {
                let lines: Vec<String> = wrong.iter().map(|wrong| format!("{name}: {wrong}")).collect();
                Err(lines.join("\n"))
            }
        }
    }
}
