//! A disk that a test can fill.

use std::{fs, path::PathBuf, process::Command};

/// A disk of a few megabytes. Unmounted when dropped.
pub struct SmallDisk {
    pub folder: PathBuf,
}

impl SmallDisk {
    /// `None`, said aloud, where this test may not mount.
    pub fn mount(at: PathBuf, options: &str) -> Option<Self> {
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", options, "tmpfs"]).arg(&at).output();
        if !mounted.as_ref().is_ok_and(|output| output.status.success()) {
            eprintln!("SKIPPED: no small disk can be mounted here: {mounted:?}");
            return None;
        }
        Some(Self { folder: at })
    }

    /// Fills it up to `left` bytes.
    pub fn fill(&self, left: usize) {
        let filler = self.folder.join("filler");
        fs::remove_file(&filler).ok();
        let mut size = 0;
        let chunk = vec![1; 4096];
        let mut file = fs::File::create(&filler).expect("the filler can be begun");
        while std::io::Write::write_all(&mut file, &chunk).is_ok() {
            size += chunk.len();
        }
        file.set_len(size.saturating_sub(left) as u64).expect("a file can be cut");
    }

    /// `ro`, and nothing can be written; `rw` again.
    pub fn remount(&self, how: &str) {
        let remounted = Command::new("mount").args(["-o", &format!("remount,{how}")]).arg(&self.folder).status();
        assert!(remounted.is_ok_and(|status| status.success()), "what was mounted can be mounted {how}");
    }

    pub fn free(&self) {
        fs::remove_file(self.folder.join("filler")).expect("the filler is there");
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        Command::new("umount").arg("-l").arg(&self.folder).status().ok();
    }
}
