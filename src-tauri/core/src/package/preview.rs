//! The page of a story as it would go out now, for somebody who looks at it before: the page that is written, with each
//! picture named by its original, since none of its sizes is made yet.

use std::{io::Read, path::Path};

use super::{
    address::BaseUrl,
    edition::{Destination, Edition, Entry, MediaFile, Picture, Release},
    formats,
    sink::Sink,
};
use crate::{
    Result,
    photo::{Encoding, Part},
    story::{Photo, Settled},
};

/// What stands before an original's SHA-256 where a picture's address will be.
const PICTURE: &str = "picture:";
/// As wide as the picture is that a reader who can't choose gets.
const WIDTH: u32 = 1280;

/// Errors: `file_too_large`, as writing it would.
pub fn preview(story: &Settled) -> Result<String> {
    let mut entry = Entry::alone(story);
    entry.pictures = story.shown_photos().into_iter().map(shown).collect();
    let destination = Destination { base: BaseUrl::placeholder(), draft: false };
    let edition = Edition { entries: vec![entry], destination, release: Release::default() };
    let mut page = Vec::new();
    let mut store =
        |_: &str, source: &mut dyn Read| source.read_to_end(&mut page).map(drop).map_err(crate::Error::internal);
    formats::PAGE.write(&edition, &mut Sink::new(Path::new(""), &mut store))?;
    Ok(String::from_utf8_lossy(&page).into_owned())
}

fn shown(photo: &Photo) -> Picture<'_> {
    let width = photo.width.clamp(1, WIDTH);
    let height = (u64::from(photo.height) * u64::from(width) / u64::from(photo.width.max(1))).max(1) as u32;
    // Another desk may have called it anything: only a hash is an address.
    let is_hash = photo.sha256.bytes().all(|byte| byte.is_ascii_hexdigit());
    let name = if is_hash { photo.sha256.as_str() } else { "" };
    let file = MediaFile {
        path: format!("{PICTURE}{name}"),
        url: String::new(),
        part: Part::Whole,
        encoding: Encoding::Jpeg,
        width,
        height,
        bytes: 0,
    };
    Picture { photo, files: vec![file] }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::package::sample;

    #[test]
    fn the_page_is_the_one_that_goes_out_but_for_the_addresses_of_its_pictures() {
        let story = sample::story();
        let page = preview(&story).unwrap();
        for photo in story.shown_photos() {
            assert!(page.contains(&format!("src=\"picture:{}\"", photo.sha256)), "{page}");
        }
        let without_pictures = |page: &str| {
            let lines = page.lines().filter(|line| !line.contains("<img") && !line.contains("ld+json"));
            lines.map(str::to_owned).collect::<Vec<_>>()
        };
        let written = sample::written(formats::PAGE, &sample::edition(&story, false));
        assert_eq!(without_pictures(&page), without_pictures(std::str::from_utf8(&written).unwrap()));
    }

    #[test]
    fn what_is_no_hash_is_no_address() {
        let mut story = sample::story();
        story.photos[0].sha256 = "\"><script>x</script>".into();
        let page = preview(&story).unwrap();
        assert!(!page.contains("<script>x") && page.contains("src=\"picture:\""));
    }
}
