//! Good pictures, damaged in ways that keep them nearly good: whatever comes of it, the answer is a picture or an error
//! about one. Always the same thousand in the tests; with `make fuzz SECONDS=60`, as many as fit.

use std::{
    cell::Cell,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, mpsc},
    thread,
    time::{Duration, Instant},
};

use super::{
    damage::{Dice, damaged},
    fuzz_seeds::seeds,
    samples::{WHOLE, peak_memory},
};
use crate::{Encoding, Ladder, embed, inspect, read_embedded, renditions};
use dateline_base::{ErrorCode, Progress};

/// How many in the tests.
const COUNT: u64 = 1_000;
/// One that takes longer hangs, as far as a person can tell.
const MOST: Duration = Duration::from_secs(30);

const SECONDS: &str = "DATELINE_FUZZ_SECONDS";
const SEED: &str = "DATELINE_FUZZ_SEED";
/// Where what fails is left.
const FOLDER: &str = "DATELINE_FUZZ_FOLDER";

thread_local! {
    /// Whether a panic on this thread came out of our own code.
    static OURS: Cell<Option<bool>> = const { Cell::new(None) };
}

#[derive(Default)]
struct Tally {
    run: u64,
    pictures: u64,
    given_up: u64,
    slowest: (Duration, u64),
}

#[test]
fn damaged_pictures_bring_nothing_down() {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let seconds = number(SECONDS);
    let first = number(SEED).unwrap_or(1) << 40;
    let folder = std::env::var_os(FOLDER).map(PathBuf::from);
    if let Some(folder) = &folder {
        std::fs::create_dir_all(folder).unwrap();
    }
    watch_panics();

    let seeds = seeds();
    let current = Arc::new(Mutex::new(Vec::new()));
    let (tell, told) = mpsc::channel();
    let worker = {
        let (current, folder) = (Arc::clone(&current), folder.clone());
        thread::spawn(move || {
            let started = Instant::now();
            let goes_on = |run: u64| match seconds {
                Some(seconds) => started.elapsed() < Duration::from_secs(seconds),
                None => run < COUNT,
            };
            let mut tally = Tally::default();
            while goes_on(tally.run) {
                let seed = first + tally.run;
                let bytes = damaged(&seeds, &mut Dice::new(seed));
                // Should the program be brought down for good, the file is there.
                if let Some(folder) = &folder {
                    std::fs::write(folder.join("current"), &bytes).unwrap();
                }
                *current.lock().unwrap() = bytes.clone();
                tally.take_in(&bytes, seed).unwrap_or_else(|fault| fail(&bytes, folder.as_deref(), &fault));
                tell.send(()).unwrap();
            }
            tally
        })
    };
    loop {
        match told.recv_timeout(MOST) {
            Ok(()) => {}
            Err(mpsc::RecvTimeoutError::Disconnected) => break,
            Err(mpsc::RecvTimeoutError::Timeout) => {
                fail(&current.lock().unwrap(), folder.as_deref(), &format!("no answer within {MOST:?}"))
            }
        }
    }
    let tally = worker.join().unwrap();
    if let Some(folder) = &folder {
        std::fs::remove_file(folder.join("current")).ok();
    }
    println!(
        "{} files: {} pictures, {} refused; a decoder gave up {} times; the slowest took {:?} (number {}); at most {} MiB",
        tally.run,
        tally.pictures,
        tally.run - tally.pictures,
        tally.given_up,
        tally.slowest.0,
        tally.slowest.1 - first,
        peak_memory().map_or("unknown".to_owned(), |kib| (kib / 1024).to_string()),
    );
    // Damage that spares nothing, or all, would show nothing.
    assert!(
        tally.pictures * 20 > tally.run && tally.pictures * 20 < tally.run * 19,
        "{} of {}",
        tally.pictures,
        tally.run
    );
}

impl Tally {
    fn take_in(&mut self, bytes: &[u8], seed: u64) -> Result<(), String> {
        self.run += 1;
        OURS.set(None);
        let started = Instant::now();
        let answer = catch_unwind(AssertUnwindSafe(|| judge(bytes)));
        if started.elapsed() > self.slowest.0 {
            self.slowest = (started.elapsed(), seed);
        }
        match OURS.get() {
            Some(true) => return Err("our own code panicked".to_owned()),
            Some(false) => self.given_up += 1,
            None => {}
        }
        self.pictures += u64::from(answer.map_err(|_| "it panicked past the guard".to_owned())??);
        Ok(())
    }
}

/// Whether it is a picture; what is wrong with the answer, if anything is.
fn judge(bytes: &[u8]) -> Result<bool, String> {
    let path = Path::new("hong.jpg");
    let found = match inspect(bytes, path) {
        Ok(found) => found,
        Err(error) => {
            let expected = [
                ErrorCode::PhotoNotAPicture,
                ErrorCode::PhotoTruncated,
                ErrorCode::PhotoTooLarge,
                ErrorCode::PhotoUnsupported,
            ];
            return if expected.contains(&error.code) { Ok(false) } else { Err(error.to_string()) };
        }
    };
    for (field, value) in found.fields.iter() {
        field.kind().check(field.name(), value).map_err(|error| error.to_string())?;
    }
    let whole = |error| format!("a picture at first, and then: {error}");
    let encodings = [WHOLE, Ladder { encoding: Encoding::WebP, ..WHOLE }];
    let made = renditions(bytes, path, &encodings, &Progress::unwatched()).map_err(whole)?;
    // What it says goes into what is made of it, unless it is too long, and comes out again.
    for ladder in made {
        let smallest = ladder.last().ok_or("no rendition")?;
        if let Ok(written) = embed(&smallest.bytes, &found.fields) {
            read_embedded(&written).map_err(|error| error.to_string())?;
        }
    }
    Ok(true)
}

/// Leaves the file and tells where.
fn fail(bytes: &[u8], folder: Option<&Path>, fault: &str) -> ! {
    let path =
        folder.map_or_else(std::env::temp_dir, Path::to_owned).join(format!("dateline-crash-{}", std::process::id()));
    std::fs::write(&path, bytes).unwrap();
    panic!("{fault}: {}", path.display());
}

/// Decoders may panic, and are caught at it; our own code may not.
fn watch_panics() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        let file = info.location().map_or("", |location| location.file());
        let is_ours = !file.contains("/registry/src/") && !file.contains("/rustc/");
        OURS.set(Some(OURS.get() == Some(true) || is_ours));
        if is_ours {
            before(info);
        }
    }));
}
