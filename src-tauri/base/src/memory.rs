//! One budget of memory for all work that is large, however many threads do it: a job takes what it will need before
//! it asks the system for any of it, waits where others have it, and gives it back when it is done.
//!
//! A quarter of this machine's memory, and at most a gigabyte; where a container or a limit gives this program less
//! than the machine has, a quarter of that. Jobs are served in the order in which they came, so that a large one is not
//! passed by for ever; each takes all it needs at once, so that none waits for another that waits for it.

use std::sync::{Condvar, LazyLock, Mutex, MutexGuard, PoisonError};

/// The most that is taken however large the machine is.
const MOST: u64 = 1024 * 1024 * 1024;
/// Where nothing tells how much there is.
const USUAL_MACHINE: u64 = 4 * MOST;

pub struct Budget {
    limit: u64,
    line: Mutex<Line>,
    moved: Condvar,
}

/// Those who wait stand in line.
struct Line {
    free: u64,
    /// The number that the next who comes is given, and whose turn it is.
    next: u64,
    turn: u64,
}

/// Memory that a job may use, until it is dropped.
pub struct Share<'a> {
    budget: &'a Budget,
    bytes: u64,
}

/// A job that is larger than all there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLarge {
    pub limit: u64,
}

impl Budget {
    pub fn of(limit: u64) -> Self {
        Self { limit, line: Mutex::new(Line { free: limit, next: 0, turn: 0 }), moved: Condvar::new() }
    }

    /// The one of this program.
    pub fn shared() -> &'static Self {
        static SHARED: LazyLock<Budget> = LazyLock::new(|| Budget::of((machine() / 4).min(MOST)));
        &SHARED
    }

    /// Takes `bytes` once they are free. One that has to wait lets go of what it keeps for later first (`let_go`). A
    /// thread that has a share takes no second one: it would wait for itself.
    pub fn take(&self, bytes: u64, let_go: impl FnOnce()) -> Result<Share<'_>, TooLarge> {
        if bytes > self.limit {
            return Err(TooLarge { limit: self.limit });
        }
        let mut line = self.line();
        let number = line.next;
        line.next += 1;
        let may_go = |line: &Line| line.turn == number && line.free >= bytes;
        if !may_go(&line) {
            let_go();
        }
        while !may_go(&line) {
            line = self.moved.wait(line).unwrap_or_else(PoisonError::into_inner);
        }
        line.free -= bytes;
        line.turn += 1;
        drop(line);
        // There may be room for the next one too.
        self.moved.notify_all();
        Ok(Share { budget: self, bytes })
    }

    fn line(&self) -> MutexGuard<'_, Line> {
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Share<'_> {
    fn drop(&mut self) {
        self.budget.line().free += self.bytes;
        self.budget.moved.notify_all();
    }
}

/// As a person reads it: `1.2 GB`, `340 MB`.
pub fn told(bytes: u64) -> String {
    const MEGABYTE: u64 = 1024 * 1024;
    match bytes.div_ceil(MEGABYTE) {
        megabytes @ 0..1000 => format!("{megabytes} MB"),
        megabytes => format!("{:.1} GB", megabytes as f64 / 1024.0),
    }
}

/// The memory that this program may come to use.
fn machine() -> u64 {
    // What the system does not tell, or can't be asked, is a guess: nothing that a person has depends on it.
    let known = [of_system(), of_group(), of_process()];
    known.into_iter().flatten().min().unwrap_or(USUAL_MACHINE)
}

/// All that the machine has, as Linux tells it.
fn of_system() -> Option<u64> {
    // What is not told here is told nowhere: then it is a guess.
    in_meminfo(&std::fs::read_to_string("/proc/meminfo").ok()?)
}

fn in_meminfo(text: &str) -> Option<u64> {
    let line = text.lines().find_map(|line| line.strip_prefix("MemTotal:"))?;
    Some(line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()?.saturating_mul(1024))
}

/// What the container lets it have: the least of its group's limit and those of the groups that this is in.
fn of_group() -> Option<u64> {
    // No group, or none that is told.
    let groups = std::fs::read_to_string("/proc/self/cgroup").ok()?;
    // One that is not told limits nothing.
    let limit = |path: &str| std::fs::read_to_string(path).ok()?.trim().parse::<u64>().ok();
    limit_files(&groups).iter().filter_map(|path| limit(path)).min()
}

/// Where the limits stand, by what `/proc/self/cgroup` says. Inside a container the root may be the group itself.
fn limit_files(groups: &str) -> Vec<String> {
    let mut files = Vec::new();
    for line in groups.lines() {
        let mut parts = line.splitn(3, ':').skip(1);
        let (Some(controllers), Some(group)) = (parts.next(), parts.next()) else { continue };
        let (root, file) = match controllers {
            "" => ("/sys/fs/cgroup", "memory.max"),
            named if named.split(',').any(|name| name == "memory") => {
                ("/sys/fs/cgroup/memory", "memory.limit_in_bytes")
            }
            _ => continue,
        };
        let ends = group.match_indices('/').map(|(at, _)| at).chain([group.len()]);
        files.extend(ends.map(|end| format!("{root}{}/{file}", &group[..end])));
    }
    files
}

/// What the shell that started it lets it have (`ulimit -v`).
#[cfg(unix)]
fn of_process() -> Option<u64> {
    rustix::process::getrlimit(rustix::process::Resource::As).current
}

#[cfg(not(unix))]
fn of_process() -> Option<u64> {
    None
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::{
        sync::{
            Barrier,
            atomic::{AtomicU64, Ordering},
            mpsc,
        },
        thread,
    };

    use super::*;

    #[test]
    fn never_more_is_out_than_there_is_and_everybody_is_served() {
        let budget = Budget::of(100);
        let (out, most) = (AtomicU64::new(0), AtomicU64::new(0));
        thread::scope(|scope| {
            for worker in 0..8u64 {
                let (budget, out, most) = (&budget, &out, &most);
                scope.spawn(move || {
                    for job in 0..50u64 {
                        let bytes = (worker * 13 + job * 7) % 101;
                        let share = budget.take(bytes, || ()).unwrap();
                        let now = out.fetch_add(bytes, Ordering::SeqCst) + bytes;
                        most.fetch_max(now, Ordering::SeqCst);
                        thread::yield_now();
                        out.fetch_sub(bytes, Ordering::SeqCst);
                        drop(share);
                    }
                });
            }
        });
        assert!((51..=100).contains(&most.into_inner()));
        assert_eq!(budget.line().free, 100);
    }

    #[test]
    fn a_large_job_waits_for_room_and_small_ones_that_came_later_wait_behind_it() {
        let budget = Budget::of(100);
        let (tell, told) = mpsc::channel();
        let first = budget.take(60, || panic!("there is room")).unwrap();
        let (large_waits, small_waits) = (Barrier::new(2), Barrier::new(2));
        let take = |name: &'static str, bytes, waits: &Barrier| {
            let share = budget.take(bytes, || _ = waits.wait()).unwrap();
            tell.send(name).unwrap();
            drop(share);
        };
        let (take, large_waits, small_waits) = (&take, &large_waits, &small_waits);
        thread::scope(|scope| {
            scope.spawn(move || take("large", 90, large_waits));
            large_waits.wait();
            scope.spawn(move || take("small", 20, small_waits));
            small_waits.wait();
            assert!(told.try_recv().is_err(), "neither has room or its turn");
            drop(first);
            assert_eq!(told.iter().take(2).collect::<Vec<_>>(), ["large", "small"]);
        });
    }

    #[test]
    fn what_is_larger_than_all_there_is_is_refused_at_once() {
        let budget = Budget::of(100);
        let _held = budget.take(100, || ()).unwrap();
        assert_eq!(budget.take(101, || panic!("it does not wait")).err(), Some(TooLarge { limit: 100 }));
    }

    #[test]
    fn a_job_that_panics_gives_its_share_back() {
        let budget = Budget::of(100);
        let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            let _share = budget.take(100, || ());
            panic!("a decoder gave up");
        }));
        assert!(panicked.is_err());
        assert!(budget.take(100, || panic!("it does not wait")).is_ok());
    }

    #[test]
    fn the_machine_and_its_containers_are_read() {
        assert_eq!(in_meminfo("MemTotal:       24588420 kB\nMemFree: 1 kB\n"), Some(24_588_420 * 1024));
        assert_eq!(in_meminfo("nothing"), None);
        assert_eq!(
            limit_files("0::/user.slice/app.scope\n"),
            [
                "/sys/fs/cgroup/memory.max",
                "/sys/fs/cgroup/user.slice/memory.max",
                "/sys/fs/cgroup/user.slice/app.scope/memory.max",
            ]
        );
        assert_eq!(
            limit_files("5:cpu,cpuacct:/\n4:memory:/docker/a\n"),
            [
                "/sys/fs/cgroup/memory/memory.limit_in_bytes",
                "/sys/fs/cgroup/memory/docker/memory.limit_in_bytes",
                "/sys/fs/cgroup/memory/docker/a/memory.limit_in_bytes",
            ]
        );
        let limit = Budget::shared().limit;
        assert!((1..=MOST).contains(&limit), "{limit}");
    }

    #[test]
    fn sizes_are_told_as_a_person_says_them() {
        assert_eq!(told(1), "1 MB");
        assert_eq!(told(340 * 1024 * 1024), "340 MB");
        assert_eq!(told(1_500_000_000), "1.4 GB");
    }
}
