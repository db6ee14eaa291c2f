//! What a keystroke costs until the screen may say "Đã lưu trên máy": [`Library::edit`] of one letter, from the call
//! to the acknowledgement, in a short story (1 kB) and in a very long one (400 kB).
//!
//! The peer is one `fdatasync` after appending 4 kB to a file on the same disk; another writes over what the file has,
//! and so leaves the file system less to do. Beside the time stands what each keystroke writes: it must not grow with
//! the story's length. The log is laid out, as it is while the app is open.

#![allow(clippy::unwrap_used)]

mod support {
    pub mod text;
    pub mod turns;
}

use std::{
    fs,
    io::{Seek, Write},
    path::Path,
};

use dateline_core::{
    Language, Library,
    story::{Block, Edit, Marks, Piece, StoryId},
};
use support::{
    text::Writer,
    turns::{Contender, take_turns, timed},
};

fn main() {
    // Not the system's temporary folder, which may be memory.
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let mut short = Open::new(&folder.path().join("short"), 1_000);
    let mut long = Open::new(&folder.path().join("long"), 400_000);

    println!("\nsave: one keystroke, from the call to the acknowledgement");
    for (name, open) in [("1 kB", &mut short), ("400 kB", &mut long)] {
        println!("  written for a keystroke, {name} story: {} bytes", open.bytes_of_a_keystroke());
    }
    let mut peer = fs::File::create(folder.path().join("peer")).unwrap();
    let mut laid_out = fs::File::create(folder.path().join("laid_out")).unwrap();
    take_turns(
        300,
        vec![
            Contender::new("peer: append 4 kB and fdatasync", || {
                timed(|| {
                    peer.write_all(&[b'x'; 4096]).unwrap();
                    peer.sync_data().unwrap();
                })
            }),
            Contender::new("peer: write 4 kB over and fdatasync", || {
                timed(|| {
                    laid_out.rewind().unwrap();
                    laid_out.write_all(&[b'x'; 4096]).unwrap();
                    laid_out.sync_data().unwrap();
                })
            }),
            Contender::new("keystroke, 1 kB story", || timed(|| short.type_a_letter())),
            Contender::new("keystroke, 400 kB story", || timed(|| long.type_a_letter())),
        ],
    );
}

/// Bytes that this process has written so far, as Linux counts them.
fn written() -> u64 {
    let counts = fs::read_to_string("/proc/self/io").unwrap();
    counts.lines().find_map(|line| line.strip_prefix("wchar: ")).unwrap().parse().unwrap()
}

/// A story on the screen.
struct Open {
    library: Library,
    story: StoryId,
    revision: i64,
    /// Where the next letter goes, in the middle of the body.
    at: u32,
}

impl Open {
    fn new(folder: &Path, bytes: usize) -> Self {
        let mut library = Library::make(folder).unwrap();
        let story = library.create(Language::Vietnamese).unwrap();
        let (mut writer, mut body, mut length) = (Writer::new(), Vec::new(), 0);
        while length < bytes {
            let paragraph = writer.words(80);
            length += paragraph.len();
            body.push(Block::paragraph(paragraph));
        }
        library.edit_latest(&story, &[Edit::SetBody { body }]).unwrap();
        drop(library);
        // Opened again, so that the log is empty.
        let mut library = Library::make(folder).unwrap();
        library.expect_typing().unwrap();
        let view = library.view(&story).unwrap();
        Self { library, story, revision: view.revision, at: view.body_length / 2 }
    }

    fn type_a_letter(&mut self) {
        let letter = Piece::Text { text: "ế".into(), marks: Marks::default() };
        let edit = Edit::Splice { at: self.at, delete: 0, insert: vec![letter] };
        self.at += 1;
        let ack = self.library.edit(&self.story, self.revision, &[edit]).unwrap();
        assert!(!ack.changed_elsewhere);
    }

    fn bytes_of_a_keystroke(&mut self) -> u64 {
        const KEYSTROKES: u64 = 50;
        self.type_a_letter();
        let before = written();
        (0..KEYSTROKES).for_each(|_| self.type_a_letter());
        (written() - before) / KEYSTROKES
    }
}
