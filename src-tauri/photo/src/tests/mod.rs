#![allow(clippy::unwrap_used)]

mod bad_input;
mod containers;
mod damage;
mod fields;
mod fuzz;
mod fuzz_seeds;
#[cfg(unix)]
mod heic;
mod hostile;
mod hostile_files;
mod memory;
mod other_programs;
mod pixels;
mod reconcile;
mod renditions;
mod samples;
mod wholeness;
mod written;
