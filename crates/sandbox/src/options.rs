//! What can be chosen at the start, the command line that chooses it, and what can be changed later. It knows nothing of what
//! the choices do.

use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::clock::Millis;
use crate::rate::Limit;

/// Everything that can be chosen at the start.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where to listen; loopback unless told otherwise.
    pub host: IpAddr,
    /// Which port; 0 takes any free one.
    pub port: u16,
    /// The folder of the host page; none serves the API alone.
    pub site: Option<PathBuf>,
    /// The seed file; none takes the built-in company.
    pub seed: Option<PathBuf>,
    /// So many generated catalog items on top.
    pub scale: usize,
    /// So many direct reports of the director, generated where the seed has fewer.
    pub reports: usize,
    /// So many generated approvals that wait for somebody.
    pub approvals: usize,
    /// The persona they wait for.
    pub approvals_for: String,
    /// Whether plain users may read only what they hold themselves, as the descriptions say.
    pub strict_reads: bool,
    /// Whether colleagues decide by themselves, by the clock.
    pub colleagues_decide: bool,
    /// The database file; none keeps everything in memory.
    pub db: Option<PathBuf>,
    /// How long a request stays in the queue.
    pub queue: Duration,
    /// How long tokens live, in seconds.
    pub token_seconds: u64,
    /// How many calls each client may make.
    pub rate: Limit,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            host: IpAddr::V4(Ipv4Addr::LOCALHOST),
            port: 4180,
            site: None,
            seed: None,
            scale: 0,
            reports: 0,
            approvals: 0,
            approvals_for: "approver".to_owned(),
            strict_reads: false,
            colleagues_decide: false,
            db: None,
            queue: Duration::from_secs(2),
            token_seconds: 43_200,
            rate: Limit { calls: 100, window: Duration::from_secs(10) },
        }
    }
}

/// What can be changed while the sandbox runs, by `/sandbox/settings`. Real time throughout.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Settings {
    /// Milliseconds a request stays in the queue.
    pub queue_millis: u64,
    /// Seconds a token lives, for tokens issued from now on.
    pub token_seconds: u64,
    /// Calls each client may make in one window.
    pub rate_limit: u32,
    /// Length of that window in milliseconds.
    pub rate_window_millis: u64,
    /// Whether seeded colleagues decide by themselves.
    pub colleagues_decide: bool,
    /// Whether what other people hold is refused to plain users, managers too, as described, instead of served, as observed.
    pub strict_identity_id: bool,
    /// Whether people may ask for the removal of their own roles and access profiles.
    pub self_revocation: bool,
    /// Whether removals that cannot be done are accepted and cancelled after the queue, instead of refused with a 400.
    pub late_refusals: bool,
}

impl Settings {
    /// Those a sandbox of these options starts with.
    pub fn of(options: &Options) -> Settings {
        Settings {
            queue_millis: millis(options.queue),
            token_seconds: options.token_seconds,
            rate_limit: options.rate.calls,
            rate_window_millis: millis(options.rate.window),
            colleagues_decide: options.colleagues_decide,
            strict_identity_id: options.strict_reads,
            self_revocation: false,
            late_refusals: false,
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
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

/// What `--help` prints.
pub const HELP: &str = "\
request-center-sandbox: a local API that behaves like ISC's access-request API

  --port N                  port to listen on (4180; 0 takes any free one)
  --host ADDRESS            address to listen on (127.0.0.1)
  --site DIR                serve the host page in DIR beside the API
  --seed FILE               start with the company in FILE
  --scale N                 add N generated catalog items
  --reports N               give the persona director N direct reports, generated where they are fewer
  --approvals N             add N generated approvals that wait
  --approvals-for PERSONA   whom they wait for (approver)
  --strict-reads            let plain users read only what they hold themselves
  --colleagues-decide       let colleagues decide by themselves, by the clock
  --db FILE                 keep everything in FILE (in memory otherwise)
  --queue-seconds S         how long a request stays in the queue (2)
  --token-seconds S         how long tokens live (43200)
  --rate-limit N            calls each client may make in one window (100)
  --rate-window-seconds S   length of that window (10)
  --help                    print this
";

impl Options {
    /// Reads the command line without the program's name; `None` asks for help.
    pub fn parse(arguments: impl IntoIterator<Item = String>) -> Result<Option<Options>, String> {
        let mut options = Options::default();
        let mut arguments = arguments.into_iter();
        while let Some(argument) = arguments.next() {
            let (name, value) = match argument.split_once('=') {
                Some((name, value)) => (name.to_owned(), Some(value.to_owned())),
                None => (argument, None),
            };
            if name == "--help" || name == "-h" {
                return Ok(None);
            }
            if !HELP.lines().any(|line| line.trim_start().split(' ').next() == Some(name.as_str())) {
                return Err(format!("{name} is not an option; --help lists them all"));
            }
            if let ("--strict-reads" | "--colleagues-decide", None) = (name.as_str(), &value) {
                options.set(&name, "true")?;
                continue;
            }
            let value = match value.or_else(|| arguments.next()) {
                Some(value) => value,
                None => return Err(format!("{name} needs a value")),
            };
            options.set(&name, &value)?;
        }
        Ok(Some(options))
    }

    fn set(&mut self, name: &str, value: &str) -> Result<(), String> {
        match name {
            "--port" => self.port = number(name, value)?,
            "--host" => self.host = number(name, value)?,
            "--site" => self.site = Some(value.into()),
            "--seed" => self.seed = Some(value.into()),
            "--scale" => self.scale = number(name, value)?,
            "--reports" => self.reports = number(name, value)?,
            "--approvals" => self.approvals = number(name, value)?,
            "--approvals-for" => value.clone_into(&mut self.approvals_for),
            "--strict-reads" => self.strict_reads = number(name, value)?,
            "--colleagues-decide" => self.colleagues_decide = number(name, value)?,
            "--db" => self.db = Some(value.into()),
            "--queue-seconds" => self.queue = seconds(name, value)?,
            "--token-seconds" => self.token_seconds = number(name, value)?,
            "--rate-limit" => self.rate.calls = number(name, value)?,
            "--rate-window-seconds" => self.rate.window = seconds(name, value)?,
            _ => return Err(format!("{name} is not an option")),
        }
        Ok(())
    }
}

fn number<T: std::str::FromStr>(name: &str, value: &str) -> Result<T, String> {
    value.parse().map_err(|_| format!("{name} cannot be \"{value}\""))
}

fn seconds(name: &str, value: &str) -> Result<Duration, String> {
    let seconds: f64 = number(name, value)?;
    Duration::try_from_secs_f64(seconds).map_err(|_| format!("{name} cannot be \"{value}\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Option<Options>, String> {
        Options::parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn options_come_with_a_space_or_an_equals_sign() {
        let options = parse("--port 0 --queue-seconds=0.5 --rate-limit 3").unwrap().unwrap();
        assert_eq!((options.port, options.queue, options.rate.calls), (0, Duration::from_millis(500), 3));
    }

    #[test]
    fn a_wrong_option_is_named() {
        assert_eq!(parse("--prot 0").unwrap_err(), "--prot is not an option; --help lists them all");
        assert_eq!(parse("--port x").unwrap_err(), "--port cannot be \"x\"");
        assert_eq!(parse("--db").unwrap_err(), "--db needs a value");
        assert_eq!(parse("--queue-seconds -1").unwrap_err(), "--queue-seconds cannot be \"-1\"");
    }

    #[test]
    fn every_option_of_the_help_is_understood() {
        for line in HELP.lines().filter(|line| line.trim_start().starts_with("--")) {
            let name = line.split_whitespace().next().unwrap();
            let value = match name {
                "--help" | "--strict-reads" | "--colleagues-decide" => "",
                "--host" => "127.0.0.1",
                _ => "1",
            };
            parse(&format!("{name} {value}")).unwrap();
        }
    }
}
