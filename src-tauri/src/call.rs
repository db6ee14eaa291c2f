//! How the app is called: `dateline-desktop [--library FOLDER]`.

use std::{ffi::OsString, path::PathBuf};

use dateline_core::{Error, ErrorCode, Library, Result};

/// The library that the call names, or the platform's (which `DATELINE_LIBRARY` may move).
pub fn library_folder(mut args: impl Iterator<Item = OsString>) -> Result<PathBuf> {
    let bad_call = |cause: String| Error::new(ErrorCode::BadCall).with("cause", cause);
    let mut folder = None;
    while let Some(arg) = args.next() {
        match arg.to_str() {
            Some("--library") => {
                folder = Some(args.next().ok_or_else(|| bad_call("--library needs a folder".into()))?);
            }
            _ => return Err(bad_call(arg.to_string_lossy().into_owned())),
        }
    }
    match folder {
        Some(folder) => Ok(PathBuf::from(folder)),
        None => Library::default_folder(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn folder(args: &[&str]) -> Result<PathBuf> {
        library_folder(args.iter().map(OsString::from))
    }

    #[test]
    fn the_library_is_the_one_that_the_call_names() {
        assert_eq!(folder(&["--library", "/tòa soạn"]).unwrap(), PathBuf::from("/tòa soạn"));
    }

    #[test]
    fn a_call_that_is_not_understood_is_refused() {
        for args in [&["--library"][..], &["--libary", "/x"], &["/x"]] {
            assert_eq!(folder(args).unwrap_err().code, ErrorCode::BadCall, "{args:?}");
        }
    }
}
