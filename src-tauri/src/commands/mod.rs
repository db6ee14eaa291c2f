//! What the page may ask for: the other side of `ui/src/host/host.ts`. Each command is one thin call into core.

pub mod check;
pub mod files;
pub mod library;
pub mod package;
pub mod photos;
pub mod settings;
pub mod story;
pub mod work;

use tauri::State;

use crate::{
    desk::{Answer, Desk},
    grants::Grants,
};

type AtDesk<'a> = State<'a, Desk>;
/// Each path that the page names is held against what a person gave, before anything is done with it.
type Given<'a> = State<'a, Grants>;
