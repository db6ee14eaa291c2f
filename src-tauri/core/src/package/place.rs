//! Where a package is made, and how it comes to its place: built in a hidden folder beside it that its owner alone may
//! read, and put under its name when every byte of it is on the disk.
//!
//! An earlier package is exchanged with the new one in a single step, so that the name holds a whole package at every
//! moment, whatever ends the program. Where the file system knows no such step (some network and FAT drives, and systems
//! other than Linux), a folder is moved aside first, into the hidden folder, and for the time between two calls of the
//! system the name is empty. A program that is ended there leaves the earlier one whole under [`EARLIER`]; the sweep puts
//! it back.

use std::{
    ffi::OsStr,
    fs, io,
    path::{Path, PathBuf},
};

use tempfile::TempDir;

use crate::{Error, ErrorCode, Result, files::sync_folder};

/// What the names of hidden folders begin with.
const PREFIX: &str = ".dateline-";
/// What is in them: the bag, the file that is made of it, and a package that was moved aside, under its own name.
pub const BAG: &str = "package";
pub const ZIP: &str = "package.zip";
const EARLIER: &str = "earlier";

/// The folders that were made for a package to lie in, the deepest first.
pub struct MadeFolders(Vec<PathBuf>);

impl MadeFolders {
    /// Makes `folder`, and those above it that are not there.
    pub fn make(folder: &Path) -> io::Result<Self> {
        // One that can't be asked for is not ours to take away again.
        let is_missing = |folder: &&Path| folder.try_exists().is_ok_and(|there| !there);
        let above = folder.ancestors().filter(|folder| !folder.as_os_str().is_empty());
        let made = Self(above.take_while(is_missing).map(Path::to_owned).collect());
        fs::create_dir_all(folder).inspect_err(|_| made.take_away())?;
        Ok(made)
    }

    /// Nothing came into them. Only empty folders go, so one that somebody else has used meanwhile stays.
    pub fn take_away(&self) {
        for folder in &self.0 {
            // One that stays is empty, or another's by now.
            let _ = fs::remove_dir(folder);
        }
    }

    /// Makes their names durable.
    fn sync(&self) -> io::Result<()> {
        self.0.iter().try_for_each(|folder| sync_folder(above(folder)))
    }
}

/// The hidden folder in `out`, readable for its owner alone, and so is all that is in it while it is there.
pub fn hidden_folder(out: &Path) -> io::Result<TempDir> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
    builder.tempdir_in(out)
}

/// Gives `finished`, a package in `hidden` with every byte of it on the disk, its place at `target`.
///
/// Errors: `package_unsynced` where it is there and the disk did not confirm it; all others leave what was there.
pub fn put_in_place(finished: &Path, target: &Path, mut hidden: TempDir, made: &MadeFolders) -> Result<()> {
    let failed = |cause| Error::writing(target, cause);
    // What was renamed away must be found again too.
    sync_folder(hidden.path()).map_err(failed)?;
    let replaced = match fs::symlink_metadata(target) {
        Ok(about) if about.is_dir() => exchange(finished, target, &mut hidden).map_err(failed).map(|()| true)?,
        // A file takes another's place in one step.
        Ok(_) => fs::rename(finished, target).map_err(failed).map(|()| false)?,
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => {
            rename_to_free(finished, target).map(|()| false).map_err(|cause| match cause.kind() {
                io::ErrorKind::AlreadyExists => Error::new(ErrorCode::TargetExists).at(target),
                _ => failed(cause),
            })?
        }
        Err(cause) => return Err(failed(cause)),
    };
    let synced = sync_folder(above(target)).and_then(|()| sync_folder(hidden.path())).and_then(|()| made.sync());
    synced.map_err(|cause| {
        // Should the disk have forgotten the exchange, the earlier package is needed still. It goes after a day.
        hidden.disable_cleanup(replaced);
        Error::new(ErrorCode::PackageUnsynced).at(target).with("cause", &cause).caused_by(cause)
    })
    // What can't be deleted with the hidden folder stays hidden: the sweep takes it, and the doctor tells of it.
}

#[cfg(target_os = "linux")]
fn exchange(finished: &Path, target: &Path, hidden: &mut TempDir) -> io::Result<()> {
    match renamed(finished, target, rustix::fs::RenameFlags::EXCHANGE) {
        Err(cause) if knows_not(&cause) => in_two_steps(finished, target, hidden),
        exchanged => exchanged,
    }
}

#[cfg(not(target_os = "linux"))]
fn exchange(finished: &Path, target: &Path, hidden: &mut TempDir) -> io::Result<()> {
    in_two_steps(finished, target, hidden)
}

/// Nothing that came under the name a moment ago is written over.
#[cfg(target_os = "linux")]
fn rename_to_free(finished: &Path, target: &Path) -> io::Result<()> {
    match renamed(finished, target, rustix::fs::RenameFlags::NOREPLACE) {
        Err(cause) if knows_not(&cause) => fs::rename(finished, target),
        renamed => renamed,
    }
}

#[cfg(not(target_os = "linux"))]
fn rename_to_free(finished: &Path, target: &Path) -> io::Result<()> {
    fs::rename(finished, target)
}

#[cfg(target_os = "linux")]
fn renamed(from: &Path, to: &Path, how: rustix::fs::RenameFlags) -> io::Result<()> {
    use rustix::fs::{CWD, renameat_with};
    Ok(renameat_with(CWD, from, CWD, to, how)?)
}

/// Whether the file system, or the kernel, has no such way to rename.
#[cfg(target_os = "linux")]
fn knows_not(cause: &io::Error) -> bool {
    use rustix::io::Errno;
    let number = Errno::from_io_error(cause);
    number.is_some_and(|number| [Errno::INVAL, Errno::NOSYS, Errno::OPNOTSUPP].contains(&number))
}

fn in_two_steps(finished: &Path, target: &Path, hidden: &mut TempDir) -> io::Result<()> {
    let room = hidden.path().join(EARLIER);
    let earlier = room.join(target.file_name().unwrap_or_default());
    fs::create_dir(&room)?;
    // That it is there must be known before the name is empty.
    sync_folder(hidden.path())?;
    fs::rename(target, &earlier)?;
    fs::rename(finished, target).inspect_err(|_| {
        // Better a hidden folder too many than a package lost: the sweep tries again.
        if fs::rename(&earlier, target).is_err() {
            hidden.disable_cleanup(true);
        }
    })
}

fn above(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The hidden folders in `out` that a program has left, or is at work in. None where there is no such folder.
pub fn leftovers(out: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = match fs::read_dir(out) {
        Ok(entries) => entries,
        Err(cause) if matches!(cause.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            return Ok(Vec::new());
        }
        Err(cause) => return Err(cause),
    };
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry?;
        let is_named_so = entry.file_name().to_str().is_some_and(|name| name.starts_with(PREFIX));
        let kind = entry.file_type()?;
        if is_named_so && kind.is_dir() && is_ours(&entry.path())? {
            found.push(entry.path());
        }
    }
    Ok(found)
}

/// A person's folder may have such a name too: in ours is nothing but what the writer puts there.
fn is_ours(folder: &Path) -> io::Result<bool> {
    use io::ErrorKind::{NotFound, PermissionDenied};
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        // Done meanwhile; or another person's, whose program sweeps it.
        Err(cause) if matches!(cause.kind(), NotFound | PermissionDenied) => return Ok(false),
        Err(cause) => return Err(cause),
    };
    for entry in entries {
        let name = entry?.file_name();
        if ![BAG, ZIP, EARLIER].map(OsStr::new).contains(&name.as_os_str()) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Deletes a hidden folder that was left. A package that was moved aside in it goes back to its name if that is free.
pub fn put_away(hidden: &Path) -> io::Result<()> {
    let room = hidden.join(EARLIER);
    let entries = match fs::read_dir(&room) {
        Ok(entries) => entries.collect::<io::Result<Vec<_>>>()?,
        // An older Dateline left the package itself there, and its name is not known: it stays.
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Vec::new(),
        Err(cause) => return Err(cause),
    };
    if entries.iter().any(|entry| entry.file_name() == super::bag::BAGIT) {
        return Err(io::ErrorKind::DirectoryNotEmpty.into());
    }
    for entry in entries {
        let name = above(hidden).join(entry.file_name());
        match fs::symlink_metadata(&name) {
            Ok(_) => (),
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => {
                rename_to_free(&entry.path(), &name)?;
                sync_folder(above(hidden))?;
            }
            Err(cause) => return Err(cause),
        }
    }
    fs::remove_dir_all(hidden)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
#[cfg(unix)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn put(path: &Path, text: &str) {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    #[test]
    fn a_hidden_folder_is_its_owners_alone() {
        let out = tempfile::tempdir().unwrap();
        let hidden = hidden_folder(out.path()).unwrap();
        assert_eq!(fs::metadata(hidden.path()).unwrap().permissions().mode() & 0o777, 0o700);
    }

    #[test]
    fn an_exchange_leaves_the_earlier_one_hidden_and_takes_it_away_with_the_folder() {
        for step in [exchange, in_two_steps] {
            let out = tempfile::tempdir().unwrap();
            let target = out.path().join("bao-mua");
            put(&target.join("bagit.txt"), "earlier");
            let mut hidden = hidden_folder(out.path()).unwrap();
            let finished = hidden.path().join(BAG);
            put(&finished.join("bagit.txt"), "new");
            step(&finished, &target, &mut hidden).unwrap();
            assert_eq!(fs::read_to_string(target.join("bagit.txt")).unwrap(), "new");
            assert_eq!(leftovers(out.path()).unwrap(), [hidden.path()]);
            hidden.close().unwrap();
            assert_eq!(fs::read_dir(out.path()).unwrap().count(), 1);
        }
    }

    #[test]
    fn a_package_that_was_moved_aside_when_the_program_ended_goes_back_to_its_name() {
        let out = tempfile::tempdir().unwrap();
        let hidden = out.path().join(".dateline-Ab12Cd");
        let target = out.path().join("bao-mua");
        put(&hidden.join("earlier/bao-mua/bagit.txt"), "earlier");
        put(&hidden.join("package/bagit.txt"), "new");
        assert_eq!(leftovers(out.path()).unwrap(), [hidden.as_path()]);
        put_away(&hidden).unwrap();
        assert_eq!(fs::read_to_string(target.join("bagit.txt")).unwrap(), "earlier");
        assert!(!hidden.exists());

        // Where a later one has the name by now, that stays.
        put(&hidden.join("earlier/bao-mua/bagit.txt"), "much earlier");
        put_away(&hidden).unwrap();
        assert_eq!(fs::read_to_string(target.join("bagit.txt")).unwrap(), "earlier");
        assert!(!hidden.exists());

        // As older Datelines left it: which story's it is, a person can see.
        put(&hidden.join("earlier/bagit.txt"), "nameless");
        put_away(&hidden).unwrap_err();
        assert!(hidden.join("earlier/bagit.txt").exists());
    }

    #[test]
    fn a_persons_folder_of_such_a_name_is_not_ours() {
        let out = tempfile::tempdir().unwrap();
        put(&out.path().join(".dateline-notes/bài.txt"), "x");
        put(&out.path().join(".dateline-file"), "x");
        fs::create_dir(out.path().join(".dateline-Zz99Yy")).unwrap();
        assert_eq!(leftovers(out.path()).unwrap(), [out.path().join(".dateline-Zz99Yy")]);
        assert_eq!(leftovers(&out.path().join("none")).unwrap(), [] as [PathBuf; 0]);
    }

    #[test]
    fn folders_that_were_made_go_again_and_others_stay() {
        let out = tempfile::tempdir().unwrap();
        let made = MadeFolders::make(&out.path().join("a/b")).unwrap();
        made.sync().unwrap();
        made.take_away();
        assert!(!out.path().join("a").exists() && out.path().exists());
        put(&out.path().join("c/x"), "x");
        MadeFolders::make(&out.path().join("c")).unwrap().take_away();
        assert!(out.path().join("c").exists());
    }
}
