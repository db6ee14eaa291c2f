//! Builders and helpers that the whole-program tests share.

pub mod app;
pub mod cli;
pub mod clipboard;
pub mod display;
pub mod drag;
pub mod edits;
pub mod full_library;
pub mod main_job;
pub mod newsroom;
pub mod papers;
pub mod process;
pub mod remembered;
pub mod script;
pub mod small_disk;
pub mod strace;
pub mod telex;
pub mod webdriver;
