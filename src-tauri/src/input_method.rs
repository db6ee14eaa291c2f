//! Typing Vietnamese on Linux.
//!
//! wry turns the input method's preedit off in WebKitGTK. With Telex nothing then shows until the space bar,
//! and a word that is clicked away from is lost. Turning it on again mends both (wry's pull request 1724).

#[cfg(target_os = "linux")]
pub fn show_words_being_composed(window: &tauri::WebviewWindow) -> tauri::Result<()> {
    use webkit2gtk::{InputMethodContextExt, WebViewExt};

    window.with_webview(|webview| {
        if let Some(input) = webview.inner().input_method_context() {
            input.set_enable_preedit(true);
        }
    })
}

#[cfg(not(target_os = "linux"))]
pub fn show_words_being_composed(_window: &tauri::WebviewWindow) -> tauri::Result<()> {
    Ok(())
}
