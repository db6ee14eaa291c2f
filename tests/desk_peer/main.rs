//! The newsroom for the screen's own tests and for a plain browser: all that the page may ask, over standard input and
//! output, a line of JSON a message.
//!
//! In: `{"id": 1, "ask": …}`, where `ask` is one of
//!
//! - `{"open": "/a/folder"}`: the library to ask from now on, made where there is none; one before it is closed;
//! - `{"call": {"command": "open_story", "args": {"story": "…"}, "job": 3}}`: a command of the desk's table;
//! - `{"give": ["/a/file"]}`: what a person chose in a dialog, or dropped;
//! - `{"draw": {"file": "/a/picture.jpg", "width": 640, "height": 400, "shade": 7}}`: makes a picture to work with;
//! - `{"preview": {"sha256": "…", "width": 640, "file": "/a/preview.jpg"}}`: what an `<img>` would show;
//! - `{"document": …}`: a document by itself, see `documents`.
//!
//! Out: `{"id": 1, "step": …}` while it works, then `{"id": 1, "answer": …}` or `{"id": 1, "error": …}`; and
//! `{"event": "library_changed"}` when another program wrote to the library. It ends with its input.

mod documents;

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use dateline_core::Error;
use dateline_desk::{Call, Desk, Event};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, BufReader, stdin};

#[derive(Deserialize)]
struct Message {
    id: u64,
    ask: Ask,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Ask {
    Open(PathBuf),
    Call(Call),
    Give(Vec<PathBuf>),
    Draw {
        file: PathBuf,
        width: u32,
        height: u32,
        shade: u8,
    },
    Preview {
        sha256: String,
        width: u32,
        file: PathBuf,
    },
    Document(documents::Request),
    /// The sample newsroom, as a new library has it.
    Furnish(PathBuf),
}

/// What went wrong, as the page is told it.
type Told = Result<String, Value>;

#[derive(Clone, Default)]
struct Peer {
    desk: Arc<Mutex<Option<Desk>>>,
    documents: Arc<Mutex<documents::Documents>>,
}

#[tokio::main]
async fn main() {
    let peer = Peer::default();
    let mut lines = BufReader::new(stdin()).lines();
    while let Ok(Some(line)) = lines.next_line().await {
        let peer = peer.clone();
        match serde_json::from_str::<Message>(&line) {
            // In the order in which they came, as a page's calls reach the desk.
            Ok(Message { id, ask: Ask::Open(folder) }) => tell(id, peer.open(folder).await),
            Ok(Message { id, ask: Ask::Document(request) }) => tell(id, peer.document(request)),
            Ok(Message { id, ask: Ask::Furnish(folder) }) => tell(id, furnish(&folder)),
            Ok(Message { id, ask: Ask::Give(paths) }) => tell(id, peer.give(&paths)),
            Ok(Message { id, ask: Ask::Call(call) }) => match peer.call(id, call) {
                Ok(answer) => drop(tokio::spawn(async move { tell(id, answer.await) })),
                Err(error) => tell(id, Err(error)),
            },
            Ok(Message { id, ask: Ask::Draw { file, width, height, shade } }) => {
                tokio::task::spawn_blocking(move || tell(id, draw(&file, width, height, shade)));
            }
            Ok(Message { id, ask: Ask::Preview { sha256, width, file } }) => {
                tokio::spawn(async move { tell(id, peer.preview(sha256, width, &file).await) });
            }
            Err(cause) => say(&format!("{}", json!({ "id": 0, "error": { "message": cause.to_string() } }))),
        }
    }
    peer.close().await;
}

impl Peer {
    async fn open(&self, folder: PathBuf) -> Told {
        self.close().await;
        let desk = Desk::open(folder.clone());
        desk.watch(move |event| {
            if let Event::LibraryChanged = event {
                say(&json!({ "event": "library_changed", "library": folder }).to_string());
            }
        });
        *self.desk.lock().unwrap_or_else(PoisonError::into_inner) = Some(desk);
        Ok("null".into())
    }

    async fn close(&self) {
        let before = self.desk.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(desk) = before {
            tokio::task::spawn_blocking(move || desk.finish()).await.ok();
        }
    }

    fn at_desk(&self) -> Result<Desk, Value> {
        let desk = self.desk.lock().unwrap_or_else(PoisonError::into_inner).clone();
        desk.ok_or_else(|| json!({ "message": "no library is open" }))
    }

    fn give(&self, paths: &[PathBuf]) -> Told {
        let desk = self.at_desk()?;
        paths.iter().for_each(|path| desk.give(path));
        Ok("null".into())
    }

    fn document(&self, request: documents::Request) -> Told {
        let mut documents = self.documents.lock().unwrap_or_else(PoisonError::into_inner);
        documents.answer(request).map(|answer| answer.to_string()).map_err(in_words)
    }

    /// Begun when it returns, as in the app.
    fn call(&self, id: u64, call: Call) -> Result<impl Future<Output = Told> + Send + use<>, Value> {
        let steps = Box::new(move |step: Value| say(&json!({ "id": id, "step": step }).to_string()));
        let answer = self.at_desk()?.answer(call, steps);
        Ok(async move { answer.await.map_err(|error| json!(error)) })
    }

    async fn preview(&self, sha256: String, width: u32, file: &Path) -> Told {
        let jpeg = self.at_desk()?.preview(sha256, width).await.map_err(|error| json!(error))?;
        std::fs::write(file, jpeg).map(|()| "null".into()).map_err(|cause| in_words(Error::writing(file, cause)))
    }
}

fn furnish(library: &Path) -> Told {
    let mut library = dateline_core::Library::open(library).map_err(in_words)?;
    library.add_sample(dateline_core::clock::today()).map(|()| "null".into()).map_err(in_words)
}

fn draw(file: &Path, width: u32, height: u32, shade: u8) -> Told {
    let picture = image::RgbImage::from_fn(width, height, |x, y| {
        image::Rgb([(x * 255 / width) as u8, (y * 255 / height) as u8, shade])
    });
    picture.save(file).map(|()| "null".into()).map_err(|cause| json!({ "message": cause.to_string() }))
}

fn in_words(error: Error) -> Value {
    json!(error.text(dateline_core::Language::Vietnamese))
}

fn tell(id: u64, told: Told) {
    say(&match told {
        Ok(answer) => format!("{{\"id\":{id},\"answer\":{answer}}}"),
        Err(error) => json!({ "id": id, "error": error }).to_string(),
    });
}

fn say(line: &str) {
    let mut stdout = io::stdout().lock();
    // Whoever asked has gone; the input ends with them.
    let _ = writeln!(stdout, "{line}").and_then(|()| stdout.flush());
}
