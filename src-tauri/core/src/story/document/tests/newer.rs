//! What a newer Dateline wrote: refused where it would be shown wrongly, else passed over and kept.

use super::*;
use automerge::marks::{ExpandMark, Mark as TextMark};

fn found(error: &Error) -> (ErrorCode, &str) {
    (error.code, error.params["found"].as_str())
}

#[test]
fn what_would_be_read_as_something_else_is_not_read() {
    for (what, told) in [("shape", "shape=3"), ("state", "state=in_print"), ("block", "block=table")] {
        let mut theirs = fresh();
        theirs.make(&[splice(1, 0, vec![text("Chợ")])]);
        let mut ours = theirs.fork();
        let before = theirs.heads();
        let change = theirs.write_as_newer(what);
        let every: Vec<Vec<u8>> = theirs.changes().into_iter().map(|change| change.bytes).collect();
        let load = || Document::load(None, every.iter().map(Vec::as_slice)).err().unwrap();
        assert_eq!(found(&load()), (ErrorCode::StoryNewer, told));
        assert_eq!(load().params["story"], "s");
        let snapshot = theirs.snapshot();
        assert_eq!(found(&Document::load(Some(&snapshot), []).err().unwrap()), (ErrorCode::StoryNewer, told));
        // In a document that is open, too.
        let merged = ours.merge([change.bytes.as_slice()]).unwrap_err();
        assert_eq!(found(&merged), (ErrorCode::StoryNewer, told));
        // It is all there, whoever can read it; and the past is read as it was.
        let mut record = Record::load(None, every.iter().map(Vec::as_slice)).unwrap();
        assert!(!record.lacks_changes());
        assert_eq!(record.heads(), theirs.heads());
        let then = MomentId(before.iter().map(|bytes| crate::digest::hex(bytes)).collect());
        assert_eq!(theirs.story_at(&[then]).unwrap().body[0].text, "Chợ");
    }
}

#[test]
fn a_shape_that_was_raised_on_one_of_two_copies_is_the_shape() {
    let mut ours = fresh();
    let mut theirs = ours.fork();
    let change = theirs.write_as_newer("shape");
    ours.make(&[splice(1, 0, vec![text("Chợ")])]);
    assert_eq!(ours.merge([change.bytes.as_slice()]).unwrap_err().code, ErrorCode::StoryNewer);
}

#[test]
fn what_shows_nothing_false_without_it_is_passed_over_and_kept() {
    let mut document = fresh();
    document.make(&[splice(1, 0, vec![text("Chợ nổi")])]);
    let ignored = r#"{"rule":"rule_to_come","place":null,"by":"Lan","at":"2026-01-01T00:00:00Z"}"#;
    document.doc.put(ROOT, "ignored rule_to_come null", ignored).unwrap();
    document.doc.put(ROOT, "mood", "glad").unwrap();
    let fields = document.fields.clone();
    document.doc.put(&fields, "colour", "xanh").unwrap();
    let body = document.body.clone();
    document.doc.mark(&body, TextMark::new("glow".into(), true, 1, 4), ExpandMark::After).unwrap();
    document.commit(now(), None).unwrap();

    let mut document = document.fork();
    document.make(&[splice(1, 3, vec![text("Bến")])]);
    let story = document.story().unwrap();
    assert_eq!((story.body[0].text.as_str(), story.body[0].marks.len()), ("Bến nổi", 0));
    assert_eq!(story.ignored[0].rule, "rule_to_come");
    assert_eq!(document.text_at(&ROOT, "mood").unwrap(), "glad");
    assert_eq!(document.text_at(&fields, "colour").unwrap(), "xanh");
}
