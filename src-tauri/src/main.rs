// On Windows, a release build opens no console beside its window.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::process::ExitCode;

fn main() -> ExitCode {
    let folder = match dateline_desktop::library_folder(std::env::args_os().skip(1)) {
        Ok(folder) => folder,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::from(2);
        }
    };
    match dateline_desktop::run(folder) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
