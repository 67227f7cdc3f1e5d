//! The options of the command line, and the settings that can be changed later. It knows nothing of what
//! the choices do.

use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::time::Duration;

use clap::Parser;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

use crate::clock::Millis;
use crate::rate::Limit;

/// A local API that behaves like ISC's access-request API
///
/// Read from the command line, or made of [`Options::default`] by a program that starts the sandbox itself.
#[derive(Clone, Debug, Parser)]
#[command(name = "request-center-sandbox", long_about = None)]
pub struct Options {
    /// Port to listen on; 0 takes any free one
    #[arg(long, value_name = "N", default_value_t = 4180)]
    pub port: u16,
    /// Address to listen on
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    pub host: IpAddr,
    /// Serve the host page in DIR beside the API
    #[arg(long, value_name = "DIR")]
    pub site: Option<PathBuf>,
    /// Start with the company in FILE (default: the built-in one)
    #[arg(long, value_name = "FILE")]
    pub seed: Option<PathBuf>,
    /// Add N generated catalog items
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub scale: usize,
    /// Give the persona director N direct reports, generated where they are fewer
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub reports: usize,
    /// Add N generated pending approvals
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub approvals: usize,
    /// The approver of the generated approvals
    #[arg(long, value_name = "PERSONA", default_value = "approver")]
    pub approvals_for: String,
    /// Let plain users read only their own access, as the descriptions say
    #[arg(long)]
    pub strict_reads: bool,
    /// Let colleagues decide by themselves, by the clock
    #[arg(long)]
    pub colleagues_decide: bool,
    /// Keep everything in the SQLite file FILE (default: in memory)
    #[arg(long, value_name = "FILE")]
    pub db: Option<PathBuf>,
    /// How long a request stays in the queue
    #[arg(
        long = "queue-seconds",
        value_name = "S",
        default_value = "2",
        value_parser = seconds,
        allow_negative_numbers = true
    )]
    pub queue: Duration,
    /// How long tokens live
    #[arg(long, value_name = "S", default_value_t = 43_200)]
    pub token_seconds: u64,
    /// Calls each client may make in one window
    #[arg(long, value_name = "N", default_value_t = 100)]
    pub rate_limit: u32,
    /// Length of that window
    #[arg(
        long = "rate-window-seconds",
        value_name = "S",
        default_value = "10",
        value_parser = seconds,
        allow_negative_numbers = true
    )]
    pub rate_window: Duration,
    /// Let the Date of every answer differ from the time in its rows, as behind a proxy whose clock is wrong
    #[arg(
        long,
        value_name = "S",
        default_value_t = 0,
        value_parser = clap::value_parser!(i32).range(-DAY_SECONDS..=DAY_SECONDS),
        allow_negative_numbers = true
    )]
    pub date_shift_seconds: i32,
}

/// The farthest `Date` can be from the time in the rows, either way.
const DAY_SECONDS: i64 = 86_400;

impl Default for Options {
    /// Those of a command line without arguments.
    fn default() -> Options {
        Options::parse_from(["request-center-sandbox"])
    }
}

fn seconds(value: &str) -> Result<Duration, String> {
    let seconds: f64 = value.parse().map_err(|_| "not a number".to_owned())?;
    Duration::try_from_secs_f64(seconds).map_err(|wrong| wrong.to_string())
}

/// The settings of `/sandbox/settings`, which can be changed while the sandbox runs. Real time throughout.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Settings {
    /// Milliseconds a request stays in the queue.
    pub queue_millis: u64,
    /// True if rows name everybody an approval waits for (`currentOwners`) and who decided it (`reviewedBy`), as tenants were seen to.
    pub approvers_named: bool,
    /// Seconds a token lives, for tokens issued from now on.
    pub token_seconds: u64,
    /// Calls each client may make in one window.
    pub rate_limit: u32,
    /// Length of that window in milliseconds.
    pub rate_window_millis: u64,
    /// True if seeded colleagues decide by themselves.
    pub colleagues_decide: bool,
    /// True if what other people hold is refused to plain users, managers too, as described, instead of served, as observed.
    pub strict_identity_id: bool,
    /// True if people may ask for the removal of their own roles and access profiles.
    pub self_revocation: bool,
    /// True if removals that cannot be done, and grants whose item asks for another end date, are accepted and cancelled after the
    /// queue, instead of refused with a 400.
    pub late_refusals: bool,
    /// True if grants that would change nothing are never listed, instead of listed as cancelled.
    pub duplicates_hidden: bool,
    /// True if asking again for what is under way makes another access request, as may happen to copies of one call.
    pub repeats_unnoticed: bool,
    /// The part of the applications plain users may read.
    pub app_reads: AppReads,
    /// Seconds by which the `Date` of every answer is ahead of the time in its rows, at most a day; negative where it is behind.
    #[serde(deserialize_with = "at_most_a_day")]
    pub date_shift_seconds: i32,
}

/// The part of the applications plain users may read; how much the service allows them is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum AppReads {
    /// Applications and their access profiles.
    All,
    /// The list of applications alone.
    List,
    /// Neither.
    None,
}

fn at_most_a_day<'de, D: Deserializer<'de>>(from: D) -> Result<i32, D::Error> {
    let seconds = i32::deserialize(from)?;
    if i64::from(seconds).abs() > DAY_SECONDS {
        return Err(D::Error::custom(format!(
            "dateShiftSeconds can be from -{DAY_SECONDS} to {DAY_SECONDS}"
        )));
    }
    Ok(seconds)
}

impl Settings {
    /// Those a sandbox of these options starts with.
    pub fn of(options: &Options) -> Settings {
        Settings {
            queue_millis: millis(options.queue),
            token_seconds: options.token_seconds,
            rate_limit: options.rate_limit,
            rate_window_millis: millis(options.rate_window),
            colleagues_decide: options.colleagues_decide,
            strict_identity_id: options.strict_reads,
            self_revocation: false,
            late_refusals: false,
            duplicates_hidden: false,
            repeats_unnoticed: false,
            approvers_named: false,
            app_reads: AppReads::All,
            date_shift_seconds: options.date_shift_seconds,
        }
    }

    /// The rate limit.
    pub fn limit(&self) -> Limit {
        Limit { calls: self.rate_limit, window: Duration::from_millis(self.rate_window_millis) }
    }

    /// The queue's delay.
    pub fn queue(&self) -> Millis {
        Millis::try_from(self.queue_millis).unwrap_or(Millis::MAX)
    }

    /// How far `Date` is ahead of the time in the rows.
    pub fn date_shift(&self) -> Millis {
        Millis::from(self.date_shift_seconds) * 1_000
    }
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    fn parse(line: &str) -> Result<Options, String> {
        let words = ["request-center-sandbox"].into_iter().chain(line.split_whitespace());
        Options::try_parse_from(words).map_err(|wrong| wrong.to_string())
    }

    #[test]
    fn options_come_with_a_space_or_an_equals_sign() {
        let options = parse("--port 0 --queue-seconds=0.5 --rate-limit 3").unwrap();
        assert_eq!((options.port, options.queue, options.rate_limit), (0, Duration::from_millis(500), 3));
    }

    #[test]
    fn a_wrong_option_is_named() {
        for (line, named) in [
            ("--prot 0", "--prot"),
            ("--port x", "invalid value 'x' for '--port <N>'"),
            ("--db", "'--db <FILE>'"),
            ("--queue-seconds -1", "invalid value '-1' for '--queue-seconds <S>'"),
            ("--date-shift-seconds 86401", "86401 is not in -86400..=86400"),
        ] {
            let wrong = parse(line).unwrap_err();
            assert!(wrong.contains(named), "{line}: {wrong}");
        }
    }

    #[test]
    fn the_readme_lists_every_option_with_its_default() {
        let readme = include_str!("../README.md");
        for option in Options::command().get_arguments() {
            let name = option.get_long().unwrap();
            let row = readme.lines().find(|line| line.starts_with(&format!("| `--{name}")));
            let row = row.unwrap_or_else(|| panic!("--{name} is not in the README"));
            for default in option.get_default_values().iter().filter_map(|value| value.to_str()) {
                let is_flag = default == "false";
                assert!(is_flag || row.contains(default), "--{name} is {default} by default: {row}");
            }
        }
    }
}
