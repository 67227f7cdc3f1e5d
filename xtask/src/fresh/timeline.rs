//! When each step of a run began and how long it took, taken from the lines that announce them. It must not run anything.

use std::{
    fmt::Write as _,
    time::{Duration, Instant},
};

/// The steps of one run.
pub(super) struct Timeline {
    began: Instant,
    /// The start of each step; the last is the end.
    marks: Vec<(Duration, String)>,
}

impl Timeline {
    /// Begins with this step.
    pub(super) fn begin(step: &str) -> Self {
        Self { began: Instant::now(), marks: vec![(Duration::ZERO, step.to_owned())] }
    }

    /// Notes what a command printed, where it announces a step.
    pub(super) fn hear(&mut self, line: &str) {
        if announces(line) {
            self.mark(line);
        }
    }

    /// Notes that this begins now.
    pub(super) fn mark(&mut self, step: &str) {
        self.marks.push((self.began.elapsed(), step.trim().to_owned()));
    }

    /// Notes what the run was for.
    pub(super) fn end(&mut self, what: &str) {
        self.mark(what);
    }

    /// A line for each step: when it began, how long it was until the next, what it is.
    pub(super) fn table(&self) -> String {
        table(&self.marks)
    }
}

/// True for a line of xtask itself, not of a tool it runs.
fn announces(line: &str) -> bool {
    line.starts_with("-- ") || line.starts_with("== ")
}

fn table(marks: &[(Duration, String)]) -> String {
    let mut text = String::from("   began      took  step\n");
    for (at, (began, step)) in marks.iter().enumerate() {
        let took = marks.get(at + 1).map(|(next, _)| format!("{:.1} s", (*next - *began).as_secs_f32()));
        // writing to a String cannot fail
        let _ = writeln!(text, "{:>6.1} s  {:>8}  {step}", began.as_secs_f32(), took.unwrap_or_default());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_step_lasts_until_the_next() {
        let at = |seconds, step: &str| (Duration::from_millis(seconds), step.to_owned());
        let marks = [at(0, "-- cloning"), at(1250, "== lints"), at(101_250, "the end")];
        assert_eq!(
            table(&marks),
            "   began      took  step\n   0.0 s     1.2 s  -- cloning\n   1.2 s   100.0 s  == lints\n 101.2 s            the end\n"
        );
    }

    #[test]
    fn only_lines_of_xtask_are_steps() {
        let mut timeline = Timeline::begin("-- cloning");
        for line in
            ["-- building trunk", "   Compiling syn", "== summary", "", "--help", "listening on http://x"]
        {
            timeline.hear(line);
        }
        let steps: Vec<&str> = timeline.marks.iter().map(|(_, step)| step.as_str()).collect();
        assert_eq!(steps, ["-- cloning", "-- building trunk", "== summary"]);
    }
}
