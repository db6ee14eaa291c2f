//! Packages: what stands in the way of one, the story that goes out, and what is remembered of it. Errors of the copy
//! checker hold it back until somebody answers for them by name.

use super::{Library, house::given_name, stories::StoryView};
use crate::{
    Error, ErrorCode, Language, Result,
    check::{self, Finding, Severity},
    clock,
    package::{self, PackageOptions, PackagePlan, PackageReport},
    story::{Settled, StoryId, VersionKind},
};

/// Stories on their way out.
impl Library {
    /// All that the checker finds in a story, in the reader's `language`.
    pub fn findings(&self, id: &StoryId, language: Language) -> Result<Vec<Finding>> {
        let story = self.settled(id)?;
        Ok(check::findings(&story, &self.house_style()?, language))
    }

    pub fn plan_package(&self, id: &StoryId, options: &PackageOptions, language: Language) -> Result<PackagePlan> {
        let story = self.settled(id)?;
        let errors = self.errors_in(&story, language)?;
        package::plan(&story, options, errors)
    }

    /// The story as it may be packaged: unless it is a draft, people must have agreed on what goes out, and the checker
    /// must have found no error, or somebody answers for those that it found.
    /// Errors: `story_not_whole`, draft or not; `package_conflict` and `package_errors`, in the reader's `language`.
    pub fn story_to_package(&self, id: &StoryId, options: &PackageOptions, language: Language) -> Result<Settled> {
        let (StoryView { conflicts, loss, .. }, story) = self.view_and_settled(id)?;
        if let Some(loss) = loss {
            return Err(loss.error(id));
        }
        if options.draft {
            return Ok(story);
        }
        let disputed = package::disputed(&story, &conflicts);
        if !disputed.is_empty() {
            let fields = package::disputed_in_words(&story, &disputed, language);
            return Err(Error::new(ErrorCode::PackageConflict).with("fields", fields));
        }
        if options.answered_by().is_none() {
            let errors = self.errors_in(&story, language)?;
            if let Some(first) = errors.first() {
                return Err(Error::new(ErrorCode::PackageErrors)
                    .with("count", errors.len())
                    .with("first", format!("“{}” – {}", shortened(&first.text), first.message)));
            }
        }
        Ok(story)
    }

    /// Remembers that a package of `story` was written, and on whose word where the checker had found errors.
    pub fn note_package(&mut self, story: &Settled, report: &PackageReport, options: &PackageOptions) -> Result<()> {
        // Wherever the program is started from the next time. Where nobody knows from where it was now, as it was given.
        let path = std::path::absolute(&report.package).unwrap_or_else(|_| report.package.clone());
        let pictures: Vec<&str> = story.shown_photos().into_iter().map(|photo| photo.sha256.as_str()).collect();
        self.database.add_package(&story.id, &path.to_string_lossy(), &report.sha256, clock::now(), &pictures)?;
        let Some(by) = options.answered_by().filter(|_| !options.draft) else { return Ok(()) };
        let errors = self.errors_in(story, story.language)?.len() as u32;
        match errors {
            0 => Ok(()),
            errors => self.mark_version(&story.id, &VersionKind::Overridden { by: given_name(by), errors }),
        }
    }

    fn errors_in(&self, story: &Settled, language: Language) -> Result<Vec<Finding>> {
        let mut found = check::findings(story, &self.house_style()?, language);
        found.retain(|finding| finding.severity == Severity::Error);
        Ok(found)
    }
}

/// A finding may be a paragraph long.
fn shortened(text: &str) -> String {
    const MOST: usize = 40;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::{
        Progress,
        library::tests::library,
        story::{Block, Edit, IgnoredPlace, StoryField},
    };

    fn story(library: &mut Library, text: &str) -> StoryId {
        let id = library.create(Language::Vietnamese).unwrap();
        let headline = Edit::SetField { field: StoryField::Headline, value: "Chợ nổi mùa nước".into() };
        let body = Edit::SetBody { body: vec![Block::paragraph(text)] };
        library.edit_latest(&id, &[headline, body]).unwrap();
        id
    }

    fn options(out: &std::path::Path) -> PackageOptions {
        PackageOptions { out: out.to_owned(), ..PackageOptions::default() }
    }

    #[test]
    fn errors_hold_a_package_back_until_somebody_answers_for_them_by_name() {
        let (folder, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let mut desk = library(&folder);
        let id = story(&mut desk, "Ghe về  bến.");
        let plain = options(out.path());
        let error = desk.story_to_package(&id, &plain, Language::English).unwrap_err();
        assert_eq!((error.code, error.params["count"].as_str()), (ErrorCode::PackageErrors, "1"));
        assert_eq!(desk.plan_package(&id, &plain, Language::English).unwrap().errors.len(), 1);
        // A blank is nobody's name.
        let blank = PackageOptions { overridden_by: Some(" ".into()), ..plain.clone() };
        assert!(desk.story_to_package(&id, &blank, Language::English).is_err());
        // A draft goes out as what it is.
        assert!(
            desk.story_to_package(&id, &PackageOptions { draft: true, ..plain.clone() }, Language::English).is_ok()
        );

        let answered = PackageOptions { overridden_by: Some("Mây".into()), ..plain };
        let story = desk.story_to_package(&id, &answered, Language::English).unwrap();
        let report = package::write(&story, &desk.media(), &answered, &Progress::unwatched()).unwrap();
        desk.note_package(&story, &report, &answered).unwrap();
        let newest = desk.history(&id).unwrap().remove(0);
        assert_eq!(newest.version, Some(VersionKind::Overridden { by: "Mây".into(), errors: 1 }));
    }

    #[test]
    fn a_story_without_errors_needs_nobodys_word_and_none_is_recorded() {
        let (folder, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let mut desk = library(&folder);
        let id = story(&mut desk, "Ghe về bến.");
        let answered = PackageOptions { overridden_by: Some("Mây".into()), ..options(out.path()) };
        let story = desk.story_to_package(&id, &options(out.path()), Language::English).unwrap();
        let report = package::write(&story, &desk.media(), &answered, &Progress::unwatched()).unwrap();
        desk.note_package(&story, &report, &answered).unwrap();
        assert!(desk.history(&id).unwrap().iter().all(|moment| moment.version.is_none()));
    }

    #[test]
    fn what_is_ignored_is_signed_travels_with_the_story_and_holds_nothing_back() {
        let folder = tempfile::tempdir().unwrap();
        let mut desk = library(&folder);
        let named = crate::library::SettingsChange { name: Some("Hạ".into()), ..Default::default() };
        desk.change_settings(&named).unwrap();
        let id = story(&mut desk, "Ghe về  bến.");
        let found = desk.findings(&id, Language::Vietnamese).unwrap().remove(0);
        let place = IgnoredPlace { text: found.text, before: found.before, after: found.after };
        let rule = found.rule.name().to_owned();
        let ignore = Edit::Ignore { rule: rule.clone(), place: Some(place.clone()) };
        desk.edit_latest(&id, std::slice::from_ref(&ignore)).unwrap();
        // Twice is once.
        desk.edit_latest(&id, &[ignore]).unwrap();

        let copy = desk.duplicate(&id).unwrap();
        for id in [&id, &copy] {
            let story = desk.story(id).unwrap();
            let [ignored] = story.ignored.as_slice() else { panic!("{:?}", story.ignored) };
            assert_eq!((ignored.by.as_str(), &ignored.place), ("Hạ", &Some(place.clone())));
            assert!(desk.findings(id, Language::Vietnamese).unwrap().is_empty());
            assert!(desk.story_to_package(id, &PackageOptions::default(), Language::Vietnamese).is_ok());
        }
        desk.edit_latest(&id, &[Edit::Heed { rule, place: Some(place) }]).unwrap();
        assert_eq!(desk.findings(&id, Language::Vietnamese).unwrap().len(), 1);
    }
}
