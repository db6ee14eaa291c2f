//! Whether standard output was closed when the program was started (`>&-`). The standard library opens /dev/null in its
//! place before `main`, and whatever is written there is lost without a word: so it is asked before that.

use std::io;

/// An error where whoever called has closed standard output.
pub fn stdout_was_open() -> io::Result<()> {
    #[cfg(target_os = "linux")]
    if before_main::was_closed() {
        return Err(io::Error::from(rustix::io::Errno::BADF));
    }
    Ok(())
}

#[cfg(target_os = "linux")]
#[allow(unsafe_code)]
mod before_main {
    use std::{
        os::fd::BorrowedFd,
        sync::atomic::{AtomicBool, Ordering},
    };

    use rustix::io::{Errno, fcntl_getfd};

    static WAS_CLOSED: AtomicBool = AtomicBool::new(false);

    pub fn was_closed() -> bool {
        WAS_CLOSED.load(Ordering::Relaxed)
    }

    extern "C" fn ask() {
        // SAFETY: the number is only asked about. Nothing else runs yet that could open or close it.
        let stdout = unsafe { BorrowedFd::borrow_raw(1) };
        WAS_CLOSED.store(fcntl_getfd(stdout) == Err(Errno::BADF), Ordering::Relaxed);
    }

    // SAFETY: the loader calls each function in this section once, before `main`; this one uses nothing that the standard
    // library makes ready later.
    #[used]
    #[unsafe(link_section = ".init_array")]
    static ASK: extern "C" fn() = ask;
}
