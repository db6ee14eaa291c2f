//! Dateline's window. All that the page may ask is answered by `dateline_desk`, through one thin door (`door`); here is
//! what needs a window: the system's dialogs (`files`), pictures for `<img>` (`pictures`), pasting that a menu asks for, the
//! input method, and manners when it is started twice or closed.

#[macro_use]
mod of_window;

mod call;
mod door;
mod drops;
mod files;
mod first_draw;
mod first_instance;
mod heard;
mod input_method;
mod pasting;
mod pictures;
mod spare_memory;
mod window;

use std::path::PathBuf;

use dateline_desk::{Desk, Event};
use tauri::{Emitter, Manager};

pub use call::library_folder;

// What takes a window, and nothing else does.
by_a_window! {
    files::choose_files,
    files::choose_folder,
    files::save_text,
    files::take_dropped,
    files::reveal,
    heard::is_heard,
    pasting::paste,
    files::open_page,
    window::ready_to_close,
}

pub fn run(folder: PathBuf) -> tauri::Result<()> {
    // While the window system gets ready. A second start opens it as any other program may, and ends before it does
    // anything there.
    let desk = Desk::open(folder.clone());
    let mut builder = tauri::Builder::default();
    if let Some(plugin) = first_instance::plugin(&folder) {
        // First of all, so that a second start ends before it has a window.
        builder = builder.plugin(plugin);
    }
    builder
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::Builder::new().open_js_links_on_click(false).build())
        .register_asynchronous_uri_scheme_protocol(pictures::SCHEME, pictures::answer)
        .manage(window::Closing::default())
        .manage(files::Dropped::default())
        .invoke_handler(|invoke| match invoke.message.command() {
            door::NAME => door::hear(invoke),
            _ => by_a_window(invoke),
        })
        .setup(move |app| {
            app.manage(desk.clone());
            // Before there is a page, so that it misses nothing that is written after it has looked.
            let app_of = app.handle().clone();
            desk.watch(move |event| match event {
                Event::LibraryChanged => drop(app_of.emit("library-changed", ())),
                Event::SettingsSaved(settings) => window::dress_in(&app_of, settings.theme),
            });
            window::open(app, &desk.beginning())?;
            desk.furnish();
            spare_memory::give_back_now_and_then();
            Ok(())
        })
        .on_window_event(files::on_event)
        .on_window_event(window::on_event)
        .build(tauri::generate_context!())?
        .run(|app, event| {
            if let tauri::RunEvent::Exit = event {
                app.state::<Desk>().finish();
            }
        });
    Ok(())
}
