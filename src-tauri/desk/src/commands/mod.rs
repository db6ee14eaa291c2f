//! What a screen may ask: the other side of `ui/src/host/host.ts`. Each command is one thin call into core, declared
//! where it is written.

mod check;
mod library;
mod list;
mod package;
mod photos;
mod review;
mod settings;
mod story;
mod work;

use crate::table::Command;

pub(crate) const ALL: &[&[Command]] = &[
    check::TABLE,
    library::TABLE,
    list::TABLE,
    package::TABLE,
    photos::TABLE,
    review::TABLE,
    settings::TABLE,
    story::TABLE,
    work::TABLE,
];
