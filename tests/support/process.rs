//! Programs that a test starts and that never outlive it.

use std::{
    fs,
    io::{BufRead, BufReader},
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// How long anything may take to come about. Waiting ends as soon as it does.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// A program with all that it starts. Dropping it kills them.
pub struct Running(Child);

impl Running {
    pub fn start(command: &mut Command) -> Self {
        let name = command.get_program().to_string_lossy().into_owned();
        let child = command.stdin(Stdio::null()).process_group(0).spawn();
        Self(child.unwrap_or_else(|error| panic!("{name} could not be started ({error}): scripts/setup --test")))
    }

    /// Starts a program and waits for the first line that it prints: where it can be reached.
    pub fn start_and_hear(command: &mut Command) -> (Self, String) {
        let mut running = Self::start(command.stdout(Stdio::piped()));
        let stdout = running.0.stdout.take().expect("stdout is piped");
        let mut line = String::new();
        BufReader::new(stdout).read_line(&mut line).expect("the program says where it can be reached");
        (running, line.trim().to_owned())
    }

    pub fn plug(&self) -> Plug {
        Plug(self.0.id())
    }

    /// The bytes that the program and all that it started keep in memory; what several share, by the part that is theirs.
    pub fn memory(&self) -> u64 {
        let of_process = |process: &Path| {
            let rollup = fs::read_to_string(process.join("smaps_rollup")).ok()?;
            let kilobytes = rollup.lines().find_map(|line| line.strip_prefix("Pss:"))?;
            kilobytes.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()
        };
        let processes = entries(Path::new("/proc"))
            .filter(|process| state_and_group(&process.join("stat")).is_some_and(|(_, group)| group == self.0.id()));
        processes.filter_map(|process| of_process(&process)).sum::<u64>() * 1024
    }

    /// Waits until the program ends by itself; false where it doesn't, or fails.
    pub fn ended(&mut self) -> bool {
        let mut ended = None;
        came_about(|| {
            ended = self.0.try_wait().ok().flatten();
            ended.is_some()
        });
        ended.is_some_and(|status| status.success())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.plug().pull();
        let _ = self.0.wait();
    }
}

/// What a program hangs on. Another hand may hold it, and pull it at any moment.
#[derive(Clone, Copy, Debug)]
pub struct Plug(u32);

impl Plug {
    /// Kills the whole group: a driver that is killed alone leaves its browser behind. Returns once nothing of it runs:
    /// who was writing to the disk comes to the end of that write first.
    pub fn pull(self) {
        let group = format!("-{}", self.0);
        let _ = Command::new("kill").args(["-KILL", "--", &group]).stderr(Stdio::null()).status();
        came_about(|| !self.has_power());
    }

    /// Whether any thread of the group runs. A process counts as dead as soon as its first thread is, while another
    /// may still be writing; so each is asked.
    fn has_power(self) -> bool {
        let runs = |stat: &Path| {
            state_and_group(stat).is_some_and(|(state, group)| group == self.0 && !matches!(state, 'Z' | 'X'))
        };
        entries(Path::new("/proc"))
            .any(|process| entries(&process.join("task")).any(|thread| runs(&thread.join("stat"))))
    }
}

/// What the system says of a process, or of one of its threads. Before both stands a name, which may hold anything.
fn state_and_group(stat: &Path) -> Option<(char, u32)> {
    let stat = fs::read_to_string(stat).ok()?;
    let mut fields = stat.rsplit(')').next()?.split_whitespace();
    Some((fields.next()?.chars().next()?, fields.nth(1)?.parse().ok()?))
}

fn entries(folder: &Path) -> impl Iterator<Item = PathBuf> {
    fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path())
}

/// Waits for what no event tells of. Fails where it does not come about in time.
pub fn wait_until(what: &str, holds: impl FnMut() -> bool) {
    assert!(came_about(holds), "waited in vain until {what}");
}

/// Whether something comes about in time.
pub fn came_about(mut holds: impl FnMut() -> bool) -> bool {
    let deadline = Instant::now() + PATIENCE;
    loop {
        if holds() {
            return true;
        }
        if Instant::now() > deadline {
            return false;
        }
        thread::sleep(Duration::from_millis(20));
    }
}
