//! Files that are let go over the window while its page is busy, on Linux.

#[cfg(not(target_os = "linux"))]
pub fn take_at_once(_window: &tauri::WebviewWindow) -> tauri::Result<()> {
    Ok(())
}

/// WebKit answers whether files may be let go here once the page has been asked, and a page that is just drawing a screen is
/// asked later: whoever lets go before that sees the files fly back, and whoever does so before they have told their
/// names loses them. They may always be let go here, so that is answered at once, and what was let go is asked for.
#[cfg(target_os = "linux")]
pub fn take_at_once(window: &tauri::WebviewWindow) -> tauri::Result<()> {
    use std::{cell::Cell, path::PathBuf, rc::Rc};

    use gtk::{gdk, glib, prelude::*};
    use tauri::Manager;

    const FILES: &str = "text/uri-list";
    let holds_files =
        |drag: &gdk::DragContext| drag.list_targets().into_iter().find(|target| target.name().as_str() == FILES);

    let app = window.app_handle().clone();
    window.with_webview(move |webview| {
        let view = webview.inner();
        view.connect_drag_motion(move |_, drag, _, _, time| {
            if holds_files(drag).is_some() {
                drag.drag_status(gdk::DragAction::COPY, time);
            }
            // WebKit asks its page all the same.
            false
        });
        let asked = Rc::new(Cell::new(false));
        let waits = asked.clone();
        // wry comes before this and takes what has told its names.
        view.connect_drag_drop(move |view, drag, _, _, time| {
            let Some(files) = holds_files(drag) else { return false };
            asked.set(true);
            view.drag_get_data(drag, &files, time);
            true
        });
        view.connect_drag_data_received(move |_, drag, _, _, data, _, time| {
            let uris = data.uris();
            if uris.is_empty() || !waits.replace(false) {
                return;
            }
            drag.drag_finish(true, false, time);
            let local = |uri: &glib::GString| glib::filename_from_uri(uri).ok().map(|(path, _)| path);
            // As the page can name them.
            let named = |path: PathBuf| PathBuf::from(path.to_string_lossy().into_owned());
            let paths: Vec<PathBuf> = uris.iter().filter_map(local).map(named).collect();
            crate::files::dropped(&app, &paths);
        });
    })
}
