//! The peer: nothing but a window, WebKit in it, and one page that a person can write in. This program is started
//! anew to be it.

use std::process::Command;

use dateline_tests::app::Place;
use gtk::prelude::*;
use webkit2gtk::{WebView, WebViewExt};

pub const NAME: &str = "bare-window";

const PAGE: &str = "<!doctype html><meta charset=utf-8><title>Bare</title>
<body contenteditable>Nước lên nhanh trong đêm, cả xóm thức trắng.
<script>document.body.focus()</script>";

/// How it is started.
pub fn command(place: &Place) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    place.furnish(&mut command);
    command.arg(NAME);
    command
}

pub fn open() {
    gtk::init().unwrap();
    let window = gtk::Window::new(gtk::WindowType::Toplevel);
    // As large as Dateline's.
    window.set_default_size(1200, 800);
    let view = WebView::new();
    view.load_html(PAGE, None);
    window.add(&view);
    view.grab_focus();
    window.show_all();
    gtk::main();
}
