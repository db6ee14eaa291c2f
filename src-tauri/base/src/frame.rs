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

/// Numbers are written with so many decimals: a tenth of a pixel of the widest picture that is taken in.
const DECIMALS: usize = 5;
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

fn short(number: f64) -> String {
    let text = format!("{number:.DECIMALS$}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
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
    use super::*;

    fn point(text: &str) -> Point {
        Point::parse(text).unwrap()
    }

    #[test]
    fn the_focus_point_stays_in_the_picture_as_near_to_its_place_as_the_edges_let_it() {
        for (what, focus, aspect, size, expected) in [
            ("a wide crop of a landscape moves up and down", "0.5,0.5", (16, 9), (6000, 4000), "0,0.07812,1,0.84375"),
            ("to the upper edge", "0.5,0.1", (16, 9), (6000, 4000), "0,0,1,0.84375"),
            ("to the lower edge", "0.5,0.9", (16, 9), (6000, 4000), "0,0.15625,1,0.84375"),
            ("a square of a landscape moves across", "0.5,0.4", (1, 1), (6000, 4000), "0.16667,0,0.66667,1"),
            ("to the left edge", "0.1,0.4", (1, 1), (6000, 4000), "0,0,0.66667,1"),
            ("to the right edge", "1,0.4", (1, 1), (6000, 4000), "0.33333,0,0.66667,1"),
            ("a face in a portrait", "0.5,0.3", (16, 9), (4000, 6000), "0,0.1125,1,0.375"),
            ("a picture of that aspect goes whole", "0.2,0.9", (4, 3), (4000, 3000), "0,0,1,1"),
            ("a sliver", "0.5,0.5", (16, 9), (1, 3000), "0,0.49991,1,0.00019"),
        ] {
            let area = Area::around(point(focus), aspect, size.0, size.1);
            assert_eq!(area.to_string(), expected, "{what}");
            assert!(Area::parse(&area.to_string()).is_some(), "{what}: {area} leads out of the picture");
        }
    }

    #[test]
    fn an_area_of_another_aspect_is_fitted_about_its_middle() {
        for (what, area, aspect, size, expected) in [
            ("its own aspect stays", "0,0.1,1,0.84375", (16, 9), (6000, 4000), "0,0.1,1,0.84375"),
            ("too high", "0,0,1,1", (16, 9), (6000, 4000), "0,0.07812,1,0.84375"),
            ("too wide", "0.2,0.2,0.6,0.3", (1, 1), (4000, 4000), "0.35,0.2,0.3,0.3"),
        ] {
            assert_eq!(Area::parse(area).unwrap().fitted(aspect, size.0, size.1).to_string(), expected, "{what}");
        }
    }

    #[test]
    fn points_and_areas_are_read_and_written_alike() {
        for (text, written) in
            [("0.5,0.33", Some("0.5,0.33")), (" 1 , 0 ", Some("1,0")), ("0.123456,1", Some("0.12346,1"))]
        {
            assert_eq!(Point::parse(text).map(|point| point.to_string()).as_deref(), written, "{text}");
        }
        for (text, written) in [("0.1,0,0.8,0.45", Some("0.1,0,0.8,0.45")), ("0,0,1,1", Some("0,0,1,1"))] {
            assert_eq!(Area::parse(text).map(|area| area.to_string()).as_deref(), written, "{text}");
        }
    }

    #[test]
    fn what_is_outside_of_the_picture_is_refused() {
        for text in ["", "0.5", "0.5,1.1", "-0.1,0", "NaN,0", "inf,0", "0.1,0.2,0.3", "a,b"] {
            assert_eq!(Point::parse(text), None, "{text}");
        }
        for text in ["0,0,0,1", "0.5,0,0.6,1", "0,0.5,1,0.6", "0,0,1", "0,0,1,1,1", "0,0,1,NaN"] {
            assert_eq!(Area::parse(text), None, "{text}");
        }
    }
}
