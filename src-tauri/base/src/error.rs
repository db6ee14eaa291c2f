//! Errors that help: a stable code, a message for a person and a hint on what to do next.
//!
//! The words live in `strings/*.json`, one entry a code, so that the screen and the command line say
//! the same and a translator reaches both. [`Error`] carries the code, what the words need (which
//! file, how many) and the cause underneath.

use std::{collections::BTreeMap, fmt, path::Path};

use serde::Serialize;
use ts_rs::TS;

use crate::{
    letters,
    strings::{self, Language},
};

pub type Result<T, E = Error> = std::result::Result<T, E>;

macro_rules! error_codes {
    ($($(#[$doc:meta])* $name:ident => $code:literal,)*) => {
        /// What went wrong, as other programs may rely on it. A code is never reused for another meaning.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, TS)]
        #[ts(export)]
        pub enum ErrorCode {
            $($(#[$doc])* #[serde(rename = $code)] $name,)*
        }

        impl ErrorCode {
            pub const ALL: &'static [ErrorCode] = &[$(ErrorCode::$name,)*];

            pub fn as_str(self) -> &'static str {
                match self { $(ErrorCode::$name => $code,)* }
            }
        }
    };
}

error_codes! {
    // The caller's input.
    /// The command line was not understood.
    BadCall => "bad_call",
    StoryUnknown => "story_unknown",
    /// A prefix that fits more than one story.
    StoryAmbiguous => "story_ambiguous",
    PhotoUnknown => "photo_unknown",
    /// No such point in the story's history.
    MomentUnknown => "moment_unknown",
    FieldUnknown => "field_unknown",
    FieldInvalid => "field_invalid",
    EditInvalid => "edit_invalid",
    // More than a story holds: see `limits`.
    BodyTooLong => "body_too_long",
    BlocksTooMany => "blocks_too_many",
    BlockTooLong => "block_too_long",
    MarksTooMany => "marks_too_many",
    AddressTooLong => "address_too_long",
    FieldTooLong => "field_too_long",
    /// More than a file of the picture can carry.
    PhotoTextsTooLong => "photo_texts_too_long",
    ItemsTooMany => "items_too_many",
    PhotosTooMany => "photos_too_many",
    RelatedTooMany => "related_too_many",
    IgnoredTooMany => "ignored_too_many",
    SuggestionsTooMany => "suggestions_too_many",
    SuggestionTooLarge => "suggestion_too_large",
    CommentsTooMany => "comments_too_many",
    CommentTooLong => "comment_too_long",
    FindingsTooMany => "findings_too_many",
    EditsTooMany => "edits_too_many",
    EditsTooLarge => "edits_too_large",
    NameUnsafe => "name_unsafe",
    /// A path that no person gave to this window.
    PathNotGiven => "path_not_given",
    /// The system has no program that shows folders, or pages.
    OpenerMissing => "opener_missing",

    // Files that come in.
    FileMissing => "file_missing",
    FileUnreadable => "file_unreadable",
    FileTooLarge => "file_too_large",
    TextNotUtf8 => "text_not_utf8",
    TextEmpty => "text_empty",
    LinesTooMany => "lines_too_many",
    /// No house style, or one that says what Dateline does not know.
    StyleInvalid => "style_invalid",
    /// Not a failure: the rest of the house style holds.
    StylePassedOver => "style_passed_over",
    CodesTooMany => "codes_too_many",
    CodesOneOnly => "codes_one_only",
    PhotoNotAPicture => "photo_not_a_picture",
    PhotoTruncated => "photo_truncated",
    PhotoTooLarge => "photo_too_large",
    PhotoUnsupported => "photo_unsupported",

    // Places that are written to.
    DiskFull => "disk_full",
    FolderUnwritable => "folder_unwritable",
    TargetExists => "target_exists",
    WriteFailed => "write_failed",

    // The library.
    LibraryMissing => "library_missing",
    /// Pictures of a library, and no database beside them.
    OriginalsAlone => "originals_alone",
    LibraryNewer => "library_newer",
    /// The database can't be read as one; nothing was changed.
    LibraryDamaged => "library_damaged",
    /// The system could not read or write, whatever is in the file.
    DiskFailed => "disk_failed",
    /// Another program has it, where one must be alone.
    LibraryInUse => "library_in_use",
    LibraryUnopenable => "library_unopenable",
    LibraryBusy => "library_busy",
    /// Nothing can be written where it lies; it can be read.
    LibraryReadOnly => "library_read_only",
    /// It holds what only a newer Dateline reads. Nothing is wrong with it.
    StoryNewer => "story_newer",
    /// Changes that were acknowledged are lost or damaged.
    StoryNotWhole => "story_not_whole",
    IndexDamaged => "index_damaged",
    RowsLost => "rows_lost",
    /// Not a failure: what the log had lost was put back.
    EditsTakenBack => "edits_taken_back",
    DatabaseDamaged => "database_damaged",
    ChangeDamaged => "change_damaged",
    ChangeLost => "change_lost",
    StoryRowLost => "story_row_lost",
    TipLost => "tip_lost",
    EditsInJournal => "edits_in_journal",
    LineWrong => "line_wrong",
    RowsForeign => "rows_foreign",
    /// Not a failure: it goes by itself.
    OriginalUnused => "original_unused",
    LeftoverFile => "leftover_file",
    SnapshotDamaged => "snapshot_damaged",
    BlobMissing => "blob_missing",
    BlobDamaged => "blob_damaged",
    /// Caption templates are as nobody has made them here; what stands there is kept.
    TemplatesUnread => "templates_unread",

    // Packages.
    PackageIncomplete => "package_incomplete",
    PackageConflict => "package_conflict",
    /// The copy checker found errors for which nobody answers.
    PackageErrors => "package_errors",
    /// Variables or codes stand where words should, and nobody answers for them.
    PackageUnfinished => "package_unfinished",
    /// Its embargo or its schedule has not come, and nobody has lifted it.
    PackageHeld => "package_held",
    /// A hold was to be lifted without a name or a reason.
    LiftUnsigned => "lift_unsigned",
    SuggestionUnknown => "suggestion_unknown",
    /// Words that were to be proposed for stand nowhere in the body, or more than once.
    WordsNotFound => "words_not_found",
    WordsRepeated => "words_repeated",
    /// Somebody decided otherwise before.
    SuggestionDecided => "suggestion_decided",
    /// The field has another value by now than the one that the proposal was about.
    SuggestionOvertaken => "suggestion_overtaken",
    CommentUnknown => "comment_unknown",
    CommentEmpty => "comment_empty",
    /// Nothing leads from the story's state to the one that was asked for.
    MoveImpossible => "move_impossible",
    /// The house leaves the move to other roles.
    MoveNotYours => "move_not_yours",
    /// The move is not made without a reason, or a notice.
    ReasonNeeded => "reason_needed",
    /// What has to be done before the move is not done, and nobody answers for it.
    GatesUnmet => "gates_unmet",
    /// What is missing was to be passed over without a name or a reason.
    PassUnsigned => "pass_unsigned",
    /// There is nothing to pass over.
    GateMet => "gate_met",
    MovesInvalid => "moves_invalid",
    MovesPassedOver => "moves_passed_over",
    PersonUnknown => "person_unknown",
    PhotoForbidden => "photo_forbidden",
    PhotoExpired => "photo_expired",
    PhotoEmbargoed => "photo_embargoed",
    PackageUnreadable => "package_unreadable",
    BaseUrlInvalid => "base_url_invalid",
    /// It is in its place, and the disk did not confirm it.
    PackageUnsynced => "package_unsynced",
    /// Not a failure: it is whole and in its place, and the library does not know of it.
    PackageUnnoted => "package_unnoted",
    Cancelled => "cancelled",

    // The answer itself.
    /// It could not be written; nothing was changed.
    OutputLost => "output_lost",
    /// What was asked for is done, and could not be told.
    DoneUntold => "done_untold",

    /// A fault of ours; the cause is in the message.
    Internal => "internal",
}

/// Whose move it is: an input to correct, or a fault that the person cannot mend alone.
impl ErrorCode {
    pub fn is_ours(self) -> bool {
        matches!(self, ErrorCode::Internal)
    }

    /// What its words name in braces, which are the same in every language.
    fn blanks(self) -> impl Iterator<Item = &'static str> {
        let words = move |part| strings::find(Language::English, &format!("error.{}.{part}", self.as_str()));
        ["message", "hint"].into_iter().filter_map(words).flat_map(strings::blanks)
    }
}

#[derive(Debug)]
pub struct Error {
    pub code: ErrorCode,
    /// What the words name in braces, such as `{path}`.
    pub params: BTreeMap<&'static str, String>,
    /// The same, where what goes into the braces is words itself: a key of the catalogue.
    words: BTreeMap<&'static str, &'static str>,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// An error as it leaves the program: on the screen, on the command line and in `--json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ErrorText {
    pub code: ErrorCode,
    pub message: String,
    pub hint: String,
}

impl Error {
    pub fn new(code: ErrorCode) -> Self {
        Self { code, params: BTreeMap::new(), words: BTreeMap::new(), source: None }
    }

    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        // A file's name may break the line, or write over the screen.
        self.params.insert(name, letters::shown_in_line(&value.to_string()).into_owned());
        self
    }

    /// Fills in the catalogue's words for `key`, in the language of whoever reads the error.
    pub fn with_words(mut self, name: &'static str, key: &'static str) -> Self {
        self.words.insert(name, key);
        self
    }

    /// Names the file or folder that the error is about.
    pub fn at(self, path: &Path) -> Self {
        self.with("path", path.display())
    }

    pub fn caused_by(mut self, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// The same told once more; the cause underneath stays with the first telling.
    pub fn again(&self) -> Self {
        Self { code: self.code, params: self.params.clone(), words: self.words.clone(), source: None }
    }

    /// A fault of ours, told with its cause.
    pub fn internal(cause: impl fmt::Display) -> Self {
        Self::new(ErrorCode::Internal).with("cause", cause)
    }

    /// Reading `path` failed.
    pub fn reading(path: &Path, cause: std::io::Error) -> Self {
        let code = match cause.kind() {
            std::io::ErrorKind::NotFound => ErrorCode::FileMissing,
            _ => ErrorCode::FileUnreadable,
        };
        Self::new(code).at(path).from_system(cause)
    }

    /// Writing `path` failed.
    pub fn writing(path: &Path, cause: std::io::Error) -> Self {
        use std::io::ErrorKind::{PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
        let code = match cause.kind() {
            StorageFull | QuotaExceeded => ErrorCode::DiskFull,
            PermissionDenied | ReadOnlyFilesystem => ErrorCode::FolderUnwritable,
            _ => ErrorCode::WriteFailed,
        };
        Self::new(code).at(path).from_system(cause)
    }

    /// With what the system said: in our words where they are known, and else in its own.
    pub fn from_system(self, cause: std::io::Error) -> Self {
        use std::io::ErrorKind::{
            NotADirectory, NotFound, PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull,
        };
        let words = match cause.kind() {
            NotFound => Some("cause.gone"),
            NotADirectory => Some("cause.no_folder"),
            PermissionDenied => Some("cause.not_allowed"),
            ReadOnlyFilesystem => Some("cause.read_only"),
            StorageFull | QuotaExceeded => Some("cause.full"),
            _ => None,
        };
        let told = self.with("cause", &cause);
        words.into_iter().fold(told, |told, key| told.with_words("cause", key)).caused_by(cause)
    }

    pub fn text(&self, language: Language) -> ErrorText {
        let mut params = self.params.clone();
        params.extend(self.words.iter().map(|(name, key)| (*name, strings::text(language, key))));
        for name in self.code.blanks() {
            // Whoever makes an error says all that its words need: a program that is being worked on stops here. A
            // person is never shown a name in braces.
            debug_assert!(params.contains_key(name), "{} is told without its {name}", self.code.as_str());
            params.entry(name).or_insert_with(|| "…".to_owned());
        }
        let words = |part| strings::filled(language, &format!("error.{}.{part}", self.code.as_str()), &params);
        ErrorText { code: self.code, message: words("message"), hint: words("hint") }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.text(Language::English);
        write!(f, "{} {}", text.message, text.hint)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_ref().map(|cause| &**cause as _)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_words_in_both_languages() {
        for language in Language::ALL {
            for code in ErrorCode::ALL {
                for part in ["message", "hint"] {
                    let key = format!("error.{}.{part}", code.as_str());
                    assert!(strings::find(*language, &key).is_some(), "{key} is missing in {language:?}");
                }
            }
        }
    }

    #[test]
    fn a_name_neither_breaks_the_line_nor_fills_a_blank() {
        let error =
            Error::new(ErrorCode::FileUnreadable).at(Path::new("/card/a\n\u{1b}[2J{cause}.jpg")).with("cause", "x");
        let message = error.text(Language::English).message;
        assert_eq!(message, "/card/a\\n\\u{1b}[2J{cause}.jpg cannot be read: x");
    }

    #[test]
    #[cfg_attr(debug_assertions, should_panic(expected = "text_not_utf8 is told without its offset"))]
    fn a_blank_that_nobody_filled_is_found_at_once_and_never_shown() {
        let message = Error::new(ErrorCode::TextNotUtf8).at(Path::new("a.txt")).text(Language::English).message;
        assert_eq!(message, "a.txt is not a UTF-8 text: byte … does not fit.");
    }

    #[test]
    fn a_reason_is_told_in_the_readers_language() {
        let error =
            Error::new(ErrorCode::FieldInvalid).with("field", "headline").with_words("reason", "takes.one_line");
        let hint = |language| error.text(language).hint;
        assert!(hint(Language::Vietnamese).contains("một dòng"), "{}", hint(Language::Vietnamese));
        assert!(hint(Language::English).contains("one line"), "{}", hint(Language::English));
    }

    #[test]
    fn an_error_names_the_file() {
        let error = Error::new(ErrorCode::PhotoTruncated).at(Path::new("/card/DSC_0001.JPG")).with("cause", "x");
        assert!(error.text(Language::English).message.contains("/card/DSC_0001.JPG"));
        assert!(error.text(Language::Vietnamese).message.contains("/card/DSC_0001.JPG"));
    }
}
