//! The system's own dialogs and file manager.

use std::path::{Path, PathBuf};

use dateline_core::{Error, ErrorCode, strings};
use serde::Deserialize;
use tauri::WebviewWindow;
use tauri_plugin_dialog::{DialogExt, FileDialogBuilder, FilePath};
use tauri_plugin_opener::OpenerExt;
use tokio::sync::oneshot;

use super::{Answer, AtDesk};

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Article,
    Photos,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Kind::Article => "article",
            Kind::Photos => "photos",
        }
    }

    /// Cameras write them in capitals, and GTK minds.
    fn extensions(self) -> &'static [&'static str] {
        match self {
            Kind::Article => &["txt", "TXT"],
            Kind::Photos => &["jpg", "jpeg", "png", "tif", "tiff", "webp", "JPG", "JPEG", "PNG", "TIF", "TIFF", "WEBP"],
        }
    }
}

#[tauri::command]
pub async fn choose_files(desk: AtDesk<'_>, window: WebviewWindow, kind: Kind) -> Answer<Vec<PathBuf>> {
    let words = |part| strings::text(desk.language(), &format!("dialog.{}.{part}", kind.name()));
    let dialog = dialog(&window).set_title(words("title")).add_filter(words("files"), kind.extensions());
    let (reply, answer) = oneshot::channel();
    let chosen = match kind {
        Kind::Article => {
            dialog.pick_file(|file| drop(reply.send(file.map(|file| vec![file]))));
            answer.await
        }
        Kind::Photos => {
            dialog.pick_files(|files| drop(reply.send(files)));
            answer.await
        }
    };
    Ok(chosen.ok().flatten().into_iter().flatten().filter_map(path).collect())
}

#[tauri::command]
pub async fn choose_folder(desk: AtDesk<'_>, window: WebviewWindow, current: PathBuf) -> Answer<Option<PathBuf>> {
    let mut dialog = dialog(&window)
        .set_title(strings::text(desk.language(), "dialog.folder.title"))
        .set_can_create_directories(true);
    if current.is_dir() {
        dialog = dialog.set_directory(current);
    }
    let (reply, answer) = oneshot::channel();
    dialog.pick_folder(|folder| drop(reply.send(folder)));
    Ok(answer.await.ok().flatten().and_then(path))
}

#[tauri::command]
pub async fn reveal(desk: AtDesk<'_>, window: WebviewWindow, path: PathBuf) -> Answer<()> {
    desk.aside(move || show(&window, &path)).await
}

fn show(window: &WebviewWindow, path: &Path) -> dateline_core::Result<()> {
    if !path.exists() {
        return Err(Error::new(ErrorCode::FileMissing).at(path));
    }
    window.opener().reveal_item_in_dir(path).map_err(Error::internal)
}

fn dialog(window: &WebviewWindow) -> FileDialogBuilder<tauri::Wry> {
    window.dialog().file().set_parent(window)
}

/// None for an address that is no file of this computer.
fn path(chosen: FilePath) -> Option<PathBuf> {
    chosen.into_path().ok()
}
