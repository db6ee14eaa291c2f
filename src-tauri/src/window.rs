//! The one window: how it opens, comes to the front and closes.

use std::{
    sync::Mutex,
    time::{Duration, Instant},
};

use dateline_core::{Error, library::Theme};
use dateline_desk::Beginning;
use tauri::{AppHandle, Emitter, Manager, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder, Window, WindowEvent};

use crate::{door::AtDesk, drops, first_draw, input_method};

const MAIN: &str = "main";

/// The colours of the page's paper (`--paper` in ui/src/styles/tokens.css), so that nothing flashes before it is painted.
const LIGHT_PAPER: (u8, u8, u8) = (0xfb, 0xf9, 0xf4);
const DARK_PAPER: (u8, u8, u8) = (0x1b, 0x1b, 0x1a);

pub fn open(app: &tauri::App, beginning: &Beginning) -> tauri::Result<()> {
    let theme = beginning.settings.theme;
    // With it the page knows at once whether how it looked when it was left is still right (`ui/src/first.ts`).
    let last = format!("window.datelineLast = {};", serde_json::to_string(&beginning.last)?);
    let own = own_address(app.config().build.dev_url.as_ref());
    let window = WebviewWindowBuilder::new(app, MAIN, WebviewUrl::default())
        .title("Dateline")
        .inner_size(1200.0, 800.0)
        .min_inner_size(720.0, 480.0)
        .theme(native(theme))
        .initialization_script(last)
        // The page is ours alone: whatever leads out of it is not followed. A frame may show what the page itself gives it.
        .on_navigation(move |url| url.as_str() == GIVEN || own.as_ref().is_some_and(|own| is_of(own, url)))
        .build()?;
    dress(&window, theme)?;
    first_draw::hold(&window)?;
    drops::take_at_once(&window)?;
    input_method::mend(&window)
}

/// Where a frame stands that shows the words of its own attribute; only the page around it can put it there.
const GIVEN: &str = "about:srcdoc";

/// Where the page comes from: out of the program; or, while one works on it, from the development server.
fn own_address(dev_url: Option<&Url>) -> Option<Url> {
    if tauri::is_dev()
        && let Some(url) = dev_url
    {
        return Some(url.clone());
    }
    // WebView2 knows custom schemes only as hosts of http.
    Url::parse(if cfg!(windows) { "http://tauri.localhost" } else { "tauri://localhost" }).ok()
}

/// Whether the page at `url` is of the same origin as `own`: its scheme, host and port.
fn is_of(own: &Url, url: &Url) -> bool {
    let origin = |url: &Url| {
        let host = url.host_str().map(str::to_owned);
        (url.scheme().to_owned(), host, url.port_or_known_default())
    };
    own.has_host() && origin(own) == origin(url) && url.username().is_empty() && url.password().is_none()
}

/// Gives the window's frame and its bare background the colours of the theme.
pub fn dress(window: &WebviewWindow, theme: Theme) -> tauri::Result<()> {
    window.set_theme(native(theme))?;
    let dark = match theme {
        Theme::Light => false,
        Theme::Dark => true,
        Theme::System => window.theme()? == tauri::Theme::Dark,
    };
    window.set_background_color(Some(if dark { DARK_PAPER } else { LIGHT_PAPER }.into()))
}

/// The same for the window that there is.
pub fn dress_in(app: &AppHandle, theme: Theme) {
    if let Some(window) = app.get_webview_window(MAIN) {
        // The page has its own colours; a frame that keeps the old ones is no failure.
        let _ = dress(&window, theme);
    }
}

of_window! {
    /// The page has made its last edits durable.
    pub async fn ready_to_close(desk: AtDesk<'_>, window: WebviewWindow;) -> Answer<()> {
        window.destroy().map_err(|error| desk.words(&Error::internal(error)))
    }
}

fn native(theme: Theme) -> Option<tauri::Theme> {
    match theme {
        Theme::System => None,
        Theme::Light => Some(tauri::Theme::Light),
        Theme::Dark => Some(tauri::Theme::Dark),
    }
}

pub fn bring_to_front(app: &AppHandle) {
    let Some(window) = app.get_webview_window(MAIN) else { return };
    // Each of these may be refused by a window manager; the window is there all the same.
    let _ = window.unminimize();
    let _ = window.show();
    let _ = window.set_focus();
}

/// When the page was asked to make everything durable before the window closes.
#[derive(Default)]
pub struct Closing(Mutex<Option<Instant>>);

/// A page that has not answered for so long is dead, or holds text that it can't save and has said so.
const PATIENCE: Duration = Duration::from_secs(3);

impl Closing {
    /// Whether the window may close: when a person asks once more after the page was given its time.
    fn insisted(&self, now: Instant) -> bool {
        let mut asked = self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        match *asked {
            Some(before) if now.duration_since(before) < PATIENCE => false,
            Some(before) if now.duration_since(before) < PATIENCE * 10 => true,
            _ => {
                *asked = Some(now);
                false
            }
        }
    }
}

pub fn on_event(window: &Window, event: &WindowEvent) {
    if let WindowEvent::CloseRequested { api, .. } = event
        && !window.state::<Closing>().insisted(Instant::now())
        && window.emit("close-requested", ()).is_ok()
    {
        // The page calls `ready_to_close` once its last edits are durable.
        api.prevent_close();
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_of_our_own_are_gone_to() {
        let goes = |own: &str, to: &str| is_of(&Url::parse(own).unwrap(), &Url::parse(to).unwrap());
        let (linux, windows, server) = ("tauri://localhost", "http://tauri.localhost", "http://localhost:1420");
        for (to, of) in [
            ("tauri://localhost", Some(linux)),
            ("tauri://localhost/index.html?full#top", Some(linux)),
            ("http://tauri.localhost/", Some(windows)),
            ("http://localhost:1420/", Some(server)),
            ("tauri://localhost.evil/", None),
            ("tauri://localhost:80/", None),
            ("tauri://evil@localhost/", None),
            ("tauri:localhost", None),
            ("photo://localhost/", None),
            ("https://localhost/", None),
            ("http://localhost/", None),
            ("http://localhost:1421/", None),
            ("https://tauri.localhost/", None),
            ("http://tauri.localhost.evil/", None),
            ("http://tauri.localhost@evil/", None),
            ("file:///", None),
            ("file://localhost/etc/passwd", None),
            ("data:text/html,<script>alert(1)</script>", None),
            ("javascript:alert(1)", None),
            ("blob:tauri://localhost/1", None),
            ("about:blank", None),
        ] {
            for own in [linux, windows, server] {
                assert_eq!(goes(own, to), of == Some(own), "from {own} to {to}");
            }
        }
        let own = own_address(None).unwrap();
        assert!(is_of(&own, &own));
    }

    #[test]
    fn the_page_has_its_time_and_then_the_person_has_their_way() {
        let (closing, start) = (Closing::default(), Instant::now());
        let after = |seconds| start + Duration::from_secs(seconds);
        assert!(!closing.insisted(after(0)), "the page is asked first");
        assert!(!closing.insisted(after(1)), "an impatient click takes nothing from the page");
        assert!(closing.insisted(after(4)), "a page that does not answer can't keep the window open");
        assert!(!closing.insisted(after(60)), "much later, it is a new question");
    }
}
