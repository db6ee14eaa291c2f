//! The system's libheif, through the small program that comes with it. It runs apart, where it can be killed: the
//! decoder is large, and the picture comes from strangers.

use std::{
    ffi::OsStr,
    fs::{self, File, OpenOptions},
    io::{self, Write},
    os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    sync::mpsc,
    thread,
    time::{Duration, SystemTime},
};

use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, geteuid, kill_process_group, waitid};

use super::boxes::Contents;
use crate::fault::{Checked, Fault};

/// The newer name first.
const PROGRAMS: [&str; 2] = ["heif-dec", "heif-convert"];
const TIME_LIMIT: Duration = Duration::from_secs(60);
/// Seconds of computing, KiB of memory, and half KiB of a file that it writes.
const LIMITED: &str =
    r#"umask 077; for limit in "-t 60" "-v 6291456" "-f 2097152"; do ulimit $limit 2>/dev/null || :; done; exec "$@""#;
/// A hair below lossless: the picture is made smaller and encoded again, and a PNG takes thrice the time.
const QUALITY: &str = "98";
/// As much of the program's complaint as a person reads.
const MAX_WORDS: usize = 200;

pub struct Tool {
    program: PathBuf,
    time_limit: Duration,
    /// Where its private folders are made.
    work: PathBuf,
}

impl Tool {
    pub fn find() -> Option<Self> {
        Self::find_in(&std::env::var_os("PATH")?)
    }

    pub fn find_in(path: &OsStr) -> Option<Self> {
        let in_folders =
            // A folder of PATH that can't be looked into has no program for us, as to a shell.
            |name: &str| std::env::split_paths(path).map(|folder| folder.join(name)).find(|program| program.is_file());
        PROGRAMS.iter().find_map(|name| in_folders(name)).map(|program| Self::new(program, TIME_LIMIT))
    }

    pub fn new(program: PathBuf, time_limit: Duration) -> Self {
        Self { program, time_limit, work: std::env::temp_dir() }
    }

    #[cfg(test)]
    pub fn in_folder(self, work: &Path) -> Self {
        Self { work: work.to_owned(), ..self }
    }

    /// The picture that the file shows, upright, as a JPEG with its colour profile. What was written on the way is gone
    /// when this returns.
    pub fn convert(&self, bytes: &[u8], contents: &Contents) -> Checked<Vec<u8>> {
        let folder = tempfile::Builder::new()
            .prefix(PREFIX)
            // Pictures of strangers, and of what is not published yet: their owner's alone, and so is all that is in it.
            .permissions(fs::Permissions::from_mode(0o700))
            .tempdir_in(&self.work)
            .map_err(|error| self.failed(error))?;
        let written = private(&folder.path().join("in.heic")).and_then(|mut file| file.write_all(bytes));
        written.map_err(|error| self.failed(error))?;
        let status = self.run(folder.path())?;
        let out = match contents.stills {
            0 | 1 => "out.jpg".to_owned(),
            _ => format!("out-{}.jpg", contents.shown + 1),
        };
        match fs::read(folder.path().join(out)) {
            Ok(jpeg) if status.success() => Ok(jpeg),
            // It is there and can't be read: the picture is not at fault.
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(self.failed(error)),
            _ => Err(Fault::Damaged(complaint(folder.path()).unwrap_or_else(|| format!("HEIC, {status}")))),
        }
    }

    fn run(&self, folder: &Path) -> Checked<ExitStatus> {
        let said = private(&folder.join(SAID)).map_err(|error| self.failed(error))?;
        let mut command = Command::new("/bin/sh");
        command.args(["-c", LIMITED, "sh"]).arg(&self.program).args(["-q", QUALITY, "in.heic", "out.jpg"]);
        command.current_dir(folder).stdin(Stdio::null()).stdout(Stdio::null()).stderr(said);
        // Memory that threads only reserve would count against the limit.
        command.env("MALLOC_ARENA_MAX", "2");
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let child = command.spawn().map_err(|error| self.failed(error))?;
        self.wait(child)
    }

    /// Until it ends, or has had its time. Nothing that it started outlives it.
    fn wait(&self, mut child: Child) -> Checked<ExitStatus> {
        let group = Pid::from_child(&child);
        let (tell, ended) = mpsc::channel();
        // Seen, not collected: as long as it is not, its number is nobody else's.
        thread::spawn(move || {
            // Where it can't be waited for it passes for ended, and is: below all that it started is killed.
            waitid(WaitId::Pid(group), WaitIdOptions::EXITED | WaitIdOptions::NOWAIT).ok();
            tell.send(()).ok();
        });
        let in_time = ended.recv_timeout(self.time_limit).is_ok();
        // There is nothing left to kill where it has ended with all that it started.
        kill_process_group(group, Signal::KILL).ok();
        let status = child.wait().map_err(|error| self.failed(error))?;
        if in_time { Ok(status) } else { Err(Fault::Unsupported(format!("HEIC, {:?}", self.time_limit))) }
    }

    fn failed(&self, error: io::Error) -> Fault {
        Fault::Unsupported(format!("HEIC, {}: {error}", self.program.display()))
    }
}

/// A new file that its owner alone may read.
fn private(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

/// What the names of its folders begin with.
const PREFIX: &str = "dateline-heic-";

/// The folders of this person's in `work` that no program can be at work in any more.
pub fn leftovers(work: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(work)? {
        let entry = entry?;
        if !entry.file_name().to_str().is_some_and(|name| name.starts_with(PREFIX)) {
            continue;
        }
        let about = match entry.metadata() {
            Ok(about) => about,
            // It was done meanwhile.
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => continue,
            Err(cause) => return Err(cause),
        };
        let since = SystemTime::now().duration_since(about.modified()?);
        let is_left = since.is_ok_and(|since| since > TIME_LIMIT * 2);
        if about.is_dir() && about.uid() == geteuid().as_raw() && is_left {
            found.push(entry.path());
        }
    }
    Ok(found)
}

const SAID: &str = "said";

/// The last line that the program wrote.
fn complaint(folder: &Path) -> Option<String> {
    // Where it can't be read, how the program ended is told instead.
    let said = fs::read(folder.join(SAID)).ok()?;
    let said = String::from_utf8_lossy(&said[..said.len().min(64 * 1024)]).into_owned();
    let line = said.lines().rev().map(str::trim).find(|line| !line.is_empty())?;
    Some(line.chars().take(MAX_WORDS).collect())
}
