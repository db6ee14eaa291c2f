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

/// The top topics and those below them, each after its parent. A story's subjects name them as `medtop:04000000`.
pub fn media_topics() -> Vec<MediaTopic> {
    const LIST: &str = include_str!("../data/media_topics.tsv");
    let topic = |line: &str| {
        let mut columns = line.split('\t').map(str::to_owned);
        Some(MediaTopic {
            code: columns.next()?,
            parent: columns.next().filter(|code| !code.is_empty()),
            vi: columns.next()?,
            en: columns.next()?,
        })
    };
    LIST.lines().skip(1).filter_map(topic).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_topic_has_a_code_of_its_own_two_names_and_a_parent_above_it() {
        let topics = media_topics();
        let lines = include_str!("../data/media_topics.tsv").lines().count();
        assert_eq!(topics.len() + 1, lines, "a line lacks a column");
        let mut above = BTreeSet::new();
        for topic in &topics {
            assert!(topic.code.len() == 8 && topic.code.bytes().all(|byte| byte.is_ascii_digit()), "{topic:?}");
            assert!(!topic.vi.trim().is_empty() && !topic.en.trim().is_empty(), "{topic:?}");
            assert!(topic.parent.as_ref().is_none_or(|parent| above.contains(parent)), "{topic:?}");
            assert!(above.insert(topic.code.clone()), "{topic:?} is there twice");
        }
        assert_eq!(topics.iter().filter(|topic| topic.parent.is_none()).count(), 17);
    }
}
