//! Care: that nothing is lost, that what is amiss is told and can be put right, and that what nobody needs goes. It may
//! look into every room.

mod doctor;
mod losses;
mod recovery;
mod sweep;

use std::time::Duration;

use super::Library;
use crate::Result;

pub use recovery::{Recovery, StillLost};

/// What is done when nobody waits.
impl Library {
    /// For when nobody waits: once nobody has written for a moment, what stands in the database's log alone is carried
    /// over into its own file.
    pub fn settle_when_quiet(&self) -> Result<()> {
        const MOMENT: Duration = Duration::from_secs(2);
        if self.database.is_quiet(MOMENT) { self.database.settle() } else { Ok(()) }
    }
}
