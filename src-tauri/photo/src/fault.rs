//! What can be wrong with a picture, before it is known which file it came from.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
};

use dateline_base::{Error, ErrorCode};

pub(super) type Checked<T> = Result<T, Fault>;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    NotAPicture,
    /// A picture, of a kind that is named here.
    Unsupported(String),
    /// A picture of a wide range of brightness, of a kind that is named here.
    HighRange(String),
    /// A HEIC, and no libheif in the system to read it with.
    NeedsLibheif,
    /// Cut short or damaged; the cause in the decoder's words.
    Damaged(String),
    FileTooLarge {
        size: String,
        limit: String,
    },
    PictureTooLarge {
        size: String,
        limit: String,
    },
    Cancelled,
}

impl Fault {
    /// What libjpeg says of it, so that one thing has one name.
    pub fn ends_early() -> Self {
        Fault::Damaged("Premature end of JPEG file".to_owned())
    }

    /// The error without a file: whoever knows the file adds it with [`Error::at`].
    pub fn error(self) -> Error {
        let sized = |code, size: String, limit: String| Error::new(code).with("size", size).with("limit", limit);
        let unsupported = |cause: String, advice| {
            // {path}: by whoever knows the file.
            Error::new(ErrorCode::PhotoUnsupported).with("cause", cause).with_words("advice", advice)
        };
        match self {
            // {path}: by whoever knows the file.
            Fault::NotAPicture => Error::new(ErrorCode::PhotoNotAPicture),
            Fault::Unsupported(cause) => unsupported(cause, "advice.export_as_jpeg"),
            Fault::HighRange(cause) => unsupported(cause, "advice.export_as_sdr"),
            Fault::NeedsLibheif => unsupported("HEIC".to_owned(), "advice.install_libheif"),
            // {path}: by whoever knows the file.
            Fault::Damaged(cause) => Error::new(ErrorCode::PhotoTruncated).with("cause", cause),
            Fault::FileTooLarge { size, limit } => sized(ErrorCode::FileTooLarge, size, limit),
            Fault::PictureTooLarge { size, limit } => sized(ErrorCode::PhotoTooLarge, size, limit),
            Fault::Cancelled => Error::new(ErrorCode::Cancelled),
        }
    }
}

/// Runs work on untrusted bytes. The decoders are other people's: should one of them panic on a damaged file, the
/// file is at fault and the program goes on.
pub(super) fn guarded<T>(path: &Path, work: impl FnOnce() -> Checked<T>) -> dateline_base::Result<T> {
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|_| Err(Fault::Damaged("the decoder gave up".to_owned())))
        .map_err(|fault| fault.error().at(path))
}
