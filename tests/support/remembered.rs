//! What the page keeps in the web view's own storage, as WebKit has written it.

use rusqlite::{Connection, OpenFlags};

use crate::app::Place;

const FILE: &str = "data/org.dateline.Desktop/localstorage/tauri_localhost_0.localstorage";

/// The values that are kept for good: words of a write that was not ended lie in the file too. None where there is no
/// file yet, or WebKit is at it.
pub fn remembered(place: &Place) -> Vec<String> {
    let read = || -> rusqlite::Result<Vec<String>> {
        let database = Connection::open_with_flags(place.folder(FILE), OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        let mut values = database.prepare("SELECT value FROM ItemTable")?;
        let values = values.query_map([], |row| row.get::<_, Vec<u8>>(0))?.collect::<rusqlite::Result<Vec<_>>>()?;
        Ok(values.iter().map(|value| text(value)).collect())
    };
    read().unwrap_or_default()
}

fn text(value: &[u8]) -> String {
    let units: Vec<_> = value.as_chunks().0.iter().map(|two| u16::from_le_bytes(*two)).collect();
    String::from_utf16_lossy(&units)
}
