//! `main-job OUT`: drives the real window through the main job on a virtual display, and leaves the package and
//! a screenshot in OUT.

use std::{env, fs, path::PathBuf};

use dateline_tests::{app::Place, main_job::do_main_job};

fn main() {
    let out = PathBuf::from(env::args_os().nth(1).expect("usage: main-job OUT"));
    fs::create_dir_all(&out).expect("OUT is a folder, or can be made one");
    let out = out.canonicalize().expect("OUT is there");

    let place = Place::new();
    place.packages_went_to(&out);
    let window = place.open();
    let package = do_main_job(&window, &out);
    println!("The package:    {}", package.display());

    let picture = out.join("window.png");
    window.screenshot(&picture);
    println!("The screenshot: {}", picture.display());
}
