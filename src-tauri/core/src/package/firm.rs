//! A file under a writer that must not hear of failures. `zip` ends an archive when it is dropped, whatever went wrong
//! before: after a write that failed it would write on over a position that it no longer knows, and complain on standard
//! error. So the first failure is kept here, nothing is written after it, and whoever made the file asks.

use std::{
    cell::RefCell,
    fs::File,
    io::{self, BufWriter, Seek, SeekFrom, Write},
    rc::Rc,
};

/// The first failure of a [`Firm`] file, for whoever made it.
#[derive(Clone, Default)]
pub struct Failure(Rc<RefCell<Option<io::Error>>>);

impl Failure {
    pub fn check(&self) -> io::Result<()> {
        self.0.borrow_mut().take().map_or(Ok(()), Err)
    }

    fn keep(&self, result: io::Result<()>) {
        if let Err(cause) = result {
            self.0.borrow_mut().get_or_insert(cause);
        }
    }
}

pub struct Firm {
    file: BufWriter<File>,
    failure: Failure,
    has_failed: bool,
    /// Where the next byte goes, and how long the file is, had nothing failed.
    position: u64,
    length: u64,
}

impl Firm {
    pub fn new(file: File) -> (Self, Failure) {
        let failure = Failure::default();
        let firm =
            Self { file: BufWriter::new(file), failure: failure.clone(), has_failed: false, position: 0, length: 0 };
        (firm, failure)
    }

    /// All of it durable, or the first failure.
    pub fn finish(self) -> io::Result<()> {
        let Self { mut file, failure, .. } = self;
        failure.check()?;
        file.flush()?;
        file.get_ref().sync_all()
    }

    fn attempt(&mut self, act: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>) {
        if !self.has_failed {
            let result = act(&mut self.file);
            self.has_failed = result.is_err();
            self.failure.keep(result);
        }
    }
}

impl Write for Firm {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.attempt(|file| file.write_all(bytes));
        self.position += bytes.len() as u64;
        self.length = self.length.max(self.position);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.attempt(|file| file.flush());
        Ok(())
    }
}

impl Seek for Firm {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let place = match to {
            SeekFrom::Start(place) => Some(place),
            SeekFrom::End(by) => self.length.checked_add_signed(by),
            SeekFrom::Current(by) => self.position.checked_add_signed(by),
        };
        let place = place.ok_or(io::ErrorKind::InvalidInput)?;
        if place != self.position {
            self.attempt(|file| file.seek(SeekFrom::Start(place)).map(drop));
            self.position = place;
        }
        Ok(place)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use zip::{ZipWriter, write::SimpleFileOptions};

    use super::*;

    #[test]
    #[cfg(target_os = "linux")]
    fn an_archive_on_a_full_disk_ends_quietly_and_the_failure_is_known() {
        // More than a writer keeps in memory, so that it fails on the way.
        for bytes in [10, 100_000] {
            let (firm, failure) = Firm::new(File::options().write(true).open("/dev/full").unwrap());
            let mut archive = ZipWriter::new(firm);
            archive.start_file("a", SimpleFileOptions::default()).unwrap();
            archive.write_all(&vec![7; bytes]).unwrap();
            let failed = failure.check().err().or_else(|| archive.finish().unwrap().finish().err());
            assert_eq!(failed.unwrap().kind(), io::ErrorKind::StorageFull, "{bytes}");
        }
    }

    #[test]
    fn what_is_written_is_what_any_file_would_hold() {
        let folder = tempfile::tempdir().unwrap();
        let (mut firm, failure) = Firm::new(File::create(folder.path().join("a")).unwrap());
        firm.write_all(b"0123456789").unwrap();
        assert_eq!(firm.seek(SeekFrom::Start(2)).unwrap(), 2);
        firm.write_all(b"ab").unwrap();
        assert_eq!(firm.seek(SeekFrom::Current(1)).unwrap(), 5);
        firm.write_all(b"c").unwrap();
        assert_eq!(firm.seek(SeekFrom::End(0)).unwrap(), 10);
        firm.write_all(b"!").unwrap();
        assert!(firm.seek(SeekFrom::Current(-100)).is_err());
        failure.check().unwrap();
        firm.finish().unwrap();
        assert_eq!(std::fs::read(folder.path().join("a")).unwrap(), b"01ab4c6789!");
    }
}
