//! What 200 open suggestions and 200 open comments cost a story of 10,000 words: opening it, a keystroke in it, and one
//! decision. The peer is the same story, in which the same words were put as plainly, by as many edits.

#![allow(clippy::unwrap_used)]

mod support {
    pub mod text;
    pub mod turns;
}

use std::{path::Path, time::Duration};

use dateline_core::{
    Language, Library,
    story::{Block, CommentId, CommentPlace, Edit, Marks, Piece, StoryId, Suggestion, SuggestionId, Verdict},
};
use support::{
    text::Writer,
    turns::{Contender, take_turns, timed},
};

const PARAGRAPHS: usize = 200;
const WORDS: usize = 50;

fn main() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let mut plain = Open::new(&folder.path().join("plain"), false);
    let mut reviewed = Open::new(&folder.path().join("reviewed"), true);

    println!("\nreview: a story of 10,000 words, and the same with 200 suggestions and 200 comments");
    println!(" opening it, as a program does that was just started");
    take_turns(
        40,
        vec![
            Contender::new("plain", || plain.opening()),
            Contender::new("with suggestions and comments", || reviewed.opening()),
        ],
    );
    println!(" a keystroke, until it is durable");
    take_turns(
        200,
        vec![
            Contender::new("plain", || plain.type_a_letter()),
            Contender::new("with suggestions and comments", || reviewed.type_a_letter()),
        ],
    );
    println!(" a decision, until it is durable");
    take_turns(60, vec![Contender::new("accept, then the next", || reviewed.decide())]);
}

struct Open {
    folder: std::path::PathBuf,
    library: Library,
    story: StoryId,
    revision: i64,
}

fn text(words: &str) -> Vec<Piece> {
    vec![Piece::Text { text: words.into(), marks: Marks::default() }]
}

impl Open {
    fn new(folder: &Path, is_reviewed: bool) -> Self {
        let mut library = Library::make(folder).unwrap();
        let mut writer = Writer::new();
        let body: Vec<Block> = (0..PARAGRAPHS).map(|_| Block::paragraph(writer.words(WORDS))).collect();
        let story = library.create(Language::Vietnamese).unwrap();
        let mut begins = Vec::new();
        let mut unit = 0;
        for block in &body {
            begins.push(unit);
            unit += 1 + block.text.encode_utf16().count() as u32;
        }
        library.edit_latest(&story, &[Edit::SetBody { body }]).unwrap();
        // The last first, so that places stay what they are.
        for (at, begin) in begins.iter().enumerate().rev() {
            let (at_words, delete, insert) = (begin + 40, 20, text("lời được đề xuất "));
            let edits = match is_reviewed {
                false => vec![Edit::Splice { at: at_words, delete, insert }],
                true => vec![
                    Edit::SuggestSplice {
                        suggestion: SuggestionId(format!("suggestion-{at}")),
                        at: at_words,
                        delete,
                        insert,
                    },
                    Edit::Comment {
                        comment: CommentId(format!("comment-{at}")),
                        place: CommentPlace::Words { from: begin + 1, to: begin + 12 },
                        quote: String::new(),
                        text: "Nguồn của câu này ở đâu?".into(),
                        before_print: false,
                    },
                ],
            };
            library.edit_latest(&story, &edits).unwrap();
        }
        let revision = library.view(&story).unwrap().revision;
        Self { folder: folder.to_owned(), library, story, revision }
    }

    fn opening(&self) -> Duration {
        let library = Library::open(&self.folder).unwrap();
        timed(|| library.view(&self.story).unwrap())
    }

    fn type_a_letter(&mut self) -> Duration {
        let edit = Edit::Splice { at: 3, delete: 0, insert: text("a") };
        let mut ack = None;
        let took = timed(|| ack = Some(self.library.edit(&self.story, self.revision, &[edit]).unwrap()));
        self.revision = ack.unwrap().revision;
        took
    }

    fn decide(&mut self) -> Duration {
        let open = self.library.story(&self.story).unwrap().suggestions.into_iter().find(Suggestion::is_open).unwrap();
        let edit = Edit::Decide {
            suggestion: open.id,
            verdict: Verdict::Accepted,
            remark: String::new(),
            even_if_changed: false,
        };
        let took = timed(|| self.library.edit_latest(&self.story, &[edit]).unwrap());
        // As the screen does that decided.
        self.library.view(&self.story).unwrap();
        took
    }
}
