//! What is left in a database that SQLite can't read any more.
//!
//! Every change carries its own hash, so it can be told for what it is wherever it lies: no schema, no tree and no header
//! has to be whole. Each page of the file is looked at by itself, then each that the log holds, in the order in which it
//! was written; what has the shape of a row of ours, and fits its hash where it has one, is a find. The layout is that of
//! <https://www.sqlite.org/fileformat2.html>.

use std::{
    collections::{BTreeMap, HashMap},
    fs::File,
    io,
    path::Path,
};

use super::stillness::with_suffix;
use crate::{Error, ErrorCode, Progress, Result, digest::sha256, story::StoryId};

/// Where a database's header is spoilt: what every one of ours has.
const PAGE: usize = 4096;
const LOG_HEADER: usize = 32;
const FRAME_HEADER: usize = 24;
/// A row longer than this is none of ours.
const MAX_ROW: usize = 256 << 20;

/// What was found.
#[derive(Debug, Default)]
pub struct Salvage {
    /// By story and number; more than one where rows of different times fit their hashes.
    pub changes: BTreeMap<StoryId, BTreeMap<i64, Vec<Vec<u8>>>>,
    /// The newest of each story.
    pub snapshots: BTreeMap<StoryId, (i64, Vec<u8>)>,
    /// How far each story's history went.
    pub tips: BTreeMap<StoryId, i64>,
    pub settings: BTreeMap<String, String>,
    pub packages: BTreeMap<i64, Package>,
    /// Packages and the pictures in them.
    pub packaged: Vec<(String, i64)>,
    /// Pages that the disk could not read, and logs.
    pub unread: u32,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Package {
    pub story: StoryId,
    pub path: String,
    pub sha256: String,
    pub at: i64,
}

impl Salvage {
    /// Looks through a database and its log. Neither is changed.
    pub fn of(path: &Path, progress: &Progress) -> Result<Self> {
        let mut salvage = Self::default();
        let failed =
            |cause: io::Error| Error::new(ErrorCode::DiskFailed).at(path).with("cause", &cause).caused_by(cause);
        let file = match File::open(path) {
            Ok(file) => Some(file),
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => None,
            Err(cause) => return Err(failed(cause)),
        };
        // Where the log can't be read, the rest is looked through all the same.
        let log = match File::open(with_suffix(path, "-wal")) {
            Ok(log) => Some(log),
            Err(cause) => {
                salvage.unread += u32::from(cause.kind() != io::ErrorKind::NotFound);
                None
            }
        };
        let size = page_size(file.as_ref(), log.as_ref());
        // A file of which nobody knows how long it is must not pass for an empty one.
        let length = file.as_ref().map_or(Ok(0), |file| file.metadata().map(|about| about.len())).map_err(failed)?;
        let pages = Pages { file: file.as_ref(), log: log.as_ref(), size, newer: HashMap::new() };
        salvage.look_through(pages, length.div_ceil(size as u64) as u32, progress)?;
        Ok(salvage)
    }

    fn look_through(&mut self, mut pages: Pages<'_>, count: u32, progress: &Progress) -> Result<()> {
        let logged = pages.frames().unwrap_or_else(|frames| {
            self.unread += 1;
            frames
        });
        let total = count as usize + logged.len();
        for number in 1..=count {
            if number % 1024 == 1 {
                progress.step(number as usize, total, "library.sqlite")?;
            }
            self.look_up(number, &pages);
        }
        // A page that is newer in the log may point to others that are: each as they were when it was written.
        let mut together = Vec::new();
        for (at, frame) in logged.iter().enumerate() {
            if at % 1024 == 0 {
                progress.step(count as usize + at, total, "library.sqlite-wal")?;
            }
            pages.newer.insert(frame.page, frame.offset);
            together.push(frame.page);
            if frame.ends_transaction || at + 1 == logged.len() {
                for number in together.drain(..) {
                    self.look_up(number, &pages);
                }
            }
        }
        Ok(())
    }

    fn look_up(&mut self, number: u32, pages: &Pages<'_>) {
        match pages.read(number) {
            Ok(Some(page)) => self.look_at(&page, number, pages),
            // It ends before.
            Ok(None) => (),
            // The next may be read all the same.
            Err(_) => self.unread += 1,
        }
    }

    fn look_at(&mut self, page: &[u8], number: u32, pages: &Pages<'_>) {
        for cell in cells(page, number) {
            if let Some(row) = cell.row(pages) {
                self.take(&row, cell.rowid);
            }
        }
    }

    fn take(&mut self, row: &[Value], rowid: Option<i64>) {
        use Value::{Blob, Int, Null, Text};
        match (row, rowid) {
            ([Text(story), Int(seq), Blob(hash), Blob(bytes)], rowid) if is_id(story) && *hash == sha256(bytes) => {
                let story = StoryId(story.clone());
                match rowid {
                    None => {
                        let found = self.changes.entry(story).or_default().entry(*seq).or_default();
                        if !found.contains(bytes) {
                            found.push(bytes.clone());
                        }
                    }
                    Some(_) if self.snapshots.get(&story).is_none_or(|(known, _)| known <= seq) => {
                        self.snapshots.insert(story, (*seq, bytes.clone()));
                    }
                    Some(_) => (),
                }
            }
            ([Text(story), Int(seq), Blob(heads)], None) if is_id(story) && heads.len() % 32 == 0 => {
                let tip = self.tips.entry(StoryId(story.clone())).or_default();
                *tip = (*tip).max(*seq);
            }
            ([Text(name), Text(value)], None) if is_setting(name) => {
                self.settings.insert(name.clone(), value.clone());
            }
            ([Null, Text(story), Text(path), Text(sha256), Int(at)], Some(id)) if is_id(story) && is_hash(sha256) => {
                let package =
                    Package { story: StoryId(story.clone()), path: path.clone(), sha256: sha256.clone(), at: *at };
                self.packages.insert(id, package);
            }
            ([Text(picture), Int(package)], None) if is_hash(picture) => {
                let entry = (picture.clone(), *package);
                if !self.packaged.contains(&entry) {
                    self.packaged.push(entry);
                }
            }
            _ => (),
        }
    }
}

/// As they are named: those of a database from before settings were apart, too.
fn is_setting(name: &str) -> bool {
    matches!(name, "settings" | "codes")
        || ["person.", "computer.", "house."].iter().any(|whose| name.starts_with(whose))
}

fn is_id(text: &str) -> bool {
    text.len() == 36 && text.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit())
}

fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

struct Frame {
    page: u32,
    offset: u64,
    ends_transaction: bool,
}

/// Pages as they were at some moment: those of the file, and over them those of the log up to then.
struct Pages<'a> {
    file: Option<&'a File>,
    log: Option<&'a File>,
    size: usize,
    /// Where in the log a page stands.
    newer: HashMap<u32, u64>,
}

impl Pages<'_> {
    /// None where the file ends before it.
    fn read(&self, number: u32) -> io::Result<Option<Vec<u8>>> {
        let in_file = |number: u32| Some((self.file?, u64::from(number.checked_sub(1)?) * self.size as u64));
        let place = match self.newer.get(&number) {
            Some(offset) => self.log.map(|log| (log, *offset)),
            None => in_file(number),
        };
        let Some((file, offset)) = place else { return Ok(None) };
        let mut page = vec![0; self.size];
        let read = read_at(file, &mut page, offset)?;
        Ok((read > 0).then_some(page))
    }

    /// Every frame of the log, whatever its checksum says: rows tell by their own whether they are whole.
    /// Those before a place that can't be read are the error.
    fn frames(&self) -> Result<Vec<Frame>, Vec<Frame>> {
        let Some(log) = self.log else { return Ok(Vec::new()) };
        let mut frames = Vec::new();
        let mut offset = LOG_HEADER as u64;
        let mut header = [0; FRAME_HEADER];
        loop {
            match read_at(log, &mut header, offset) {
                Ok(FRAME_HEADER) => (),
                Ok(_) => break,
                Err(_) => return Err(frames),
            }
            let (page, after) = (number(&header, 0), number(&header, 4));
            // Room that was laid out, and nothing written there yet.
            if page == 0 {
                break;
            }
            offset += FRAME_HEADER as u64;
            frames.push(Frame { page, offset, ends_transaction: after != 0 });
            offset += self.size as u64;
        }
        Ok(frames)
    }
}

fn number(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..).and_then(<[u8]>::first_chunk).map_or(0, |bytes| u32::from_be_bytes(*bytes))
}

/// How much could be read: less than asked for at the end of the file.
fn read_at(file: &File, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
    let mut read = 0;
    while read < buffer.len() {
        #[cfg(unix)]
        let now = std::os::unix::fs::FileExt::read_at(file, &mut buffer[read..], offset + read as u64);
        #[cfg(windows)]
        let now = std::os::windows::fs::FileExt::seek_read(file, &mut buffer[read..], offset + read as u64);
        match now {
            Ok(0) => break,
            Ok(more) => read += more,
            Err(cause) if cause.kind() == io::ErrorKind::Interrupted => (),
            Err(cause) => return Err(cause),
        }
    }
    Ok(read)
}

/// As the file's header says, or the log's: what can't be read of them says nothing, and is counted as a page.
fn page_size(file: Option<&File>, log: Option<&File>) -> usize {
    let begins = |file: &File, header: &mut [u8]| matches!(read_at(file, header, 0), Ok(read) if read == header.len());
    let mut header = [0; 100];
    let is_fair = |size: usize| (512..=65536).contains(&size) && size.is_power_of_two();
    let of_file =
        file.filter(|file| begins(file, &mut header)).map(|_| match u16::from_be_bytes([header[16], header[17]]) {
            1 => 65536,
            size => usize::from(size),
        });
    let mut header = [0; LOG_HEADER];
    let of_log = log.filter(|log| begins(log, &mut header)).map(|_| number(&header, 8) as usize);
    [of_file, of_log].into_iter().flatten().find(|size| is_fair(*size)).unwrap_or(PAGE)
}

/// A row's place in a page.
struct Cell<'a> {
    page: &'a [u8],
    /// Where the row begins, and how long it is.
    at: usize,
    length: usize,
    /// Where the rest of it is, where it does not fit into the page.
    in_leaf_of_table: bool,
    rowid: Option<i64>,
}

const INDEX_INTERIOR: u8 = 2;
const INDEX_LEAF: u8 = 10;
const TABLE_LEAF: u8 = 13;

/// The rows that a page holds. One that holds none, or is spoilt, has none.
fn cells(page: &[u8], number: u32) -> Vec<Cell<'_>> {
    // The first page begins with the file's header.
    let start = if number == 1 { 100 } else { 0 };
    let Some(&kind) = page.get(start) else { return Vec::new() };
    let header = match kind {
        INDEX_INTERIOR => 12,
        INDEX_LEAF | TABLE_LEAF => 8,
        _ => return Vec::new(),
    };
    let count = usize::from(u16::from_be_bytes([page[start + 3], page[start + 4]]));
    let pointers = (0..count).map_while(|cell| page.get(start + header + 2 * cell..)?.first_chunk::<2>());
    let cell = |pointer: &[u8; 2]| {
        let mut at = usize::from(u16::from_be_bytes(*pointer));
        if kind == INDEX_INTERIOR {
            at += 4;
        }
        let length = varint(page, &mut at)?;
        let rowid = if kind == TABLE_LEAF { Some(varint(page, &mut at)?) } else { None };
        let length = usize::try_from(length).ok().filter(|length| *length <= MAX_ROW)?;
        Some(Cell { page, at, length, in_leaf_of_table: kind == TABLE_LEAF, rowid })
    };
    pointers.filter_map(cell).collect()
}

impl Cell<'_> {
    fn row(&self, pages: &Pages<'_>) -> Option<Vec<Value>> {
        parse(&self.payload(pages)?)
    }

    fn payload(&self, pages: &Pages<'_>) -> Option<Vec<u8>> {
        let here = self.length_here();
        let mut payload = self.page.get(self.at..self.at + here)?.to_vec();
        // What says of itself that it is so long, and how, is worth being gathered.
        let (header, kinds) = kinds(&payload)?;
        if kinds.len() > MOST_VALUES || header + kinds.iter().map(|kind| length(*kind)).sum::<usize>() != self.length {
            return None;
        }
        let mut next = number(self.page, self.at + here);
        while payload.len() < self.length {
            // One that can't be read is counted where all pages are gone through.
            let page = pages.read(next).ok()??;
            let more = (self.length - payload.len()).min(page.len() - 4);
            payload.extend(&page[4..4 + more]);
            next = number(&page, 0);
        }
        Some(payload)
    }

    /// How much of a row stands in its own page, as the file format lays down.
    fn length_here(&self) -> usize {
        let usable = self.page.len();
        let least = (usable - 12) * 32 / 255 - 23;
        let most = if self.in_leaf_of_table { usable - 35 } else { (usable - 12) * 64 / 255 - 23 };
        if self.length <= most {
            return self.length;
        }
        let kept = least + (self.length - least) % (usable - 4);
        if kept <= most { kept } else { least }
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Value {
    Null,
    Int(i64),
    Text(String),
    Blob(Vec<u8>),
    /// Of a kind that none of our tables has.
    Other,
}

/// No table of ours has more.
const MOST_VALUES: usize = 8;

/// A row's values; none where the bytes are no row.
fn parse(payload: &[u8]) -> Option<Vec<Value>> {
    let (header, kinds) = kinds(payload)?;
    let mut body = &payload[header..];
    let mut values = Vec::new();
    for kind in kinds {
        let (bytes, rest) = body.split_at_checked(length(kind))?;
        body = rest;
        values.push(value(kind, bytes));
    }
    body.is_empty().then_some(values)
}

/// The length of a row's head, and of what kind each of its values is.
fn kinds(payload: &[u8]) -> Option<(usize, Vec<u64>)> {
    let mut at = 0;
    let header = usize::try_from(varint(payload, &mut at)?).ok().filter(|header| *header <= payload.len())?;
    let mut kinds = Vec::new();
    while at < header {
        kinds.push(varint(payload, &mut at)? as u64);
    }
    (at == header).then_some((header, kinds))
}

fn length(kind: u64) -> usize {
    match kind {
        1..=4 => kind as usize,
        5 => 6,
        6 | 7 => 8,
        12.. => usize::try_from((kind - 12) / 2).unwrap_or(MAX_ROW).min(MAX_ROW),
        _ => 0,
    }
}

fn value(kind: u64, bytes: &[u8]) -> Value {
    match kind {
        0 => Value::Null,
        8 => Value::Int(0),
        9 => Value::Int(1),
        1..=6 => {
            let sign = if bytes.first().is_some_and(|byte| byte & 0x80 != 0) { -1 } else { 0 };
            Value::Int(bytes.iter().fold(sign, |number: i64, byte| number << 8 | i64::from(*byte)))
        }
        12.. if kind.is_multiple_of(2) => Value::Blob(bytes.to_vec()),
        13.. => String::from_utf8(bytes.to_vec()).map_or(Value::Other, Value::Text),
        _ => Value::Other,
    }
}

/// SQLite's number of one to nine bytes.
fn varint(bytes: &[u8], at: &mut usize) -> Option<i64> {
    let mut number = 0_u64;
    for nth in 0..9 {
        let byte = *bytes.get(*at)?;
        *at += 1;
        if nth == 8 {
            return Some((number << 8 | u64::from(byte)) as i64);
        }
        number = number << 7 | u64::from(byte & 0x7F);
        if byte & 0x80 == 0 {
            break;
        }
    }
    Some(number as i64)
}
