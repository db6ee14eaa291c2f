//! Which parts of a picture go out, and how large.

use super::encode::Encoding;
use dateline_base::{Area, Photo, PhotoField, Point};

/// Widths in pixels, largest first. A picture is never enlarged: steps above its own width are left out, and one between
/// two steps goes out at its own width too, so that nothing of it is lost.
pub const RENDITION_WIDTHS: [u32; 5] = [2048, 1280, 960, 640, 320];

/// The same for crops, of which one narrower than the smallest step does not go out.
pub const CROP_WIDTHS: [u32; 2] = [1280, 640];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Whole,
    Crop16x9,
    Crop4x3,
    Crop1x1,
    CropFree,
}

/// A part of a picture, and where it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    pub part: Part,
    pub area: Area,
}

/// A frame in one encoding, in all the sizes it goes out in: what is made, and kept, as one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ladder {
    pub frame: Frame,
    pub encoding: Encoding,
}

impl Part {
    pub const CROPS: [Part; 4] = [Part::Crop16x9, Part::Crop4x3, Part::Crop1x1, Part::CropFree];

    /// Where a person marks it; the whole picture needs no mark.
    pub fn field(self) -> Option<PhotoField> {
        match self {
            Part::Whole => None,
            Part::Crop16x9 => Some(PhotoField::Crop16x9),
            Part::Crop4x3 => Some(PhotoField::Crop4x3),
            Part::Crop1x1 => Some(PhotoField::Crop1x1),
            Part::CropFree => Some(PhotoField::CropFree),
        }
    }

    /// Width to height. The whole picture and a free crop have their own.
    pub fn aspect(self) -> Option<(u32, u32)> {
        match self {
            Part::Whole | Part::CropFree => None,
            Part::Crop16x9 => Some((16, 9)),
            Part::Crop4x3 => Some((4, 3)),
            Part::Crop1x1 => Some((1, 1)),
        }
    }

    pub fn widths(self) -> &'static [u32] {
        if self == Part::Whole { &RENDITION_WIDTHS } else { &CROP_WIDTHS }
    }
}

/// Everything of a photo that a person wants to go out: the whole of it, the crops that were marked, and those that
/// follow from the focus point alone.
pub fn frames(photo: &Photo) -> Vec<Frame> {
    let focus = Point::parse(photo.fields.text(PhotoField::FocusPoint));
    let crop = |part: Part| {
        let marked = part.field().and_then(|field| Area::parse(photo.fields.text(field)));
        let area = match (marked, part.aspect()) {
            (Some(area), None) => area,
            (Some(area), Some(aspect)) => area.fitted(aspect, photo.width, photo.height),
            (None, aspect) => Area::around(focus?, aspect?, photo.width, photo.height),
        };
        Some(Frame { part, area })
    };
    [Frame::WHOLE].into_iter().chain(Part::CROPS.into_iter().filter_map(crop)).collect()
}

/// The same in each encoding that is wanted, without crops that are too small.
pub fn ladders(photo: &Photo, webp: bool) -> Vec<Ladder> {
    let encodings = if webp { &[Encoding::Jpeg, Encoding::WebP][..] } else { &[Encoding::Jpeg] };
    let of = |frame| encodings.iter().map(move |&encoding| Ladder { frame, encoding });
    let ladders = frames(photo).into_iter().flat_map(of);
    ladders.filter(|ladder| !ladder.sizes(photo.width, photo.height).is_empty()).collect()
}

impl Frame {
    pub const WHOLE: Frame = Frame { part: Part::Whole, area: Area::WHOLE };

    /// How much of a picture of that many pixels is in it.
    pub fn pixels(&self, width: u32, height: u32) -> (u32, u32) {
        let part = |share: f64, of: u32| ((share * f64::from(of)).round() as u32).max(1);
        (part(self.area.width, width), part(self.area.height, height))
    }

    /// The sizes that go out, largest first. Those of a crop that is too small are none.
    pub fn sizes(&self, width: u32, height: u32) -> Vec<(u32, u32)> {
        let (width, height) = self.pixels(width, height);
        let fitting = self.part.widths().iter().copied().filter(|step| *step <= width);
        let mut sizes: Vec<_> = fitting.map(|step| (step, self.height_at(step, width, height))).collect();
        let goes_out = self.part == Part::Whole || !sizes.is_empty();
        let is_between = self.part.widths().iter().all(|step| *step != width) && width < self.part.widths()[0];
        if goes_out && is_between {
            // A crop's own height may be a pixel off its aspect, as rounding has it.
            sizes.insert(0, (width, self.height_at(width, width, height)));
        }
        sizes
    }

    /// The smallest size that goes out, whether the picture has the pixels for it or not.
    pub fn least(&self, width: u32, height: u32) -> (u32, u32) {
        let (width, height) = self.pixels(width, height);
        let step = self.part.widths().last().copied().unwrap_or(width);
        (step, self.height_at(step, width, height))
    }

    fn height_at(&self, step: u32, width: u32, height: u32) -> u32 {
        let (across, down) = self.part.aspect().unwrap_or((width, height));
        let (across, down, step) = (u64::from(across.max(1)), u64::from(down), u64::from(step));
        u32::try_from((down * step + across / 2) / across).unwrap_or(u32::MAX).max(1)
    }
}

impl Ladder {
    /// The frame's sizes that the encoding can hold.
    pub fn sizes(&self, width: u32, height: u32) -> Vec<(u32, u32)> {
        let mut sizes = self.frame.sizes(width, height);
        sizes.retain(|size| self.encoding.holds(*size));
        sizes
    }

    /// How large the whole of a picture has to be decoded for it: as large as for the whole picture's ladder, and larger
    /// where a close crop needs it.
    pub(super) fn wanted(&self, (width, height): (u32, u32)) -> (u32, u32) {
        let needed = |frame: &Frame| {
            let (across, down) = frame.sizes(width, height).first().copied().unwrap_or_default();
            let whole = |side: u32, share: f64| (f64::from(side) / share).ceil() as u32;
            (whole(across, frame.area.width), whole(down, frame.area.height))
        };
        let (usual, own) = (needed(&Frame::WHOLE), needed(&self.frame));
        (own.0.max(usual.0), own.1.max(usual.1))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use dateline_base::{PhotoFields, PhotoId};

    fn photo(width: u32, height: u32, marks: &[(PhotoField, &str)]) -> Photo {
        let mut fields = PhotoFields::default();
        marks.iter().for_each(|(field, mark)| fields.set(*field, *mark));
        Photo {
            id: PhotoId("p1".into()),
            fields,
            origins: Default::default(),
            place: String::new(),
            file_name: "anh.jpg".into(),
            media_type: "image/jpeg".into(),
            width,
            height,
            sha256: "0".repeat(64),
        }
    }

    fn parts(photo: &Photo) -> Vec<(Part, String)> {
        frames(photo).iter().map(|frame| (frame.part, frame.area.to_string())).collect()
    }

    #[test]
    fn a_picture_without_marks_goes_out_whole_and_no_otherwise() {
        assert_eq!(parts(&photo(6000, 4000, &[])), [(Part::Whole, "0,0,1,1".into())]);
    }

    #[test]
    fn a_focus_point_is_enough_for_every_crop_but_the_free_one() {
        let found = parts(&photo(6000, 4000, &[(PhotoField::FocusPoint, "0.5,0.5")]));
        let crops: Vec<Part> = found.iter().map(|(part, _)| *part).collect();
        assert_eq!(crops, [Part::Whole, Part::Crop16x9, Part::Crop4x3, Part::Crop1x1]);
    }

    #[test]
    fn what_a_person_marked_goes_before_the_focus_point() {
        let marks = [
            (PhotoField::FocusPoint, "0.5,0.5"),
            (PhotoField::Crop1x1, "0,0,0.4,0.6"),
            (PhotoField::CropFree, "0.1,0.1,0.5,0.8"),
        ];
        let found = parts(&photo(6000, 4000, &marks));
        assert_eq!(found[3], (Part::Crop1x1, "0,0,0.4,0.6".into()));
        assert_eq!(found[4], (Part::CropFree, "0.1,0.1,0.5,0.8".into()));
    }

    #[test]
    fn no_frame_is_enlarged_and_a_crop_that_is_too_small_is_none() {
        let frame = |part, area: &str| Frame { part, area: Area::parse(area).unwrap() };
        let whole = Frame::WHOLE;
        for (what, frame, (width, height), expected) in [
            ("a large one", whole, (6000, 4000), &[(2048, 1365), (1280, 853), (960, 640), (640, 427), (320, 213)][..]),
            (
                "one between two steps",
                whole,
                (1600, 1067),
                &[(1600, 1067), (1280, 854), (960, 640), (640, 427), (320, 213)],
            ),
            ("a pixel below a step", whole, (639, 426), &[(639, 426), (320, 213)]),
            ("one on a step", whole, (640, 427), &[(640, 427), (320, 214)]),
            ("a small one", whole, (200, 100), &[(200, 100)]),
            ("a sliver", whole, (3000, 1), &[(2048, 1), (1280, 1), (960, 1), (640, 1), (320, 1)]),
            ("no picture", whole, (0, 0), &[(1, 1)]),
            ("a wide crop", frame(Part::Crop16x9, "0,0,1,0.84375"), (6000, 4000), &[(1280, 720), (640, 360)]),
            ("a close one", frame(Part::Crop16x9, "0.4,0.4,0.2,0.16875"), (6000, 4000), &[(1200, 675), (640, 360)]),
            ("a square", frame(Part::Crop1x1, "0,0,0.66667,1"), (6000, 4000), &[(1280, 1280), (640, 640)]),
            ("640 pixels but for rounding", frame(Part::Crop1x1, "0,0,0.31999,0.32"), (2000, 2000), &[(640, 640)]),
            ("639 pixels", frame(Part::Crop1x1, "0,0,0.3195,0.3195"), (2000, 2000), &[]),
            (
                "a free crop's own aspect",
                frame(Part::CropFree, "0,0,0.5,1"),
                (2000, 2000),
                &[(1000, 2000), (640, 1280)],
            ),
        ] {
            assert_eq!(frame.sizes(width, height), expected, "{what}");
        }
        assert_eq!(frame(Part::Crop16x9, "0,0,0.1,0.1").least(2000, 2000), (640, 360));
        assert_eq!(frame(Part::CropFree, "0,0,0.1,0.2").least(2000, 2000), (640, 1280));
    }

    #[test]
    fn a_side_that_webp_cannot_hold_goes_out_as_jpeg_only() {
        let sizes = |encoding| Ladder { frame: Frame::WHOLE, encoding }.sizes(1000, 30_000);
        assert_eq!(sizes(Encoding::Jpeg), [(1000, 30_000), (960, 28_800), (640, 19_200), (320, 9600)]);
        assert_eq!(sizes(Encoding::WebP), [(320, 9600)]);
    }
}
