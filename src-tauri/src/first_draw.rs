//! The first draw of the window on Linux.

#[cfg(not(target_os = "linux"))]
pub fn hold(_window: &tauri::WebviewWindow) -> tauri::Result<()> {
    Ok(())
}

/// Leaves the web view bare until it has a page. WebKit answers a draw that comes earlier by waiting for the page's
/// first picture, half a second at most, while the page waits for this very thread to hand it its files: a start in
/// three took that half second longer. The window itself is drawn at once, in the colour of the paper.
#[cfg(target_os = "linux")]
pub fn hold(window: &tauri::WebviewWindow) -> tauri::Result<()> {
    use std::{cell::Cell, rc::Rc};

    use gtk::{glib::Propagation, prelude::*};
    use webkit2gtk::{LoadEvent, WebViewExt};

    window.with_webview(|webview| {
        let view = webview.inner();
        let has_page = Rc::new(Cell::new(false));
        let comes = has_page.clone();
        view.connect_load_changed(move |_, event| match event {
            LoadEvent::Committed | LoadEvent::Finished => comes.set(true),
            _ => {}
        });
        view.connect_draw(move |_, _| if has_page.get() { Propagation::Proceed } else { Propagation::Stop });
    })
}
