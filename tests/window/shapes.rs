//! Pictures of every shape on every screen that shows some: none lies under words that stand beside it.

use std::{collections::BTreeSet, fs};

use dateline_core::{
    Language, Library,
    library::SettingsChange,
    story::{Block, Edit, PhotoField, PhotoId, StoryField},
};
use dateline_tests::app::{Place, Window};
use image::{Rgb, RgbImage};
use serde_json::{Value, json};

use super::reachable::{List, SCREENS, begin, take};

/// A portrait as a camera and as a telephone take it, a square, a film's and a panorama.
const SHAPES: [(&str, u32, u32); 5] = [
    ("dung 2x3.jpg", 800, 1200),
    ("dung 3x4.jpg", 900, 1200),
    ("vuong 1x1.jpg", 1000, 1000),
    ("ngang 16x9.jpg", 1280, 720),
    ("toan canh cho noi truoc mua nuoc len 3x1.jpg", 1500, 500),
];
const WINDOWS: [(u32, u32); 2] = [(1280, 800), (720, 600)];

/// Where words lie on a picture on purpose: what is done to it, and what a sign on it says.
const ON_PURPOSE: &str = ".badge, .ways, .tag, [data-testid=framing], .unseen";

/// Every stretch of words that crosses what is painted of a picture, where the two lie on the same layer.
const CROSSINGS: &str = r#"
const onPurpose = arguments[0];
const cut = (box, by) => ({
    left: Math.max(box.left, by.left), top: Math.max(box.top, by.top),
    right: Math.min(box.right, by.right), bottom: Math.min(box.bottom, by.bottom),
});
const isThere = (box) => box.right - box.left > 1 && box.bottom - box.top > 1;
// What is left of it where those around it show no more than their own.
const seen = (element, box) => {
    let left = cut(box, { left: 0, top: 0, right: innerWidth, bottom: innerHeight });
    for (let up = element.parentElement; up; up = up.parentElement) {
        const style = getComputedStyle(up);
        const clips = style.overflowX !== 'visible' || style.overflowY !== 'visible' || style.contain.includes('paint')
            || style.contain.includes('strict');
        if (clips) left = cut(left, up.getBoundingClientRect());
    }
    return left;
};
const layer = (element) => {
    for (let up = element; up; up = up.parentElement) {
        if (up.tagName === 'DIALOG' || up.matches('.floating, .passing, [role=dialog]')) return up;
        const { position, zIndex } = getComputedStyle(up);
        // What has a layer of its own has paper of its own under its words.
        if (['fixed', 'sticky'].includes(position) || (position !== 'static' && zIndex !== 'auto')) return up;
    }
    return document.body;
};
const shows = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
const painted = (img) => {
    const box = img.getBoundingClientRect();
    const fit = getComputedStyle(img).objectFit;
    if (fit !== 'contain') return box;
    const by = Math.min(box.width / img.naturalWidth, box.height / img.naturalHeight);
    const [width, height] = [img.naturalWidth * by, img.naturalHeight * by];
    const left = box.left + (box.width - width) / 2, top = box.top + (box.height - height) / 2;
    return { left, top, right: left + width, bottom: top + height };
};

const pictures = [...document.images]
    .filter((img) => img.naturalWidth > 0 && shows(img))
    .map((img) => ({ img, layer: layer(img), box: seen(img, painted(img)) }))
    .filter(({ box }) => isThere(box));
const words = [];
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || !element || element.closest(onPurpose) || !shows(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) words.push({ text: node.data.trim(), element, box });
}
for (const element of document.querySelectorAll('input, textarea')) {
    const text = element.value || element.placeholder;
    if (text && shows(element) && !element.closest(onPurpose) && !['radio', 'checkbox'].includes(element.type))
        words.push({ text, element, box: element.getBoundingClientRect() });
}
const found = [];
for (const { text, element, box } of words) {
    const left = seen(element, box);
    if (!isThere(left)) continue;
    for (const picture of pictures) {
        const both = cut(left, picture.box);
        if (!isThere(both) || layer(element) !== picture.layer) continue;
        const { naturalWidth: width, naturalHeight: height } = picture.img;
        found.push(`“${text.slice(0, 40)}” by ${Math.round(both.bottom - both.top)} px on ${width}×${height}`);
    }
}
const shapes = pictures.map(({ img }) => (img.naturalWidth / img.naturalHeight).toFixed(1));
return { found: [...new Set(found)], shapes };
"#;

#[test]
fn no_words_cross_a_picture_of_any_shape() {
    let place = Place::new();
    lay_out(&place);
    let list: List = serde_json::from_str(SCREENS).unwrap();
    let window = place.open();
    window.see("body");
    let (mut found, mut shapes) = (Vec::new(), BTreeSet::new());
    for screen in &list.screens {
        window.session.resize(WINDOWS[0].0, WINDOWS[0].1);
        begin(&window, &screen.on);
        for step in &screen.steps {
            take(&window, step);
        }
        for (width, height) in WINDOWS {
            window.session.resize(width, height);
            wait_for_pictures(&window, width);
            let told = window.session.run(CROSSINGS, json!([ON_PURPOSE]));
            let texts = |of: &str| -> Vec<String> {
                let all = told[of].as_array().into_iter().flatten();
                all.filter_map(Value::as_str).map(str::to_owned).collect()
            };
            shapes.extend(texts("shapes"));
            found.extend(texts("found").iter().map(|one| format!("{} at {width}×{height}: {one}", screen.name)));
        }
    }
    let wanted = ["0.7", "0.8", "1.0", "1.8", "3.0"].map(str::to_owned);
    assert!(wanted.iter().all(|shape| shapes.contains(shape)), "only {shapes:?} were seen");
    assert!(found.is_empty(), "words cross pictures {} times:\n{}", found.len(), found.join("\n"));
}

/// Two stories, so that one is left whatever becomes of the other; of each the body shows some pictures and not all.
fn lay_out(place: &Place) {
    let card = place.folder("the");
    fs::create_dir(&card).unwrap();
    let files = SHAPES.map(|(name, width, height)| {
        let path = card.join(name);
        let pixel = |x: u32, y: u32| Rgb([(x % 200) as u8, (y % 180) as u8, 140]);
        RgbImage::from_fn(width, height, pixel).save(&path).unwrap();
        path
    });
    let mut library = Library::make(&place.library).unwrap();
    // Below ours in the list, as on the first start: some screens are of them.
    library.add_sample(dateline_core::clock::today()).unwrap();
    let mut last = None;
    for headline in ["Chợ nổi họp lại", "Nước lên trong đêm"] {
        let story = library.create(Language::Vietnamese).unwrap();
        let photos = library.append_photos(&story, &files).unwrap();
        let shown = [0, 2, 4].map(|at: usize| Block::photo(photos[at].clone()));
        let body = [vec![Block::paragraph("Nước lên lang trên đồng.")], shown.to_vec()].concat();
        let caption = |photo: &PhotoId| Edit::SetPhotoField {
            photo: photo.clone(),
            field: PhotoField::Caption,
            value: "Ghe rời bến lúc trời chưa sáng, chở hàng ra chợ nổi trước mùa nước lên.".into(),
        };
        let mut edits = vec![
            Edit::SetField { field: StoryField::Headline, value: headline.into() },
            Edit::SetBody { body },
            Edit::SetPhotoField { photo: photos[0].clone(), field: PhotoField::Pick, value: "picked".into() },
            Edit::SetPhotoField { photo: photos[1].clone(), field: PhotoField::Label, value: "red".into() },
        ];
        edits.extend(photos.iter().take(3).map(caption));
        library.edit_latest(&story, &edits).unwrap();
        last = Some(story);
    }
    library.change_settings(&SettingsChange { last_story: Some(last), ..Default::default() }).unwrap();
}

/// The window has its new size, and each picture that is seen is there.
fn wait_for_pictures(window: &Window, width: u32) {
    let ready = "innerWidth === arguments[0] && [...document.images].every((img) => {
        const { top, bottom, width } = img.getBoundingClientRect();
        return img.complete || width === 0 || bottom < 0 || top > innerHeight;
    }) && document.getAnimations().every((one) => one.playState !== 'running')";
    window.session.wait_for("the pictures are there", ready, json!([width]));
}
