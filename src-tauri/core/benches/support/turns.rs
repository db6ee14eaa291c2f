//! Measuring side by side. A computer's speed wanders, and a disk's more so: a figure means little alone, and much
//! beside a peer that took its turn in the same second.

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

/// Does its work once and says how long the part that counts took; making ready and tidying up are left out.
#[allow(dead_code)] // Not every contender runs in this process.
pub struct Contender<'a> {
    name: &'a str,
    run: Box<dyn FnMut() -> Duration + 'a>,
}

#[allow(dead_code)]
impl<'a> Contender<'a> {
    pub fn new(name: &'a str, run: impl FnMut() -> Duration + 'a) -> Self {
        Self { name, run: Box::new(run) }
    }
}

#[allow(dead_code)] // Not everything is timed from here.
pub fn timed<T>(work: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    black_box(work());
    start.elapsed()
}

/// Lets each contender run once, then each again, and prints what came of it. The first is the one that the others
/// are compared with; a first round that nobody counts warms the caches.
#[allow(dead_code)]
pub fn take_turns(rounds: usize, mut contenders: Vec<Contender>) {
    let mut times = vec![Vec::with_capacity(rounds); contenders.len()];
    for round in 0..=rounds {
        for (contender, times) in contenders.iter_mut().zip(&mut times) {
            let time = (contender.run)();
            if round > 0 {
                times.push(time);
            }
        }
    }
    compare(contenders.iter().map(|contender| contender.name).zip(times).collect());
}

/// Prints what each took, and how many times what the first took: by the median, and by 95 %.
pub fn compare(mut measured: Vec<(&str, Vec<Duration>)>) {
    let rounds = measured[0].1.len();
    println!("  {:<52} {:>10} {:>8} {:>10} {:>8}", format!("{rounds} rounds"), "median", "×", "95 %", "×");
    let [middle, most] = [0.5, 0.95].map(|part| share(&mut measured[0].1, part).as_secs_f64());
    for (name, times) in &mut measured {
        let [median, high] = [0.5, 0.95].map(|part| share(times, part));
        println!(
            "  {name:<52} {:>10} {:>8.2} {:>10} {:>8.2}",
            in_words(median),
            median.as_secs_f64() / middle,
            in_words(high),
            high.as_secs_f64() / most,
        );
    }
}

/// The time that so much of the runs stayed within.
fn share(times: &mut [Duration], share: f64) -> Duration {
    times.sort();
    times[((times.len() - 1) as f64 * share).round() as usize]
}

pub fn in_words(time: Duration) -> String {
    let milliseconds = time.as_secs_f64() * 1000.0;
    match milliseconds {
        ms if ms < 1.0 => format!("{:.0} µs", ms * 1000.0),
        ms if ms < 100.0 => format!("{ms:.2} ms"),
        ms => format!("{ms:.0} ms"),
    }
}
