//! Watches a display for the cursor of text, from outside: the picture that Xvfb keeps in a file is read again and
//! again, so the program that is measured does nothing for it and knows nothing of it.

use std::{
    fs::File,
    os::unix::fs::FileExt,
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};

use dateline_tests::{display::Display, process::PATIENCE};

const LOOK_EVERY: Duration = Duration::from_millis(4);
/// What changes while nobody types and is so narrow and so high, in pixels, is a cursor that blinks.
const NARROW: usize = 3;
const HIGH: std::ops::RangeInclusive<usize> = 10..=60;
const PIXEL: usize = 4;

pub struct Screen {
    picture: PathBuf,
}

#[derive(Clone, Copy)]
struct Area {
    left: usize,
    top: usize,
    right: usize,
    bottom: usize,
}

/// The whole display at one moment.
struct Look {
    at: Instant,
    pixels: Vec<u8>,
}

impl Screen {
    /// A display that keeps its picture in the folder.
    pub fn start(folder: &Path) -> (Self, Display) {
        let display = Display::start_showing_in(folder);
        (Self { picture: folder.join("Xvfb_screen0") }, display)
    }

    /// Waits until a cursor blinks; tells when it was first to be seen where it blinks.
    pub fn first_sight_of_cursor(&self) -> Instant {
        let file = File::open(&self.picture).unwrap();
        let layout = Layout::read(&file);
        let mut looks = vec![layout.look(&file)];
        let deadline = Instant::now() + PATIENCE;
        loop {
            assert!(Instant::now() < deadline, "no cursor was to be seen");
            thread::sleep(LOOK_EVERY);
            let look = layout.look(&file);
            let last = looks.last().unwrap();
            let Some(changed) = layout.difference(last, &look) else { continue };
            let is_cursor = changed.is_cursor();
            looks.push(look);
            if is_cursor {
                let [before, after] = [looks.len() - 2, looks.len() - 1];
                let shows = [before, after].map(|at| layout.stands_out(&looks[at], changed));
                let shown = if shows[0] > shows[1] { before } else { after };
                let cursor = layout.part(&looks[shown], changed);
                return looks.iter().find(|look| layout.part(look, changed) == cursor).unwrap().at;
            }
        }
    }
}

impl Area {
    fn is_cursor(&self) -> bool {
        self.right - self.left <= NARROW && HIGH.contains(&(self.bottom - self.top))
    }
}

/// How the pixels lie in the file, a dump of a window as the program xwd writes it.
struct Layout {
    begins: u64,
    row: usize,
    rows: usize,
}

impl Layout {
    fn read(file: &File) -> Self {
        let number = |index: u64| {
            let mut bytes = [0; 4];
            file.read_exact_at(&mut bytes, index * 4).unwrap();
            u32::from_be_bytes(bytes) as usize
        };
        let (header, height, bits, row, colours) = (number(0), number(5), number(11), number(12), number(19));
        assert_eq!(bits, PIXEL * 8, "a pixel is as large as expected");
        Self { begins: (header + colours * 12) as u64, row, rows: height }
    }

    fn look(&self, file: &File) -> Look {
        let mut pixels = vec![0; self.row * self.rows];
        let at = Instant::now();
        file.read_exact_at(&mut pixels, self.begins).unwrap();
        Look { at, pixels }
    }

    fn difference(&self, before: &Look, after: &Look) -> Option<Area> {
        let mut area: Option<Area> = None;
        let rows = before.pixels.chunks_exact(self.row).zip(after.pixels.chunks_exact(self.row)).enumerate();
        for (y, (before, after)) in rows.filter(|(_, (before, after))| before != after) {
            let differs = |x: &usize| before[x * PIXEL..][..PIXEL] != after[x * PIXEL..][..PIXEL];
            let width = self.row / PIXEL;
            let left = (0..width).find(differs).unwrap_or(0);
            let right = (0..width).rev().find(differs).unwrap_or(0) + 1;
            let known = area.unwrap_or(Area { left, top: y, right, bottom: y + 1 });
            area =
                Some(Area { left: known.left.min(left), top: known.top, right: known.right.max(right), bottom: y + 1 });
        }
        area
    }

    /// In how many rows the area differs from what is to the left of it: all, where a cursor is shown in it.
    fn stands_out(&self, look: &Look, area: Area) -> usize {
        let rows = look.pixels.chunks_exact(self.row).take(area.bottom).skip(area.top);
        let pixel = |row: &[u8], x: usize| row[x * PIXEL..][..PIXEL].to_vec();
        rows.filter(|row| pixel(row, area.left) != pixel(row, area.left.saturating_sub(1))).count()
    }

    fn part(&self, look: &Look, area: Area) -> Vec<u8> {
        let rows = look.pixels.chunks_exact(self.row).take(area.bottom).skip(area.top);
        rows.flat_map(|row| row[area.left * PIXEL..area.right * PIXEL].iter().copied()).collect()
    }
}
