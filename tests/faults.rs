//! A disk that fails: each call of the system that a verb makes is refused in turn. Whatever was refused, a verb that says
//! it is done has done it and told all of it; no file of the library was moved or deleted; and the next clean run finds
//! everything whole.
//!
//! The system's calls are counted and refused by strace. Some hundred are tried here, of every kind and in every verb;
//! `make faults` tries every one.

use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    process::Stdio,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use dateline_tests::{
    full_library::{Copy, FullLibrary, telling, today},
    newsroom::tree,
    strace::{self, under_strace},
};
use serde_json::Value;

/// What is refused, and with which errors. The second time they come from then on at every call, as on a disk that is gone.
const FAULTS: [(&str, &[&str]); 18] = [
    ("read", &["EIO"]),
    ("pread64", &["EIO"]),
    ("getdents64", &["EIO"]),
    ("openat", &["EIO", "EMFILE", "ENOSPC"]),
    ("newfstatat", &["EIO"]),
    ("statx", &["EIO"]),
    ("fstat", &["EIO"]),
    ("write", &["EIO", "ENOSPC"]),
    ("pwrite64", &["EIO", "ENOSPC"]),
    ("fsync", &["EIO"]),
    ("fdatasync", &["EIO"]),
    ("ftruncate", &["EIO", "ENOSPC"]),
    ("rename", &["EIO", "ENOSPC"]),
    ("renameat", &["EIO"]),
    ("renameat2", &["EIO", "ENOSPC"]),
    ("mkdir", &["EIO", "ENOSPC"]),
    ("unlink", &["EIO"]),
    ("fcntl", &["EIO"]),
];
/// Far above what any verb takes.
const LIMIT: Duration = Duration::from_secs(60);

/// What must be true of a library once a verb, with this answer, has said that it is done.
type Done<'a> = Box<dyn Fn(&Copy, &Value) -> bool + Send + Sync + 'a>;

struct Verb<'a> {
    args: Vec<&'a str>,
    done: Done<'a>,
}

fn verbs(full: &FullLibrary) -> Vec<Verb<'_>> {
    let story = full.story.as_str();
    let told = |copy: &Copy, args: &[&str]| copy.dateline().json(args.iter().copied()).json();
    let verb = |args: &[&'static str], done: Done<'static>| Verb {
        args: args.iter().map(|arg| if *arg == "STORY" { story } else { *arg }).collect(),
        done,
    };
    let whole = full.copy();
    let mut verbs: Vec<Verb<'_>> = telling(full)
        .into_iter()
        .map(|args| {
            let then = whole.dateline().json(args.iter().copied()).json();
            // It tells all that there is, or does not say that it is done.
            Verb { args, done: Box::new(move |_, answer| *answer == then) }
        })
        .collect();
    let of = story.to_owned();
    let show = move |copy: &Copy| told(copy, &["show", &of]);
    let (one, two, three) = (show.clone(), show.clone(), show.clone());
    verbs.extend([
        verb(&["doctor"], Box::new(|_, answer| answer["ok"] == true)),
        verb(&["verify", "{package}"], Box::new(|_, answer| answer["ok"] == true)),
        verb(&["set", "STORY", "kicker=Đã ghi"], Box::new(move |copy, _| one(copy)["fields"]["kicker"] == "Đã ghi")),
        verb(
            &["photo", "set", "STORY", "1", "credit=Đã ghi"],
            Box::new(move |copy, _| two(copy)["photos"][0]["credit"] == "Đã ghi"),
        ),
        verb(
            &["photo", "add", "STORY", "{card}"],
            Box::new(move |copy, answer| {
                answer["failed"] == serde_json::json!([]) && three(copy)["photos"].as_array().unwrap().len() == 4
            }),
        ),
        verb(
            &["codes", "{codes.txt}"],
            Box::new(move |copy, _| told(copy, &["codes"])["codes"].as_array().unwrap().len() == 1),
        ),
        verb(
            &["import", "{article.txt}", "--today", today(), "--photo", "{card/DCIM/IMG_0.JPG}"],
            Box::new(move |copy, answer| {
                let story = answer["story"].as_str().unwrap();
                told(copy, &["show", story])["photos"].as_array().unwrap().len() == 1
            }),
        ),
        verb(
            &["package", "STORY", "--out", "{out}", "--override", "Mây"],
            Box::new(move |copy, answer| told(copy, &["verify", answer["package"].as_str().unwrap()])["ok"] == true),
        ),
        verb(
            &["package", "STORY", "--out", "{out}", "--override", "Mây", "--zip"],
            Box::new(move |copy, answer| told(copy, &["verify", answer["package"].as_str().unwrap()])["ok"] == true),
        ),
        verb(&["recover"], Box::new(|copy, _| copy.doctor()["ok"] == true)),
    ]);
    verbs
}

struct Answer {
    /// None for one that was ended by a signal.
    status: Option<i32>,
    stdout: Vec<u8>,
    stderr: String,
}

/// Calls the program under strace; ended when it does not end by itself.
fn call(copy: &Copy, args: &[&str], log: &Path, expression: &str) -> Answer {
    let plain = copy.dateline().command(copy.placed(args));
    let mut command = under_strace(&plain, log, None, &[expression]);
    command.arg("--json");
    let (out, err) = (copy.path("stdout"), copy.path("stderr"));
    command.stdin(Stdio::null()).stdout(fs::File::create(&out).unwrap()).stderr(fs::File::create(&err).unwrap());
    let mut child = command.spawn().unwrap();
    let began = Instant::now();
    let status = loop {
        match child.try_wait().unwrap() {
            Some(status) => break status.code(),
            None if began.elapsed() > LIMIT => {
                let _ = child.kill();
                child.wait().unwrap();
                panic!("dateline {} with {expression} does not end", args.join(" "));
            }
            None => thread::sleep(Duration::from_millis(2)),
        }
    };
    Answer { status, stdout: fs::read(out).unwrap(), stderr: fs::read_to_string(err).unwrap_or_default() }
}

/// How often the verb makes each call, on its busiest thread.
fn calls(copy: &Copy, args: &[&str]) -> BTreeMap<String, usize> {
    let log = copy.path("calls");
    let names: Vec<&str> = FAULTS.iter().map(|(name, _)| *name).collect();
    call(copy, args, &log, &format!("trace={}", names.join(",")));
    let mut each: BTreeMap<(String, String), usize> = BTreeMap::new();
    for line in fs::read_to_string(log).unwrap().lines() {
        let Some((thread, call)) = line.split_once(' ') else { continue };
        let Some((name, _)) = call.trim_start().split_once('(') else { continue };
        *each.entry((thread.to_owned(), name.to_owned())).or_default() += 1;
    }
    let mut busiest = BTreeMap::new();
    for ((_, name), count) in each {
        let most: &mut usize = busiest.entry(name).or_default();
        *most = (*most).max(count);
    }
    busiest
}

/// The files that nothing may move, delete or change: all but what SQLite writes to, and what is made of the rest.
fn to_stay(copy: &Copy) -> BTreeMap<String, Vec<u8>> {
    let mut files = tree(&copy.library());
    files.retain(|name, _| name.starts_with("blobs/") && !name.ends_with('/'));
    files
}

fn try_fault(verb: &Verb<'_>, full: &FullLibrary, call: &str, error: &str, when: &str) {
    let what = format!("dateline {} with {error} at {call} {when}", verb.args.join(" "));
    let copy = full.copy();
    let before = to_stay(&copy);
    let inject = format!("inject={call}:error={error}:when={when}");
    let answer = self::call(&copy, &verb.args, Path::new("/dev/null"), &inject);

    // 127: it was the system that could not start the program.
    let status = answer.status.unwrap_or_else(|| panic!("{what}: ended by a signal: {}", answer.stderr));
    assert!(matches!(status, 0..=2 | 127), "{what}: exit {status}: {}", answer.stderr);
    assert!(!answer.stderr.contains("panicked"), "{what}: {}", answer.stderr);
    assert!(copy.database().exists(), "{what}: the database was moved");
    // Only where a person has what is left of a disk that is gone recovered.
    let may_set_aside = verb.args == ["recover"] && when.ends_with('+');
    let aside: Vec<String> = tree(&copy.library()).into_keys().filter(|name| name.contains("damaged")).collect();
    assert!(aside.is_empty() || may_set_aside, "{what}: set aside: {aside:?}");
    let after = to_stay(&copy);
    for (name, bytes) in &before {
        assert!(after.get(name) == Some(bytes), "{what}: {name} is not what it was");
    }
    let doctor = copy.doctor();
    assert_eq!(doctor["ok"], true, "{what}: {doctor}");
    if status == 0 {
        let told = serde_json::from_slice(&answer.stdout)
            .unwrap_or_else(|error| panic!("{what}: it is done and has not said what ({error})"));
        assert!((verb.done)(&copy, &told), "{what}: it says that it is done: {told}");
    }
    // And it goes on.
    let args = copy.placed(&verb.args);
    let again = copy.dateline().json(&args);
    assert!(again.status != 2 && (verb.done)(&copy, &again.json()), "{what}, and once more without: {again:?}");
}

#[test]
fn whatever_the_system_refuses_nothing_is_lost_and_no_failure_is_called_done() {
    if !strace::is_there() {
        return;
    }
    let every = std::env::var_os("DATELINE_FAULTS").is_some();
    let full = FullLibrary::new();
    let verbs = verbs(&full);
    let mut faults: Vec<(usize, &str, &str, String)> = Vec::new();
    for (number, verb) in verbs.iter().enumerate() {
        let counted = calls(&full.copy(), &verb.args);
        if verb.args[0] == "set" {
            assert!(counted.contains_key("fdatasync"), "SQLite was built without: see .cargo/config.toml");
        }
        for (place, (call, errors)) in FAULTS.into_iter().enumerate() {
            // Every second kind here, and those between in the next verb.
            if !every && (number + place) % 2 == 1 {
                continue;
            }
            let count = counted.get(call).copied().unwrap_or_default();
            let step = if every { 1 } else { count.max(1) };
            for error in if every { errors } else { &errors[..1] } {
                // Others each time the verb or the call is another, so that all of it is tried over all of them.
                let first = (number * 7 + faults.len() * 13) % step;
                for when in (1 + first..=count).step_by(step) {
                    faults.push((number, call, error, when.to_string()));
                }
                if every && count > 0 {
                    faults.push((number, call, error, format!("{}+", count.div_ceil(2))));
                }
            }
        }
    }
    assert!(faults.len() > 80, "{} faults are too few to mean anything", faults.len());
    let next = AtomicUsize::new(0);
    let failed = Mutex::new(Vec::new());
    let cores = thread::available_parallelism().map_or(2, usize::from);
    thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                while let Some((number, call, error, when)) = faults.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let tried = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                        try_fault(&verbs[*number], &full, call, error, when);
                    }));
                    if let Err(panic) = tried {
                        let words = panic.downcast_ref::<String>().cloned().unwrap_or_default();
                        failed.lock().unwrap().push(words);
                    }
                }
            });
        }
    });
    let failed = failed.into_inner().unwrap();
    eprintln!("{} faults in {} verbs", faults.len(), verbs.len());
    assert!(failed.is_empty(), "{} of {} faults:\n{}", failed.len(), faults.len(), failed.join("\n"));
}
