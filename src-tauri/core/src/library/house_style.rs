//! The house style of this library: one file that people may read, edit and hand on.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use dateline_check::Style;
use serde_json::Value;

use super::Library;
use crate::{
    Error, ErrorCode, Result, letters,
    store::{read_limited, write_whole},
};

const FILE: &str = "house-style.toml";

impl Library {
    pub fn house_style_file(&self) -> PathBuf {
        self.folder.join(FILE)
    }

    /// How this house writes; the usual style where nobody has said otherwise.
    /// Errors: `style_invalid`, with the line; what reading a file may meet.
    pub fn house_style(&self) -> Result<Arc<Style>> {
        house_style_in(&self.folder).map(Arc::new)
    }

    /// Writes the whole style or leaves the one before.
    pub fn save_house_style(&self, style: &Style) -> Result<()> {
        write_whole(&self.house_style_file(), style.to_toml().as_bytes())
    }

    /// Takes another house's style instead of this one. A file that is none leaves it as it was.
    pub fn import_house_style(&self, path: &Path) -> Result<Arc<Style>> {
        let style = read_house_style(path)?;
        self.save_house_style(&style)?;
        Ok(Arc::new(style))
    }
}

/// The house style of the library in `folder`, without opening it.
pub fn house_style_in(folder: &Path) -> Result<Style> {
    match read_house_style(&folder.join(FILE)) {
        Err(error) if error.code == ErrorCode::FileMissing => Ok(Style::default()),
        style => style,
    }
}

/// Errors: `style_invalid`, with the line; what reading a file may meet.
pub fn read_house_style(path: &Path) -> Result<Style> {
    let bytes = read_limited(path, Style::MAX_BYTES)?;
    let not_text = |offset: usize| Error::new(ErrorCode::TextNotUtf8).at(path).with("offset", offset);
    let text = String::from_utf8(bytes).map_err(|cause| not_text(cause.utf8_error().valid_up_to()))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let invalid = |line: usize| Error::new(ErrorCode::StyleInvalid).at(path).with("line", line);
    let style = Style::from_toml(text).map_err(|fault| invalid(fault.line).with("cause", fault.cause))?;
    // Its words are shown with findings. What is no letter stands there as it is, or as TOML writes it out.
    let raw = text.lines().position(|line| letters::fit(line) != line);
    let written_out = || text.lines().position(|line| line.contains('\\'));
    let odd = raw.or_else(|| has_odd_text(&serde_json::json!(style)).then(written_out)?);
    match odd {
        Some(at) => Err(invalid(at + 1).with_words("cause", "cause.no_letters")),
        None => Ok(style),
    }
}

fn has_odd_text(value: &Value) -> bool {
    let is_odd = |text: &str| letters::fit_line(text) != text;
    match value {
        Value::String(text) => is_odd(text),
        Value::Array(items) => items.iter().any(has_odd_text),
        Value::Object(items) => items.iter().any(|(name, value)| is_odd(name) || has_odd_text(value)),
        _ => false,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::fs;

    use dateline_check::{Rule, Severity, Weight};

    use super::super::tests::library;
    use super::*;

    #[test]
    fn a_style_is_kept_for_the_next_time_and_for_the_next_house() {
        let folder = tempfile::tempdir().unwrap();
        let desk = library(&folder);
        assert_eq!(*desk.house_style().unwrap(), Style::default());
        let mut style = Style::default();
        style.rules.insert(Rule::LongSentence, Weight::Off);
        desk.save_house_style(&style).unwrap();
        assert_eq!(*desk.house_style().unwrap(), style);

        let other = tempfile::tempdir().unwrap();
        let theirs = library(&other);
        theirs.import_house_style(&desk.house_style_file()).unwrap();
        assert_eq!(theirs.house_style().unwrap().severity(Rule::LongSentence), None);
        assert_eq!(theirs.house_style().unwrap().severity(Rule::DoubledWords), Some(Severity::Error));
    }

    #[test]
    fn a_file_that_is_no_style_is_told_with_its_line_and_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let desk = library(&folder);
        let path = folder.path().join("their.toml");
        fs::write(&path, "[writing]\ntone = \"loud\"\n").unwrap();
        let error = desk.import_house_style(&path).unwrap_err();
        assert_eq!((error.code, error.params["line"].as_str()), (ErrorCode::StyleInvalid, "2"));
        assert!(!desk.house_style_file().exists());
        for (words, line) in [("gi\u{202e}gpj", "4"), ("a\\u001b[2J", "4"), (r"a\U0000009bJ", "4"), (r"a\bb", "4")] {
            fs::write(&path, format!("[glossary]\n# Từ của ta\n\nreplace = {{ \"{words}\" = \"b\" }}\n")).unwrap();
            let error = desk.import_house_style(&path).unwrap_err();
            assert_eq!((error.code, error.params["line"].as_str()), (ErrorCode::StyleInvalid, line), "{words:?}");
        }
        fs::write(&path, b"\xff\xfe").unwrap();
        assert_eq!(desk.import_house_style(&path).unwrap_err().code, ErrorCode::TextNotUtf8);
    }
}
