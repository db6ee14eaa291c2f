//! The whole program: its command line, its files and its library, as people and other programs meet them.
//!
//! One program of tests, so that they are linked once and each core has something to do until the last is done.

#![allow(clippy::unwrap_used)]

mod absences;
mod bad_input;
mod cli;
mod cli_calls;
mod copy_desk;
mod directions;
mod faults;
mod kill;
mod missing_rows;
mod old_letters;
mod output;
mod packages;
mod parts;
mod pictures;
mod review;
mod scrub;
mod suggestions;
mod upgrade;
mod workflow;
