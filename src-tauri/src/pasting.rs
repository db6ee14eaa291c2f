//! Pasting that a menu asks for. The page may not read a clipboard, and need not: the web view pastes where the cursor
//! stands, as it does at its key.

use tauri::WebviewWindow;

of_window! {
    /// Answers once the page has what was pasted; false where only the key pastes.
    pub async fn paste(window: WebviewWindow;) -> Answer<bool> {
        Ok(paste_into(&window).await)
    }
}

#[cfg(not(target_os = "linux"))]
async fn paste_into(_window: &WebviewWindow) -> bool {
    false
}

#[cfg(target_os = "linux")]
async fn paste_into(window: &WebviewWindow) -> bool {
    use webkit2gtk::WebViewExt;

    let (reply, answer) = tokio::sync::oneshot::channel();
    let asked = window.with_webview(move |webview| {
        let view = webview.inner();
        view.execute_editing_command("Paste");
        // The page hears of both in the order in which they were asked.
        view.evaluate_javascript("0", None, None, gtk::gio::Cancellable::NONE, move |_| {
            // A page that was closed meanwhile waits for nothing.
            let _ = reply.send(());
        });
    });
    asked.is_ok() && answer.await.is_ok()
}
