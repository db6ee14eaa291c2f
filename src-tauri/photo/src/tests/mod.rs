#![allow(clippy::unwrap_used)]

mod bad_input;
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
mod renditions;
mod samples;
