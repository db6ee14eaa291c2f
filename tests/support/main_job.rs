//! The main job, done in the real window as a person does it: open the sample story, write, caption, package.

use std::path::{Path, PathBuf};

use crate::app::{TO_THE_START, Window, as_text};

/// What the job typed, to be looked for in what came out.
pub const SENTENCE: &str = "Đường đèo ngập sâu, người dân nghỉ lại bên quán nước. ";
pub const CAPTION: &str = "Trẻ em ướt mưa vẫn cười, chiều thứ bảy.";

/// Opens the first story of the list, writes a sentence and a caption, and packages it into `out`.
pub fn do_main_job(window: &Window, out: &Path) -> PathBuf {
    window.click("story-row");
    window.see("headline");

    window.type_into("body", TO_THE_START);
    window.type_into("body", SENTENCE);
    window.wait_for_text("body", SENTENCE);

    let caption = window.first_named("caption-");
    window.clear(&caption);
    window.type_into(&caption, CAPTION);
    window.wait_for_text(&caption, CAPTION);
    window.wait_for_attribute("save-status", "data-state", "saved");

    window.click("open-package");
    window.clear("package-folder");
    window.type_into("package-folder", &as_text(out));
    window.see("package-ready");
    window.click("package-write");
    // The window verifies what it wrote before it says so.
    window.wait_for_attribute("package-result", "data-ok", "true");
    PathBuf::from(window.text("package-path"))
}
