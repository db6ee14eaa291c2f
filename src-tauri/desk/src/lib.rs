//! What a screen may ask of the newsroom, whatever shows it: the app's window, or the program that the screen's own
//! tests speak to.
//!
//! [`Desk`] owns the library on a thread of its own. Each file of `commands/` is a part of one table ([`table`]): a
//! command's name, what it takes, what it answers, what it tells on the way. Here is no window and no web view.

#[macro_use]
mod table;

mod catching_up;
mod checks;
mod commands;
mod desk;
mod grants;
mod jobs;
mod lists;
mod pictures;

pub use desk::{Answer, Beginning, Desk, Event, Last};
pub use jobs::Steps;
pub use table::Call;
