//! Dateline's window. Everything it does is done by `dateline_core`; here is what a window needs: commands for
//! the page (`commands/`), one owner for the library (`desk`), pictures for `<img>` (`pictures`), the system's
//! input method, and manners when it is started twice or closed.

mod call;
mod checks;
mod commands;
mod desk;
mod first_draw;
mod first_instance;
mod grants;
mod input_method;
mod jobs;
mod pictures;
mod window;

use std::path::{Path, PathBuf};

use tauri::{Emitter, Manager};

pub use call::library_folder;

pub fn run(folder: PathBuf) -> tauri::Result<()> {
    let mut builder = tauri::Builder::default();
    if let Some(plugin) = first_instance::plugin(&folder) {
        // First of all, so that a second start ends before it touches the library.
        builder = builder.plugin(plugin);
    }
    builder
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::Builder::new().open_js_links_on_click(false).build())
        .register_asynchronous_uri_scheme_protocol(pictures::SCHEME, pictures::answer)
        .manage(checks::Checks::default())
        .manage(grants::Grants::default())
        .manage(jobs::Jobs::default())
        .manage(window::Closing::default())
        .invoke_handler(tauri::generate_handler![
            commands::library::list_stories,
            commands::library::create_story,
            commands::library::import_article,
            commands::library::start,
            commands::library::reopen_library,
            commands::library::recover_library,
            commands::library::known_values,
            commands::library::media_topics,
            commands::story::open_story,
            commands::story::edit_story,
            commands::story::duplicate_story,
            commands::story::history,
            commands::story::name_version,
            commands::story::compare,
            commands::story::restore,
            commands::story::body_at,
            commands::photos::add_photos,
            commands::photos::find_photos,
            commands::photos::photo_uses,
            commands::photos::codes,
            commands::photos::import_codes,
            commands::check::check_story,
            commands::check::check_rules,
            commands::check::house_style,
            commands::check::save_house_style,
            commands::check::house_style_text,
            commands::check::import_house_style,
            commands::package::plan_package,
            commands::package::write_package,
            commands::package::verify_package,
            commands::files::choose_files,
            commands::files::choose_folder,
            commands::files::save_text,
            commands::files::reveal,
            commands::settings::save_settings,
            commands::settings::version,
            commands::work::cancel_job,
            commands::work::ready_to_close,
        ])
        .setup(move |app| {
            let desk = desk::Desk::open(folder);
            app.manage(desk.clone());
            // Before there is a page, so that it misses nothing that is written after it has looked.
            let page = app.handle().clone();
            desk.watch(move || drop(page.emit("library-changed", ())));
            let beginning = desk.beginning();
            app.state::<grants::Grants>().give(Path::new(&beginning.settings.packages_folder));
            window::open(app, &beginning)?;
            desk.furnish();
            Ok(())
        })
        .on_window_event(grants::on_event)
        .on_window_event(window::on_event)
        .build(tauri::generate_context!())?
        .run(|app, event| {
            if let tauri::RunEvent::Exit = event {
                app.state::<desk::Desk>().finish();
            }
        });
    Ok(())
}
