#![allow(clippy::unwrap_used)]

mod lossless;
mod pages;

use super::*;
use crate::ErrorCode;

fn today() -> ReadOptions {
    ReadOptions { today: "2020-07-10".parse().unwrap() }
}

fn reading(text: &str) -> Account {
    Account::of(text, &today())
}

/// An article as the tables below write it: one line a thing.
fn told(article: &Article) -> Vec<String> {
    let mut told = Vec::new();
    for (field, value) in article.fields.iter() {
        match value {
            crate::story::FieldValue::Text(text) => told.push(format!("{}: {text}", field.name())),
            crate::story::FieldValue::List(items) => told.push(format!("{}: {}", field.name(), items.join(" / "))),
        }
    }
    for block in &article.body {
        told.push(match block {
            ArticleBlock::Text(block) => match block.kind {
                BlockKind::Paragraph => block.text.clone(),
                BlockKind::Heading { level } => format!("h{level} {}", block.text),
                BlockKind::Quote => format!("> {}", block.text),
                BlockKind::ListItem { ordered } => format!("{} {}", if ordered { "1." } else { "-" }, block.text),
                BlockKind::Photo { .. } => unreachable!("a text block is no photo"),
            },
            ArticleBlock::Photo { caption, credit, .. } => format!("[{caption} | {credit}]"),
        });
    }
    for related in &article.related {
        let date = related.date.map_or("?".to_owned(), |date| date.to_string());
        told.push(format!("~ {} ({} = {date})", related.title, related.date_text));
    }
    for leftover in &article.leftovers {
        told.push(format!("! {}: {}", leftover.line, leftover.text));
    }
    told
}

fn assert_reads(source: &str, expected: &[&str]) {
    assert_eq!(told(&reading(source).article), expected, "reading:\n{source}");
}

#[test]
fn small_articles() {
    for (source, expected) in [
        ("Chỉ có tít", &["headline: Chỉ có tít"][..]),
        ("Tít\n\nMột đoạn duy nhất.", &["headline: Tít", "Một đoạn duy nhất."]),
        ("Tít\n\nSapo của bài.\n\nĐoạn hai.", &["headline: Tít", "abstract: Sapo của bài.", "Đoạn hai."]),
        (
            "Tít\n15/10/2019 | 6325\nSapo của bài.\nĐoạn hai.\nAnh Hoa",
            &[
                "headline: Tít",
                "abstract: Sapo của bài.",
                "byline: Anh Hoa",
                "date_published: 2019-10-15",
                "views: 6325",
                "Đoạn hai.",
            ],
        ),
        // The date stands first; the author under the headline.
        (
            "15/10/2019\nTít\nAnh Hoa\n\nĐoạn một.",
            &["headline: Tít", "byline: Anh Hoa", "date_published: 2019-10-15", "Đoạn một."],
        ),
        // A picture before any text: there is no lead.
        (
            "Tít\n\nẢnh: Bến sông buổi sớm.\n\nĐoạn một.\n\nĐoạn hai.",
            &["headline: Tít", "[Bến sông buổi sớm. | ]", "Đoạn một.", "Đoạn hai."],
        ),
        (
            "# Tít\n\nSapo.\n\n## Mục một\n\nĐoạn.\n\n### Mục nhỏ\n\n> Lời nói\n\n- a\n• b\n1. một\n2) hai",
            &[
                "headline: Tít",
                "abstract: Sapo.",
                "h1 Mục một",
                "Đoạn.",
                "h2 Mục nhỏ",
                "> Lời nói",
                "- a",
                "- b",
                "1. một",
                "1. hai",
            ],
        ),
        // The highest heading there is stands right below the headline.
        (
            "Tít\n\nSapo.\n\n## Mục một\n\nĐoạn.\n\n### Mục nhỏ\n\nHết.",
            &["headline: Tít", "abstract: Sapo.", "h1 Mục một", "Đoạn.", "h2 Mục nhỏ", "Hết."],
        ),
        // Numbers that do not count from 1 are the text's own.
        (
            "Tít\n\nSapo.\n\n1. Mục tiêu\n\nĐoạn.\n\n2. Giải pháp\n\n18. Đảng viên",
            &["headline: Tít", "abstract: Sapo.", "1. Mục tiêu", "Đoạn.", "2. Giải pháp", "18. Đảng viên"],
        ),
        // Talk begins with a dash; a dateline stays in the text.
        (
            "Tít\n\nHà Nội, 15/10 – Sáng nay, mưa lớn.\n\n– Nước lên nhanh không?\n– Nhanh lắm.",
            &[
                "headline: Tít",
                "abstract: Hà Nội, 15/10 – Sáng nay, mưa lớn.",
                "dateline: Hà Nội",
                "– Nước lên nhanh không?",
                "– Nhanh lắm.",
            ],
        ),
        // Captions and credits in their shapes.
        (
            "Tít\n\nSapo.\n\nĐoạn.\n\nBến sông. Ảnh: TTXVN\n\nẢnh: Chợ tan.\n\nẢnh: Anh Hoa\n\nNhà ven sông lúc nước lên.\nẢnh: Tư liệu\n\nẢnh: TTXVN",
            &[
                "headline: Tít",
                "abstract: Sapo.",
                "Đoạn.",
                "[Bến sông. | TTXVN]",
                "[Chợ tan. | Anh Hoa]",
                "[Nhà ven sông lúc nước lên. | Tư liệu]",
                "[ | TTXVN]",
            ],
        ),
        // The author took the pictures.
        (
            "Tít\n\nSapo.\n\nĐoạn.\n\nẢnh: Chợ tan.\n\nẢnh: Chợ đông. Ảnh: TTXVN\n\nBài và ảnh: Anh Hoa",
            &[
                "headline: Tít",
                "abstract: Sapo.",
                "byline: Anh Hoa",
                "Đoạn.",
                "[Chợ tan. | Anh Hoa]",
                "[Chợ đông. | TTXVN]",
            ],
        ),
        // What stands after the text.
        (
            "Tít\n\nSapo.\n\nĐoạn.\n\nAnh Hoa\nTheo TTXVN\nTừ khóa: chợ nổi, sông; nước",
            &[
                "headline: Tít",
                "abstract: Sapo.",
                "byline: Anh Hoa",
                "keywords: chợ nổi / sông / nước",
                "source: TTXVN",
                "Đoạn.",
            ],
        ),
        (
            "Tít\n\nSapo.\n\nĐoạn.\n\nTheo các hộ dân, nước còn lên.",
            &["headline: Tít", "abstract: Sapo.", "Đoạn.", "Theo các hộ dân, nước còn lên."],
        ),
        // English.
        (
            "The market is back\nBy Jane Doe\nOctober 15, 2019\n\nBoats returned to the river for the first time.\n\nTraders said that trade was good.\n\nPhoto: Boats leave at dawn. Photo: Jane Doe\n\nSource: River Desk\n\nRelated stories\n- The old pier (2 days ago)\nThe new pier\nyesterday",
            &[
                "headline: The market is back",
                "abstract: Boats returned to the river for the first time.",
                "byline: Jane Doe",
                "source: River Desk",
                "date_published: 2019-10-15",
                "Traders said that trade was good.",
                "[Boats leave at dawn. | Jane Doe]",
                "~ The old pier (2 days ago = 2020-07-08)",
                "~ The new pier (yesterday = 2020-07-09)",
            ],
        ),
    ] {
        assert_reads(source, expected);
    }
}

#[test]
fn related_stories_in_their_shapes() {
    assert_reads(
        "Tít\n\nĐoạn.\n\nTin liên quan:\n\nMột\n\nMột\nhôm qua\n\nHai  ba\nHai ba\n2 ngày trước\n\n• Bốn (mở rộng) (1 tháng trước)\n\n• Năm (mở rộng)\nSáu\n15/10/2019\nBảy\nBảy\nBảy\n99999999999999999999 năm trước",
        &[
            "headline: Tít",
            "Đoạn.",
            "~ Một (hôm qua = 2020-07-09)",
            "~ Hai  ba (2 ngày trước = 2020-07-08)",
            "~ Bốn (mở rộng) (1 tháng trước = 2020-06-10)",
            "~ Năm (mở rộng) ( = ?)",
            "~ Sáu (15/10/2019 = 2019-10-15)",
            "~ Bảy ( = ?)",
            "~ Bảy (99999999999999999999 năm trước = ?)",
        ],
    );
}

#[test]
fn what_finds_no_place_is_reported_with_its_line() {
    let footer = "chữ ".repeat(80);
    assert_reads(
        &format!("Tít\n35/13/2019 | 5\nSapo.\n\nĐoạn.\n\n***\n\nĐoạn nữa.\nTin khác\nhôm qua\nMột\n{footer}\n•••"),
        &[
            "headline: Tít",
            "abstract: Sapo.",
            "Đoạn.",
            "Đoạn nữa.",
            "~ Một ( = ?)",
            "! 2: 35/13/2019 | 5",
            "! 7: ***",
            "! 11: hôm qua",
            &format!("! 13: {}", footer.trim()),
            "! 14: •••",
        ],
    );
    assert_reads(
        "Tít\nThứ Hai, 15/10/2019\nĐoạn\u{8}.",
        &["headline: Tít", "date_published: 2019-10-15", "Đoạn.", "! 2: Thứ Hai", "! 3: U+0008"],
    );
    // A day alone does not say as much as "3 giờ trước".
    assert_reads(
        "Tít\n3 giờ trước\nĐoạn.",
        &["headline: Tít", "date_published: 2020-07-10", "Đoạn.", "! 2: 3 giờ trước"],
    );
}

#[test]
fn a_text_without_headline_keeps_its_words_in_the_body() {
    let long = "chữ ".repeat(70);
    let article = reading(&format!("{long}\n\nĐoạn.")).article;
    assert_eq!(article.fields.text(StoryField::Headline), "");
    assert_eq!(article.fields.text(StoryField::Abstract), long.trim());
}

#[test]
fn the_language_is_told_from_the_words() {
    for (source, language) in [
        ("Chợ nổi họp lại", Language::Vietnamese),
        ("Cho noi hop lai", Language::Vietnamese),
        ("The market of Hà Nội is back", Language::English),
        ("2019", Language::Vietnamese),
    ] {
        assert_eq!(reading(source).article.language, language, "{source}");
    }
}

#[test]
fn bytes_that_are_no_text_are_refused() {
    let code = |bytes: &[u8]| read(bytes, Path::new("a.txt"), &today()).unwrap_err().code;
    assert_eq!(code(b"\xff\xd8\xff"), ErrorCode::TextNotUtf8);
    assert_eq!(code(b"\n \n"), ErrorCode::TextEmpty);
    assert_eq!(code(&vec![b'a'; crate::import::MAX_TEXT_BYTES + 1]), ErrorCode::FileTooLarge);
}

fn seed() -> Option<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/seed/hoi-nghi-lan-thu-18.txt");
    match std::fs::read_to_string(&path) {
        Ok(text) => Some(text),
        Err(_) => {
            eprintln!("SKIPPED: shared/seed is not beside the checkout");
            None
        }
    }
}

#[test]
fn the_real_page_is_read_whole() {
    let Some(source) = seed() else { return };
    let article = read(source.as_bytes(), Path::new("seed"), &today()).unwrap();
    let field = |field| article.fields.text(field);

    assert_eq!(article.language, Language::Vietnamese);
    assert_eq!(field(StoryField::Headline), "Hội nghị Ban Chấp hành Đảng bộ Khối các cơ quan Trung ương lần thứ 18");
    assert_eq!((field(StoryField::DatePublished), field(StoryField::Views)), ("2019-10-15", "6325"));
    assert!(field(StoryField::Abstract).starts_with("Thực hiện Chương trình làm việc toàn khóa"));
    assert!(field(StoryField::Abstract).ends_with("dự và chủ trì Hội nghị."));
    assert_eq!(field(StoryField::Byline), "Anh Hoa");
    assert_eq!(article.fields.iter().count(), 5);

    let body: Vec<String> = article
        .body
        .iter()
        .map(|block| match block {
            ArticleBlock::Text(Block { kind: BlockKind::Paragraph, text, .. }) => {
                text.split(' ').take(4).collect::<Vec<_>>().join(" ")
            }
            ArticleBlock::Photo { caption, credit, .. } => format!("[{caption}|{credit}]"),
            other => panic!("only paragraphs and pictures are there: {other:?}"),
        })
        .collect();
    assert_eq!(
        body,
        [
            "Tham dự Hội nghị",
            "Hội nghị lần này,",
            "[Đồng chí Sơn Minh Thắng, Ủy viên Trung ương Đảng, Bí thư Đảng ủy Khối phát biểu tại Hội nghị.|]",
            "Phát biểu khai mạc",
            "Dự thảo Báo cáo",
            "Đảng uỷ Khối và",
            "Tiếp tục nâng cao",
            "Tuy nhiên, công tác",
            "[Toàn cảnh Hội nghị|]",
            "Dự thảo Báo cáo",
            "Tuy nhiên, công tác",
            "Phát biểu kết luận",
            "Đồng chí Bí thư",
        ]
    );
    // The page's own slips are for the copy desk to see.
    let text = |at: usize| match &article.body[at] {
        ArticleBlock::Text(block) => block.text.as_str(),
        ArticleBlock::Photo { .. } => "",
    };
    assert!(text(4).starts_with("Dự thảo Báo cáo Báo cáo kết quả"));
    assert!(text(10).contains("vẫncòn") && text(10).contains("môn.Vai"));

    let related: Vec<(&str, String)> =
        article.related.iter().map(|related| (related.date_text.as_str(), related.date.unwrap().to_string())).collect();
    let expected = [
        ("hôm qua", "2020-07-09"),
        ("2 ngày trước", "2020-07-08"),
        ("8 ngày trước", "2020-07-02"),
        ("9 ngày trước", "2020-07-01"),
        ("10 ngày trước", "2020-06-30"),
        ("20 ngày trước", "2020-06-20"),
        ("22 ngày trước", "2020-06-18"),
        ("24 ngày trước", "2020-06-16"),
        ("1 tháng trước", "2020-06-10"),
        ("1 tháng trước", "2020-06-10"),
        ("1 tháng trước", "2020-06-10"),
        ("1 tháng trước", "2020-06-10"),
        ("1 tháng trước", "2020-06-10"),
        ("2 tháng trước", "2020-05-10"),
    ];
    assert_eq!(related, expected.map(|(found, date)| (found, date.to_owned())));
    assert_eq!(article.related[0].title, "Hội nghị Ban Chấp hành Đảng bộ Khối lần thứ 21");
    assert!(article.related[1].title.contains("thời kỳ  mới"), "as found, with its two spaces");
    assert!(article.related[4].title.ends_with("nhiệm kỳ 2020 - 2025 thành công tốt đẹp"));
    assert_eq!(article.leftovers, []);
}
