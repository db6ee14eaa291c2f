//! Only one window a library: a second start brings the first one's window to the front and ends.

use std::path::Path;

use dateline_core::digest::sha256_hex;
use tauri::{Wry, plugin::TauriPlugin};

use crate::window;

/// None where a test drives the window: tests run side by side, and each starts its own.
pub fn plugin(library: &Path) -> Option<TauriPlugin<Wry>> {
    if std::env::var_os("TAURI_WEBVIEW_AUTOMATION").is_some() {
        return None;
    }
    let plugin = tauri_plugin_single_instance::Builder::new()
        .dbus_id(bus_name(library))
        .callback(|app, _args, _folder| window::bring_to_front(app))
        .build();
    Some(plugin)
}

/// A name on the session bus that stands for one library, however its folder is spelled.
fn bus_name(library: &Path) -> String {
    // Made here already: only a folder that is there has one name, whatever links lead to it. Where it can't be
    // made, opening the library tells why.
    let _ = std::fs::create_dir_all(library);
    let library = library.canonicalize().unwrap_or_else(|_| library.to_owned());
    let digest = sha256_hex(library.as_os_str().as_encoded_bytes());
    format!("org.dateline.Desktop.Library{}", &digest[..16])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_library_has_its_own_name_and_keeps_it() {
        let folder = std::env::temp_dir();
        assert_eq!(bus_name(&folder), bus_name(&folder.join(".").join("")));
        assert_ne!(bus_name(&folder), bus_name(Path::new("/")));
    }
}
