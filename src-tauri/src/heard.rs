//! Whether a person hears the screen: what goes by itself stays longer then.

use crate::door::AtDesk;

of_window! {
    /// False where nobody can tell.
    pub async fn is_heard(desk: AtDesk<'_>;) -> Answer<bool> {
        desk.aside(|| Ok(reader_is_at_work())).await
    }
}

/// As the bus of assistive programs says. Where there is none it is not started for the question.
#[cfg(target_os = "linux")]
fn reader_is_at_work() -> bool {
    use gtk::{
        gio::{BusType, Cancellable, DBusCallFlags, bus_get_sync},
        glib::prelude::*,
    };

    const PATIENCE_MS: i32 = 500;
    let Ok(bus) = bus_get_sync(BusType::Session, Cancellable::NONE) else { return false };
    let answer = bus.call_sync(
        Some("org.a11y.Bus"),
        "/org/a11y/bus",
        "org.freedesktop.DBus.Properties",
        "Get",
        Some(&("org.a11y.Status", "ScreenReaderEnabled").to_variant()),
        None,
        DBusCallFlags::NO_AUTO_START,
        PATIENCE_MS,
        Cancellable::NONE,
    );
    let told = answer.ok().and_then(|answer| answer.try_child_value(0)?.as_variant()?.get::<bool>());
    told == Some(true)
}

#[cfg(not(target_os = "linux"))]
fn reader_is_at_work() -> bool {
    false
}
