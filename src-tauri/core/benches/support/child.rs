//! Measuring in a process of its own, so that what one contender leaves in memory is not counted for another. The
//! child takes the time between its own start and its end out: only the work counts.

use std::{
    fs,
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

pub struct Measured {
    pub wall: Duration,
    /// Of all its threads.
    pub cpu: Duration,
    /// The most memory it ever held.
    pub peak_kb: u64,
}

/// What a child printed last: seconds, seconds and kilobytes.
pub fn measured(command: &mut Command) -> Measured {
    let output = command.output().expect("the program is there");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let line = String::from_utf8(output.stdout).expect("words");
    let numbers: Vec<f64> = line.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    let [wall, cpu, peak] = numbers[..] else { panic!("three numbers, not {line:?}") };
    Measured { wall: Duration::from_secs_f64(wall), cpu: Duration::from_secs_f64(cpu), peak_kb: peak as u64 }
}

/// In the child: does the work and prints what it took.
pub fn tell(work: impl FnOnce()) {
    let (start, before) = (Instant::now(), cpu_seconds());
    work();
    println!("{} {} {}", start.elapsed().as_secs_f64(), cpu_seconds() - before, peak_kb());
}

fn cpu_seconds() -> f64 {
    // The kernel's clock for such accounts ticks a hundred times a second on every Linux.
    const TICKS: f64 = 100.0;
    let stat = fs::read_to_string("/proc/self/stat").expect("Linux");
    // The second field is the name in brackets, which may hold anything.
    let (_, after_name) = stat.rsplit_once(')').expect("a name in brackets");
    let fields: Vec<&str> = after_name.split_whitespace().collect();
    fields[11..13].iter().map(|ticks| ticks.parse::<f64>().expect("a number")).sum::<f64>() / TICKS
}

fn peak_kb() -> u64 {
    let status = fs::read_to_string("/proc/self/status").expect("Linux");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a peak");
    line.trim().trim_end_matches(" kB").parse().expect("a number")
}

/// A Python with the packages named, in a place of its own beside the build; made where it is not there yet.
pub fn python(name: &str, packages: &[&str]) -> std::path::PathBuf {
    let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let python = home.join("bin/python");
    if !home.join("ready").exists() {
        let run = |command: &mut Command| assert!(command.status().expect("python3 is there").success());
        run(Command::new("python3").args(["-m", "venv"]).arg(&home));
        run(Command::new(&python)
            .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"])
            .args(packages));
        fs::write(home.join("ready"), "").expect("room on the disk");
    }
    python
}
