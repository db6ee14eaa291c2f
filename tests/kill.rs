//! The plug is pulled at random points: what was acknowledged is there, and nothing is half there.
//!
//! A kill -9 is not a power cut: what reached the kernel is kept. What it does show is that nothing is said to be
//! saved before it is handed over, and that every file on its way is either whole or not there.

use std::{
    collections::BTreeSet,
    fs,
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use dateline_core::{Language, Library, Progress, package, story::Story};
use dateline_tests::{
    cli::{Dateline, kill},
    edits::{self, Copy},
    newsroom::{Newsroom, put_tree, tree},
    papers::{Papers, small_picture},
};
use fastrand::Rng;

fn nothing_is_wrong(library: &Library) {
    assert_eq!(library.doctor(Language::English, &Progress::unwatched()).unwrap().problems, []);
}

#[test]
fn no_acknowledged_edit_is_lost_at_random_points() {
    const KILLS: usize = 40;
    let newsroom = Newsroom::new();
    let papers = Papers::sample(newsroom.path("").as_path());
    let (story, photo) = edits::begin(&mut newsroom.library(), &papers.photos[0]).unwrap();
    let mut dice = Rng::with_seed(20_191_015);
    let mut made = 0;
    let mut unsaid = 0;
    for point in 0..KILLS {
        let mut stream = Command::new(env!("CARGO_BIN_EXE_edit-stream"))
            .args([newsroom.library_folder().as_os_str(), story.0.as_ref(), (made + 1).to_string().as_ref()])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut said = BufReader::new(stream.stdout.take().unwrap()).lines().map(|line| line.unwrap());
        // So many are heard, and then, within the time that an edit takes, the plug is pulled. With none to hear,
        // that is while the library is being opened.
        let mut heard = said.by_ref().take(dice.u64(..30) as usize).last();
        thread::sleep(Duration::from_micros(dice.u64(..4_000)));
        kill(&mut stream);
        // What it said up to then.
        heard = said.last().or(heard);
        let acknowledged = heard.map_or(made, |number| number.parse().unwrap());
        assert!(acknowledged >= made);

        let library = newsroom.library();
        let now = Copy::of(&library.story(&story).unwrap());
        // The one that was under way may have come through, without anyone having been told.
        let next = [acknowledged, acknowledged + 1].into_iter().find(|edits| Copy::after(*edits, &photo) == now);
        made = next.unwrap_or_else(|| panic!("kill {point}: {acknowledged} edits were acknowledged; there is {now:?}"));
        unsaid += u64::from(made > acknowledged);
        if point % 10 == 9 {
            nothing_is_wrong(&library);
        }
    }
    eprintln!("{KILLS} kills, {made} edits; {unsaid} were durable before they were acknowledged");
    assert!(made > KILLS as u64, "the kills came too early to mean anything: {made} edits");
}

/// How long `command` takes when it is left alone.
fn time_to_end(mut command: Command) -> Duration {
    let start = Instant::now();
    let output = command.output().unwrap();
    assert!(output.status.success(), "{output:?}");
    start.elapsed()
}

/// Starts `command` and kills it after a time of the dice, up to a little over what it takes. Whether it had ended.
fn kill_somewhere(mut command: Command, takes: Duration, dice: &mut Rng) -> bool {
    let mut child: Child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    thread::sleep(Duration::from_micros(dice.u64(..takes.as_micros() as u64 * 11 / 10)));
    let ended = child.try_wait().unwrap().is_some();
    kill(&mut child);
    ended
}

/// What a story says, without the names that each import gives anew.
fn told(story: &Story) -> String {
    let photos: Vec<_> = story.photos.iter().map(|photo| (&photo.fields, &photo.sha256)).collect();
    let body: Vec<_> = story.body.iter().map(|block| &block.text).collect();
    format!("{:?} {body:?} {photos:?} {:?}", story.fields, story.related)
}

#[test]
fn an_import_that_is_killed_leaves_a_whole_story_or_none() {
    const KILLS: usize = 24;
    let newsroom = Newsroom::new();
    let papers = Papers::sample(newsroom.path("").as_path());
    let dateline = newsroom.dateline();
    let import = |dateline: &Dateline| {
        let mut command = dateline.command(["import".as_ref(), papers.article.as_os_str()]);
        command.args(["--today", "2026-05-01", "--photo"]).args(&papers.photos).stdout(Stdio::null());
        command
    };
    let takes = time_to_end(import(&dateline));
    let whole = |library: &Library| -> Vec<String> {
        let stories = library.list("", 1000).unwrap();
        stories.iter().map(|listed| told(&library.story(&listed.id).unwrap())).collect()
    };
    let wanted = whole(&newsroom.library()).remove(0);

    let mut dice = Rng::with_seed(18);
    let mut came_through = 1;
    for point in 0..KILLS {
        // Each into a fresh library too, so that making one is among the points.
        let folder = newsroom.path(&format!("library-{point}"));
        kill_somewhere(import(&Dateline::new(&folder)), takes, &mut dice);
        let library = Library::make(&folder).unwrap();
        let stories = whole(&library);
        assert!(stories.is_empty() || stories == [wanted.clone()], "kill {point}: {stories:?}");
        nothing_is_wrong(&library);
        came_through += stories.len();
        fs::remove_dir_all(folder).unwrap();
    }
    assert!(came_through <= KILLS, "no import was killed before its end");
}

#[test]
fn pictures_that_are_killed_on_their_way_are_whole_or_not_there_and_come_in_at_the_next_try() {
    const KILLS: usize = 16;
    let newsroom = Newsroom::new();
    let story = newsroom.with_a_light_story();
    let card = newsroom.make_folder("the");
    for number in 0..40 {
        fs::write(card.join(format!("{number:02}.jpg")), small_picture(number)).unwrap();
    }
    let add = |dateline: &Dateline| {
        let mut command = dateline.command(["photo", "add", &story.0]);
        command.arg(&card);
        command
    };
    let shown = |library: &Library| {
        let photos = library.story(&story).unwrap().photos;
        photos.into_iter().map(|photo| photo.file_name).collect::<Vec<_>>()
    };
    let all = {
        let mut names: Vec<_> = fs::read_dir(&card).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        names.into_iter().map(|name| name.into_string().unwrap()).collect::<Vec<_>>()
    };
    let before = shown(&newsroom.library()).len();
    let fresh = tree(&newsroom.library_folder());
    let takes = time_to_end(add(&newsroom.dateline()));
    assert_eq!(shown(&newsroom.library())[before..], all);

    let mut dice = Rng::with_seed(37_200);
    let mut partly = 0;
    for point in 0..KILLS {
        fs::remove_dir_all(newsroom.library_folder()).unwrap();
        put_tree(&fresh, &newsroom.library_folder());
        kill_somewhere(add(&newsroom.dateline()), takes, &mut dice);
        let library = newsroom.library();
        let came_in = shown(&library)[before..].to_vec();
        assert_eq!(came_in, all[..came_in.len()], "kill {point}: in their order, without a gap");
        nothing_is_wrong(&library);
        partly += usize::from(!came_in.is_empty() && came_in.len() < all.len());
        drop(library);
        if point % 6 == 0 {
            time_to_end(add(&newsroom.dateline()));
            assert_eq!(shown(&newsroom.library())[before..], all, "each once");
        }
    }
    eprintln!("{KILLS} kills, {partly} with some of the pictures in");
    assert!(partly > 0, "nothing was killed between two pictures");
}

/// What a person finds in a folder: hidden ones are not looked at.
fn found_in(out: &Path) -> BTreeSet<String> {
    let Ok(entries) = fs::read_dir(out) else { return BTreeSet::new() };
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| !name.starts_with('.')).collect()
}

#[test]
fn a_package_that_is_killed_is_whole_or_not_there() {
    const KILLS: usize = 24;
    let newsroom = Newsroom::new();
    let story = newsroom.with_a_light_story();
    let dateline = newsroom.dateline();
    let mut dice = Rng::with_seed(6_325);
    for zip in [false, true] {
        let write = |out: &Path| {
            let mut command = dateline.command(["package", &story.0, "--out"]);
            command.arg(out).args(zip.then_some("--zip")).stdout(Stdio::null());
            command
        };
        let first = newsroom.path(&format!("out-{zip}"));
        // Once for the renditions, and once to see how long it takes with them kept.
        time_to_end(write(&first));
        let takes = time_to_end(write(&first));
        let name = found_in(&first);

        let (mut absent, mut present) = (0, 0);
        for point in 0..KILLS {
            let out = newsroom.path(&format!("out-{zip}-{point}"));
            kill_somewhere(write(&out), takes, &mut dice);
            let found = found_in(&out);
            assert!(found.is_empty() || found == name, "kill {point}: {found:?}");
            for package in &found {
                assert_eq!(package::verify(&out.join(package), Language::English).unwrap().problems, []);
            }
            if found.is_empty() {
                absent += 1
            } else {
                present += 1
            }
            // The next one does not stumble over what was left.
            if point % 6 == 0 {
                time_to_end(write(&out));
                assert_eq!(found_in(&out), name);
            }
            fs::remove_dir_all(&out).ok();
        }
        eprintln!("zip {zip}: {KILLS} kills, {absent} without a package, {present} with a whole one");
        assert!(absent > 0, "no package was killed before its end");
    }
    nothing_is_wrong(&newsroom.library());
}
