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

#[cfg(test)]
mod tests {
    use super::*;

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
