//! A folder and the processes started in it, both of which end with this program, however that ends. It must not know what
//! runs there.

use std::{
    env, fs,
    io::Write,
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{self, Child, ChildStdin, Command, Stdio},
};

use anyhow::{Context, Result};

/// Waits until its input ends, which it also does when this program is killed; then ends the group of processes it read
/// last and removes the folder. Interrupts meant for this program do not reach it.
const WATCHER: &str = r#"
trap '' INT TERM HUP
group=
while read -r line; do group=$line; done
if [ -n "$group" ]; then
  kill -TERM "-$group" 2>/dev/null
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    kill -0 "-$group" 2>/dev/null || break
    sleep 0.3
  done
  kill -KILL "-$group" 2>/dev/null
fi
rm -rf -- "$0"
"#;

/// A folder of the machine's temporary ones, watched.
pub(super) struct Watch {
    folder: PathBuf,
    watcher: Child,
    /// Open as long as the folder is needed.
    told: Option<ChildStdin>,
}

impl Watch {
    /// Makes a folder with this in its name.
    pub(super) fn begin(name: &str) -> Result<Self> {
        let folder = env::temp_dir().join(format!("request-center-fresh-{name}-{}", process::id()));
        fs::create_dir(&folder).with_context(|| format!("could not create {}", folder.display()))?;
        let mut watcher = Command::new("sh");
        let watcher =
            watcher.args(["-c", WATCHER]).arg(&folder).stdin(Stdio::piped()).process_group(0).spawn();
        if watcher.is_err() {
            // nobody else is going to
            let _ = fs::remove_dir_all(&folder);
        }
        let mut watcher = watcher.context("could not start sh")?;
        Ok(Self { folder, told: watcher.stdin.take(), watcher })
    }

    /// The folder.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Starts a command that leads a group of processes, all of which are going to be ended.
    pub(super) fn start(&mut self, command: &mut Command) -> Result<Child> {
        let child = command.spawn().context("could not start the command")?;
        if let Some(told) = &mut self.told {
            writeln!(told, "{}", child.id())?;
        }
        Ok(child)
    }

    /// Ends the command with all it started and removes the folder.
    pub(super) fn end(mut self, mut running: Child) -> Result<()> {
        self.told = None;
        running.wait()?;
        Ok(())
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.told = None;
        // it ends by itself; waited for so that nothing is left when this program ends
        let _ = self.watcher.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{BufRead, BufReader};

    #[test]
    fn the_folder_goes_with_everything_that_was_started_in_it() {
        let mut watch = Watch::begin("started").unwrap();
        let folder = watch.folder().to_owned();
        fs::write(folder.join("file"), "x").unwrap();
        // a grandchild that would outlive its parent
        let script = "sh -c 'echo $$; exec tail -f /dev/null' & wait";
        let mut command = Command::new("sh");
        command.args(["-c", script]).stdout(Stdio::piped()).process_group(0);
        let mut running = watch.start(&mut command).unwrap();
        let mut output = BufReader::new(running.stdout.take().unwrap());
        let mut grandchild = String::new();
        output.read_line(&mut grandchild).unwrap();
        watch.end(running).unwrap();
        assert!(!folder.exists());
        // the pipe is closed once nobody is left to write to it
        assert_eq!(output.read_line(&mut grandchild).unwrap(), 0);
    }

    #[test]
    fn a_folder_in_which_nothing_was_started_goes_too() {
        let watch = Watch::begin("empty").unwrap();
        let folder = watch.folder().to_owned();
        drop(watch);
        assert!(!folder.exists());
    }
}
