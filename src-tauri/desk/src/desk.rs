//! The desk on which the library lies.
//!
//! One thread owns the [`Library`] and runs errands in the order in which they came, so edits keep theirs and
//! need no lock. What takes long (pictures, packages) is done [`aside`](Desk::aside) with values that were
//! fetched from the library, so that typing never waits for it.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::{Arc, OnceLock, RwLock},
    thread,
    time::{Duration, Instant},
};

use dateline_core::{
    Error, ErrorCode, ErrorText, Language, Library, Progress, Result, clock,
    library::{Recovery, Sessions, Settings},
    story::StoryId,
};
use serde::Serialize;
use tokio::{
    sync::{mpsc, oneshot},
    task::spawn_blocking,
};

use crate::{catching_up::CatchingUp, checks::Checks, grants::Grants, jobs::Jobs, lists::Lists};

/// What is known before there is a page.
#[derive(Default)]
pub struct Beginning {
    pub settings: Settings,
    /// The story that will open.
    pub last: Option<Last>,
}

/// A story, and how much of its history there is.
#[derive(Serialize)]
pub struct Last {
    story: StoryId,
    revision: i64,
}

/// A command's answer: the value, or an error in the person's language.
pub type Answer<T> = Result<T, ErrorText>;
type Errand = Box<dyn FnOnce(&mut Owner) + Send>;

/// A handle to the thread that owns the library. Cheap to clone.
#[derive(Clone)]
pub struct Desk {
    errands: mpsc::UnboundedSender<Errand>,
    folder: PathBuf,
    /// The language that errors are told in.
    language: Arc<RwLock<Language>>,
    jobs: Jobs,
    checks: Checks,
    grants: Grants,
    listener: Arc<OnceLock<Listener>>,
    catching_up: CatchingUp,
    lists: Lists,
}

/// What happens besides what a screen asked for, or beyond what it is told.
#[derive(Clone, Debug)]
pub enum Event {
    /// Another program wrote to the library.
    LibraryChanged,
    SettingsSaved(Box<Settings>),
}

type Listener = Box<dyn Fn(Event) + Send + Sync>;

impl Desk {
    /// Opens the library on its own thread. Where that fails, each errand answers with the reason.
    pub fn open(folder: PathBuf) -> Self {
        let (errands, mut queue) = mpsc::unbounded_channel::<Errand>();
        let desk = Self {
            errands,
            folder: folder.clone(),
            language: Arc::default(),
            jobs: Jobs::default(),
            checks: Checks::default(),
            grants: Grants::default(),
            listener: Arc::default(),
            catching_up: CatchingUp::default(),
            lists: Lists::default(),
        };
        thread::spawn(move || {
            let mut owner = Owner::open(&folder, Sessions::default());
            while let Some(errand) = queue.blocking_recv() {
                if catch_unwind(AssertUnwindSafe(|| errand(&mut owner))).is_err() {
                    // What is in memory may be half a change; what is on disk is whole. Screens go on where they were.
                    owner = Owner::open(&folder, owner.into_sessions().after_a_stumble());
                }
            }
        });
        desk
    }

    /// Reads in the library, after all that was asked for before.
    pub async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Library) -> Result<T> + Send + 'static,
    ) -> Result<T, ErrorText> {
        self.write(|library| work(library)).await
    }

    /// Does in the library what a person wants done, after all that was asked for before.
    pub async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Library) -> Result<T> + Send + 'static,
    ) -> Result<T, ErrorText> {
        let answer = self.ask(|owner| owner.library().and_then(work)).await;
        answer.and_then(|result| result).map_err(|error| self.words(&error))
    }

    /// [`Desk::read`] for slow work that is done aside and now and then needs the library.
    pub fn read_from_aside<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Library) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.write_from_aside(|library| work(library))
    }

    /// [`Desk::write`] for the same.
    pub fn write_from_aside<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Library) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.ask_from_aside(|owner| owner.library().and_then(work))?
    }

    /// Does slow work where nobody waits for it.
    pub async fn aside<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T> + Send + 'static,
    ) -> Result<T, ErrorText> {
        let result = spawn_blocking(work).await.unwrap_or_else(|panic| Err(Error::internal(panic)));
        result.map_err(|error| self.words(&error))
    }

    /// Reads what takes long to read, through a second door to the library, so that typing does not wait.
    pub async fn read_beside<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Library) -> Result<T> + Send + 'static,
    ) -> Result<T, ErrorText> {
        self.write_beside(|library| work(library)).await
    }

    /// The same through the door of the lists, which stays open.
    pub async fn read_lists<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Library) -> Result<T> + Send + 'static,
    ) -> Result<T, ErrorText> {
        let (folder, lists) = (self.folder.clone(), self.lists.clone());
        self.aside(move || lists.read(&folder, work)).await
    }

    /// Does what takes long to do, in the same way.
    pub async fn write_beside<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Library) -> Result<T> + Send + 'static,
    ) -> Result<T, ErrorText> {
        let folder = self.folder.clone();
        self.aside(move || work(&mut Library::open_or_read(&folder)?)).await
    }

    async fn ask<T: Send + 'static>(&self, work: impl FnOnce(&mut Owner) -> T + Send + 'static) -> Result<T> {
        self.hand_over(work)?.await.map_err(stumbled)
    }

    /// The same on a thread that may wait.
    fn ask_from_aside<T: Send + 'static>(&self, work: impl FnOnce(&mut Owner) -> T + Send + 'static) -> Result<T> {
        self.hand_over(work)?.blocking_recv().map_err(stumbled)
    }

    fn hand_over<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Owner) -> T + Send + 'static,
    ) -> Result<oneshot::Receiver<T>> {
        let (reply, answer) = oneshot::channel();
        let errand = Box::new(move |owner: &mut Owner| {
            // Nobody listens any more when the page was reloaded meanwhile; the work is done all the same.
            let _ = reply.send(work(owner));
        });
        self.errands.send(errand).map_err(|_| Error::internal("the library's thread has ended"))?;
        Ok(answer)
    }

    pub(crate) fn lists(&self) -> &Lists {
        &self.lists
    }

    pub(crate) fn jobs(&self) -> &Jobs {
        &self.jobs
    }

    /// A person chose this file or folder, or dropped it: the screen may name it, and all that lies in it.
    pub fn give(&self, path: &Path) {
        self.grants.give(path);
    }

    /// Each path that the screen names is held against what a person gave, before anything is done with it. Errors:
    /// `path_not_given`.
    pub fn given<'a>(&self, paths: impl IntoIterator<Item = &'a PathBuf>) -> Result<(), ErrorText> {
        self.grants.check_all(paths).map_err(|error| self.words(&error))
    }

    pub(crate) fn grants(&self) -> &Grants {
        &self.grants
    }

    pub(crate) fn checks(&self) -> &Checks {
        &self.checks
    }

    pub(crate) fn happened(&self, event: Event) {
        if let Some(listener) = self.listener.get() {
            listener(event);
        }
    }

    /// What the page begins with, before there is one to wait for it; the usual where the library can't be read.
    pub fn beginning(&self) -> Beginning {
        let read = |library: &Library| {
            let settings = library.settings()?;
            let story = settings.last_story.clone();
            let last = story.and_then(|story| Some(Last { revision: library.revision(&story).ok()??, story }));
            Ok(Beginning { settings, last })
        };
        let beginning = self.read_from_aside(read).unwrap_or_default();
        self.speak(beginning.settings.language);
        self.give(Path::new(&beginning.settings.packages_folder));
        beginning
    }

    /// Errors are told in `language` from now on.
    pub fn speak(&self, language: Language) {
        *self.language.write().unwrap_or_else(|poisoned| poisoned.into_inner()) = language;
    }

    pub fn language(&self) -> Language {
        *self.language.read().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    pub fn words(&self, error: &Error) -> ErrorText {
        error.text(self.language())
    }

    /// What the person should know from the start.
    pub async fn notices(&self) -> Vec<ErrorText> {
        let notices = self.ask(|owner| owner.notices()).await;
        notices.unwrap_or_else(|error| vec![error]).iter().map(|error| self.words(error)).collect()
    }

    /// Why there is no library to work with; none where there is one.
    pub async fn trouble(&self) -> Option<ErrorText> {
        let trouble = self.ask(|owner| owner.library().err()).await.unwrap_or_else(Some);
        trouble.map(|error| self.words(&error))
    }

    /// Tries once more what failed: a disk that was not there may be there now.
    pub async fn reopen(&self) -> Option<ErrorText> {
        let folder = self.folder.clone();
        let reopened = self.ask(move |owner| {
            if owner.library.is_err() {
                *owner = Owner::open(&folder, std::mem::take(&mut owner.waiting));
            }
        });
        match reopened.await {
            Ok(()) => self.trouble().await,
            Err(error) => Some(self.words(&error)),
        }
    }

    /// Recovers what can be read of a library that can't be opened; all other errands wait, as they have none.
    pub async fn recover(&self, work: impl FnOnce(&Path) -> Result<Recovery> + Send + 'static) -> Answer<Recovery> {
        let (folder, catching_up) = (self.folder.clone(), self.catching_up.clone());
        self.lists.close();
        let recovered = self.ask(move |owner| {
            // What this app has open itself, it lets go of: recovering is done alone.
            owner.library = Err(Error::new(ErrorCode::LibraryInUse).at(&folder));
            let recovered = catching_up.held(|| work(&folder));
            // Changes may have other numbers now: screens begin anew.
            *owner = Owner::open(&folder, Sessions::default());
            recovered
        });
        recovered.await.and_then(|recovered| recovered).map_err(|error| self.words(&error))
    }

    /// Lays out the sample newsroom when this is a new library.
    pub fn furnish(&self) {
        let errand: Errand = Box::new(Owner::furnish);
        // A thread that has ended is told by the first call of the page.
        let _ = self.errands.send(errand);
    }

    /// Tells `listener` what happens from now on, as long as the program runs: what other programs write, too. Once the
    /// story has had its time to appear, makes the library ready for typing.
    pub fn watch(&self, listener: impl Fn(Event) + Send + Sync + 'static) {
        if self.listener.set(Box::new(listener)).is_err() {
            return;
        }
        let desk = self.clone();
        thread::spawn(move || {
            // SQLite tells nobody; asking costs it nothing.
            let version = || desk.read_from_aside(|library| library.data_version()).ok();
            // Asked before the page shows a story: what is written from then on must reach it.
            let mut known = version();
            thread::sleep(Duration::from_secs(1));
            // Where there is no room for it (a full disk, say) saves are slower, and nothing is lost.
            desk.write_from_aside(|library| library.expect_typing()).ok();
            let (mut swept, mut is_behind) = (false, true);
            loop {
                let now = version();
                if now.is_some() && now != known {
                    desk.happened(Event::LibraryChanged);
                    known = now;
                }
                // Durable in the log already; it is settled while nobody types, so that little stands there alone.
                desk.read_from_aside(|library| library.settle_when_quiet()).ok();
                is_behind |= desk.read_from_aside(|library| Ok(library.take_behind())).unwrap_or_default();
                if std::mem::take(&mut is_behind) {
                    desk.catching_up.begin(desk.folder.clone());
                }
                if !std::mem::replace(&mut swept, true) {
                    // Through a door of its own, so that typing does not wait. What can't be swept lies there, and the
                    // doctor tells of it.
                    Library::open(&desk.folder).and_then(|mut library| library.sweep(&Progress::unwatched())).ok();
                }
                thread::sleep(Duration::from_secs(1));
            }
        });
    }

    /// Waits until all that was asked for is done, and closes the library.
    pub fn finish(&self) {
        self.lists.close();
        let folder = self.folder.clone();
        let _ = self.ask_from_aside(move |owner| owner.library = Err(Error::new(ErrorCode::LibraryBusy).at(&folder)));
    }
}

fn stumbled(_: oneshot::error::RecvError) -> Error {
    Error::internal("the library's thread stumbled over this call")
}

/// The library, or why there is none.
struct Owner {
    folder: PathBuf,
    library: Result<Library>,
    /// What screens have seen, until there is a library again.
    waiting: Sessions,
    /// When it was found that nothing can be written.
    tried: Instant,
}

/// A folder that can only be read may be opened for writing while the window is open.
const TRY_AGAIN: Duration = Duration::from_secs(1);

impl Owner {
    fn open(folder: &Path, sessions: Sessions) -> Self {
        let (library, waiting) = match Library::make_or_read(folder) {
            Ok(library) => (Ok(library.with_sessions(sessions)), Sessions::default()),
            Err(error) => (Err(error), sessions),
        };
        Self { folder: folder.to_owned(), library, waiting, tried: Instant::now() }
    }

    /// Opens for writing what could only be read, once that can be.
    fn try_to_write(&mut self) {
        if !self.library.as_ref().is_ok_and(Library::is_read_only) || self.tried.elapsed() < TRY_AGAIN {
            return;
        }
        self.tried = Instant::now();
        if let Ok(library) = Library::make(&self.folder) {
            let none = Err(Error::new(ErrorCode::LibraryReadOnly).at(&self.folder));
            let sessions =
                std::mem::replace(&mut self.library, none).map_or_else(|_| Sessions::default(), Library::into_sessions);
            self.library = Ok(library.with_sessions(sessions));
        }
    }

    fn into_sessions(self) -> Sessions {
        self.library.map_or(self.waiting, Library::into_sessions)
    }

    fn library(&mut self) -> Result<&mut Library> {
        self.try_to_write();
        self.library.as_mut().map_err(|error| error.again())
    }

    /// Of a library that can be worked with; why one can't is told otherwise.
    fn notices(&self) -> Vec<Error> {
        self.library.as_ref().map(Library::troubles).unwrap_or_default()
    }

    fn furnish(&mut self) {
        if let Ok(library) = &mut self.library {
            // A newsroom that can't be laid out leaves an empty library, which is no fault.
            library.add_sample(clock::today()).ok();
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn slow_work_that_is_done_aside_asks_the_desk_in_between_and_hears_its_errors() {
        let folder = tempfile::tempdir().unwrap();
        let desk = Desk::open(folder.path().to_owned());
        let library = desk.clone();
        let made = desk.aside(move || {
            let story = library.write_from_aside(|library| library.create(Language::Vietnamese))?;
            library.read_from_aside(move |library| library.story(&story))
        });
        let made = made.await;
        assert_eq!(made.unwrap().language, Language::Vietnamese);
        let library = desk.clone();
        let failed = desk.aside(move || library.read_from_aside(|library| library.resolve("none")));
        let failed = failed.await;
        assert_eq!(failed.unwrap_err().code, ErrorCode::StoryUnknown);
    }
}
