//! The slowest tests of a run. cargo's test runner does not tell how long a test took, so the end-to-end tests write it down
//! themselves, a line `<milliseconds> <name>` each, into the file that `REQUEST_CENTER_TIMES` names. Pure text: it must not
//! read the file.

/// The number of tests printed.
const TOLD: usize = 10;

/// A test and how long it took.
#[derive(Debug, PartialEq)]
pub(crate) struct Slow<'text> {
    milliseconds: u64,
    name: &'text str,
}

impl std::fmt::Display for Slow<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { milliseconds, name } = self;
        write!(f, "{:>4}.{} s  {name}", milliseconds / 1000, milliseconds % 1000 / 100)
    }
}

/// The slowest tests, slowest first. A line that is no time and name, such as one cut off by a crash, is passed over.
pub(crate) fn of(times: &str) -> Vec<Slow<'_>> {
    let mut tests: Vec<Slow> = times.lines().filter_map(read).collect();
    tests.sort_by(|a, b| b.milliseconds.cmp(&a.milliseconds).then(a.name.cmp(b.name)));
    tests.truncate(TOLD);
    tests
}

fn read(line: &str) -> Option<Slow<'_>> {
    let (milliseconds, name) = line.trim().split_once(' ')?;
    Some(Slow { milliseconds: milliseconds.parse().ok()?, name: name.trim() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(times: &str) -> Vec<String> {
        of(times).iter().map(Slow::to_string).collect()
    }

    #[test]
    fn the_slowest_come_first() {
        let times = "950 catalog::a_search_finds\n12340 start::opens\n61005 loading::waits\n";
        assert_eq!(
            told(times),
            ["  61.0 s  loading::waits", "  12.3 s  start::opens", "   0.9 s  catalog::a_search_finds"]
        );
    }

    #[test]
    fn ten_are_told() {
        let times: String = (0..25).map(|at| format!("{at}00 test_{at}\n")).collect();
        let told = told(&times);
        assert_eq!(told.len(), 10);
        assert_eq!(told.last().map(String::as_str), Some("   1.5 s  test_15"));
    }

    #[test]
    fn a_line_that_says_no_time_is_passed_over() {
        assert!(told("").is_empty());
        assert!(
            told("\nstart::opens\n12\n-5 below\n1.5 fraction\n99999999999999999999999 long\n").is_empty()
        );
        assert_eq!(told("oops\n1000 start::opens"), ["   1.0 s  start::opens"]);
    }
}
