//! The system's own dialogs and file manager.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
    time::Duration,
};

use dateline_core::{Error, ErrorCode, files, strings};
use dateline_desk::Desk;
use serde::Deserialize;
use tauri::{AppHandle, DragDropEvent, Emitter, Manager, State, WebviewWindow, Window, WindowEvent};
use tauri_plugin_dialog::{DialogExt, FileDialogBuilder, FilePath};
use tauri_plugin_opener::OpenerExt;
use tokio::sync::oneshot;

use crate::door::AtDesk;

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, rename = "FileKind"))]
pub enum Kind {
    Article,
    Photos,
    Codes,
    Style,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Kind::Article => "article",
            Kind::Photos => "photos",
            Kind::Codes => "codes",
            Kind::Style => "style",
        }
    }

    /// Cameras write them in capitals, and GTK minds.
    fn extensions(self) -> &'static [&'static str] {
        match self {
            Kind::Article => &["txt", "TXT"],
            Kind::Codes => &["txt", "tsv", "tab", "TXT", "TSV", "TAB"],
            Kind::Style => &["toml", "TOML"],
            Kind::Photos => &[
                "jpg", "jpeg", "png", "tif", "tiff", "webp", "heic", "heif", "JPG", "JPEG", "PNG", "TIF", "TIFF",
                "WEBP", "HEIC", "HEIF",
            ],
        }
    }
}

of_window! {
    pub async fn choose_files(desk: AtDesk<'_>, window: WebviewWindow; kind: Kind) -> Answer<Vec<PathBuf>> {
        let words = |part| strings::text(desk.language(), &format!("dialog.{}.{part}", kind.name()));
        let dialog = dialog(&window).set_title(words("title")).add_filter(words("files"), kind.extensions());
        let (reply, answer) = oneshot::channel();
        let chosen = match kind {
            Kind::Article | Kind::Codes | Kind::Style => {
                dialog.pick_file(|file| drop(reply.send(file.map(|file| vec![file]))));
                answer.await
            }
            Kind::Photos => {
                dialog.pick_files(|files| drop(reply.send(files)));
                answer.await
            }
        };
        // A dialog that was closed has nothing to answer.
        let chosen: Vec<PathBuf> = chosen.ok().flatten().into_iter().flatten().filter_map(path).collect();
        chosen.iter().for_each(|path| desk.give(path));
        Ok(chosen)
    }

    /// Begins at `current`, which may be any: a person sees where the dialog stands, and the page learns nothing of it.
    pub async fn choose_folder(desk: AtDesk<'_>, window: WebviewWindow; current: PathBuf) -> Answer<Option<PathBuf>> {
        let mut dialog = dialog(&window)
            .set_title(strings::text(desk.language(), "dialog.folder.title"))
            .set_can_create_directories(true);
        // One that can't be looked at is no place to begin.
        if current.is_dir() {
            dialog = dialog.set_directory(current);
        }
        let (reply, answer) = oneshot::channel();
        dialog.pick_folder(|folder| drop(reply.send(folder)));
        let chosen = answer.await.ok().flatten().and_then(path);
        chosen.iter().for_each(|path| desk.give(path));
        Ok(chosen)
    }

    /// Asks a person where, and writes `text` there; false when they change their mind. The way out for words that the
    /// library can't take, on a full disk say, and for a house style that is handed on (`.toml`).
    pub async fn save_text(desk: AtDesk<'_>, window: WebviewWindow; name: String, text: String) -> Answer<bool> {
        let (kind, extension) = if name.ends_with(".toml") { ("style_out", "toml") } else { ("text", "txt") };
        let words = |part| strings::text(desk.language(), &format!("dialog.{kind}.{part}"));
        let (reply, answer) = oneshot::channel();
        dialog(&window)
            .set_title(words("title"))
            .set_file_name(file_name(&name, extension))
            .add_filter(words("files"), &[extension])
            .save_file(|file| drop(reply.send(file)));
        let Some(path) = answer.await.ok().flatten().and_then(path) else { return Ok(false) };
        let write =
            move || files::write_whole_for_all(&path, text.as_bytes()).map_err(|cause| Error::writing(&path, cause));
        desk.aside(write).await?;
        Ok(true)
    }

    /// What was dropped since this was asked last, a drop after the other.
    pub async fn take_dropped(dropped: State<'_, Dropped>;) -> Answer<Vec<Vec<PathBuf>>> {
        Ok(dropped.take())
    }

    pub async fn reveal(desk: AtDesk<'_>, window: WebviewWindow; path: PathBuf) -> Answer<()> {
        desk.given([&path])?;
        desk.aside(move || show(&window, &path)).await
    }

    /// Opens the page of a package in the system's browser.
    pub async fn open_page(desk: AtDesk<'_>; path: PathBuf) -> Answer<()> {
        desk.given([&path])?;
        desk.aside(move || open_as_page(&path)).await
    }
}

/// A name for a file that no system takes for a path.
fn file_name(name: &str, extension: &str) -> String {
    let name = name.strip_suffix(&format!(".{extension}")).unwrap_or(name);
    let kept: String =
        name.chars().map(|c| if c.is_control() || r#"/\:*?"<>|"#.contains(c) { ' ' } else { c }).take(80).collect();
    format!("{}.{extension}", kept.trim())
}

/// What was dropped on the window lies here until the page takes it: there may be none yet that listens.
#[derive(Default)]
pub struct Dropped(Mutex<Vec<Vec<PathBuf>>>);

impl Dropped {
    fn put(&self, paths: &[PathBuf]) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(paths.to_owned());
    }

    fn take(&self) -> Vec<Vec<PathBuf>> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// What a person drops on the window is given before the page hears of it, or asks for it.
pub fn dropped(app: &AppHandle, paths: &[PathBuf]) {
    if paths.is_empty() {
        return;
    }
    let desk = app.state::<Desk>();
    paths.iter().for_each(|path| desk.give(path));
    app.state::<Dropped>().put(paths);
    // A page that does not hear it yet asks by itself once it does.
    let _ = app.emit("dropped", ());
}

pub fn on_event(window: &Window, event: &WindowEvent) {
    if let WindowEvent::DragDrop(DragDropEvent::Drop { paths, .. }) = event {
        dropped(window.app_handle(), paths);
    }
}

fn show(window: &WebviewWindow, path: &Path) -> dateline_core::Result<()> {
    // It tells why it can't be seen: gone, or a drive that does not answer.
    fs::symlink_metadata(path).map_err(|cause| Error::reading(path, cause))?;
    // Where no file manager listens, whatever opens folders may.
    window
        .opener()
        .reveal_item_in_dir(path)
        .or_else(|_| open_by_system(folder_of(path)))
        .map_err(|cause| unopened(path, cause))
}

fn folder_of(path: &Path) -> &Path {
    // What can't be looked at is opened by the folder that it is said to be in.
    let is_folder = path.is_dir();
    path.parent().filter(|_| !is_folder).unwrap_or(path)
}

fn open_as_page(path: &Path) -> dateline_core::Result<()> {
    // A page and nothing else: what runs programs is never opened.
    let about = fs::symlink_metadata(path).map_err(|cause| Error::reading(path, cause))?;
    if !about.is_file() || path.extension().is_none_or(|extension| extension != "html") {
        return Err(Error::new(ErrorCode::PathNotGiven).at(path));
    }
    open_by_system(path).map_err(|cause| unopened(path, cause))
}

/// Long enough for a launcher that finds no program to say so.
const LAUNCH: Duration = Duration::from_secs(2);

fn open_by_system(path: &Path) -> io::Result<()> {
    open::that_detached_with_timeout(path, LAUNCH)
}

fn unopened(path: &Path, cause: io::Error) -> Error {
    Error::new(ErrorCode::OpenerMissing).at(path).caused_by(cause)
}

fn dialog(window: &WebviewWindow) -> FileDialogBuilder<tauri::Wry> {
    window.dialog().file().set_parent(window)
}

/// None for an address that is no file of this computer.
fn path(chosen: FilePath) -> Option<PathBuf> {
    chosen.into_path().ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn what_was_dropped_is_handed_over_once_a_drop_after_the_other() {
        let dropped = Dropped::default();
        let (card, article) = ([PathBuf::from("/card/1.jpg"), "/card/2.jpg".into()], [PathBuf::from("/bai.txt")]);
        dropped.put(&card);
        dropped.put(&article);
        assert_eq!(dropped.take(), [card.to_vec(), article.to_vec()]);
        assert!(dropped.take().is_empty());
    }

    #[test]
    fn a_name_leads_nowhere() {
        for (name, file) in [("bao-mua", "bao-mua.txt"), ("a/../b:c", "a .. b c.txt"), ("đèo\n", "đèo.txt")] {
            assert_eq!(file_name(name, "txt"), file);
        }
        assert_eq!(file_name("house-style.toml", "toml"), "house-style.toml");
    }
}
