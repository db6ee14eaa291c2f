#![allow(clippy::unwrap_used)]

mod bad_input;
mod fields;
mod other_programs;
mod renditions;
mod samples;
