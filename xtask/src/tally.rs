//! Counts of tests in the output of test runners. Pure text: it must not run anything.

use std::{fmt, ops::AddAssign};

/// Tests that passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Tally {
    /// Tests that passed.
    pub(crate) passed: usize,
    /// Tests that failed, or 1 for a run that could not be counted.
    pub(crate) failed: usize,
}

impl Tally {
    /// Adds up every result line of cargo's and wasm-bindgen's test runners.
    pub(crate) fn read(output: &str) -> Self {
        let mut sum = Self::default();
        for line in output.lines() {
            let Some((_, result)) = line.split_once("test result: ") else { continue };
            let count = |what: &str| {
                result.split([';', '.']).find_map(|part| part.trim().strip_suffix(what)?.trim().parse().ok())
            };
            let passed: Option<usize> = count("passed");
            let failed: Option<usize> = count("failed");
            sum += Self { passed: passed.unwrap_or(0), failed: failed.unwrap_or(0) };
        }
        sum
    }

    /// A run as a floor of tests sees it: one that ended badly without a failed test failed all the same, and so did one
    /// that ran nothing.
    pub(crate) fn of_run(succeeded: bool, output: &str) -> Self {
        let mut tally = Self::read(output);
        if tally.failed == 0 && (!succeeded || tally.passed == 0) {
            tally.failed = 1;
        }
        tally
    }

    /// The count of a failed step.
    pub(crate) fn failure() -> Self {
        Self { passed: 0, failed: 1 }
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn result_lines_of_both_runners_are_added_up() {
        let output = "running 2 tests\ntest a ... ok\n\
            test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s\n\
            \x20   test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 filtered out; finished in 1.20s\n\
            test test_result_is_shown ... ok\n";
        assert_eq!(Tally::read(output), Tally { passed: 15, failed: 2 });
    }

    #[test]
    fn a_floor_without_tests_fails() {
        let empty = "test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out\n";
        assert_eq!(Tally::of_run(true, empty), Tally::failure());
        assert_eq!(Tally::of_run(true, ""), Tally::failure());
    }

    #[test]
    fn a_run_that_crashed_fails_whatever_it_counted() {
        let one = "test result: ok. 1 passed; 0 failed; 0 ignored\n";
        assert_eq!(Tally::of_run(false, one), Tally { passed: 1, failed: 1 });
        assert_eq!(Tally::of_run(true, one), Tally { passed: 1, failed: 0 });
    }
}
