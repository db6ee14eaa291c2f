//! The newsroom's code replacements: one list for this library.

use std::path::Path;

use crate::{
    Error, ErrorCode, Result,
    codes::{self, CodeList},
    library::Library,
    store::read_limited,
};

const SETTING: &str = "codes";

/// Code replacements.
impl Library {
    /// The codes that were taken in last; none where there are none yet.
    pub fn codes(&self) -> Result<CodeList> {
        match self.database.setting(SETTING)? {
            Some(json) => serde_json::from_str(&json).map_err(Error::internal),
            None => Ok(CodeList::default()),
        }
    }

    /// Takes a file's codes instead of those known so far. A file that can't be read leaves those as they were.
    pub fn import_codes(&mut self, path: &Path, even_one: bool) -> Result<CodeList> {
        let bytes = read_limited(path, codes::MAX_BYTES)?;
        let file_name = path.file_name().unwrap_or_default().to_string_lossy();
        let list = codes::parse(&bytes, &file_name).map_err(|error| error.at(path))?;
        if let Some(only) = list.doubtful().filter(|_| !even_one) {
            let error = Error::new(ErrorCode::CodesOneOnly).at(path);
            return Err(error.with("code", &only.code).with("texts", only.texts.len()));
        }
        self.database.set_setting(SETTING, &serde_json::to_string(&list).map_err(Error::internal)?)?;
        Ok(list)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::library::tests::library;

    #[test]
    fn a_file_of_codes_replaces_the_one_before_and_a_bad_one_does_not() {
        let folder = tempfile::tempdir().unwrap();
        let mut desk = library(&folder);
        assert_eq!(desk.codes().unwrap(), CodeList::default());
        let put = |name: &str, bytes: &[u8]| {
            let path = folder.path().join(name);
            std::fs::write(&path, bytes).unwrap();
            path
        };
        desk.import_codes(&put("doi-bong.txt", "smt\tSơn Minh Thắng".as_bytes()), false).unwrap();
        let kept = desk.import_codes(&put("nghe-si.txt", "kl\tKhê Lam".as_bytes()), false).unwrap();
        assert_eq!((kept.file_name.as_str(), kept.codes.len()), ("nghe-si.txt", 1));

        for (name, bytes, told) in [
            ("utf16.txt", &b"\xFF\xFEk"[..], ErrorCode::TextNotUtf8),
            ("trống.txt", b"", ErrorCode::TextEmpty),
            ("to.txt", &vec![b'x'; codes::MAX_BYTES as usize + 1], ErrorCode::FileTooLarge),
        ] {
            let error = desk.import_codes(&put(name, bytes), false).unwrap_err();
            assert_eq!(error.code, told);
            assert!(error.params["path"].ends_with(name));
        }
        assert_eq!(
            desk.import_codes(&folder.path().join("không có.txt"), false).unwrap_err().code,
            ErrorCode::FileMissing
        );
        drop(desk);
        assert_eq!(library(&folder).codes().unwrap(), kept);
    }
}
