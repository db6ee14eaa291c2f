//! Files of the house: TOML that people read, write by hand and hand on, and that other versions of Dateline have written.
//!
//! What a file says that this program can't take, a misspelt word or a key of a newer version, is passed over with its
//! line: it stops nobody's work. A save changes what differs and nothing else, so that remarks, order and what was passed
//! over stay as they are.

use std::collections::HashSet;

use serde::{Serialize, de::DeserializeOwned};
use toml::{
    Table, Value,
    de::{DeTable, DeValue},
};
use toml_edit::{Array, DocumentMut, InlineTable, Item, TableLike};

/// The version of the form that these files have. One without a version has this; a newer one is read as far as it goes.
const VERSION: i64 = 1;
const VERSION_KEY: &str = "version";
/// Nobody reads more remarks than this on one file.
const MOST_REMARKS: usize = 100;

/// What a file says.
#[derive(Clone, Debug, PartialEq)]
pub struct Read<T> {
    pub value: T,
    /// By line.
    pub passed_over: Vec<PassedOver>,
}

/// A key that is unknown, or whose value can't be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassedOver {
    /// From 1.
    pub line: usize,
    /// With the tables that it stands in: `rules.long_sentense`.
    pub key: String,
}

/// Why a file can't be read at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// From 1; 0 where the file as a whole is meant.
    pub line: usize,
    pub cause: String,
}

type Path = Vec<String>;

pub fn read<T: DeserializeOwned + Default>(text: &str) -> Result<Read<T>, Fault> {
    let places = DeTable::parse(text).map_err(|error| fault(text, &error))?;
    let (value, paths) = sifted(text)?;
    let told = paths.iter().take(MOST_REMARKS);
    let mut passed_over: Vec<PassedOver> =
        told.map(|path| PassedOver { line: line_of(text, places.get_ref(), path), key: path.join(".") }).collect();
    passed_over.sort_by_key(|one| one.line);
    Ok(Read { value, passed_over })
}

/// A whole file.
pub fn written<T: Serialize>(value: &T) -> String {
    let body = toml::to_string_pretty(value).unwrap_or_default();
    format!("{VERSION_KEY} = {VERSION}\n\n{body}")
}

/// The file as it is, with this in it.
pub fn put_into<T>(text: &str, value: &T) -> Result<String, Fault>
where
    T: Serialize + DeserializeOwned + Default + PartialEq,
{
    let mut file: DocumentMut = text.parse().map_err(|error: toml_edit::TomlError| Fault {
        line: error.span().map_or(0, |span| line_at(text, span.start)),
        cause: error.message().to_owned(),
    })?;
    let (said, passed_over) = sifted::<T>(text)?;
    if said == *value {
        return Ok(text.to_owned());
    }
    let put = Put { passed_over: passed_over.into_iter().collect() };
    let now: Table = toml::from_str(text).map_err(|error| fault(text, &error))?;
    put.table(file.as_table_mut(), &now, &table_of(value), &table_of(&T::default()), &mut Path::new());
    let mut said = file.to_string();
    if text.contains("\r\n") && !said.contains('\r') {
        // As the file has its lines ended.
        said = said.replace('\n', "\r\n");
    }
    // What is said is more than how it stands there.
    let is_said = sifted::<T>(&said).is_ok_and(|(read, _)| read == *value);
    Ok(if is_said { said } else { written(value) })
}

fn table_of<T: Serialize>(value: &T) -> Table {
    Table::try_from(value).unwrap_or_default()
}

fn fault(text: &str, error: &toml::de::Error) -> Fault {
    let line = error.span().map_or(0, |span| line_at(text, span.start));
    Fault { line, cause: error.message().to_owned() }
}

fn line_at(text: &str, at: usize) -> usize {
    text.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count() + 1
}

fn line_of(text: &str, places: &DeTable<'_>, path: &Path) -> usize {
    let mut table = Some(places);
    let mut at = 0;
    for name in path {
        let Some((key, value)) = table.and_then(|table| table.get_key_value(name.as_str())) else { break };
        at = key.span().start;
        table = match value.get_ref() {
            DeValue::Table(inner) => Some(inner),
            _ => None,
        };
    }
    line_at(text, at)
}

/// What can be taken of a file, and the paths of what can't.
fn sifted<T: DeserializeOwned + Default>(text: &str) -> Result<(T, Vec<Path>), Fault> {
    let mut said: Table = toml::from_str(text).map_err(|error| fault(text, &error))?;
    let mut passed_over = Vec::new();
    let version = said.remove(VERSION_KEY);
    if version.is_some_and(|version| version != Value::Integer(VERSION)) {
        passed_over.push(vec![VERSION_KEY.to_owned()]);
    }
    if let Ok(value) = said.clone().try_into() {
        return Ok((value, passed_over));
    }
    let mut taken = Table::new();
    sift::<T>(&said, &mut Path::new(), &mut taken, &mut passed_over);
    // Each of it can be taken, so all of it can.
    Ok((taken.try_into().unwrap_or_default(), passed_over))
}

fn sift<T: DeserializeOwned>(said: &Table, path: &mut Path, taken: &mut Table, passed_over: &mut Vec<Path>) {
    for (name, value) in said {
        path.push(name.clone());
        match value {
            value if fits::<T>(path, value.clone()) => {
                taken.insert(name.clone(), value.clone());
            }
            // The table is known, and something in it is not.
            Value::Table(inner) if fits::<T>(path, Table::new().into()) => {
                let mut rest = Table::new();
                sift::<T>(inner, path, &mut rest, passed_over);
                taken.insert(name.clone(), rest.into());
            }
            _ => passed_over.push(path.clone()),
        }
        path.pop();
    }
}

/// Whether a file that says this alone could be taken.
fn fits<T: DeserializeOwned>(path: &Path, value: Value) -> bool {
    let alone = path.iter().rev().fold(value, |value, name| Table::from_iter([(name.clone(), value)]).into());
    alone.try_into::<T>().is_ok()
}

/// Puts what is to be said into what is there.
struct Put {
    passed_over: HashSet<Path>,
}

impl Put {
    /// `now` is what the table says, `then` what it is to say, `usual` what it says where nothing stands there.
    fn table(&self, file: &mut dyn TableLike, now: &Table, then: &Table, usual: &Table, path: &mut Path) {
        for name in now.keys().filter(|name| !then.contains_key(*name)) {
            path.push(name.clone());
            if !self.passed_over.contains(path) && path[0] != VERSION_KEY {
                file.remove(name);
            }
            path.pop();
        }
        for (name, value) in then {
            path.push(name.clone());
            let usual = usual.get(name);
            match (now.get(name), value) {
                (Some(now), value) if now == value => (),
                (Some(Value::Table(now)), Value::Table(then)) => {
                    if let Some(table) = file.get_mut(name).and_then(Item::as_table_like_mut) {
                        self.table(table, now, then, usual.and_then(Value::as_table).unwrap_or(&Table::new()), path);
                    }
                }
                (None, value) if usual == Some(value) => (),
                // A word that could not be taken stays until somebody chooses another.
                (Some(_), value) if self.passed_over.contains(path) && usual == Some(value) => (),
                (None, Value::Table(then)) => {
                    let mut table = toml_edit::Table::new();
                    let usual = usual.and_then(Value::as_table).cloned().unwrap_or_default();
                    self.table(&mut table, &Table::new(), then, &usual, path);
                    file.insert(name, Item::Table(table));
                }
                (_, value) => put_value(file, name, value),
            }
            path.pop();
        }
    }
}

fn put_value(file: &mut dyn TableLike, name: &str, value: &Value) {
    let Some(old) = file.get_mut(name).and_then(Item::as_value_mut) else {
        file.insert(name, Item::Value(in_file(value)));
        return;
    };
    if let (Some(row), Value::Array(then)) = (old.as_array_mut(), value)
        && put_row(row, then)
    {
        return;
    }
    let decor = old.decor().clone();
    *old = in_file(value);
    *old.decor_mut() = decor;
}

/// Takes out what went and adds what came, so that remarks beside the others stay. False where that does not do.
fn put_row(row: &mut Array, then: &[Value]) -> bool {
    let mut changed = row.clone();
    changed.retain(|one| then.iter().any(|value| is_same(one, value)));
    for value in then.iter().filter(|value| !row.iter().any(|one| is_same(one, value))) {
        let mut new = in_file(value);
        if let Some(prefix) = changed.iter().last().and_then(|last| last.decor().prefix().cloned()) {
            new.decor_mut().set_prefix(prefix);
            changed.push_formatted(new);
        } else {
            changed.push(new);
        }
    }
    let does = changed.len() == then.len() && changed.iter().zip(then).all(|(one, value)| is_same(one, value));
    if does {
        *row = changed;
    }
    does
}

fn is_same(one: &toml_edit::Value, other: &Value) -> bool {
    match (one, other) {
        (toml_edit::Value::String(one), Value::String(other)) => one.value() == other,
        (toml_edit::Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| is_same(one, other))
        }
        // Of other kinds there are no rows.
        _ => false,
    }
}

fn in_file(value: &Value) -> toml_edit::Value {
    match value {
        Value::String(text) => text.as_str().into(),
        Value::Integer(number) => (*number).into(),
        Value::Float(number) => (*number).into(),
        Value::Boolean(is) => (*is).into(),
        Value::Datetime(time) => time.to_string().into(),
        Value::Array(row) => row.iter().map(in_file).collect::<Array>().into(),
        Value::Table(table) => {
            let pairs = table.iter().map(|(name, value)| (name.as_str(), in_file(value)));
            pairs.collect::<InlineTable>().into()
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Rule, Style, Tone, Weight};

    /// Its name, the file, and what is passed over.
    type Case<'a> = (&'a str, &'a str, &'a [(usize, &'a str)]);

    fn passed_over(text: &str) -> Vec<(usize, String)> {
        Style::read(text).unwrap().passed_over.into_iter().map(|one| (one.line, one.key)).collect()
    }

    #[test]
    fn files_that_people_really_have_are_read_as_far_as_they_go() {
        let big = format!("[rules]\nlong_sentence = \"off\"\n[glossary.replace]\n{}", words(6_000));
        assert!(big.len() > 200_000, "{}", big.len());
        let cases: &[Case<'_>] = &[
            ("nothing", "", &[]),
            ("only a version", "version = 1\n", &[]),
            ("line ends of Windows", "[rules]\r\nlong_sentence = \"off\"\r\nx = \"off\"\r\n", &[(3, "rules.x")]),
            ("remarks", "# Nhà ta\n[rules] # các luật\nlong_sentence = \"off\" # dài cũng được\n", &[]),
            ("tables in a line", "rules = { long_sentence = \"off\", no_such = \"off\" }", &[(1, "rules.no_such")]),
            ("dotted keys", "rules.long_sentence = \"off\"\nwriting.pace = 3\n", &[(2, "writing.pace")]),
            (
                "tables of a newer one",
                "version = 7\n[roles]\neditor = [\"return\"]\n[rules]\nlong_sentence = \"off\"",
                &[(1, "version"), (2, "roles")],
            ),
            (
                "a word that is misspelt",
                "[rules]\nlong_sentence = \"off\"\n\ndoubled_words = \"of\"",
                &[(4, "rules.doubled_words")],
            ),
            (
                "a value of another kind",
                "[rules]\nlong_sentence = \"off\"\n[lengths]\nheadline = \"20\"\nlead = -1",
                &[(4, "lengths.headline"), (5, "lengths.lead")],
            ),
            ("a table that is a word", "writing = \"curly\"\n[rules]\nlong_sentence = \"off\"", &[(1, "writing")]),
            (
                "one bad word among good ones",
                "[rules]\nlong_sentence = \"off\"\n[glossary.replace]\na = \"b\"\nc = 3\n",
                &[(5, "glossary.replace.c")],
            ),
            ("six thousand words", &big, &[]),
        ];
        for (name, text, expected) in cases {
            let expected: Vec<(usize, String)> =
                expected.iter().map(|(line, key)| (*line, (*key).to_owned())).collect();
            assert_eq!(passed_over(text), expected, "{name}");
            let style = Style::read(text).unwrap().value;
            let is_off = style.rules.get(&Rule::LongSentence) == Some(&Weight::Off);
            assert_eq!(is_off, text.contains("long_sentence"), "{name}: what stands beside it is taken");
            // A save that changes nothing changes nothing.
            assert_eq!(style.put_into(text).unwrap(), **text, "{name}");
        }
    }

    fn words(count: usize) -> String {
        (0..count).map(|number| format!("\"từ sai thứ {number}\" = \"từ đúng {number}\"\n")).collect()
    }

    #[test]
    fn what_is_no_toml_is_told_with_its_line() {
        for (text, line) in [
            ("[glossary", 1),
            ("[rules]\nlong_sentence = \"off\"\nlong_sentence = \"error\"", 3),
            ("[rules]\n[rules]", 2),
            ("a = \"b", 1),
            ("Chúng tôi viết hoa chữ đầu.", 1),
        ] {
            assert_eq!(Style::read(text).unwrap_err().line, line, "{text}");
            assert_eq!(Style::default().put_into(text).unwrap_err().line, line, "{text}");
        }
    }

    #[test]
    fn a_save_leaves_remarks_order_and_what_is_unknown() {
        let text = "\
# Tòa soạn Bến Tràm
version = 3

[glossary] # từ
protected = [
  \"Qui Nhơn Xanh\", # tên riêng
  \"số số\",
]

[glossary.replace]
\"Hà nội\" = \"Hà Nội\" # luôn luôn
\"cám ơn\" = 'cảm ơn'
\"lạ\" = 5

[rules]
long_sentence = \"off\" # dài cũng được
rule_to_come = \"error\"
tone_placement = \"loud\"
quotes = \"error\"

[roles]
editor = [\"return\"]
";
        let mut style = Style::read(text).unwrap().value;
        style.writing.tone = Tone::Newer;
        style.rules.insert(Rule::LongSentence, Weight::Error);
        style.glossary.protected.push("Ghe Bầu".into());
        style.glossary.replace.remove("cám ơn");
        style.glossary.replace.insert("xử lí".into(), "xử lý".into());
        let saved = style.put_into(text).unwrap();
        for kept in [
            "# Tòa soạn Bến Tràm\nversion = 3",
            "[glossary] # từ\nprotected = [\n  \"Qui Nhơn Xanh\", # tên riêng\n  \"số số\",",
            "\"Hà nội\" = \"Hà Nội\" # luôn luôn\n\"lạ\" = 5\n",
            "long_sentence = \"error\" # dài cũng được\nrule_to_come = \"error\"\ntone_placement = \"loud\"\n",
            "[roles]\neditor = [\"return\"]\n",
        ] {
            assert!(saved.contains(kept), "{kept}\nis not in\n{saved}");
        }
        assert!(
            saved.contains("Ghe Bầu") && saved.contains("\"xử lí\" = \"xử lý\"") && !saved.contains("cám ơn"),
            "{saved}"
        );
        assert!(!saved.contains("reporting"), "what is as by default is not written out: {saved}");
        assert_eq!(Style::read(&saved).unwrap().value, style);
        // A choice takes the place of a word that could not be taken.
        style.rules.insert(Rule::TonePlacement, Weight::Off);
        let chosen = style.put_into(&saved).unwrap();
        assert!(chosen.contains("tone_placement = \"off\"") && !chosen.contains("loud"), "{chosen}");
    }

    #[test]
    fn whatever_is_changed_in_whatever_file_is_said_by_it_afterwards() {
        let mut busy = Style::default();
        busy.rules.insert(Rule::DoubledWords, Weight::Suggestion);
        busy.lengths.lead = 3;
        busy.glossary.alike = vec![vec!["a".into(), "b".into()], vec!["c".into(), "d e".into()]];
        busy.glossary.protected = vec!["x".into(), "y".into()];
        busy.glossary.replace.insert("một \"hai\"".into(), String::new());
        busy.glossary.abbreviations.insert("HTX".into(), "hợp tác xã".into());
        let files = [
            "".to_owned(),
            busy.to_toml(),
            Style::default().to_toml(),
            "rules = { doubled_words = \"off\", new = 1 }\nglossary.protected = ['y', 'x', 'z']".into(),
            "[glossary]\nalike = [\n  ['c', 'd e'], # một\n]\n[writing]\ntone = 3".into(),
        ];
        for file in &files {
            for style in [&busy, &Style::default()] {
                let saved = style.put_into(file).unwrap();
                assert_eq!(Style::read(&saved).unwrap().value, *style, "{file}\nbecame\n{saved}");
            }
        }
    }
}
