//! Work on many things at once, one to a core, however many things there are. What is large asks for its memory first
//! ([`crate::memory`]), and waits where the others have it.

use std::{
    collections::BTreeMap,
    sync::{
        atomic::{AtomicBool, AtomicUsize, Ordering},
        mpsc,
    },
    thread,
};

use crate::Result;

/// Does `work` for each number below `count` and hands what came of it to `each`, in order, as soon as it is ready.
/// What has been begun is finished and handed over; nothing new is begun once `stop` says so or `each` has failed.
pub fn in_order<T: Send>(
    count: usize,
    stop: &(dyn Fn() -> bool + Sync),
    work: &(dyn Fn(usize) -> T + Sync),
    each: &mut dyn FnMut(usize, T) -> Result<()>,
) -> Result<()> {
    let next = AtomicUsize::new(0);
    let failed = AtomicBool::new(false);
    let cores = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let (sender, ready) = mpsc::channel();
        for _ in 0..cores.min(count) {
            let (sender, next, failed) = (sender.clone(), &next, &failed);
            scope.spawn(move || {
                while !failed.load(Ordering::Relaxed) && !stop() {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= count || sender.send((number, work(number))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        let mut early = BTreeMap::new();
        let mut due = 0;
        for (number, done) in ready {
            early.insert(number, done);
            while let Some(done) = early.remove(&due) {
                each(due, done).inspect_err(|_| failed.store(true, Ordering::Relaxed))?;
                due += 1;
            }
        }
        Ok(())
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::sync::{Barrier, Mutex};

    use super::*;
    use crate::{Error, ErrorCode};

    #[test]
    fn what_is_done_out_of_order_is_handed_over_in_order() {
        // On a machine with more than one core the first can end only after the second has begun.
        let both = (thread::available_parallelism().map_or(1, usize::from) > 1).then(|| Barrier::new(2));
        let mut seen = Vec::new();
        let work = |number: usize| {
            if let (Some(both), 0 | 1) = (&both, number) {
                both.wait();
            }
            number * 10
        };
        in_order(50, &|| false, &work, &mut |number, done| {
            seen.push((number, done));
            Ok(())
        })
        .unwrap();
        assert_eq!(seen, (0..50).map(|number| (number, number * 10)).collect::<Vec<_>>());
    }

    #[test]
    fn what_was_begun_before_a_stop_is_handed_over_and_nothing_else_is_begun() {
        let stopped = AtomicBool::new(false);
        let begun = Mutex::new(Vec::new());
        let mut seen = Vec::new();
        let work = |number| {
            begun.lock().unwrap().push(number);
            stopped.store(number >= 3, Ordering::Relaxed);
            number
        };
        let stop = || stopped.load(Ordering::Relaxed);
        in_order(1000, &stop, &work, &mut |number, _| {
            seen.push(number);
            Ok(())
        })
        .unwrap();
        let mut begun = begun.into_inner().unwrap();
        begun.sort();
        assert_eq!(seen, begun);
        assert!(seen.len() >= 4 && seen.len() < 1000, "{}", seen.len());
    }

    #[test]
    fn the_first_failure_in_order_is_the_answer() {
        let work = |number| {
            if number < 7 { Ok(number) } else { Err(Error::new(ErrorCode::BlobDamaged).with("sha256", number)) }
        };
        let error = in_order(100, &|| false, &work, &mut |_, done| done.map(|_: usize| ())).unwrap_err();
        assert_eq!(error.params["sha256"], "7");
    }

    #[test]
    fn nothing_to_do_is_done_at_once() {
        in_order(0, &|| false, &|_| (), &mut |_, ()| panic!("nothing was asked for")).unwrap();
    }
}
