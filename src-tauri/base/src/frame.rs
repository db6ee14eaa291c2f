//! Where in a picture something is, in fractions of the upright picture from its top left: what is marked on a small
//! preview holds for every size.

use std::fmt;

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    pub x: f64,
    pub y: f64,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    pub left: f64,
    pub top: f64,
    pub width: f64,
    pub height: f64,
}

/// Numbers are written to five decimals: a tenth of a pixel of the widest picture that is taken in.
const STEPS: f64 = 100_000.0;
/// What rounding may add up to.
const SLACK: f64 = 2e-5;

impl Point {
    pub fn parse(text: &str) -> Option<Self> {
        let [x, y] = fractions(text)?;
        Some(Self { x, y })
    }
}

impl Area {
    pub fn parse(text: &str) -> Option<Self> {
        let [left, top, width, height] = fractions(text)?;
        let fits = width > 0.0 && height > 0.0 && left + width <= 1.0 + SLACK && top + height <= 1.0 + SLACK;
        fits.then_some(Self { left, top, width, height })
    }
}

fn fractions<const N: usize>(text: &str) -> Option<[f64; N]> {
    let mut parts = text.split(',');
    let mut read = [0.0; N];
    for part in &mut read {
        *part = parts.next()?.trim().parse().ok().filter(|number| (0.0..=1.0).contains(number))?;
    }
    parts.next().is_none().then_some(read)
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{},{}", short(self.x), short(self.y))
    }
}

impl fmt::Display for Area {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{},{},{},{}", short(self.left), short(self.top), short(self.width), short(self.height))
    }
}

/// Half a step is rounded up, and never to the even digit as `{:.5}` has it: the screen writes what the document keeps, and
/// nothing may change by being read and written here.
fn short(number: f64) -> String {
    // There is no nought below nought.
    ((number * STEPS).round() / STEPS + 0.0).to_string()
}

impl Area {
    pub const WHOLE: Area = Area { left: 0.0, top: 0.0, width: 1.0, height: 1.0 };

    /// The largest area of this aspect in a picture of that many pixels, with the point as near to its middle as the
    /// picture's edges let it (`ui/src/photos/frame.ts` shows the same).
    pub fn around(point: Point, aspect: (u32, u32), width: u32, height: u32) -> Area {
        let (wide, high) = largest(aspect, f64::from(width.max(1)), f64::from(height.max(1)));
        let (wide, high) = (wide / f64::from(width.max(1)), high / f64::from(height.max(1)));
        Area {
            left: (point.x - wide / 2.0).clamp(0.0, 1.0 - wide),
            top: (point.y - high / 2.0).clamp(0.0, 1.0 - high),
            width: wide,
            height: high,
        }
    }

    /// The largest area of this aspect inside, about the same middle.
    pub fn fitted(self, aspect: (u32, u32), width: u32, height: u32) -> Area {
        let (across, down) = (f64::from(width.max(1)), f64::from(height.max(1)));
        let (wide, high) = largest(aspect, self.width * across, self.height * down);
        let (wide, high) = (wide / across, high / down);
        Area {
            left: self.left + (self.width - wide) / 2.0,
            top: self.top + (self.height - high) / 2.0,
            width: wide,
            height: high,
        }
    }
}

/// The largest rectangle of an aspect within `width` × `height`.
fn largest((across, down): (u32, u32), width: f64, height: f64) -> (f64, f64) {
    let aspect = f64::from(across) / f64::from(down);
    // Rounding must not lead out of it.
    ((height * aspect).min(width), (width / aspect).min(height))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use serde::Deserialize;

    use super::*;

    /// `ui/src/photos/frame.ts` does the same, and reads the same cases.
    #[derive(Deserialize)]
    struct Cases {
        points: Vec<Text>,
        areas: Vec<Text>,
        around: Vec<Around>,
    }

    #[derive(Deserialize)]
    struct Text {
        text: String,
        /// None where it is refused.
        written: Option<String>,
    }

    #[derive(Deserialize)]
    struct Around {
        what: String,
        focus: String,
        aspect: (u32, u32),
        size: (u32, u32),
        area: String,
    }

    fn cases() -> Cases {
        serde_json::from_str(include_str!("../../../tests/fixtures/frames.json")).unwrap()
    }

    #[test]
    fn the_focus_point_stays_in_the_picture_as_near_to_its_place_as_the_edges_let_it() {
        let cases = cases().around;
        assert!(!cases.is_empty());
        for Around { what, focus, aspect, size, area } in cases {
            let made = Area::around(Point::parse(&focus).unwrap(), aspect, size.0, size.1);
            assert_eq!(made.to_string(), area, "{what}");
            assert!(Area::parse(&area).is_some(), "{what}: {area} leads out of the picture");
        }
    }

    #[test]
    fn an_area_of_another_aspect_is_fitted_about_its_middle() {
        for (what, area, aspect, size, expected) in [
            ("its own aspect stays", "0,0.1,1,0.84375", (16, 9), (6000, 4000), "0,0.1,1,0.84375"),
            ("too high", "0,0,1,1", (16, 9), (6000, 4000), "0,0.07813,1,0.84375"),
            ("too wide", "0.2,0.2,0.6,0.3", (1, 1), (4000, 4000), "0.35,0.2,0.3,0.3"),
        ] {
            assert_eq!(Area::parse(area).unwrap().fitted(aspect, size.0, size.1).to_string(), expected, "{what}");
        }
    }

    #[test]
    fn points_and_areas_are_read_and_written_as_the_screen_does_and_what_is_outside_of_the_picture_is_refused() {
        let Cases { points, areas, .. } = cases();
        assert!(!points.is_empty() && !areas.is_empty());
        for Text { text, written } in points {
            assert_eq!(Point::parse(&text).map(|point| point.to_string()), written, "{text}");
        }
        for Text { text, written } in areas {
            assert_eq!(Area::parse(&text).map(|area| area.to_string()), written, "{text}");
        }
    }

    #[test]
    fn what_is_written_is_read_and_written_as_it_is() {
        for step in 0..=100_000 {
            let written = short(f64::from(step) / STEPS);
            assert_eq!(short(written.parse().unwrap()), written);
        }
    }
}
