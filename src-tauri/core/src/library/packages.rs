//! Packages: what stands in the way of one, the story that goes out, and what is remembered of it. Errors of the copy
//! checker hold it back until somebody answers for them by name, and so does what a template left in it; a story that is
//! held until a moment waits for it, or until somebody lifts that.
//!
//! To check a whole story takes its time, and needs no library: it is done on what was fetched ([`Unchecked`]), so that who
//! owns the library need not wait for it.

use std::{ops::Deref, sync::Arc};

use super::{Library, house::given_name, stories::StoryView};
use crate::{
    Error, ErrorCode, Language, Result,
    check::{self, Finding, Severity, Style},
    clock,
    package::{self, PackageOptions, PackagePlan, PackageReport},
    story::{Conflict, Settled, StoryId, VersionKind},
};

/// Stories on their way out.
impl Library {
    /// All that the checker finds in a story, in the reader's `language`.
    pub fn findings(&self, id: &StoryId, language: Language) -> Result<Vec<Finding>> {
        let story = self.settled(id)?;
        Ok(check::findings(&story, &self.house_style()?, language))
    }

    /// A story of which somebody wants to know what a package of it would be.
    pub fn to_plan(&self, id: &StoryId) -> Result<Unchecked> {
        let (StoryView { conflicts, .. }, story) = self.view_and_settled(id)?;
        let disputed = package::disputed(&story, &conflicts).into_iter().cloned().collect();
        Ok(Unchecked { story, disputed, style: self.house_style()? })
    }

    /// The page as it would go out now. What stands in the way of that is shown as it is.
    pub fn preview(&self, id: &StoryId) -> Result<String> {
        package::preview(&self.settled(id)?)
    }

    pub fn plan_package(&self, id: &StoryId, options: &PackageOptions, language: Language) -> Result<PackagePlan> {
        self.to_plan(id)?.plan(options, language)
    }

    /// The story as it may be packaged once it is checked: unless it is a draft, its time must have come, and people must
    /// have agreed on what goes out.
    /// Errors: `story_not_whole`, draft or not; `package_held` and `package_conflict`, in the reader's `language`.
    pub fn to_package(&self, id: &StoryId, options: &PackageOptions, language: Language) -> Result<Unchecked> {
        let (StoryView { conflicts, loss, .. }, story) = self.view_and_settled(id)?;
        if let Some(loss) = loss {
            return Err(loss.error(id));
        }
        if let Some(held) = package::held(&story, language).filter(|_| !options.draft) {
            return Err(held);
        }
        let disputed = if options.draft { Vec::new() } else { package::disputed(&story, &conflicts) };
        if !disputed.is_empty() {
            let fields = package::disputed_in_words(&story, &disputed, language);
            return Err(Error::new(ErrorCode::PackageConflict).with("fields", fields));
        }
        Ok(Unchecked { story, disputed: Vec::new(), style: self.house_style()? })
    }

    /// The story as it may be packaged. Errors: those of [`Library::to_package`] and [`Unchecked::checked`].
    pub fn story_to_package(&self, id: &StoryId, options: &PackageOptions, language: Language) -> Result<Outgoing> {
        self.to_package(id, options, language)?.checked(options, language)
    }

    /// Remembers that a package of `story` was written, and on whose word where the checker had found errors.
    pub fn note_package(&mut self, story: &Outgoing, report: &PackageReport, options: &PackageOptions) -> Result<()> {
        // Wherever the program is started from the next time. Where nobody knows from where it was now, as it was given.
        let path = std::path::absolute(&report.package).unwrap_or_else(|_| report.package.clone());
        let pictures: Vec<&str> = story.shown_photos().into_iter().map(|photo| photo.sha256.as_str()).collect();
        self.database.add_package(&story.id, &path.to_string_lossy(), &report.sha256, clock::now(), &pictures)?;
        let name = report.package.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let version = match options.answered_by().filter(|_| story.errors > 0) {
            Some(by) => VersionKind::Overridden { by: given_name(by), errors: story.errors },
            None => VersionKind::Packaged { name, draft: options.draft },
        };
        self.mark_version(&story.id, &version)
    }
}

/// A story, and the style of the house that it is checked by.
pub struct Unchecked {
    story: Settled,
    /// What people wrote differently.
    disputed: Vec<Conflict>,
    style: Arc<Style>,
}

/// A story that may go out.
#[derive(Debug)]
pub struct Outgoing {
    story: Settled,
    /// Those that somebody answers for.
    errors: u32,
}

impl Unchecked {
    pub fn plan(&self, options: &PackageOptions, language: Language) -> Result<PackagePlan> {
        let (errors, disputed) = (self.errors(language), self.disputed.clone());
        Ok(PackagePlan { errors, disputed, ..package::plan(&self.story, options)? })
    }

    /// Unless it is a draft, no template must have left anything and the checker must have found no error, or somebody
    /// answers for those that are there. Errors: `package_unfinished` and `package_errors`, in the reader's `language`.
    pub fn checked(self, options: &PackageOptions, language: Language) -> Result<Outgoing> {
        if options.draft {
            return Ok(Outgoing { story: self.story, errors: 0 });
        }
        let unfinished = package::unfinished(&self.story);
        if !unfinished.is_empty() && options.answered_by().is_none() {
            let places = package::unfinished_in_words(&self.story, &unfinished, language);
            return Err(Error::new(ErrorCode::PackageUnfinished).with("places", places));
        }
        let errors = self.errors(language);
        match errors.first() {
            Some(first) if options.answered_by().is_none() => Err(Error::new(ErrorCode::PackageErrors)
                .with("count", errors.len())
                .with("first", format!("“{}” – {}", shortened(&first.text), first.message))),
            _ => Ok(Outgoing { story: self.story, errors: (errors.len() + unfinished.len()) as u32 }),
        }
    }

    fn errors(&self, language: Language) -> Vec<Finding> {
        let mut found = check::findings(&self.story, &self.style, language);
        found.retain(|finding| finding.severity == Severity::Error);
        found
    }
}

impl Deref for Outgoing {
    type Target = Settled;

    fn deref(&self) -> &Settled {
        &self.story
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
    fn a_held_story_waits_for_its_time_or_for_somebody_who_lifts_that_and_the_package_says_who() {
        let (folder, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let mut desk = library(&folder);
        let id = story(&mut desk, "Ghe về bến.");
        let set = |field, value: &str| Edit::SetField { field, value: value.into() };
        let until = "2099-01-01T06:00:00+07:00";
        for (field, value, is_held) in [
            (StoryField::Embargoed, "1999-01-01T06:00:00+07:00", false),
            (StoryField::PublishSchedule, until, true),
            (StoryField::Embargoed, until, true),
        ] {
            desk.edit_latest(&id, &[set(field, value)]).unwrap();
            let told = desk.story_to_package(&id, &options(out.path()), Language::English);
            assert_eq!(told.as_ref().err().map(|error| error.code), is_held.then_some(ErrorCode::PackageHeld));
        }
        let draft = PackageOptions { draft: true, ..options(out.path()) };
        assert!(desk.story_to_package(&id, &draft, Language::English).is_ok());
        let answered = PackageOptions { overridden_by: Some("Mây".into()), ..options(out.path()) };
        assert!(desk.story_to_package(&id, &answered, Language::English).is_err(), "that is another matter");
        assert_eq!(desk.plan_package(&id, &answered, Language::English).unwrap().holds.len(), 2);

        let lift =
            |field| Edit::Lift { field, until: until.into(), by: "Mây".into(), reason: "Bộ đã công bố".into() };
        desk.edit_latest(&id, &[lift(StoryField::Embargoed), lift(StoryField::PublishSchedule)]).unwrap();
        let story = desk.story_to_package(&id, &options(out.path()), Language::English).unwrap();
        let report = package::write(&story, &desk.media(), &options(out.path()), &Progress::unwatched()).unwrap();
        let info = std::fs::read_to_string(report.package.join("bag-info.txt")).unwrap();
        assert!(info.contains("Dateline-Lifted: embargoed 2098-12-31T23:00:00Z – Mây: Bộ đã công bố\n"), "{info}");
        let item = std::fs::read_to_string(report.package.join("data/story.ninjs.json")).unwrap();
        assert!(!item.contains("embargoedUntil"), "who receives it would hold it");
    }

    #[test]
    fn what_a_template_left_holds_a_package_back_until_somebody_answers_for_it() {
        let folder = tempfile::tempdir().unwrap();
        let mut desk = library(&folder);
        let id = story(&mut desk, "Ghe về {nơi}.");
        let plain = PackageOptions::default();
        let error = desk.story_to_package(&id, &plain, Language::English).unwrap_err();
        assert_eq!(
            (error.code, error.params["places"].as_str()),
            (ErrorCode::PackageUnfinished, "{nơi} in body, paragraph 1")
        );
        assert_eq!(desk.plan_package(&id, &plain, Language::English).unwrap().unfinished.len(), 1);
        let answered = PackageOptions { overridden_by: Some("Mây".into()), ..plain };
        assert!(desk.story_to_package(&id, &answered, Language::English).is_ok());
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
        let newest = desk.history(&id).unwrap().remove(0).version.unwrap();
        let VersionKind::Packaged { name, draft: false } = newest else { panic!("{newest:?}") };
        assert!(name.starts_with("cho-noi-mua-nuoc-"), "{name}");
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
