//! What was freed goes back to the system. glibc keeps it for later, in a pool a thread: after a start that is more than
//! the app has in use, and after a card of pictures many times as much.

use std::{thread, time::Duration};

/// Once the story has had its time to appear.
const AFTER_START: Duration = Duration::from_secs(3);
/// Giving back nothing costs next to nothing.
const EVERY: Duration = Duration::from_secs(30);

/// From now on, as long as the program runs.
pub fn give_back_now_and_then() {
    thread::spawn(|| {
        thread::sleep(AFTER_START);
        loop {
            give_back();
            thread::sleep(EVERY);
        }
    });
}

#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[allow(unsafe_code)]
fn give_back() {
    // SAFETY: it may be called at any time, from any thread, and touches only what nobody has.
    unsafe { libc::malloc_trim(0) };
}

/// Other systems' allocators give back by themselves.
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
fn give_back() {}
