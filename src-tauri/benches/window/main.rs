//! The window as a person has it, the least that a WebKitGTK window can do beside it: how long from the start to a
//! cursor that blinks ([`start`]), from a key to its paint ([`typing`]), how long a text takes that
//! is pasted ([`paste`]), what it keeps in memory ([`memory`]), and from frame to frame in a list of a hundred thousand
//! stories ([`list`]).
//!
//! `cargo bench -p dateline-desktop --bench window -- start` measures only one of them. Wanted: Xvfb, xdotool and
//! WebKitWebDriver (scripts/setup --test), and the screen built (make ui).

#![allow(clippy::unwrap_used)]

mod bare;
mod cursor;
mod list;
mod memory;
mod paste;
mod start;
mod typing;

#[path = "../../core/benches/support"]
mod support {
    pub mod text;
    pub mod turns;
}

fn main() {
    let asked: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with('-')).collect();
    if asked == [bare::NAME] {
        return bare::open();
    }
    let all = asked.is_empty();
    if all || asked.iter().any(|part| part == "start") {
        start::measure();
    }
    if all || asked.iter().any(|part| part == "list") {
        list::measure();
    }
    if all || asked.iter().any(|part| part == "typing") {
        typing::measure();
    }
    if all || asked.iter().any(|part| part == "paste") {
        paste::measure();
    }
    if all || asked.iter().any(|part| part == "memory") {
        memory::measure();
    }
}
