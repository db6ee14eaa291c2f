//! What time it is on this computer. A clock may be wrong: nothing but what is shown depends on it, and no year is too
//! early for it.

use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{DateTime, Local, NaiveDate, Utc};
use uuid::{NoContext, Timestamp, Uuid};

pub fn now() -> DateTime<Utc> {
    // Chrono's own `now` ends the program before 1970, where a computer is whose battery ran out.
    SystemTime::now().into()
}

/// Where this computer is.
pub fn today() -> NaiveDate {
    now().with_timezone(&Local).date_naive()
}

/// A UUID of version 7: sorted by when it was made, as far as clocks can be trusted.
pub fn fresh_id() -> String {
    id_at(SystemTime::now())
}

fn id_at(time: SystemTime) -> String {
    // It counts from 1970 on.
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    Uuid::new_v7(Timestamp::from_unix(NoContext, since.as_secs(), since.subsec_nanos())).to_string()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn no_year_is_too_early() {
        let moonless = UNIX_EPOCH - Duration::from_secs(400 * 24 * 60 * 60);
        assert_eq!(DateTime::<Utc>::from(moonless).to_rfc3339(), "1968-11-27T00:00:00+00:00");
        let (early, late) = (id_at(moonless), id_at(UNIX_EPOCH + Duration::from_secs(1_800_000_000)));
        assert!(early.len() == 36 && early < late && early != id_at(moonless), "{early} {late}");
    }
}
