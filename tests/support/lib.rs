//! Builders and helpers that the whole-program tests share.

pub mod app;
mod base64;
pub mod display;
pub mod main_job;
pub mod process;
pub mod telex;
pub mod webdriver;
