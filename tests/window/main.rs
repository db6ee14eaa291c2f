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
mod package;
mod paste;
mod photos;
mod reachable;
mod recovery;
mod review;
mod screenshots;
mod shapes;
mod telex;
mod undo;
mod way;

use dateline_core::story::{Edit, StoryField};
use dateline_tests::app::Window;

fn headline(text: &str) -> Edit {
    Edit::SetField { field: StoryField::Headline, value: text.into() }
}

fn kicker(text: &str) -> Edit {
    Edit::SetField { field: StoryField::Kicker, value: text.into() }
}

fn wait_until_saved(window: &Window) {
    window.wait_for_attribute("save-status", "data-state", "saved");
}
