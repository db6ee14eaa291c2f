//! Which files and folders the page may name to a command: those that a person gave to its window, in a dialog or by
//! dropping them, and the folder that the library remembers for packages. All that lies in a folder was given with it. A
//! page that is led astray by what it shows reaches no other file.

use std::{
    collections::BTreeSet,
    ffi::OsString,
    io,
    path::{Component, Path, PathBuf},
    sync::{Arc, PoisonError, RwLock},
};

use dateline_core::{Error, ErrorCode, Result};

#[derive(Clone, Default)]
pub struct Grants(Arc<RwLock<BTreeSet<PathBuf>>>);

impl Grants {
    pub fn give(&self, path: &Path) {
        // What can't be found out by its own name would never be known again: asked for, it is refused and told.
        if let Ok(path) = real(path) {
            self.0.write().unwrap_or_else(PoisonError::into_inner).insert(path);
        }
    }

    /// Errors: `path_not_given`; `file_unreadable` where the system does not tell where the path leads.
    pub fn check(&self, path: &Path) -> Result<()> {
        let refused = || Error::new(ErrorCode::PathNotGiven).at(path);
        if !path.is_absolute() {
            return Err(refused());
        }
        let path = real(path).map_err(|cause| match cause.kind() {
            io::ErrorKind::InvalidInput => refused(),
            _ => Error::reading(path, cause),
        })?;
        let given = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if path.ancestors().any(|folder| given.contains(folder)) { Ok(()) } else { Err(refused()) }
    }

    pub fn check_all<'a>(&self, paths: impl IntoIterator<Item = &'a PathBuf>) -> Result<()> {
        paths.into_iter().try_for_each(|path| self.check(path))
    }
}

/// Where a path leads, whatever links are on the way. What is not there yet lies in the folder that is.
fn real(path: &Path) -> io::Result<PathBuf> {
    let mut there = path.to_owned();
    let mut missing: Vec<OsString> = Vec::new();
    loop {
        match there.canonicalize() {
            Ok(mut real) => {
                real.extend(missing.iter().rev());
                return Ok(real);
            }
            // The system says so too of a file that is taken for a folder.
            Err(cause) if matches!(cause.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                // `..` after a name that is not there leads nobody knows where; and a link that leads nowhere may lead
                // somewhere tomorrow.
                let Some(Component::Normal(name)) = there.components().next_back() else {
                    return Err(io::ErrorKind::InvalidInput.into());
                };
                if there.symlink_metadata().is_ok() {
                    return Err(io::ErrorKind::InvalidInput.into());
                }
                missing.push(name.to_owned());
                there.pop();
            }
            Err(cause) => return Err(cause),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn what_was_given_may_be_named_and_all_that_lies_in_it_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::create_dir_all(path("card/DCIM")).unwrap();
        fs::create_dir(path("cards")).unwrap();
        for name in ["card/DCIM/a.jpg", "cards/a.jpg", "article.txt", "article.txt.bak"] {
            fs::write(path(name), "x").unwrap();
        }
        let grants = Grants::default();
        let code = |name: &str| grants.check(&path(name)).map_err(|error| error.code);
        assert_eq!(code("article.txt"), Err(ErrorCode::PathNotGiven), "nothing is given at first");
        grants.give(&path("card"));
        grants.give(&path("article.txt"));
        for name in
            ["card", "card/DCIM/a.jpg", "card/./DCIM", "card/DCIM/../DCIM/a.jpg", "card/new/folder", "article.txt"]
        {
            assert_eq!(code(name), Ok(()), "{name}");
        }
        for name in [
            "",
            "cards/a.jpg",
            "card/../cards/a.jpg",
            "card/none/../../cards/a.jpg",
            "article.txt.bak",
            "article.txt/../article.txt.bak",
            "elsewhere",
        ] {
            assert_eq!(code(name), Err(ErrorCode::PathNotGiven), "{name}");
        }
        assert_eq!(grants.check(Path::new("article.txt")).unwrap_err().code, ErrorCode::PathNotGiven);
        assert_eq!(grants.check(Path::new("")).unwrap_err().code, ErrorCode::PathNotGiven);
        assert!(grants.check_all([&path("card"), &path("cards")]).is_err());
    }

    #[test]
    #[cfg(unix)]
    fn a_link_is_what_it_leads_to() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::create_dir(path("card")).unwrap();
        fs::write(path("secret"), "x").unwrap();
        symlink(path("card"), path("link")).unwrap();
        symlink(path("secret"), path("card/out")).unwrap();
        symlink(path("later"), path("card/nowhere")).unwrap();
        let grants = Grants::default();
        grants.give(&path("link"));
        assert!(grants.check(&path("card")).is_ok() && grants.check(&path("link/new")).is_ok());
        for name in ["card/out", "link/out", "card/nowhere", "card/nowhere/x"] {
            assert_eq!(grants.check(&path(name)).unwrap_err().code, ErrorCode::PathNotGiven, "{name}");
        }
    }
}
