//! What a machine wrote where nobody wrote a caption: cameras, phones and programs fill the field with their own name,
//! with the file's, with the mode it was taken in.

/// Whole texts, folded to small letters.
const PHRASES: &[&str] = &[
    "binary comment",
    "burst",
    "camera",
    "camera phone",
    "canon",
    "caption",
    "cof",
    "comment",
    "dav",
    "default",
    "description",
    "digital camera",
    "digital image",
    "dvc 10.1 hdmi",
    "fujifilm",
    "hellomoto",
    "honor",
    "huawei",
    "iclarified",
    "image",
    "imagedescription",
    "jpeg",
    "mon",
    "motorola",
    "my beautiful picture",
    "n/a",
    "nikon",
    "none",
    "nor",
    "null",
    "olympus",
    "oppo",
    "oznor",
    "panasonic",
    "photo",
    "picture",
    "realme",
    "samsung",
    "scanned image",
    "scanner",
    "screenshot",
    "smart",
    "sony",
    "sony dsc",
    "title",
    "undefined",
    "unknown",
    "untitled",
    "user comments",
    "vivo",
    "xiaomi",
];

/// How such texts begin.
const BEGINNINGS: &[&str] = &[
    "(binary data",
    "<?xml",
    "<?xpacket",
    "<digimax",
    "<kenox",
    "<samsung",
    "acd systems digital imaging",
    "applemark",
    "charset=",
    "creator: gd-jpeg",
    "exif jpeg",
    "exif_jpeg",
    "fbmd0",
    "fbmd2",
    "file source:",
    "file written by ",
    "handmade software",
    "intel(r) jpeg",
    "jpeg encoder",
    "lead technologies",
    "optimized by jpeg",
    "string with binary data",
    "xpacket",
];

/// What programs and phones say of themselves, where one of [`NAMES`] follows.
const MADE: &[&str] = &["captured", "created", "edited", "made", "processed", "produced", "shot", "taken", "written"];
const NAMES: &[&str] = &[
    "acdsee",
    "adobe",
    "android",
    "camera360",
    "canon",
    "canva",
    "capcut",
    "darktable",
    "fujifilm",
    "galaxy",
    "gimp",
    "gopro",
    "honor",
    "huawei",
    "imagemagick",
    "imlib",
    "iphone",
    "leica",
    "lightroom",
    "meitu",
    "mi",
    "motorola",
    "nikon",
    "nokia",
    "oneplus",
    "oppo",
    "paint",
    "paint.net",
    "panasonic",
    "photoshop",
    "picasa",
    "pixel",
    "poco",
    "polarr",
    "realme",
    "redmi",
    "samsung",
    "snapseed",
    "sony",
    "vivo",
    "vsco",
    "xiaomi",
    "zalo",
];

/// How such texts end: “OLYMPUS DIGITAL CAMERA”, “KODAK Digital Still Camera”, “MI DUAL CAMERA”.
const ENDINGS: &[&str] = &[
    "digital camera",
    "digital game camera",
    "digital still camera",
    "dual camera",
    "triple camera",
    "quad camera",
    "camera pictures",
    "camera phone",
];

/// Names that cameras, phones and programs give to files, before a number.
const FILES: &[&str] = &[
    "dcim",
    "dji",
    "dsc",
    "dscf",
    "dscn",
    "gopr",
    "gp",
    "gx",
    "gh",
    "image",
    "imag",
    "img",
    "mvi",
    "p",
    "pano",
    "pict",
    "photo",
    "pxl",
    "sam",
    "scan",
    "screenshot",
    "snapshot",
    "wp",
];

const PICTURES: &[&str] = &[
    "arw", "avif", "bmp", "cr2", "cr3", "dng", "gif", "heic", "heif", "hif", "jpe", "jpeg", "jpg", "mpo", "nef", "orf",
    "png", "psd", "raf", "rw2", "tif", "tiff", "webp",
];

/// Phones join short words of their own for the mode a picture was taken in: `rhdr`, `oznorWO`, `sdr_HDRB`, `_cuva`.
const MODES: &[&str] = &[
    "bsh", "btf", "btr", "cof", "cuva", "dav", "edf", "fbt", "frem", "fsh", "front", "hdr", "iplp", "mde", "mdn",
    "mon", "nor", "ozn", "ptr", "qrf", "rbt", "rhdr", "rpt", "sdr", "soft", "vivid", "bty", "bhdp", "hdp", "pl", "wo",
    "tb", "or", "b", "f", "r",
];

/// Whether a text says nothing that a person wrote.
pub fn is_machine_made(text: &str) -> bool {
    let text = text.trim_matches(|letter: char| letter.is_whitespace() || "\"'“”‘’\0".contains(letter));
    let folded = text.to_lowercase();
    PHRASES.contains(&folded.as_str())
        || BEGINNINGS.iter().any(|start| folded.starts_with(start))
        || is_slogan(text, &folded)
        || is_path(text, &folded)
        || is_file_name(&folded)
        || is_mode(&folded)
        || is_for_machines(text)
        || !text.chars().any(char::is_alphabetic)
}

/// A few words without a sentence's signs.
fn is_slogan(text: &str, folded: &str) -> bool {
    let words: Vec<&str> = folded.split_whitespace().collect();
    let is_sentence =
        text.ends_with(['.', '!', '?']) || [". ", ", ", "; ", "! ", "? "].iter().any(|sign| text.contains(sign));
    let is_named =
        words.first().is_some_and(|word| MADE.contains(word)) && words.iter().any(|word| NAMES.contains(word));
    let all_great = text.split_whitespace().all(|word| !word.starts_with(char::is_lowercase));
    let ends = words.len() <= 4 && all_great && ENDINGS.iter().any(|end| folded.ends_with(end));
    !is_sentence && words.len() <= 8 && (is_named || ends)
}

/// A place on a card or a disk, which no sentence is.
fn is_path(text: &str, folded: &str) -> bool {
    let is_one_word = !text.contains(char::is_whitespace);
    let on_card = ["dcim\\", "dcim/"].iter().any(|card| folded.contains(card));
    let on_disk = text.get(1..3) == Some(":\\") || text.starts_with("\\\\") || text.starts_with("file:");
    on_disk || is_one_word && (on_card || text.contains('\\') || text.starts_with('/'))
}

/// `img_0001`, `dsc00001.jpg`, `20190615_083000`, and any one word that ends as a picture's name does.
fn is_file_name(text: &str) -> bool {
    if text.contains(char::is_whitespace) {
        return false;
    }
    if text.rsplit_once('.').is_some_and(|(_, ending)| PICTURES.contains(&ending)) {
        return true;
    }
    let stem = text.trim_start_matches('_');
    let name: String = stem.chars().take_while(char::is_ascii_alphabetic).collect();
    let number = stem[name.len()..].trim_start_matches(['_', '-']);
    let is_number = |part: &str| {
        part.chars().filter(char::is_ascii_digit).count() >= 3
            && part.chars().all(|letter| letter.is_ascii_digit() || "_-().".contains(letter))
    };
    FILES.contains(&name.as_str()) && is_number(number)
}

fn is_mode(text: &str) -> bool {
    let is_one_word = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'_');
    is_one_word && text.len() <= 16 && text.split('_').all(|part| is_joined(part, 4))
}

fn is_joined(part: &str, left: usize) -> bool {
    part.is_empty()
        || left > 0
            && MODES.iter().any(|mode| {
                // One letter alone is none, but it ends some.
                let rest = part.strip_prefix(mode).filter(|_| mode.len() > 1 || left < 4);
                rest.is_some_and(|rest| is_joined(rest, left - 1))
            })
}

/// JSON, an address alone, a long run of letters and digits that no word is.
fn is_for_machines(text: &str) -> bool {
    let is_json = text.starts_with(['{', '[']) && text.ends_with(['}', ']']) && text.contains("\":");
    let is_one_word = !text.contains(char::is_whitespace);
    let is_address = is_one_word && (text.starts_with("http://") || text.starts_with("https://"));
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let is_code = is_one_word
        && text.len() >= 20
        && digits * 4 >= text.len()
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_+/=:{}".contains(&byte));
    is_json || is_address || is_code
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_machines_write_is_known() {
        for text in [
            "default",
            "DEFAULT",
            "DCIM\\101MEDIA\\DJI_0012.JPG",
            "DCIM\\101GOPRO\\GOPR0001.JPG",
            "DCIM\\100GOPRO",
            "DCIM/100MEDIA/DJI_0001.JPG",
            "\\DCIM\\PANORAMA\\100_0012",
            "C:\\Users\\An\\Pictures\\hoi nghi.jpg",
            "_cuva",
            "hdr",
            "rhdr",
            "hdrpl",
            "oznorWO",
            "oznorWO_TB",
            "sdr_HDRB",
            "mde_soft",
            "frontbhdp",
            "fbthdr",
            "btfmdn",
            "cof",
            "cof_soft",
            "smart",
            "binary comment",
            "KODAK Digital Still Camera",
            "OLYMPUS DIGITAL CAMERA         ",
            "KONICA MINOLTA DIGITAL CAMERA",
            "MEDION DIGITAL CAMERA",
            "MOULTRIE DIGITAL GAME CAMERA",
            "SAMSUNG CAMERA PICTURES",
            "<Digimax i5, Samsung #1>",
            "<KENOX S1050  / Samsung S1050>",
            "SONY DSC",
            "Exif_JPEG_PICTURE",
            "Exif JPEG",
            "My beautiful picture",
            "HELLOMOTO",
            "Scanner",
            "Screenshot",
            "IMG_1234.JPG",
            "IMG_20190615_083000",
            "DSC00012",
            "_DSC0012",
            "PXL_20230615_083000123",
            "hội-nghị.jpg",
            "Created with GIMP",
            "CREATOR: gd-jpeg v1.0 (using IJG JPEG v62), quality = 90",
            "File written by Adobe Photoshop 5.0",
            "Shot on OnePlus",
            "SHOT ON MI 9T\nAI TRIPLE CAMERA",
            "charset=Ascii",
            "string with binary data",
            "2019:06:15 08:30:00",
            "-",
            "...",
            "{\"data\":{\"pictureId\":\"12\"},\"source_type\":\"vicut\"}",
            "https://example.com/1.jpg",
            "FBMD23000968010000c5000000",
            "0a1b2c3d4e5f60718293a4b5c6d7",
        ] {
            assert!(is_machine_made(text), "{text:?}");
        }
    }

    #[test]
    fn what_people_write_stays() {
        for text in [
            "Chợ hoa ngày cuối năm",
            "Hội nghị",
            "hoa",
            "Huế",
            "hòa",
            "Hanoi",
            "biển",
            "bãi",
            "Delegates at the opening, Hanoi",
            "Máy ảnh OLYMPUS trưng bày tại triển lãm",
            "A man repairs a digital camera in Hanoi",
            "The default judgment was read out.",
            "Created by local artists, the mural shows a fisherman.",
            "Camera an ninh ghi lại vụ việc",
            "Samsung khánh thành nhà máy",
            "Photo: Lâm Khê",
            "Đường Nguyễn Huệ 12/3",
            "AC/DC",
            "Xem https://example.com để biết thêm",
            "Ảnh chụp màn hình",
            "PH-1",
            "Covid-19",
            "G7 2026",
            "Taken by surprise, the crowd ran.",
            "for",
        ] {
            assert!(!is_machine_made(text), "{text:?}");
        }
    }
}
