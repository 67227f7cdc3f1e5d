//! Versions in the words tools print and in `Cargo.lock`. Pure text, no processes.

/// The first thing in `text` that looks like a version: `trunk 0.21.14`, `v20.20.2`, `wasm-opt version 132 (version_132)`.
pub(crate) fn first_in(text: &str) -> Option<&str> {
    text.split_whitespace()
        .map(|word| word.strip_prefix('v').unwrap_or(word))
        .find(|word| word.starts_with(|first: char| first.is_ascii_digit()))
}

/// The first number of a version: 20 of `20.20.2`.
pub(crate) fn major(version: &str) -> Option<u32> {
    version.split('.').next()?.parse().ok()
}

/// The version `Cargo.lock` has for a package that occurs in it once.
pub(crate) fn locked<'lock>(lock: &'lock str, package: &str) -> Option<&'lock str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    lines.next()?;
    lines.next()?.strip_prefix("version = \"")?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tool_words_its_version_differently() {
        for (text, expected) in [
            ("trunk 0.21.14\n", Some("0.21.14")),
            ("wasm-bindgen 0.2.127", Some("0.2.127")),
            ("v20.20.2\n", Some("20.20.2")),
            ("wasm-opt version 132 (version_132)", Some("132")),
            ("ChromeDriver 156.0.8078.79 (4aa0b1)", Some("156.0.8078.79")),
            ("usage: tool [options]", None),
            ("", None),
        ] {
            assert_eq!(first_in(text), expected, "{text}");
        }
    }

    #[test]
    fn major_is_a_number_or_nothing() {
        assert_eq!(major("20.20.2"), Some(20));
        assert_eq!(major("132"), Some(132));
        assert_eq!(major("nightly"), None);
    }

    #[test]
    fn the_lock_file_names_the_version_of_the_very_package() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"9.9.9\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.127\"\n";
        assert_eq!(locked(lock, "wasm-bindgen"), Some("0.2.127"));
        assert_eq!(locked(lock, "wasm"), None);
    }
}
