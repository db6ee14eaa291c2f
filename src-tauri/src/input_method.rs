//! Typing Vietnamese on Linux, where words are composed by an input method such as ibus-unikey.

#[cfg(not(target_os = "linux"))]
pub fn mend(_window: &tauri::WebviewWindow) -> tauri::Result<()> {
    Ok(())
}

#[cfg(target_os = "linux")]
pub use linux::mend;

#[cfg(target_os = "linux")]
mod linux {
    use std::{
        cell::{Cell, RefCell},
        rc::Rc,
    };

    use gtk::{gdk, gio, glib::Propagation, prelude::*};
    use webkit2gtk::{InputMethodContext, InputMethodContextExt, WebView, WebViewExt};

    pub fn mend(window: &tauri::WebviewWindow) -> tauri::Result<()> {
        window.with_webview(|webview| {
            let view = webview.inner();
            if let Some(input) = view.input_method_context() {
                // wry turns this off (its pull request 1724): with Telex nothing shows until the space bar.
                input.set_enable_preedit(true);
                finish_the_word_before_a_click(&view, &input);
            }
        })
    }

    /// A click while a word is being composed makes WebKit take the word out and type it once more, but the
    /// click overtakes the typing: the word lands where the click went, or nowhere. So the click waits until
    /// the page has the word, and what follows the click waits behind it.
    fn finish_the_word_before_a_click(view: &WebView, input: &InputMethodContext) {
        let composing = Rc::new(Cell::new(false));
        let (started, finished) = (composing.clone(), composing.clone());
        input.connect_preedit_started(move |_| started.set(true));
        input.connect_preedit_finished(move |_| finished.set(false));

        let held: Rc<RefCell<Vec<gdk::Event>>> = Rc::default();
        let of_view = input.clone();
        let wait = Rc::new(move |view: &WebView, event: &gdk::Event| {
            let first = held.borrow().is_empty();
            if first && !(composing.get() && event.event_type() == gdk::EventType::ButtonPress) {
                return Propagation::Proceed;
            }
            held.borrow_mut().push(event.clone());
            if first {
                of_view.reset();
                composing.set(false);
                let held = held.clone();
                // Two keys are on their way, one taking the word out and one typing it, and WebKit sends the
                // second when the first was answered: after two answers of the page both are through.
                when_answered(view, 2, move || {
                    for mut event in held.take() {
                        gtk::main_do_event(&mut event);
                    }
                });
            }
            Propagation::Stop
        });
        let [press, release, key_down, key_up] = [wait.clone(), wait.clone(), wait.clone(), wait];
        view.connect_button_press_event(move |view, event| press(view, event));
        view.connect_button_release_event(move |view, event| release(view, event));
        view.connect_key_press_event(move |view, event| key_down(view, event));
        view.connect_key_release_event(move |view, event| key_up(view, event));
    }

    /// Calls `then` when the page has answered `times` times, one after the other.
    fn when_answered(view: &WebView, times: u32, then: impl FnOnce() + 'static) {
        if times == 0 {
            return then();
        }
        let again = view.clone();
        view.evaluate_javascript("0", None, None, gio::Cancellable::NONE, move |_| {
            when_answered(&again, times - 1, then);
        });
    }
}
