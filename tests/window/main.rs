//! The real window, driven as a person would drive it. Each test has a display, a home folder and a library of
//! its own.

#![allow(clippy::unwrap_used)]

mod app;
mod clipboard;
mod copy_desk;
mod details;
mod first;
mod full_disk;
mod history;
mod keyboard;
mod kill;
mod many;
mod paste;
mod photos;
mod reachable;
mod screenshots;
mod telex;
mod undo;

use dateline_tests::app::Window;

fn wait_until_saved(window: &Window) {
    window.wait_for_attribute("save-status", "data-state", "saved");
}
