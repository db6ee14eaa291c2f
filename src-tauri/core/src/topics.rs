//! The IPTC media topics that a story's subjects are chosen from: codes of the standard, names in both languages.

use serde::Serialize;
use ts_rs::TS;

/// One topic of <https://cv.iptc.org/newscodes/mediatopic/>.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct MediaTopic {
    /// Eight digits, such as `04000000`.
    pub code: String,
    /// The code of the broader topic; none for the top ones.
    pub parent: Option<String>,
    pub vi: String,
    pub en: String,
}
