//! A story laid out before the window is opened, and read from outside while it is open.

use std::path::PathBuf;

use dateline_core::{
    Language, Library,
    import::sample,
    library::SettingsChange,
    story::{Block, BlockKind, Edit, PhotoId, Run, Story, StoryId},
};

use crate::{app::Place, process::wait_until};

/// The story that the window of its place is in.
pub struct Script {
    library: PathBuf,
    pub story: StoryId,
}

impl Script {
    /// Makes a story for the window to open in. It has one picture, which the body may show.
    pub fn lay_out(place: &Place, body: impl FnOnce(PhotoId) -> Vec<Block>) -> Self {
        let picture = &sample::stories()[0].photos[0];
        let file = place.folder(picture.file_name);
        std::fs::write(&file, picture.bytes).expect("a test's own folder can be written");

        let laid_out = || {
            let mut library = Library::make(&place.library)?;
            let story = library.create(Language::Vietnamese)?;
            let photo = library.append_photos(&story, &[file])?.remove(0);
            library.edit_latest(&story, &[Edit::SetBody { body: body(photo) }])?;
            let last_story = Some(Some(story.clone()));
            library.change_settings(&SettingsChange { last_story, ..Default::default() })?;
            Ok::<_, dateline_core::Error>(Self { library: place.library.clone(), story })
        };
        laid_out().unwrap_or_else(|error| panic!("{error}"))
    }

    /// The story that a person has just opened in the window of `place`.
    pub fn opened(place: &Place) -> Self {
        let mut story = None;
        wait_until("the window has noted its story", || {
            story =
                Library::open(&place.library).and_then(|library| library.settings()).ok().and_then(|s| s.last_story);
            story.is_some()
        });
        Self { library: place.library.clone(), story: story.expect("it was waited for") }
    }

    /// The library that it is in, as another program opens it.
    pub fn library(&self) -> Library {
        Library::open(&self.library).unwrap_or_else(|error| panic!("{error}"))
    }

    /// What is durable of it now.
    pub fn kept(&self) -> Story {
        self.library().story(&self.story).unwrap_or_else(|error| panic!("{error}"))
    }

    /// What is durable of its body, a line each block, as one would write it in Markdown.
    pub fn body(&self) -> Vec<String> {
        self.kept().body.iter().map(in_markdown).collect()
    }
}

fn in_markdown(block: &Block) -> String {
    let sign = match &block.kind {
        BlockKind::Paragraph => "",
        BlockKind::Heading { level: 1 } => "# ",
        BlockKind::Heading { .. } => "## ",
        BlockKind::Quote => "> ",
        BlockKind::ListItem { ordered: false } => "- ",
        BlockKind::ListItem { ordered: true } => "1. ",
        BlockKind::Photo { .. } => "(photo)",
    };
    block.runs().into_iter().fold(sign.to_owned(), |line, Run { text, marks }| {
        let text = if marks.bold { format!("**{text}**") } else { text };
        let text = if marks.italic { format!("_{text}_") } else { text };
        line + &marks.link.map(|address| format!("[{text}]({address})")).unwrap_or(text)
    })
}
