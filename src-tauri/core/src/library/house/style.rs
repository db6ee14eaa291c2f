//! The house style of this library: one file that people may read, edit and hand on.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use dateline_check::{Fault, PassedOver, Style};
use serde_json::Value;

use super::text::read_house_text;
use crate::{Error, ErrorCode, Result, letters, library::Library, store::write_whole};

const FILE: &str = "house-style.toml";

/// How a house writes, as a file says it.
#[derive(Debug, Default)]
pub struct HouseStyle {
    pub style: Style,
    /// What in the file can't be taken here, a misspelt word or one of a newer Dateline: it stops nothing.
    pub passed_over: Vec<Error>,
    /// As it stands there.
    text: String,
}

/// How the house writes.
impl Library {
    pub fn house_style_file(&self) -> PathBuf {
        self.folder.join(FILE)
    }

    /// How this house writes; the usual style where nobody has said otherwise.
    /// Errors: `style_invalid`, with the line; what reading a file may meet.
    pub fn house_style(&self) -> Result<Arc<Style>> {
        house_style_in(&self.folder).map(|read| Arc::new(read.style))
    }

    /// The style as it is handed on, with what people remarked in it.
    pub fn house_style_text(&self) -> Result<String> {
        let HouseStyle { style, text, .. } = house_style_in(&self.folder)?;
        Ok(if text.is_empty() { style.to_toml() } else { text })
    }

    /// Puts the style into the file as it stands: remarks, order and what this Dateline does not know stay. All of it or
    /// nothing. Errors: `style_invalid`, where the file there can't be read, so that nothing of it is lost.
    pub fn save_house_style(&mut self, style: &Style) -> Result<()> {
        let path = self.house_style_file();
        let text = match read_house_text(&path, Style::MAX_BYTES) {
            Ok(text) => style.put_into(&text).map_err(|fault| invalid(&path, fault))?,
            Err(error) if error.code == ErrorCode::FileMissing => style.to_toml(),
            Err(error) => return Err(error),
        };
        write_whole(&path, text.as_bytes())
    }

    /// Takes another house's style instead of this one, as it stands there. A file that is none leaves it as it was.
    pub fn import_house_style(&mut self, path: &Path) -> Result<Arc<Style>> {
        let HouseStyle { style, text, .. } = read_house_style(path)?;
        write_whole(&self.house_style_file(), text.as_bytes())?;
        Ok(Arc::new(style))
    }
}

/// The house style of the library in `folder`, without opening it.
pub fn house_style_in(folder: &Path) -> Result<HouseStyle> {
    match read_house_style(&folder.join(FILE)) {
        Err(error) if error.code == ErrorCode::FileMissing => Ok(HouseStyle::default()),
        style => style,
    }
}

/// Errors: `style_invalid`, with the line; what reading a file may meet.
pub fn read_house_style(path: &Path) -> Result<HouseStyle> {
    let text = read_house_text(path, Style::MAX_BYTES)?;
    let read = Style::read(&text).map_err(|fault| invalid(path, fault))?;
    // Its words are shown with findings. What is no letter stands there as it is, or as TOML writes it out.
    let raw = text.lines().position(|line| letters::fit(line) != line);
    let written_out = || text.lines().position(|line| line.contains('\\'));
    let odd = raw.or_else(|| has_odd_text(&serde_json::json!(read.value)).then(written_out)?);
    if let Some(at) = odd {
        let error = Error::new(ErrorCode::StyleInvalid).at(path).with("line", at + 1);
        return Err(error.with_words("cause", "cause.no_letters"));
    }
    let told = |PassedOver { line, key }: PassedOver| {
        Error::new(ErrorCode::StylePassedOver).at(path).with("line", line).with("key", key)
    };
    Ok(HouseStyle { style: read.value, passed_over: read.passed_over.into_iter().map(told).collect(), text })
}

fn invalid(path: &Path, Fault { line, cause }: Fault) -> Error {
    Error::new(ErrorCode::StyleInvalid).at(path).with("line", line).with("cause", cause)
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

    use super::*;
    use crate::library::tests::library;

    #[test]
    fn a_style_is_kept_for_the_next_time_and_for_the_next_house() {
        let folder = tempfile::tempdir().unwrap();
        let mut desk = library(&folder);
        assert_eq!(*desk.house_style().unwrap(), Style::default());
        let mut style = Style::default();
        style.rules.insert(Rule::LongSentence, Weight::Off);
        desk.save_house_style(&style).unwrap();
        assert_eq!(*desk.house_style().unwrap(), style);

        let other = tempfile::tempdir().unwrap();
        let mut theirs = library(&other);
        theirs.import_house_style(&desk.house_style_file()).unwrap();
        assert_eq!(theirs.house_style().unwrap().severity(Rule::LongSentence), None);
        assert_eq!(theirs.house_style().unwrap().severity(Rule::DoubledWords), Some(Severity::Error));
    }

    #[test]
    fn a_file_that_is_no_style_is_told_with_its_line_and_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let mut desk = library(&folder);
        let path = folder.path().join("their.toml");
        fs::write(&path, "[writing]\ntone = \"loud\n").unwrap();
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

    #[test]
    fn a_file_of_a_newer_dateline_stops_nothing_and_is_saved_as_people_wrote_it() {
        let folder = tempfile::tempdir().unwrap();
        let mut desk = library(&folder);
        let text =
            "\u{feff}# Nhà ta\r\nversion = 9\r\n[rules]\r\nlong_sentence = \"off\" # dài\r\nto_come = \"off\"\r\n";
        fs::write(desk.house_style_file(), text).unwrap();
        let read = house_style_in(folder.path()).unwrap();
        let told: Vec<_> = read
            .passed_over
            .iter()
            .map(|one| (one.code, one.params["line"].as_str(), one.params["key"].as_str()))
            .collect();
        let code = ErrorCode::StylePassedOver;
        assert_eq!(told, [(code, "2", "version"), (code, "5", "rules.to_come")]);
        let mut style = (*desk.house_style().unwrap()).clone();
        assert_eq!(style.severity(Rule::LongSentence), None);
        style.rules.insert(Rule::LongSentence, Weight::Error);
        desk.save_house_style(&style).unwrap();
        let saved = fs::read_to_string(desk.house_style_file()).unwrap();
        assert_eq!(saved, text.trim_start_matches('\u{feff}').replace("\"off\" # dài", "\"error\" # dài"));
        assert_eq!(desk.house_style_text().unwrap(), saved, "and so it is handed on");

        // What can't be read is not written over.
        fs::write(desk.house_style_file(), "[rules\n").unwrap();
        assert_eq!(desk.save_house_style(&style).unwrap_err().code, ErrorCode::StyleInvalid);
        assert_eq!(fs::read_to_string(desk.house_style_file()).unwrap(), "[rules\n");
    }
}
