//! `cargo xtask fresh`: the commands README begins with, run as on a new machine, with a time for every step. The machine is
//! an empty home and a Rust without the target for the browser; node and Chromium are those of this one. It must not know how
//! the commands do their work: it sees what they print.

mod machine;
mod timeline;
mod watch;

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    os::unix::process::CommandExt,
    process::{Child, Stdio},
    time::Duration,
};

use anyhow::{Context, Result, bail, ensure};

use crate::arguments::{Fresh, Tried};
use machine::Machine;
use timeline::Timeline;
use watch::Watch;

/// The line the sandbox prints when it accepts connections.
const LISTENING: &str = "listening on http://";

/// How long an answer of the open demo may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// Tries one command or both, each in a clone and on a machine of its own; the second also where the first failed.
pub(crate) fn run(options: &Fresh) -> Result<()> {
    let all = [Tried::Demo, Tried::Test];
    let tried: Vec<Tried> =
        all.into_iter().filter(|tried| options.only.is_none_or(|only| only == *tried)).collect();
    let commit = machine::commit(options.revision.as_deref())?;
    let mut failures = Vec::new();
    for command in tried {
        if let Err(error) = attempt(command, &commit) {
            println!("\n-- {} failed: {error:#}", command.name());
            failures.push(command.name());
        }
    }
    ensure!(failures.is_empty(), "failed on a new machine: {}", failures.join(", "));
    Ok(())
}

fn attempt(tried: Tried, commit: &str) -> Result<()> {
    let name = tried.name();
    println!("\n== fresh {name}: preparing a new machine");
    let mut watch = Watch::begin(name)?;
    let machine = Machine::prepare(watch.folder())?;
    let mut timeline = Timeline::begin("-- cloning");
    machine.clone_at(commit)?;
    timeline.mark("-- building xtask");
    let mut command = machine.command("cargo");
    command.args(["xtask", name]).stdin(Stdio::null()).stdout(Stdio::piped()).process_group(0);
    if tried == Tried::Demo {
        command.args(["--port", "0"]);
    }
    let mut running = watch.start(&mut command)?;
    let result = match tried {
        Tried::Demo => follow_until_open(&mut running, &mut timeline),
        Tried::Test => follow_to_the_end(&mut running, &mut timeline),
    };
    watch.end(running)?;
    println!("\n== fresh {name}: {}\n{}", if result.is_ok() { "passed" } else { "failed" }, timeline.table());
    result
}

fn follow_until_open(demo: &mut Child, timeline: &mut Timeline) -> Result<()> {
    for line in lines(demo)? {
        let line = line?;
        timeline.hear(&line);
        if let Some(address) = line.strip_prefix(LISTENING) {
            open(address.trim_end_matches('/'))?;
            timeline.end("the demo is open");
            return Ok(());
        }
    }
    bail!("the demo ended before it could be opened: {}", demo.wait()?)
}

fn follow_to_the_end(tests: &mut Child, timeline: &mut Timeline) -> Result<()> {
    for line in lines(tests)? {
        timeline.hear(&line?);
    }
    timeline.end("the end");
    let status = tests.wait()?;
    ensure!(status.success(), "{status}");
    Ok(())
}

/// The command's output, line by line, printed as it arrives.
fn lines(running: &mut Child) -> Result<impl Iterator<Item = Result<String>>> {
    let stdout = running.stdout.take().context("the command's output was taken twice")?;
    Ok(BufReader::new(stdout).split(b'\n').map(|line| {
        let line = String::from_utf8_lossy(&line?).into_owned();
        println!("{line}");
        Ok(line)
    }))
}

/// Asks for the page as a browser would.
fn open(address: &str) -> Result<()> {
    let mut connection = TcpStream::connect(address).with_context(|| format!("nothing at {address}"))?;
    connection.set_read_timeout(Some(PATIENCE))?;
    let request = format!("GET / HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    connection.write_all(request.as_bytes())?;
    let mut answer = String::new();
    connection.read_to_string(&mut answer)?;
    let status = answer.lines().next().unwrap_or_default();
    ensure!(status.starts_with("HTTP/1.1 200"), "the page answered {status:?}");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{net::TcpListener, thread};

    #[test]
    fn only_a_page_that_answers_counts_as_open() {
        for (answer, is_open) in
            [("HTTP/1.1 200 OK\r\n\r\nx", true), ("HTTP/1.1 404 Not Found\r\n\r\n", false)]
        {
            let listener = TcpListener::bind("127.0.0.1:0").unwrap();
            let address = listener.local_addr().unwrap().to_string();
            let server = thread::spawn(move || {
                let (mut connection, _) = listener.accept().unwrap();
                let request = BufReader::new(&connection).lines();
                assert!(request.map(Result::unwrap).any(|line| line.is_empty()));
                connection.write_all(answer.as_bytes()).unwrap();
            });
            assert_eq!(open(&address).is_ok(), is_open, "{answer}");
            server.join().unwrap();
        }
    }
}
